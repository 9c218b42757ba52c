"""Releases of Ofsted's outcomes for tests: a cover and the tables of a layout, with made-up rows.

The councils are those of `tests/helpers/small_sources.py`, so nothing here says anything of a real one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from graph.model.records import Records
from seed.frameworks import read_frameworks
from seed.sources.all_sources import Sources, read_base
from seed.sources.imports.context import Context
from seed.sources.imports.file_formats import read_file
from seed.sources.imports.graph_assembly import context_of
from seed.sources.imports.publishers.ofsted_layouts import LAYOUT_2025, Layout
from seed.sources.imports.reading import Reading
from tests.helpers.small_sources import small_sources
from tests.helpers.spreadsheets import Cell, Rows, write_ods

PROSE: Rows = [["A title of the sheet"], ["This worksheet contains one table."]]
OVERALL = "Overall effectiveness"
LEAVERS = "The experiences and progress of care leavers"
GRADES = ("Good", "Good", "Requires improvement to be good", "Outstanding")


@cache
def base() -> Records:
    """The records of the small sources."""
    return read_base(small_sources(Path(mkdtemp())))


def context() -> Context:
    return context_of(base(), read_frameworks(Sources().frameworks))


def read(path: Path, kind: str | None = None) -> Reading:
    return read_file(path, path.name, context(), kind)


def cover(year: int = 2025, published: Cell = date(2025, 9, 25), layout: Layout = LAYOUT_2025) -> Rows:
    topic = "Children's Social Care"
    title = f"Local authority inspection outcomes as at 31 March {year}"
    if layout.kind == "ofsted-2023":
        title, topic = "Cover sheet", f"Children's social care data in England {year}"
    return [[title], ["Policy area:", topic], ["Published on:", published]]


def history_row(**changed: Cell) -> dict[str, Cell]:
    """A row of the history of 2025: a good council, inspected in spring 2024."""
    names = LAYOUT_2025.tables[0].table.headers
    row: dict[str, Cell] = dict.fromkeys(names, "")
    areas = dict(zip(LAYOUT_2025.tables[0].blocks[0].areas.values(), (*GRADES, "Good"), strict=True))
    return row | areas | {
        "Web link": '=HYPERLINK("https://www.example.org/1";"Ofsted Local Authority Webpage")',
        "Local authority area code": "E06999001",
        "Local authority name": "Eastmarsh",
        "Local authority status": "Current",
        "Inspection date": date(2024, 4, 8),
        "Publication date": date(2024, 5, 20),
        "Inspection type": "ILACS Standard Inspection",
    } | changed  # fmt: skip


def earlier_row() -> dict[str, Cell]:
    """A row of the inspection before, when care leavers had no judgement of their own."""
    dates: dict[str, Cell] = {"Inspection date": date(2021, 1, 4), "Publication date": date(2021, 3, 1)}
    return history_row(**dates, **{LEAVERS: ""})


def renamed(row: dict[str, Cell], old: str, new: str) -> dict[str, Cell]:
    return {new if name == old else name: cell for name, cell in row.items()}


def release_2025(
    path: Path, history: Sequence[Mapping[str, Cell]], *, start: Rows = PROSE, first: Rows | None = None
) -> Path:
    """A release in the layout of 2025 with the rows of a history, its other two tables empty."""
    others = {
        f"Table {number}": [*PROSE, list(tabled.table.headers)]
        for number, tabled in enumerate(LAYOUT_2025.tables[1:], 2)
    }
    headers = list(dict.fromkeys(name for row in history for name in row))
    rows = [[row.get(name) for name in headers] for row in history]
    sheets = {"Cover": first or cover(), "ILACS_inspection_history": [*start, headers, *rows], **others}
    return write_ods(path, sheets)
