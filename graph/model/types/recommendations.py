"""What inspectorates recommend, and what later became of it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.dates import PartialDate
from graph.model.entity import Entity
from graph.model.node_type import SLUG, Dating, Facet, History, NodeType, RootFields, Style, Ways
from graph.model.vocabulary import DateIs, HistoryKind, RecommendationKind, SaidBy, Scope, Who


@dataclass(frozen=True, kw_only=True, slots=True)
class Recommendation(Entity):
    summary: str
    kind: RecommendationKind | None = None  # None where its source does not say
    date: PartialDate | None = None  # when it was published; None: that of its inspection, if known
    due: str | None = None  # as published: "within three months"
    who: Who | None = None  # None where its source was not read for this


RECOMMENDATION = NodeType(
    kind=Recommendation,
    noun="recommendation",
    id_form=rf"recommendation:{SLUG}",
    key="recommendations",
    caption="summary",
    sorted_by="pagedDay",
    searched=("due",),
    dating=Dating(fields={"date": DateIs.WRITTEN}, dated_by=("<RECOMMENDED",)),
    is_placed=True,
    contained_in=("<RECOMMENDED",),
    history=History(
        kind=HistoryKind.RECOMMENDATION,
        named=(Ways(ways=("ADDRESSED_TO", "<RECOMMENDED INSPECTED")),),
        area=("<RECOMMENDED INSPECTED",),
        is_counted=True,
    ),
    roots=RootFields(
        one="recommendation",
        many="recommendations",
        description="Recommendations and causes of concern, the newest first.",
    ),
    facets={
        "KIND": Facet(property="kind"),
        "WHO": Facet(property="who"),
        "YEAR": Facet(property="day.year"),
        "THEME": Facet(through="themes_of_recommendation"),
        "ORGANISATION": Facet(through="addressees_of_recommendation"),
        "FRAMEWORK": Facet(through="inspection_of_recommendation", property="framework"),
    },
    style=Style(color="#00513B", border="#002B20", diameter=140, text="#FFFFFF"),
    keys={
        "kind": "What its source calls it, for example a cause of concern.",
        "due": "By when, in the words of the source.",
        "who": "Whom it is made to in the words of its source.",
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Review(Entity):
    """What a source says became of a recommendation or a dispute. ``status`` is in its words, never inferred;
    of a dispute it says what happened."""

    status: str
    summary: str
    said_by: SaidBy
    date: PartialDate | None = None  # the day of the status; None where the source gives none
    done_by: str | None = None  # who did so, where that is not who says it
    scope: Scope | None = None  # None: about children or vulnerable people


REVIEW = NodeType(
    kind=Review,
    noun="review or outcome",
    id_form=rf"review:{SLUG}",
    key="reviews",
    caption="status",
    sorted_by="day",
    dating=Dating(fields={"date": DateIs.WRITTEN}, dated_by=("<REVIEWED",)),
    is_placed=True,
    contained_in=("<REVIEWED",),
    history=History(
        kind=HistoryKind.REVIEW,
        named=(
            Ways(ways=("REVIEW_OF ADDRESSED_TO", "REVIEW_OF <RECOMMENDED INSPECTED")),
            Ways(ways=("REVIEW_OF JUDGEMENT_OF", "REVIEW_OF INSPECTED", "REVIEW_OF ABOUT")),
        ),
        area=("REVIEW_OF <RECOMMENDED INSPECTED",),
    ),
    roots=RootFields(
        one="review",
        many="reviews",
        description="What became of recommendations and disputes, in order of time.",
    ),
    facets={
        "STATUS": Facet(property="status"),
        "SAID_BY": Facet(property="saidBy"),
        "YEAR": Facet(property="day.year"),
        "SCOPE": Facet(property="scope"),
    },
    style=Style(color="#CFEFE4", border="#00513B", diameter=120),
    keys={
        "status": "What became of it, in the words of the source.",
        "saidBy": "Who says so.",
        "doneBy": "Who did so, where that is not who says it.",
        "scope": "other, where it is not about children or vulnerable people.",
    },
)
