"""A published release with one thing changed: what agrees with the release as imported is kept, what
contradicts it is refused by row, with the cell of the user's file. The standard library alone reads the
cells; the right numbers follow from the change.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from seed.sources.all_sources import LoadedSources, Sources, load_sources
from seed.sources.imports.file_formats import read_file
from seed.sources.imports.graph_assembly import context_of
from seed.sources.imports.import_acceptance import accept_imports
from seed.sources.imports.reading import Reading
from tests.helpers.own_tables import NO_OUTCOMES
from tests.helpers.published_files import RELEASES, ods_rows
from tests.helpers.spreadsheets import Cell, write_ods

HISTORY = "ILACS_inspection_history"
OTHERS = ("Cover", "Inspections_as_at_31_March", "In-year_inspections")
OVERALL = "Overall effectiveness"
ROW = 4
HEADER = ROW - 2
Sheets = dict[str, list[list[Cell]]]
Change = Callable[[Sheets], None]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> LoadedSources:
    """The graph with the release of 2025 as it is shipped, and no other."""
    folder = tmp_path_factory.mktemp("outcomes")
    shutil.copy(Sources().outcomes / "ofsted-2025.csv", folder)
    return load_sources(replace(Sources(), outcomes=folder, police=NO_OUTCOMES))


@pytest.fixture(scope="module")
def release(sources: Path) -> Sheets:
    path = sources / "data" / "ofsted" / RELEASES[2025]
    sheets: Sheets = {name: [list(row) for row in ods_rows(path, name)] for name in (*OTHERS, HISTORY)}
    width = sum(1 for each in sheets[HISTORY][HEADER] if each)
    sheets[HISTORY] = [(row + [""] * width)[:width] for row in sheets[HISTORY]]
    return sheets


@pytest.fixture
def imported(held: LoadedSources, release: Sheets, tmp_path: Path) -> Callable[[Change], tuple[Reading, int]]:
    """What is taken over of the release with a change, and how many nodes that adds."""

    def read(change: Change) -> tuple[Reading, int]:
        sheets = {name: [list(row) for row in rows] for name, rows in release.items()}
        change(sheets)
        path = write_ods(tmp_path / "mine.ods", sheets)
        reading = read_file(path, "mine.ods", context_of(held.base, held.frameworks))
        found = accept_imports(held.base, held.shipped, [reading], ["mine.ods"], held.frameworks)
        return found.imports[0], len(found.records.nodes) - len(held.accepted.records.nodes)

    return read


def _cell(header: str, value: Cell, row: int = ROW) -> Change:
    def change(sheets: Sheets) -> None:
        sheets[HISTORY][row - 1][sheets[HISTORY][HEADER].index(header)] = value

    return change


CONTRADICTING: dict[str, tuple[Change, str, str, str]] = {
    "another grade": (_cell(OVERALL, "Inadequate"), OVERALL, "Inadequate", "is held to say"),
    "a grade that is none": (_cell(OVERALL, "Splendid"), OVERALL, "Splendid", "it has Outstanding, Good"),
    "another day of publication": (
        _cell("Publication date", "2019-04-08"), "Publication date", "2019-04-08", "'2019-04-01' in"),
    "publication years later": (
        _cell("Publication date", "2021-04-08"), "Publication date", "2021-04-08", "'2019-04-01' in"),
    "another day on site": (
        _cell("Inspection date", "2019-02-19"), "Inspection date", "2019-02-19", "'2019-02-18' in"),
    "published before the visit": (
        _cell("Inspection date", "2019-05-19"), "Publication date", "2019-04-01", "before the inspection"),
    "the year 9999": (
        _cell("Publication date", "9999-01-01"), "Publication date", "9999-01-01", "1800 to 2100"),
    "no date": (_cell("Publication date", "soon"), "Publication date", "soon", "write it like"),
    "the code of another council": (
        _cell("Local authority area code", "E09000003"), "Local authority area code", "E09000003",
        "the name in this row is of Barking and Dagenham (E09000002)"),
    "the name of another council": (
        _cell("Local authority name", "Barnet"), "Local authority area code", "E09000002",
        "the name in this row is of Barnet (E09000003)"),
    "a misspelt name": (
        _cell("Local authority name", "Barking and Dagenam"), "Local authority name", "Barking and Dagenam",
        "Barking and Dagenham (E09000002)"),
    "another type": (
        _cell("Inspection type", "ILACS Short Inspection"), "Inspection type", "short inspection",
        "'standard inspection' in"),
    "a type that is none": (
        _cell("Inspection type", "ILACS Glance"), "Inspection type", "ILACS Glance", "known are"),
    "a formula": (_cell(OVERALL, "=A1"), OVERALL, "=A1", "is a formula"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTING)
def test_a_cell_that_contradicts_refuses_its_row_and_no_other(
    imported: Callable[[Change], tuple[Reading, int]], release: Sheets, name: str
) -> None:
    change, column, value, reason = CONTRADICTING[name]
    reading, nodes = imported(change)
    (refused,) = reading.refused
    assert (refused.file, refused.sheet, refused.row) == ("mine.ods", HISTORY, ROW)
    assert (refused.column, refused.value) == (column, value)
    assert reason in refused.reason
    assert (reading.read - reading.repeated, len(reading.outcomes), reading.refused_count, nodes) == (
        331,
        330,
        1,
        0,
    )


def _row_removed(sheets: Sheets) -> None:
    del sheets[HISTORY][ROW - 1]


def _row_twice(sheets: Sheets) -> None:
    sheets[HISTORY].append(list(sheets[HISTORY][ROW - 1]))


def _shuffled(sheets: Sheets) -> None:
    rows = sheets[HISTORY][HEADER + 1 :]
    random.Random(7).shuffle(rows)
    sheets[HISTORY][HEADER + 1 :] = rows


def _columns_turned(sheets: Sheets) -> None:
    sheets[HISTORY] = [row[::-1] for row in sheets[HISTORY]]


def _headers_spaced(sheets: Sheets) -> None:
    sheets[HISTORY][HEADER] = [f" {str(each).upper().replace(' ', '  ')}" for each in sheets[HISTORY][HEADER]]


AGREEING: dict[str, tuple[Change, int]] = {
    "nothing": (lambda sheets: None, 331),
    "a grade left out": (_cell(OVERALL, ""), 331),
    "a day of publication left out": (_cell("Publication date", ""), 331),
    "a type left out": (_cell("Inspection type", ""), 331),
    "a code left out": (_cell("Local authority area code", ""), 331),
    "a name left out": (_cell("Local authority name", ""), 331),
    "a grade in capitals": (_cell(OVERALL, "REQUIRES IMPROVEMENT TO BE GOOD"), 331),
    "a day written otherwise": (_cell("Publication date", "1 April 2019"), 331),
    "a row removed": (_row_removed, 330),
    "a row twice": (_row_twice, 331),
    "rows in another order": (_shuffled, 331),
    "columns in another order": (_columns_turned, 331),
    "headers in capitals": (_headers_spaced, 331),
}


@pytest.mark.parametrize("name", AGREEING)
def test_a_row_without_contradiction_changes_and_refuses_nothing(
    imported: Callable[[Change], tuple[Reading, int]], name: str
) -> None:
    change, read = AGREEING[name]
    reading, nodes = imported(change)
    assert reading.refused == ()
    assert (reading.read - reading.repeated, len(reading.outcomes), nodes) == (read, read, 0)


def test_a_release_that_is_issued_again_corrects(
    imported: Callable[[Change], tuple[Reading, int]], release: Sheets
) -> None:
    """Its cover gives a later day, so it is a source of its own."""

    def change(sheets: Sheets) -> None:
        (line,) = [row for row in sheets["Cover"] if row and str(row[0]).startswith("Published on")]
        line[1] = "2025-10-30"
        _cell(OVERALL, "Inadequate")(sheets)

    reading, nodes = imported(change)
    assert (reading.refused, len(reading.outcomes)) == ((), 331)
    assert {source.id for source in reading.sources} == {"source:ofsted-inspection-outcomes-2025-10-30"}
    assert nodes > 331
