"""What enumerations and codes are called in words, for whoever shows them to readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from graph.model.nodes import NODE_TYPES

# What each member of a vocabulary is called. Polarity is worded as what a passage says, not as a mark.
VOCABULARIES: dict[str, dict[str, str]] = {
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
    "attribution": {
        "EXPLICIT": "the source names who says so",
        "CONTEXTUAL": "who says so follows from the paragraph",
    },
    "basis": {"NAMED": "Names the body", "AREA": "About the area"},
    "history_kind": {
        "INSPECTION": "Inspection",
        "FINDING": "Finding",
        "JUDGEMENT": "Grade",
        "CORRESPONDENCE": "Letter or answer",
        "STATEMENT": "Statement",
        "RECOMMENDATION": "Recommendation",
        "REVIEW": "What became of it",
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
    "date_is": {
        "PUBLISHED": "published",
        "INSPECTED": "inspected",
        "WRITTEN": "written",
        "CYCLE": "its cycle or year; the day is not known",
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
        "INSPECTORATE": "the inspectorate’s own text",
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
    "trend": {"BETTER": "higher on the scale", "SAME": "the same", "WORSE": "lower on the scale"},
}

# What a node of each type is called.
TYPES = {each.label: each.noun.capitalize() for each in NODE_TYPES} | {
    "Judgement": "Grade",
    "Correspondence": "Letter or answer",
    "Review": "What became of it",
    "Framework": "Kind of inspection",
    "Evidence": "Passage",
    "LocalAuthority": "Council area",
}

# What the scales of grades are called.
SCALES = {
    "hmic-four-grades": "four grades of HMIC",
    "hmicfrs-five-grades": "five grades of HMICFRS",
    "ofsted-four-grades": "four grades of Ofsted",
    "ofsted-four-grades-to-2013": "four grades of Ofsted, until 2013",
}


def describe(kind: type[Enum], said: Mapping[str, str]) -> None:
    """Describe the members of an enumeration of the schema, by their values; those newer than these words by
    themselves."""
    # Strawberry's decorator adds what a plain enumeration does not have.
    for each in kind.__strawberry_definition__.values:  # type: ignore[attr-defined]
        own = str(kind[each.name].value)
        each.description = said.get(own, own.lower().replace("_", " "))


def enumeration(vocabulary: str) -> str:
    """The name that a vocabulary has in the schema: HistoryKind of history_kind."""
    return "".join(map(str.capitalize, vocabulary.split("_")))


def labels() -> dict[str, dict[str, str]]:
    """The words for each member of each enumeration, by the names that the schema has, and for scales of
    grades."""
    spelled = {enumeration(name): members for name, members in VOCABULARIES.items()}
    return {**spelled, "EntityType": {constant(name): noun for name, noun in TYPES.items()}, "scale": SCALES}


def constant(name: str) -> str:
    """The name of a type as an enumeration spells it: LOCAL_AUTHORITY of LocalAuthority."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", name).upper()
