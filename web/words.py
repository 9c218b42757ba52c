"""Values of the graph in the words of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.model.nodes import NODE_TYPES
from graph.model.relationships import RELATIONSHIP_TYPES

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# What each member of a vocabulary is called. Polarity is worded as what a passage says, not as a mark.
LABELS: dict[str, dict[str, str]] = {
    "polarity": {"ADVERSE": "falls short", "MIXED": "both", "POSITIVE": "works"},
    "who": {
        "POLICE": "the police of the area",
        "POLICE_AND_OTHERS": "the police with other agencies",
        "NAMED_FORCE": "the force, by name",
    },
    "status": {
        "STATED": "stated by the source",
        "REPORTED": "as the source reports it",
        "DERIVED": "counted here",
        "REFERENCE": "from a reference table",
    },
    "attribution": {"EXPLICIT": "names who says so", "CONTEXTUAL": "who says so follows from the paragraph"},
    "basis": {"NAMED": "Names the body", "AREA": "About the area"},
    "history_kind": {
        "INSPECTION": "Inspection",
        "FINDING": "Finding",
        "JUDGEMENT": "Grade",
        "CORRESPONDENCE": "Letter or answer",
        "STATEMENT": "Statement",
        "RECOMMENDATION": "Recommendation",
        "REVIEW": "Looked at again",
    },
    "recommendation_kind": {
        "RECOMMENDATION": "Recommendation",
        "CAUSE_OF_CONCERN": "Cause of concern",
        "AREA_FOR_IMPROVEMENT": "Area for improvement",
        "PRIORITY_ACTION": "Priority action",
        "REASON_FOR_ENGAGE": "Reason for closer monitoring (Engage)",
    },
    "said_by": {
        "INSPECTORATE": "the inspectorate",
        "BODY": "a body concerned",
        "PRESS": "the press",
        "TRACKER": "a copy of the inspectorate’s register",
    },
    "local_policing_body_kind": {
        "POLICE_AND_CRIME_COMMISSIONER": "police and crime commissioner",
        "POLICE_FIRE_AND_CRIME_COMMISSIONER": "police, fire and crime commissioner",
        "MAYOR": "mayor with the functions of a commissioner",
        "MOPAC": "the Mayor’s Office for Policing and Crime",
        "COMMON_COUNCIL": "the Common Council of the City of London",
        "POLICE_AUTHORITY": "police authority",
    },
    "coverage_state": {
        "COMPLETE": "All outcomes held",
        "PARTIAL": "In part",
        "EXISTS_NOT_HELD": "Exists, not held",
        "NOT_KNOWN": "Not known",
        "NOT_ASKED": "Not asked",
        "NONE_FOUND": "None found",
    },
    "doubt": {
        "NOT_SAID_BY_WHOM": "Who did it, or that it was the police, is read from the text around the passage",
        "SAID_OF_SEVERAL": "Said of several together, or in part of others than the police",
        "AS_OTHERS_TELL": "What others told the inspectors, or found, not their own finding",
        "READS_TWO_WAYS": "The words can be read in two ways",
        "OTHERWISE_ELSEWHERE": "Another place of the report tells it more or less strongly",
        "TOLD_TWICE": "Another paragraph, or another report in nearly its words, tells it too",
        "NOT_JUDGED": "Described or planned; the report does not judge its effect",
        "ONE_CASE": "Told of one case, or as one example",
        "ONLY_RECOMMENDED": "Known from a recommendation alone",
        "PERHAPS_ANOTHER_FORCE": "The force of another area may be meant",
        "PASSAGE_INCOMPLETE": "The passage begins, breaks off or goes on outside what was read here",
    },
    # Of a question in a cycle.
    "question_state": {
        "COMPLETE": "Grade held",
        "PARTIAL": "In part",
        "EXISTS_NOT_HELD": "Exists, not held",
        "NOT_KNOWN": "Not known",
        "NOT_ASKED": "Not graded",
        "NONE_FOUND": "None found",
    },
    "date_is": {
        "PUBLISHED": "published",
        "INSPECTED": "inspected",
        "WRITTEN": "written",
        "CYCLE": "cycle; the day is not known",
    },
    "statement_kind": {
        "CRITICISM": "Criticism",
        "WARNING": "Warning",
        "REQUEST": "Request",
        "CONCESSION": "Concession",
        "CAUSAL_CLAIM": "Claim of a cause",
        "POSITION": "Position",
        "REPORT": "Account",
        "DISPUTE": "Dispute",
        "QUALIFICATION": "Qualification",
        "COMMITMENT": "Commitment",
        "REQUIREMENT": "Requirement",
        "ACCEPTANCE": "Acceptance",
    },
    "correspondence_kind": {
        "LETTER": "Letter",
        "REPLY": "Reply",
        "PUBLIC_STATEMENT": "Public statement",
        "PUBLISHED_RESPONSE": "Published response",
    },
    "agreement": {
        "AGREES": "The report agrees",
        "SAYS_LESS": "The report says less",
        "CONTRADICTS": "The report says the opposite",
        "SILENT": "The report is silent on this",
        "NOT_SEEN": "The report was not read",
    },
    "scope": {"OTHER": "not about children or vulnerable people"},
    "comparator": {
        "EXACTLY": "exactly",
        "MORE_THAN": "more than",
        "UP_TO": "up to",
        "APPROXIMATELY": "about",
        "SOME": "some",
    },
    "source_kind": {
        "NEWS_ARTICLE": "news article",
        "LETTER": "letter",
        "INSPECTION_REPORT": "inspection report",
        "DATASET": "dataset",
        "STATEMENT": "statement",
        "WEB_PAGE": "web page",
        "LEGISLATION": "legislation",
    },
    "source_strength": {
        "INSPECTORATE": "the inspectorate’s own words",
        "BODY": "as a body concerned tells it",
        "PRESS": "as reported by others",
    },
    "end_state": {"DATED": "ended", "ONGOING": "ongoing", "UNKNOWN": "end not known"},
    "name_kind": {
        "ABBREVIATION": "abbreviation",
        "WELSH": "Welsh name",
        "FORMER": "former name",
        "EVERYDAY": "everyday name",
        "VARIANT": "also written",
    },
    "relationship": {each.type: each.says for each in RELATIONSHIP_TYPES.values()},
    "trend": {"BETTER": "higher on the scale", "SAME": "the same", "WORSE": "lower on the scale"},
}

# What a node of each type is called.
NOUNS = {each.label: each.noun.capitalize() for each in NODE_TYPES} | {
    "Judgement": "Grade",
    "Correspondence": "Letter or answer",
    "Review": "What became of it",
    "Framework": "Kind of inspection",
    "Evidence": "Passage",
    "LocalAuthority": "Council area",
}


def label(value: str, vocabulary: str) -> str:
    """A member of a vocabulary in words; as the vocabulary spells it where it is newer than these."""
    return LABELS[vocabulary].get(value) or words(value.lower().replace("_", " "))


def day(value: str | None) -> str:
    """A date as exact as it is known: a day, a month, a year, or whatever the source has."""
    if not value:
        return ""
    parts = value.split("-")
    if not all(part.isdigit() for part in parts):
        return value
    year, month, of_month = (*map(int, parts), 0, 0)[:3]
    if month > len(_MONTHS):
        return value  # a cycle, as in 2023-25
    return " ".join(
        part for part in (str(of_month or ""), _MONTHS[month - 1] if month else "", str(year)) if part
    )


def count(number: int, one: str, many: str = "") -> str:
    """A number of things: `1 finding`, `1,034 findings`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def words(value: str) -> str:
    """A name of the graph's own, such as the area of a grade, in words: `help-and-protection`."""
    return value.replace("-", " ").capitalize()


def capitalised(value: str) -> str:
    """A text with a capital at its beginning, whatever follows."""
    return value[:1].upper() + value[1:]


def anchor(node_id: str) -> str:
    """The name of a place in a page that is about a node."""
    return node_id.replace(":", "-").replace("/", "-")


def speaker(standing: str) -> str:
    """Whoever made a statement, as its standing tells: `A for B` of `said by A for B`."""
    return standing.removeprefix("said by ").removeprefix("for ")


# What the scales of grades are called.
_SCALES = {
    "hmic-four-grades": "four grades of HMIC",
    "hmicfrs-five-grades": "five grades of HMICFRS",
    "ofsted-four-grades": "four grades of Ofsted",
    "ofsted-four-grades-to-2013": "four grades of Ofsted, until 2013",
}


# Statuses that a register spells in its own way.
_STATUSES = {"other": "another outcome", "comment": "a comment"}


def status(value: str) -> str:
    """What became of something, as its source has it; keys of a register in words."""
    return _STATUSES.get(value) or (value if " " in value else value.replace("-", " "))


def scale(key: str) -> str:
    """A scale of grades in words."""
    return _SCALES.get(key, words(key))


FILTERS: dict[str, Callable[..., Any]] = {
    "label": label,
    "day": day,
    "count": count,
    "words": words,
    "scale": scale,
    "status": status,
    "capitalised": capitalised,
    "anchor": anchor,
    "speaker": speaker,
    "noun": NOUNS.__getitem__,
}
