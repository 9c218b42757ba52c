"""Letters, replies and public statements; what was said in them, and the numbers."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.dates import PartialDate
from graph.model.entity import Entity
from graph.model.node_type import SLUG, Dating, Facet, History, NodeType, RootFields, Style, Ways
from graph.model.vocabulary import (
    Attribution,
    Comparator,
    CorrespondenceKind,
    DateIs,
    HistoryKind,
    Scope,
    StatementKind,
    Status,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Correspondence(Entity):
    name: str
    kind: CorrespondenceKind
    date: PartialDate | None = None  # None where no source has it
    subject: str | None = None
    made_public: PartialDate | None = None
    scope: Scope | None = None  # None: about children or vulnerable people


CORRESPONDENCE = NodeType(
    kind=Correspondence,
    noun="letter, reply or statement",
    id_form=rf"correspondence:{SLUG}",
    key="correspondence",
    sorted_by="day",
    dating=Dating(fields={"date": DateIs.WRITTEN}, after=("REPLIES_TO", "ANSWERS")),
    is_placed=True,
    history=History(
        kind=HistoryKind.CORRESPONDENCE,
        named=(
            Ways(ways=("SENT_FOR", "ANSWERS INSPECTED")),
            # Whom it says something about.
            Ways(
                ways=("<MADE_IN ABOUT", "<REPORTED_IN ATTRIBUTED_TO"),
                only=("PoliceForce", "LocalAuthority", "SafeguardingBoard", "LocalPolicingBody"),
            ),
        ),
        is_counted=True,
    ),
    roots=RootFields(
        one="correspondence", many="correspondences", description="Correspondence, in order of time."
    ),
    facets={
        "KIND": Facet(property="kind"),
        "YEAR": Facet(property="day.year"),
        "SCOPE": Facet(property="scope"),
    },
    style=Style(color="#CC79A7", border="#8F4570", diameter=120, font=12),
    keys={
        "subject": "The subject line.",
        "madePublic": "The day on which it became public.",
        "scope": "other, where it is not about children or vulnerable people.",
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement(Entity):
    kind: StatementKind
    summary: str
    date: PartialDate | None = None  # None only where the source has no known date
    attribution: Attribution = Attribution.EXPLICIT
    status: Status = Status.REPORTED
    not_disputed: str | None = None  # what it concedes or leaves standing
    scope: Scope | None = None  # None: about children or vulnerable people


STATEMENT = NodeType(
    kind=Statement,
    noun="statement",
    id_form=rf"statement:{SLUG}",
    key="statements",
    caption="summary",
    sorted_by="day",
    searched=("notDisputed",),
    dating=Dating(fields={"date": DateIs.WRITTEN}, held_in=("MADE_IN",), after=("ANSWERS",)),
    is_placed=True,
    contained_in=("MADE_IN",),
    history=History(
        kind=HistoryKind.STATEMENT,
        named=(Ways(ways=("MADE_FOR", "ABOUT", "ABOUT JUDGEMENT_OF", "ANSWERS INSPECTED")),),
        is_counted=True,
    ),
    roots=RootFields(one="statement", many="statements", description="Statements, in order of time."),
    facets={
        "KIND": Facet(property="kind"),
        "STATUS": Facet(property="status"),
        "YEAR": Facet(property="day.year"),
        "THEME": Facet(through="themes_of_statement"),
        "ORGANISATION": Facet(through="organisation_of_statement"),
        "SCOPE": Facet(property="scope"),
    },
    style=Style(color="#F0E442", border="#B0A600", diameter=160),
    keys={
        "notDisputed": "What it concedes or leaves standing, where its source says so.",
        "scope": "other, where it is not about children or vulnerable people.",
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistic(Entity):
    """A number as published. ``value`` is a published number, ``fraction`` a published fraction
    ("1/2"), ``of`` the number it is a share of; ``raw`` the published words."""

    name: str
    raw: str
    comparator: Comparator
    unit: str
    value: float | None = None
    fraction: str | None = None
    of: int | None = None
    of_unit: str | None = None
    period_text: str | None = None


STATISTIC = NodeType(
    kind=Statistic,
    noun="number",
    id_form=rf"statistic:{SLUG}",
    key="statistics",
    sorted_by="position",
    is_placed=True,
    contained_in=("REPORTED_IN",),
    roots=RootFields(one="statistic", many="statistics", description="Numbers as published."),
    style=Style(color="#F7D08A", border="#A87400", caption="raw"),
    keys={
        "raw": "The words of the source.",
        "comparator": "exactly, more than, up to, approximately, or some for a vague word.",
        "unit": "What is counted.",
        "value": "The number as published.",
        "fraction": "A fraction as published, for example 1/3.",
        "of": "The number that it is a share of, where published.",
        "ofUnit": "What that number counts.",
        "periodText": "The period in the words of the source.",
    },
)
