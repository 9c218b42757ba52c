"""Scalars and enumerations of the schema."""

from __future__ import annotations

from datetime import date
from enum import Enum
from json import dumps
from typing import NewType

import strawberry
from graphql import GraphQLError, StringValueNode, ValueNode, value_from_ast_untyped
from strawberry.types.scalar import ScalarDefinition

from api.schema.labels import TYPES, VOCABULARIES, constant, describe, enumeration
from graph.model.dates import EndState, day
from graph.model.nodes import LABELS
from graph.model.vocabulary import (
    Agreement,
    Attribution,
    Basis,
    Comparator,
    CorrespondenceKind,
    CoverageState,
    DatasetState,
    DateIs,
    Doubt,
    HistoryKind,
    LocalPolicingBodyKind,
    NameKind,
    Polarity,
    RecommendationKind,
    SaidBy,
    Scope,
    SourceKind,
    SourceStrength,
    StatementKind,
    Status,
    Trend,
    Who,
)

__all__ = [
    "SCALARS",
    "Agreement",
    "Attribution",
    "Basis",
    "Comparator",
    "CorrespondenceKind",
    "CoverageState",
    "DatasetState",
    "DateIs",
    "Day",
    "Doubt",
    "EndState",
    "HistoryKind",
    "LocalPolicingBodyKind",
    "NameKind",
    "PartialDate",
    "Polarity",
    "RecommendationKind",
    "SaidBy",
    "Scope",
    "SourceKind",
    "SourceStrength",
    "StatementKind",
    "Status",
    "Trend",
    "Who",
]

EntityType = Enum("EntityType", {constant(name): name for name in LABELS})  # type: ignore[misc]


class MatrixBy(Enum):
    """Whose histories the theme matrix counts; a member's value is the label of its nodes."""

    FORCE = "PoliceForce"
    AUTHORITY = "LocalAuthority"


PartialDate = NewType("PartialDate", str)
Day = NewType("Day", date)


def _literal_day(node: ValueNode, _: object = None) -> date:
    """A day in a document; an error has its location."""
    try:
        return _day(node.value if isinstance(node, StringValueNode) else value_from_ast_untyped(node))
    except GraphQLError as error:
        raise GraphQLError(error.message, node) from None


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise GraphQLError(f'{dumps(value):.60} is not a day; write it as a string, such as "2016-10-17".')
    try:
        return day(value)
    except ValueError as error:
        raise GraphQLError(f"{error}.") from None


SCALARS: dict[object, ScalarDefinition] = {
    PartialDate: strawberry.scalar(
        name="PartialDate",
        description="A date as it was published: a day (2016-10-17), a month (2016-10) or a year (2016).",
        serialize=str,
        parse_value=str,
    ),
    Day: strawberry.scalar(
        name="Date",
        description="A day from 0001-01-01 to 9999-12-31, written as in 2016-10-17 and in no other form.",
        serialize=str,
        parse_value=_day,
        parse_literal=_literal_day,
    ),
}


_DESCRIPTIONS: dict[type[Enum], str] = {
    Polarity: "Whether what was found is adverse, positive, or both at once.",
    Status: (
        "How a fact stands in its source: STATED by it, REPORTED of somebody else, DERIVED by counting here, "
        "or taken from a REFERENCE table."
    ),
    Attribution: "EXPLICIT where the text names who says so, CONTEXTUAL where the paragraph implies it.",
    Basis: (
        "Why something is in an organisation's history: NAMED, the very source names it, or inspected it; "
        "for a finding, the bullet or numbered paragraph names the force, alone or with others, as "
        "one that it is about. AREA, only through the area that a force polices, which attributes nothing "
        "to the force."
    ),
    Doubt: (
        "What the passage of a finding leaves open. NOT_SAID_BY_WHOM: who did it, or that it was the police, "
        "is read from the text around; SAID_OF_SEVERAL: of several together, or of a team of several; "
        "AS_OTHERS_TELL: inspectors repeat what others told or found; READS_TWO_WAYS: its words can be read "
        "in two ways; OTHERWISE_ELSEWHERE: another place of the report tells it more or less strongly; "
        "TOLD_TWICE: another paragraph, or another report in nearly its words, tells it too; NOT_JUDGED: "
        "described or planned, without a judgement of its effect; ONE_CASE: told of one case or as one "
        "example; ONLY_RECOMMENDED: a recommendation asks for it, no paragraph states it; "
        "PERHAPS_ANOTHER_FORCE: the force of another area may be meant; PASSAGE_INCOMPLETE: it begins, ends "
        "or goes on outside what was read."
    ),
    Who: (
        "Whom a finding is about, or a recommendation made to, in the words of its source: POLICE, the "
        "police of the area, unnamed; POLICE_AND_OTHERS, the police, by name or not, together with other "
        "agencies; NAMED_FORCE, a force by its name."
    ),
    HistoryKind: "What kind of entry of a history something is.",
    LocalPolicingBodyKind: (
        "What kind of local policing body it is or was last: a commissioner, a mayor or the Common Council "
        "with the same functions, MOPAC for London, or a police authority, as there was until 2012."
    ),
    StatementKind: "What a statement does.",
    RecommendationKind: (
        "What its source calls it. REASON_FOR_ENGAGE: a reason for the closer monitoring that HMICFRS calls "
        "Engage."
    ),
    SaidBy: (
        "Who says what became of it: the INSPECTORATE, a BODY that is concerned, the PRESS, or a TRACKER, a "
        "private copy of the inspectorate's register."
    ),
    Scope: (
        "OTHER: not about the protection of children or vulnerable people. It stands outside the histories "
        "and, unless asked for, outside the lists of Query, the search and the contested claims."
    ),
    CorrespondenceKind: (
        "A letter, a reply to one, a public statement, or a response that its author published."
    ),
    Agreement: (
        "What an inspection report says beside what a letter reports of it. AGREES: it states the same fact "
        "about the same matter, also in milder words or for fewer cases; the note says so. SAYS_LESS: it "
        "touches the matter without the fact. CONTRADICTS: it states the opposite. SILENT: it does not "
        "touch the matter. NOT_SEEN: nobody here has read it."
    ),
    Comparator: (
        "How a published number is to be read. APPROXIMATELY: the text says about. SOME: a vague word, kept "
        "as such."
    ),
    SourceKind: "What kind of document a source is.",
    NameKind: (
        "What another name of a body is: FORMER, the body was renamed, and has its name of today only since; "
        "VARIANT, another spelling or form."
    ),
    SourceStrength: (
        "Whose words a source holds: the INSPECTORATE's own, also as others copy them; those of a BODY "
        "concerned (a force, its local policing body, a council); or the PRESS's and anybody else's. Where "
        "several say the same, the first of these counts before the others."
    ),
    CoverageState: (
        "How much is held of what exists. COMPLETE: the outcome of each that a list names, which does not "
        "say that its report was read; of a question, its grade. PARTIAL: some, and there may be more. What "
        "is absent is of four kinds. EXISTS_NOT_HELD: a publisher says that it exists; NOT_KNOWN: nothing at "
        "hand says whether it exists; NOT_ASKED: there is none, for want of a remit, at that time, or "
        "because a publisher says that it was not graded; NONE_FOUND: a list or a search had none."
    ),
    DateIs: (
        "What the date stands for that orders an entry. PUBLISHED: its report; INSPECTED: the first day on "
        "site; WRITTEN: the document that says it was written or published; CYCLE: no day is known, only the "
        "cycle of inspections that it belongs to, and the date is the last year of that."
    ),
    Trend: "A grade beside the one before it, of the same body, area and scale.",
    DatasetState: "Whether the dataset is complete.",
    EntityType: "A type of node.",
    MatrixBy: "Whose histories the theme matrix counts.",
    EndState: "What is known of an end: its date, that there is none yet, or nothing.",
}

_VALUES = {
    **{enumeration(name): members for name, members in VOCABULARIES.items()},
    "EntityType": TYPES,
    "MatrixBy": {"PoliceForce": "police forces", "LocalAuthority": "local authorities"},
    "DatasetState": {"LOADING": "being loaded", "READY": "complete"},
}
for _kind, _description in _DESCRIPTIONS.items():
    strawberry.enum(_kind, description=_description)
    describe(_kind, _VALUES[_kind.__name__])
