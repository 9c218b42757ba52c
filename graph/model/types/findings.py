"""Findings and their themes."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from graph.model.dates import PartialDate
from graph.model.entity import Entity
from graph.model.node_type import SLUG, Dating, Facet, History, NodeType, Rdf, RootFields, Style, Ways
from graph.model.vocabulary import Attribution, DateIs, Doubt, HistoryKind, Polarity, Status, Who


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding(Entity):
    summary: str
    polarity: Polarity
    date: PartialDate | None = None  # of the source that says so; None: that of its inspection
    consequence: str | None = None
    who: Who | None = None  # None where its source was not read for this
    attribution: Attribution = Attribution.EXPLICIT
    status: Status = Status.REPORTED
    doubts: tuple[Doubt, ...] = ()


FINDING = NodeType(
    kind=Finding,
    noun="finding",
    id_form=rf"finding:{SLUG}",
    key="findings",
    caption="summary",
    sorted_by="pagedDay",
    dating=Dating(fields={"date": DateIs.WRITTEN}, held_in=("REPORTED_IN", "<FOUND")),
    is_placed=True,
    contained_in=("<FOUND", "REPORTED_IN"),
    history=History(
        kind=HistoryKind.FINDING,
        named=(Ways(ways=("OBSERVED_IN", "ATTRIBUTED_TO", "<FOUND INSPECTED")),),
        area=("OBSERVED_IN", "<FOUND INSPECTED"),
        # A passage whose subject was read may be about the police of another area than the one inspected.
        area_if_filled=MappingProxyType({"who": ("OBSERVED_IN",)}),
        is_counted=True,
    ),
    roots=RootFields(
        one="finding",
        many="findings",
        description="Findings, the newest first. From a letter on a joint inspection at most ten were taken: "
        "counts are floors, and never rank forces or areas.",
    ),
    facets={
        "POLARITY": Facet(property="polarity"),
        "WHO": Facet(property="who"),
        "STATUS": Facet(property="status"),
        "YEAR": Facet(property="day.year"),
        "THEME": Facet(through="themes_of_finding"),
        "AUTHORITY": Facet(through="areas_of_finding"),
        "FORCE": Facet(through="forces_of_finding"),
    },
    counted_by="matter",
    style=Style(color="#E69F00", border="#A87400", diameter=160),
    keys={
        "polarity": "Whether the finding is a shortcoming (adverse), a strength (positive) or both (mixed).",
        "who": "Whom the finding is about in the words of its source.",
        "consequence": "What followed from it according to the source, in our own words.",
        "doubts": "What its passage leaves open, or says less of than the summary may seem to.",
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme(Entity):
    name: str
    definition: str
    other_names: tuple[str, ...] = ()


THEME = NodeType(
    kind=Theme,
    noun="theme",
    id_form=rf"theme:{SLUG}",
    key="themes",
    sorted_by="name",
    roots=RootFields(one="theme", many="themes", description="Themes, by name."),
    style=Style(color="#D55E00", border="#8F3F00", diameter=120, font=12),
    rdf=Rdf(
        types=("skos:Concept",),
        properties={"definition": "skos:definition", "otherNames": "skos:altLabel"},
        is_labelled=True,
    ),
    keys={"definition": "What the theme covers, in our own words."},
)
