"""The project's own tables of recommendations and reviews: what is read, refused, repeated and added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.nodes import Evidence, Recommendation, Review
from graph.model.vocabulary import RecommendationKind, SaidBy, Status, Who
from seed.indexed import Indexed
from seed.sources.all_sources import LoadedSources
from seed.sources.imports.comparing import compare
from seed.sources.imports.graph_assembly import assemble_graph
from seed.sources.imports.reading import Reading
from tests.helpers.own_tables import Rows, taken, written

MADE, REVIEWED = "recommendation:example-share-notices", "review:example-share-notices-closed"
DIGEST = "0123456789abcdef" * 4
Row = Mapping[str, str]
Imported = Callable[[list[Row], list[Row]], tuple[Reading, Reading]]


@pytest.fixture
def imported(held: LoadedSources, tmp_path: Path) -> Imported:
    """A table of recommendations and one of reviews, imported one after the other."""

    def read(made: list[Row], reviewed: list[Row]) -> tuple[Reading, Reading]:
        paths = [
            written(tmp_path / "recommendations.csv", "recommendations.csv", *made),
            written(tmp_path / "reviews.csv", "reviews.csv", *reviewed),
        ]
        first, second = taken(held, paths)
        return first, second

    return read


def graph(held: LoadedSources, *readings: Reading) -> Indexed:
    return Indexed(assemble_graph(held.base, [*held.shipped, *readings], held.frameworks))


def test_the_templates_make_a_recommendation_and_what_became_of_it(
    held: LoadedSources, imported: Imported
) -> None:
    made = {"kind": "Cause of concern", "who": "named force", "addressed_to": "Kent Police", "sha256": DIGEST}
    readings = imported([made], [{"said_by": "press", "date": ""}])
    assert [(each.read, each.refused, each.notes) for each in readings] == [(1, (), ())] * 2
    records = graph(held, *readings)
    recommendation, review = records.get(MADE), records.get(REVIEWED)
    assert isinstance(recommendation, Recommendation)
    assert (recommendation.kind, recommendation.who) == (RecommendationKind.CAUSE_OF_CONCERN, Who.NAMED_FORCE)
    assert (recommendation.due, recommendation.date) == ("within three months", "2027-05-20")
    assert records.ends("ADDRESSED_TO", MADE) == ("force:kent",)
    assert records.ends("HAS_THEME", MADE) == ("theme:domestic-abuse-information",)
    assert isinstance(review, Review)
    assert (review.status, review.said_by, review.date) == ("closed", SaidBy.PRESS, None)
    assert records.ends("REVIEW_OF", REVIEWED) == (MADE,)
    (place,) = (records.get(own) for own in records.nodes[MADE].evidence)
    assert isinstance(place, Evidence)
    assert place.sha256 == DIGEST


@pytest.mark.parametrize(
    ("said_by", "status"),
    [
        ("inspectorate", Status.STATED),
        ("body", Status.STATED),
        ("press", Status.REPORTED),
        ("tracker", Status.REPORTED),
    ],
)
def test_the_press_and_trackers_report_what_others_say(
    held: LoadedSources, imported: Imported, said_by: str, status: Status
) -> None:
    records = graph(held, *imported([{}], [{"said_by": said_by}]))
    (place,) = (records.get(own) for own in records.nodes[REVIEWED].evidence)
    assert isinstance(place, Evidence)
    assert place.status is status


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"id": "recommendation kent"}, "id", "such as recommendation:recommendation-kent"),
        ({"kind": "wish"}, "kind", "known are area for improvement, cause of concern"),
        ({"summary": ""}, "summary", "is empty"),
        ({"date": "soon"}, "date", "is not a date"),
        ({"who": "somebody"}, "who", "known are named force, police, police and others"),
        ({"addressed_to": "Kent"}, "addressed_to", "force:kent"),
        ({"themes": "Wishes"}, "themes", "is no name that is known here"),
        ({"themes": "theme:none"}, "themes", "is not stated anywhere"),
        ({"inspection": "inspection:a; inspection:b"}, "inspection", "a recommendation for each"),
        ({"inspection": "inspection:none"}, "inspection", "is not stated anywhere"),
        ({"locator": ""}, "locator", "say where in the source"),
        ({"quote": " ".join(["word"] * 16)}, "quote", "15"),
        ({"sha256": "12ab"}, "sha256", "64 hexadecimal digits"),
        ({"source_name": ""}, "source", "fill source_name and source_publisher"),
        ({"outcome": "closed"}, "outcome", "this table does not have"),
    ],
)
def test_a_wrong_cell_refuses_its_recommendation(rows: Rows, change: Row, column: str, reason: str) -> None:
    good = {"id": "recommendation:good"}
    reading = rows("recommendations.csv", good, change)
    (refused,) = reading.refused
    assert (refused.row, refused.column) == (3, column)
    assert reason in refused.reason
    assert (reading.read, reading.refused_count) == (2, 1)


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"id": REVIEWED.replace(":", " ")}, "id", "is not the id of a review"),
        ({"recommendation": ""}, "recommendation", "is empty"),
        ({"recommendation": f"{MADE}; recommendation:b"}, "recommendation", "a row for each"),
        ({"recommendation": "recommendation:none"}, "recommendation", "is not stated anywhere"),
        ({"status": ""}, "status", "is empty"),
        ({"summary": ""}, "summary", "is empty"),
        ({"said_by": ""}, "said_by", "known are body, inspectorate, press, tracker"),
        ({"said_by": "a neighbour"}, "said_by", "known are body, inspectorate, press, tracker"),
        ({"date": "2027-05-19"}, "date", f"is before the recommendation {MADE} (2027-05-20)"),
        ({"inspection": "inspection:none"}, "inspection", "is not stated anywhere"),
        ({"attribution": "guessed"}, "attribution", "known are contextual, explicit"),
        ({"due": "soon"}, "due", "this table does not have"),
    ],
)
def test_a_wrong_cell_refuses_its_review(imported: Imported, change: Row, column: str, reason: str) -> None:
    made, reviewed = imported([{}], [{"id": "review:good"}, change])
    (refused,) = reviewed.refused
    assert (made.refused, refused.row, refused.column) == ((), 3, column)
    assert reason in refused.reason
    assert (reviewed.read, reviewed.refused_count) == (2, 1)


def test_a_recommendation_of_no_inspection_and_to_nobody_is_imported_and_reported(rows: Rows) -> None:
    (noted,) = rows("recommendations.csv", {"addressed_to": ""}).notes
    assert noted.startswith("row 2: leads to no inspection and no body")


def test_a_row_that_says_the_same_in_another_place_adds_the_place(
    held: LoadedSources, imported: Imported
) -> None:
    again = {"locator": "page 9", "quote": "Share each notice", "status": "reported"}
    made, reviewed = imported([{}, again, {}, again], [{}, {"locator": "page 9"}])
    assert (made.read, made.refused, made.repeated) == (4, (), 3)
    assert (reviewed.read, reviewed.refused, reviewed.repeated) == (2, (), 1)
    records = graph(held, made, reviewed)
    for own in (MADE, REVIEWED):
        places = [getattr(records.get(each), "locator", "") for each in records.nodes[own].evidence]
        assert places[1:] == ["page 9"]
    (link,) = records.leaving("ADDRESSED_TO", MADE)
    assert sorted(link.evidence) == sorted(records.nodes[MADE].evidence)


def test_a_finding_can_have_several_places_too(rows: Rows) -> None:
    reading = rows("findings.csv", {}, {"locator": "page 9"})
    assert (reading.read, reading.refused, reading.repeated) == (2, (), 1)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"summary": "Other."}, "summary"),
        ({"due": "at once"}, "due"),
        ({"addressed_to": "Norfolk Constabulary"}, "addressed_to"),
        ({"quote": "Share each notice"}, "quote"),
    ],
)
def test_a_row_that_says_something_else_is_refused_in_whatever_place(
    rows: Rows, change: Row, column: str
) -> None:
    elsewhere = {} if column == "quote" else {"locator": "page 9"}
    (refused,) = rows("recommendations.csv", {}, {**elsewhere, **change}).refused
    assert (refused.row, refused.column) == (3, column)


def test_a_place_whose_recommendation_is_refused_goes_with_it(imported: Imported) -> None:
    early = {"inspection": "inspection:none"}
    made, reviewed = imported([early, {**early, "locator": "page 9"}], [{}])
    assert (made.read, made.refused_count, made.repeated) == (2, 2, 0)
    assert {each.row for each in made.refused} == {2, 3}
    assert [each.column for each in reviewed.refused] == ["recommendation"]


@pytest.mark.parametrize(
    ("name", "change", "column", "there"),
    [
        ("recommendations.csv", {"due": "at once"}, "due", "within three months"),
        ("recommendations.csv", {"addressed_to": "Norfolk Constabulary"}, "addressed_to", "force:kent"),
        ("recommendations.csv", {"locator": "page 9"}, "locator", "page 4"),
        ("reviews.csv", {"status": "open"}, "status", "closed"),
        ("reviews.csv", {"said_by": "press"}, "said_by", "inspectorate"),
    ],
)
def test_a_table_imported_again_with_a_cell_changed_is_refused_by_that_cell(
    held: LoadedSources, tmp_path: Path, name: str, change: Row, column: str, there: str
) -> None:
    base = written(tmp_path / "recommendations.csv", "recommendations.csv", {})
    first = written(tmp_path / f"first-{name}", name, {})
    again = written(tmp_path / f"again-{name}", name, change)
    later = taken(held, [base, first, again])[-1]
    (refused,) = later.refused
    assert (refused.file, refused.row, refused.column) == (again.name, 2, column)
    assert there in refused.reason


CHOICES: list[Row] = [
    {}, {"locator": "page 9"}, {"summary": "Other."}, {"id": "recommendation:b"},
    {"id": "recommendation:b", "locator": "page 9", "themes": "theme:x"},
    {"id": "recommendation:c", "date": "soon"}, {"id": "recommendation:d", "inspection": "inspection:none"},
    {"id": "recommendation:d", "inspection": "inspection:none", "locator": "page 9"},
]  # fmt: skip


# A failing example names its arguments, and a graph is a long one.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_the_numbers_of_a_report_add_up_with_several_places(
    held: LoadedSources, tmp_path: Path, rows: list[int]
) -> None:
    chosen = [CHOICES[row % len(CHOICES)] for row in rows]
    path = written(tmp_path / "recommendations.csv", "recommendations.csv", *chosen)
    (reading,) = taken(held, [path])
    before = assemble_graph(held.base, held.shipped, held.frameworks)
    readings = [*held.shipped, reading]
    after = assemble_graph(held.base, readings, held.frameworks)
    changes = compare(before, after, held.base, reading, readings)
    said = len(changes.added) + changes.unchanged + len(changes.changed)
    assert reading.read == len(rows) == said + reading.refused_count + reading.repeated
    assert bool(reading.refused_count) == bool(reading.refused)
