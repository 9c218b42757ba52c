"""What inspectorates recommend, and what later became of it."""

from __future__ import annotations

import strawberry

from api.schema.fields import every, one, page, value
from api.schema.scalars import HistoryKind, PartialDate, RecommendationKind, SaidBy, Scope, Who
from api.schema.types.refs import (
    Assertion,
    InspectionRef,
    OrganisationRef,
    RecommendationRef,
    ReviewRef,
    StatementRef,
    ThemeRef,
)
from api.schema.types.shared import Connection, DatedEntity, SpokenTo, history_kind


@strawberry.type(description="Something that an inspectorate recommends, or a cause of concern.")
class Recommendation(SpokenTo, DatedEntity):
    history_kind: HistoryKind = history_kind("Recommendation")
    kind: RecommendationKind | None = value("What its source calls it; null where the source does not say.")
    summary: str = value("What is recommended, or what the concern is, in our own words.")
    due: str | None = value("By when, as published.")
    date: PartialDate | None = value(
        "When it was published; null where only its inspection has a date, or nothing has."
    )
    who: Who | None = value(
        "Whom it is made to in the words of its source; null where the source was not read for this."
    )
    addressed_to: list[OrganisationRef] = every(
        "addressees_of_recommendation",
        "Bodies that it was made to, or that its passage names; never inferred from the area.",
    )
    recommended_by: InspectionRef | None = one(
        "inspection_of_recommendation", "The inspection that led to it; null where none is known."
    )
    themes: list[ThemeRef] = every("themes_of_recommendation", "What it is about.")
    reviews: list[ReviewRef] = every(
        "reviews_of_recommendation",
        "What sources say became of it, in order of time; none where no source at hand says anything.",
    )
    statements: Connection[StatementRef] = page("statements_about", "Statements about it.")


@strawberry.type(
    description="What a source says became of a recommendation or a dispute. The status is that of its day, "
    "in the words of the source, and never inferred; archived pages may be out of date."
)
class Review(DatedEntity):
    history_kind: HistoryKind = history_kind("Review")
    status: str = value("What became of it, in the words of the source; of a dispute, what happened.")
    summary: str = value("What the source says of it, in our own words.")
    date: PartialDate | None = value("The day of the status; null where the source gives none.")
    said_by: SaidBy = value("Who says so.")
    done_by: str | None = value(
        "Who did so, where that is not who says it; with who says so, where that is a third."
    )
    scope: Scope | None = value("OTHER: not about children or vulnerable people; null: about them.")
    recommendation: RecommendationRef | None = one(
        "recommendation_of_review", "The recommendation; null where it is about something else."
    )
    review_of: list[Assertion] = every("assertions_reviewed", "What it is about.")
    reviewed_by: InspectionRef | None = one(
        "inspection_of_review", "The later inspection that says so; null where it is another source."
    )
