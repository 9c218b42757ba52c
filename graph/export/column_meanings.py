"""What the columns of tables mean, and the closed lists of words that some of them take."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_type_hints

from graph.model.dates import EndState
from graph.model.node_type import NodeType
from graph.model.nodes import NODE_TYPES
from graph.model.relationships import RELATIONSHIP_TYPES
from graph.model.spelling import camel
from graph.model.vocabulary import Basis, CoverageState, DatasetState, DateIs, Trend

_DECLARED: Mapping[str, NodeType] = MappingProxyType({each.label: each for each in NODE_TYPES})
_INDEX = "For pages read from an index: "
_SEARCH = "For the full-text index: the words to search in "
_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        # Of every row.
        "id": "Readable, unique and permanent, as in force:cleveland.",
        "labels": "A list: the labels, from the most general to the type.",
        "type": "The type: nodes/TYPE.csv has the rest of the row.",
        "start": "The id of the node that it leads from.",
        "end": "The id of the node that it leads to.",
        "evidenceIds": "A list: the ids of the passages that say so (nodes/Evidence.csv).",
        "note": "An editor's decision or caveat, in our own words.",
        # Of several types.
        "name": "The name, as a reader should see it.",
        "summary": "What it says, in our own words.",
        "kind": "What kind of thing it is; on a relationship, that of what it joins.",
        "date": "When, as published: a year, a month or a day.",
        "published": "When it was published, as published: a year, a month or a day.",
        "status": "How it stands in its source; of a review, what became of the matter.",
        "attribution": "Whether the source names who says so.",
        "framework": "The framework of inspections, as in ofsted-sif.",
        "otherNames": "A list: other names under which sources write of it.",
        "onsCode": "The code of the Office for National Statistics.",
        "nameIsDescriptive": "Whether the source does not name it, and the name only describes it.",
        "who": "Whom it is about or made to, in the words of its source.",
        "inspects": "A list: the types of body that it concerns.",
        "scale": "The scale of the grade; grades of two scales are never compared.",
        "short": "Its abbreviation.",
        "due": "By when, as published.",
        "doneBy": "Who did so, where that is not who says it.",
        "saidBy": "Who says so.",
        "definition": "What it covers, in our own words.",
        "locator": "Where in the source.",
        "speaker": "Who asserts it.",
        "quote": "A few words of the passage, at most 15.",
        "sha256": "SHA-256 of the whole passage, where its text was held.",
        "agreement": "How an inspection report compares with a letter's account of the same.",
        "qualifier": "What the source adds to the post, such as acting.",
        "term": "Tells apart relationships of one type between the same two nodes.",
        # What is only known to a year or a month has the text beside a day.
        "validFrom": "From when it held, as published: a year, a month or a day.",
        "validTo": "Until when it held, as published: a year, a month or a day.",
        "validToState": "Whether an end is dated, is unknown, or has not come.",
        "startFirst": "The earliest day on which it can have begun.",
        "startLast": "The latest day on which it can have begun.",
        "endFirst": "The earliest day on which it can have ended.",
        "endLast": "The latest day on which it can have ended.",
        "dateDay": "The first day that `date` can mean.",
        "publishedDay": "The first day that `published` can mean.",
        "madePublicDay": "The first day that `madePublic` can mean.",
        "inspectedFromDay": "The first day that `inspectedFrom` can mean.",
        "inspectedToDay": "The first day that `inspectedTo` can mean.",
        # Parallel lists.
        "otherNamesFrom": "A list parallel to `otherNames`: from when; empty where that is not known.",
        "otherNamesTo": "A list parallel to `otherNames`: until when; empty where that is not known.",
        "otherNamesKind": "A list parallel to `otherNames`: what each is; empty where that is not known.",
        "revisedFields": "A list: which columns another release has otherwise.",
        "revisedValues": "A list parallel to `revisedFields`: what that release has.",
        "revisedSources": "A list parallel to `revisedFields`: the id of that release.",
        "revisedReleased": "A list parallel to `revisedFields`: when it was released; empty where not known.",
        # What the build adds.
        "caption": "A short text that names the node where its type is not known beforehand.",
        "day": "The day by which it is ordered; missing where none is known.",
        "dateIs": "What the day that it is ordered by stands for.",
        "position": "Its place in its thread, or in the text that says it.",
        "daysToAnswer": "Days from the publication of the report to this answer, if both are known.",
        "matter": "The id of the finding that stands for its matter, told by a letter and a report.",
        "standing": "Who says so and how it stands, in words: to be shown beside its summary.",
        "trend": "The grade beside the one before it of the same body, area and scale.",
        "searchKeys": "For exact look-ups: the forms in which names and ids are compared.",
        "searchNames": f"{_SEARCH}names.",
        "searchText": f"{_SEARCH}texts.",
        "searchEvidence": f"{_SEARCH}passages.",
        "findingCount": "Of how many findings it is the theme.",
        "statementCount": "Of how many statements it is the theme.",
        "findingsInHistory": "How many findings its history has.",
        "statementsInHistory": "How many statements its history has.",
        "correspondenceInHistory": "How many letters, replies and statements its history has.",
        "recommendationsInHistory": "How many recommendations its history has.",
        "derived": "true: the build derives it from others; no source states it.",
        "basis": "NAMED: a source names the body. AREA: only the area that it polices; never an attribution.",
        "ownerId": f"{_INDEX}the id of what has the pages.",
        "pagedId": f"{_INDEX}the id of what stands in them.",
        "pagedDay": f"{_INDEX}the day of what stands in them; missing where none is known.",
        # Coverage and duties.
        "cycle": "The cycle of inspections that it belongs to, as in 2018/19.",
        "state": "How much is held, or why nothing is; of the dataset, whether it is complete.",
        "explanation": "The state in a sentence.",
        "held": "Of how many inspections something is held, or how much correspondence.",
        "withFindings": "Of how many of these inspections findings are held.",
        "exist": "How many there are at least, by a list or a publisher.",
        "first": "The date of the first that is held, as published.",
        "last": "The date of the last that is held, as published.",
        "questions": "A list: the questions that the cycle asked.",
        "questionStates": "A list parallel to `questions`: how much is held of each.",
        "questionsPut": "A list: those of the questions that were put to this body.",
        "sourceIds": "A list: the ids of the sources of what is held.",
        "provision": "The provision of the law.",
        "days": "Within how many days an answer is due.",
        "since": "The day since which the provision is in force.",
        # Of the dataset.
        "version": "A hash of everything in the dataset: equal versions are equal graphs.",
        "format": "The number of the build's format.",
        "nodeCount": "How many nodes it has.",
        "relationshipCount": "How many relationships it has.",
    }
)
_WORDS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {"basis": Basis, "dateIs": DateIs, "trend": Trend, "validToState": EndState}
)
_WORDS_OF: Mapping[tuple[str, str], type[StrEnum]] = MappingProxyType(
    {("HAS_COVERAGE", "state"): CoverageState, ("Dataset", "state"): DatasetState}
)


def meaning_of(kind: str, column: str) -> str | None:
    """What a column of a type's table means; None where nothing says it."""
    declared = _DECLARED.get(kind)
    if declared and column in declared.keys:
        return declared.keys[column]
    if kind == "Dataset" and column not in _MEANINGS:
        return "How many nodes of this type it has."
    return _MEANINGS.get(column)


def words_of(kind: str, column: str) -> tuple[str, ...]:
    """The only words that a column can hold; none where it may hold others."""
    found = _WORDS_OF.get((kind, column)) or _WORDS.get(column) or _declared_words(kind).get(column)
    return tuple(each.value for each in found) if found else ()


@cache
def _declared_words(kind: str) -> Mapping[str, type[StrEnum]]:
    """The columns of a type that hold words of a closed list."""
    hints: dict[str, Any] = {}
    if declared := _DECLARED.get(kind):
        hints = {camel(name): hint for name, hint in get_type_hints(declared.kind).items()}
    elif row := RELATIONSHIP_TYPES.get(kind):
        hints = dict(row.properties)
    plain = {name: _without_none(hint) for name, hint in hints.items()}
    return {
        name: hint for name, hint in plain.items() if isinstance(hint, type) and issubclass(hint, StrEnum)
    }


def _without_none(hint: Any) -> Any:
    if isinstance(hint, UnionType):
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    return hint
