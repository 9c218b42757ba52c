"""The project's own tables of recommendations, and of what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.model.nodes import ORGANISATIONS, Recommendation, Review
from graph.model.relationships import GROUPS
from graph.model.vocabulary import RecommendationKind, SaidBy, Scope, Status, Who
from seed.sources.imports.cells import day
from seed.sources.imports.context import Context, Row
from seed.sources.imports.headers import TableInSheet
from seed.sources.imports.own.linking import Link, links_of
from seed.sources.imports.own.texts import (
    PLACE,
    SOURCE_CELLS,
    Draft,
    evidence_of_row,
    id_of,
    needed,
    optional_word,
    read_rows,
    word_of,
)
from seed.sources.imports.reading import Reading
from seed.sources.imports.speakers import is_told
from seed.sources.imports.spreadsheet import Workbook

RECOMMENDATIONS = (
    "id",
    "kind",
    "summary",
    "date",
    "due",
    "addressed_to",
    "who",
    "themes",
    "inspection",
    *PLACE,
    "sha256",
    *SOURCE_CELLS,
)
# `status` is what became of the recommendation; how the place states it follows from who says so.
REVIEWS = (
    "id",
    "recommendation",
    "status",
    "date",
    "summary",
    "said_by",
    "inspection",
    "speaker",
    "attribution",
    "locator",
    "quote",
    "sha256",
    *SOURCE_CELLS,
)
# A review of something else than a recommendation has `of` in place of it.
OF_DISPUTES = ("of", "done_by", "scope")
_OF_RECOMMENDATIONS: Mapping[str, Link] = MappingProxyType(
    {
        "themes": Link("HAS_THEME", ("Theme",)),
        "inspection": Link("RECOMMENDED", ("Inspection",), forward=False, single="a recommendation for each"),
        "addressed_to": Link("ADDRESSED_TO", ORGANISATIONS),
    }
)
_OF_REVIEWS: Mapping[str, Link] = MappingProxyType(
    {
        "recommendation": Link("REVIEW_OF", ("Recommendation",), single="a row for each"),
        "of": Link("REVIEW_OF", GROUPS["Assertion"], single="a row for each"),
        "inspection": Link("REVIEWED", ("Inspection",), forward=False, single="the one that says so"),
    }
)
_REPORTED_BY = (SaidBy.PRESS, SaidBy.TRACKER)


def read_recommendations(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read recommendations. One is made only to bodies that its row names."""
    return read_rows(opened, found, context, "recommendations", RECOMMENDATIONS, _recommendation)


def _recommendation(row: Row, draft: Draft) -> None:
    recommendation = Recommendation(
        id=id_of(row, "recommendation", draft),
        kind=optional_word(row, "kind", RecommendationKind),
        summary=needed(row, "summary"),
        date=row.read("date", day),
        due=row.text("due") or None,
        who=optional_word(row, "who", Who),
    )
    source, evidence = evidence_of_row(row, draft)
    own, made = recommendation.id, recommendation.date
    links = links_of(row, own, _OF_RECOMMENDATIONS, (evidence.node.id,), made, draft.context)
    draft.require_valid(row, links)
    if not any(link.type in ("RECOMMENDED", "ADDRESSED_TO") for link in links):
        row.note("leads to no inspection and no body; only its themes and the search find it")
    draft.add(row, recommendation, evidence, source, links)


def read_reviews(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read what became of recommendations and disputes, in the words of those who say so."""
    return read_rows(opened, found, context, "reviews", (*REVIEWS, *OF_DISPUTES), _review)


def _review(row: Row, draft: Draft) -> None:
    said_by = word_of(row, "said_by", SaidBy, None)
    if not (row.text("recommendation") or row.text("of")):
        row.refuse("recommendation", "is empty, and so is of; write what the row is about")
    if row.text("recommendation") and row.text("of"):
        row.refuse("of", "stands beside a recommendation; write a row for each")
    review = Review(
        id=id_of(row, "review", draft),
        status=needed(row, "status"),
        summary=needed(row, "summary"),
        said_by=said_by,
        date=row.read("date", day),
        done_by=row.text("done_by") or None,
        scope=optional_word(row, "scope", Scope),
    )
    is_reported = said_by in _REPORTED_BY or is_told(row.text("speaker"))
    status = Status.REPORTED if is_reported else Status.STATED
    source, evidence = evidence_of_row(row, draft, status)
    links = links_of(row, review.id, _OF_REVIEWS, (evidence.node.id,), review.date, draft.context)
    draft.require_valid(row, links)
    draft.add(row, review, evidence, source, links)
