"""Cells of the project's own tables that would lose a part, a kind or an id: each refuses its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.nodes import Inspection
from seed.sources.all_sources import LoadedSources
from seed.sources.imports.file_formats import read_file
from seed.sources.imports.graph_assembly import context_of
from seed.sources.imports.import_acceptance import accept_imports
from tests.helpers.own_tables import ALONE, Rows, taken, written


@pytest.mark.parametrize("name", ALONE)
def test_a_value_that_is_cut_at_its_comma_refuses_its_row(
    held: LoadedSources, tmp_path: Path, name: str
) -> None:
    path = written(tmp_path / name, name, {})
    head, row = path.read_text("utf-8").splitlines()
    path.write_text(f"{head}\n{row}, v3.0\n", "utf-8")
    (reading,) = taken(held, [path])
    (refused,) = reading.refused
    assert (refused.row, refused.column, refused.value) == (2, f"column {head.count(',') + 2}", "v3.0")
    assert refused.reason == "stands to the right of the last header; quote a value that holds a comma"
    assert (reading.read, reading.refused_count) == (1, 1)


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize(("cell", "refusals"), [("stray", ["column 1"]), ("", []), ("n/a", [])])
def test_a_filled_cell_under_an_empty_header_refuses_its_row(
    held: LoadedSources, tmp_path: Path, name: str, cell: str, refusals: list[str]
) -> None:
    path = written(tmp_path / name, name, {})
    head, row = path.read_text("utf-8").splitlines()
    path.write_text(f",{head},,\n{cell},{row},,\n", "utf-8")
    (reading,) = taken(held, [path])
    assert [each.column for each in reading.refused] == refusals
    assert all("stands under an empty header" in each.reason for each in reading.refused)


SEVERAL = ("standard inspection", "short inspection", "focused visit", "monitoring visit")
JTAI = {"framework": "jtai", "overall": "", "help_and_protection": ""}
SLAC = {
    "framework": "ofsted-slac", "published": "2012-05-20", "inspected_from": "", "inspected_to": "",
    "overall": "", "help_and_protection": "", "safeguarding": "Good",
}  # fmt: skip


def test_the_refusal_of_an_inspection_without_a_kind_lists_the_kinds_of_its_framework(rows: Rows) -> None:
    reading = rows("inspections.csv", {"body": "authority:E06000001", "locator": "page 2"}, {"kind": ""})
    (refused,) = reading.refused
    assert (refused.row, refused.column, refused.value) == (3, "kind", "")
    assert refused.reason.startswith("is empty")
    assert all(kind in refused.reason for kind in SEVERAL)
    assert (reading.read, reading.refused_count, len(reading.outcomes)) == (2, 1, 1)


@pytest.mark.parametrize(
    ("change", "kind"), [(JTAI, "joint inspection"), (SLAC, "inspection")], ids=["jtai", "slac"]
)
def test_an_empty_kind_is_the_only_one_or_plainly_an_inspection(
    held: LoadedSources, tmp_path: Path, change: dict[str, str], kind: str
) -> None:
    path = written(tmp_path / "inspections.csv", "inspections.csv", {**change, "kind": ""})
    reading = read_file(path, path.name, context_of(held.base, held.frameworks))
    records = accept_imports(held.base, held.shipped, [reading], [path.name], held.frameworks)
    assert records.imports[0].refused == ()
    kinds = [each.node.kind for each in records.records.nodes if isinstance(each.node, Inspection)
             and each.node.framework == change["framework"]]  # fmt: skip
    assert kinds == [kind]


def test_an_empty_kind_is_the_one_that_another_release_states(held: LoadedSources, tmp_path: Path) -> None:
    full = written(tmp_path / "full.csv", "inspections.csv", {})
    other = written(
        tmp_path / "other.csv", "inspections.csv", {"kind": "", "source": "source:example-other-2027"}
    )
    assert [each.refused for each in taken(held, [other, full])] == [(), ()]


@pytest.mark.parametrize(
    ("name", "own"), [("findings.csv", "finding"), ("correspondence.csv", "correspondence")]
)
def test_an_id_that_is_too_long_is_named_by_its_cell(rows: Rows, name: str, own: str) -> None:
    longest = f"{own}:".ljust(300, "a")
    good = {"id": longest, "correspondence": ""} if own == "finding" else {"id": longest}
    assert rows(name, good).refused == ()
    (refused,) = rows(name, {**good, "id": longest + "a"}).refused
    assert (refused.row, refused.column) == (2, "id")
    assert refused.value.startswith(longest[:80])
    assert refused.reason == "has 301 characters; at most 300 are kept"


@pytest.mark.parametrize(
    ("name", "column", "longest"),
    [("findings.csv", "locator", "l" * 1000), ("inspections.csv", "locator", "l" * 1000),
     ("findings.csv", "source", "source:".ljust(200, "s")),
     ("inspections.csv", "source", "source:".ljust(200, "s")),
     ("peel.csv", "question", "q" * 200)],
)  # fmt: skip
def test_no_cell_makes_an_id_of_the_graph_too_long(rows: Rows, name: str, column: str, longest: str) -> None:
    assert rows(name, {column: longest}).refused == ()
    (refused,) = rows(name, {column: longest + "a"}).refused
    assert (refused.row, refused.column) == (2, column)
    assert f"has {len(longest) + 1} characters; at most {len(longest)} are kept" in refused.reason
