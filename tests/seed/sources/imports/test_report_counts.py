"""The counts of a report: read, repeated, refused, and a file imported again with a cell changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.nodes import Judgement
from seed.sources.all_sources import LoadedSources
from seed.sources.imports.comparing import compare
from seed.sources.imports.graph_assembly import assemble_graph
from tests.helpers.own_tables import OWN, Rows, table, taken, written

FOLLOWING = {"reviews.csv", "statements.csv"}
BURY = "inspection:lscb-review:E08000002:2016-05-16"


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        # A review names a recommendation of another file, a statement a letter.
        *((name, 1) for name in (*OWN, "ncpi.csv", "lookup.csv") if name not in FOLLOWING),
        ("sif.csv", 2),
    ],
)
def test_a_duplicate_row_is_read_once_and_counted_as_repeated(rows: Rows, name: str, stated: int) -> None:
    once, twice = rows(name, {}), rows(name, {}, {})
    assert (once.read, once.repeated, once.refused) == (stated, 0, ())
    assert (twice.read, twice.repeated, twice.refused) == (2 * stated, stated, ())
    assert (twice.outcomes, twice.policing) == (once.outcomes, once.policing)
    assert len(twice.part.records.nodes) == len(once.part.records.nodes)


def test_of_three_rows_that_disagree_none_is_repeated(rows: Rows) -> None:
    reading = rows("inspections.csv", {}, {}, {"overall": "Inadequate"})
    assert (reading.read, reading.refused_count, reading.repeated, reading.outcomes) == (3, 3, 0, ())


CHOICES: dict[str, list[Mapping[str, str]]] = {
    "findings.csv": [
        {}, {"summary": "Other."}, {"id": "finding:b"}, {"id": "finding:b", "themes": "theme:x"},
        {"id": "finding:c", "date": "soon"}, {"id": "finding:d", "inspection": BURY, "date": "2010"},
    ],
    "correspondence.csv": [
        {}, {"id": "correspondence:b", "date": "2020", "replies_to": "correspondence:example-letter-2027"},
        {"sent_for": "Kent Police"}, {"id": "correspondence:c", "sent_for": "Nowhere"},
    ],
    "inspections.csv": [
        {}, {"overall": "Inadequate"}, {"overall": ""}, {"body": "E06000001", "body_name": ""},
        {"body": "Kent"}, {"published": "2027-05-21"}, {"kind": "glance"},
    ],
    "peel.csv": [{}, {"grade": "Good"}, {"force_id": "kent"}, {"force_id": "Bury"}, {"question": "Other"}],
    "sif.csv": [{}, {"overall": "Good"}, {"lscb": ""}, {"la": "Bury"}, {"inspection_end": "2017-05-19"},
                {"published": "2014-07-07", "inspection_start": "", "inspection_end": ""}],
    "ncpi.csv": [{}, {"published": "2014-09"}, {"force_id": "kent"}, {"force_id": "Bury"}],
    "lookup.csv": [{}, {"LAD23NM": "Bury"}, {"PFA23NM": "Kent"}],
}  # fmt: skip


# A failing example names its arguments, and a graph is a long one.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize("name", CHOICES)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_the_numbers_of_a_report_add_up(
    held: LoadedSources, tmp_path: Path, name: str, rows: list[int]
) -> None:
    """Over tables of rows that are right, wrong, repeated and contradictory, in any order."""
    chosen = [CHOICES[name][row % len(CHOICES[name])] for row in rows]
    (reading,) = taken(held, [table(tmp_path / name, name, *chosen)])
    before = assemble_graph(held.base, held.shipped, held.frameworks)
    readings = [*held.shipped, reading]
    after = assemble_graph(held.base, readings, held.frameworks)
    changes = compare(before, after, held.base, reading, readings)
    said = len(changes.added) + changes.unchanged + len(changes.changed)
    assert reading.read == said + reading.refused_count + reading.repeated
    assert reading.read >= len(rows)
    assert bool(reading.refused_count) == bool(reading.refused)


CORRECTED: list[tuple[str, Mapping[str, str], str, str]] = [
    (
        "findings.csv",
        {"summary": "Notices reached the council late."},
        "summary",
        "Notices of domestic abuse",
    ),
    ("findings.csv", {"observed_in": "E08000002"}, "observed_in", "E06000004"),
    ("findings.csv", {"attributed_to": "Kent Police"}, "attributed_to", "''"),
    ("findings.csv", {"themes": ""}, "themes", "theme:domestic-abuse-information"),
    ("findings.csv", {"locator": "page 4"}, "locator", "page 3"),
    ("correspondence.csv", {"date": "2027-05-21"}, "date", "2027-05-20"),
    ("correspondence.csv", {"sent_for": "Kent Police"}, "sent_for", "inspectorate:ofsted"),
    ("inspections.csv", {"overall": "Inadequate"}, "overall", "Good"),
    ("peel.csv", {"grade": "Good"}, "grade", "Adequate"),
]


@pytest.mark.parametrize(("name", "change", "column", "there"), CORRECTED)
def test_a_table_imported_again_with_one_cell_changed_is_refused_by_that_cell(
    held: LoadedSources, tmp_path: Path, name: str, change: Mapping[str, str], column: str, there: str
) -> None:
    other = {
        "findings.csv": {"id": "finding:b"}, "correspondence.csv": {"id": "correspondence:b"},
        "inspections.csv": {"body": "E06000001", "body_name": "", "locator": "page 2"},
        "peel.csv": {"force_id": "kent"},
    }[name]  # fmt: skip
    first = written(tmp_path / f"first-{name}", name, {}, other)
    again = written(tmp_path / f"again-{name}", name, change, other)
    earlier, later = taken(held, [first, again])
    (refused,) = later.refused
    assert (earlier.refused, refused.file, refused.row, refused.column) == ((), again.name, 2, column)
    assert refused.value == change[column]
    assert there in refused.reason
    assert f"{first.name}, row 2" in refused.reason
    assert (later.read, later.refused_count) == (2, 1)


def test_a_table_imported_again_with_the_same_words_is_unchanged(held: LoadedSources, tmp_path: Path) -> None:
    first = written(tmp_path / "first.csv", "findings.csv", {})
    again = written(
        tmp_path / "again.csv", "findings.csv", {"observed_in": "Stockton-on-Tees", "date": "20/05/2027"}
    )
    assert [each.refused for each in taken(held, [first, again])] == [(), ()]


def test_a_grade_is_corrected_by_rows_of_a_later_source(held: LoadedSources, tmp_path: Path) -> None:
    later = {
        "source": "source:example-corrected-2027", "source_released": "2027-07-01", "overall": "Inadequate",
        "locator": "page 1, corrected",
    }  # fmt: skip
    first = written(tmp_path / "first.csv", "inspections.csv", {})
    again = written(tmp_path / "again.csv", "inspections.csv", later)
    readings = taken(held, [first, again])
    assert [each.refused for each in readings] == [(), ()]
    graph = assemble_graph(held.base, [*held.shipped, *readings], held.frameworks)
    (grade,) = [
        each.node
        for each in graph.nodes
        if each.node.id == "judgement:ofsted-ilacs:E06000004:2027-05-20:overall"
    ]
    assert isinstance(grade, Judgement)
    assert (grade.grade, grade.revised_values) == ("Inadequate", ("Good",))


@pytest.mark.parametrize("name", ["findings.csv", "inspections.csv"])
def test_a_source_that_two_files_describe_differently_is_reported_with_both_values(
    held: LoadedSources, tmp_path: Path, name: str
) -> None:
    second = {"id": "finding:b"} if name == "findings.csv" else {"body": "E06000001", "locator": "page 2"}
    first = written(tmp_path / "first.csv", name, {})
    again = written(tmp_path / "again.csv", name, {**second, "source_name": "Another name"})
    earlier, later = taken(held, [first, again])
    (refused,) = later.refused
    assert (earlier.refused, refused.file, refused.row, later.refused_count) == ((), "again.csv", 2, 1)
    assert "name is 'Another name' here and 'An example of a" in refused.reason
