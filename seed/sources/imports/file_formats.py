"""The kinds of file that can be imported, and their detection by headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from seed.sources.imports.context import Context
from seed.sources.imports.errors import FileRefused
from seed.sources.imports.headers import Table, TableInSheet, closest, find
from seed.sources.imports.own.coverage import COVERAGE, read_coverage
from seed.sources.imports.own.inspections import NEEDED, read_inspections
from seed.sources.imports.own.letters import (
    CORRESPONDENCE,
    STATEMENTS,
    read_correspondence,
    read_statements,
)
from seed.sources.imports.own.peel import PEEL, read_peel
from seed.sources.imports.own.recommendations import (
    RECOMMENDATIONS,
    REVIEWS,
    read_recommendations,
    read_reviews,
)
from seed.sources.imports.own.responses import RESPONSES, read_responses
from seed.sources.imports.own.texts import FINDINGS, read_findings
from seed.sources.imports.publishers.d2i_overviews import (
    ILACS_HEADERS,
    JTAI_HEADERS,
    REPORT_HEADERS,
    read_ilacs,
    read_jtai,
    read_jtai_reports,
)
from seed.sources.imports.publishers.ncpi_list import HEADERS as NCPI_HEADERS
from seed.sources.imports.publishers.ncpi_list import read_ncpi
from seed.sources.imports.publishers.ofsted_layouts import LAYOUT_2023, LAYOUT_2024, LAYOUT_2025, Layout
from seed.sources.imports.publishers.ofsted_releases import read_release
from seed.sources.imports.publishers.ons_lookup import lookup_table, read_lookup
from seed.sources.imports.publishers.sif_outcomes import SIF_HEADERS, read_sif
from seed.sources.imports.reading import Reading
from seed.sources.imports.spreadsheet import Workbook, open_file
from seed.values import nearest

Read = Callable[[Workbook, list[TableInSheet], Context], Reading]


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its tables and its reader; `says` describes it in messages."""

    name: str
    says: str
    tables: tuple[Table, ...]
    read: Read

    def find(self, workbook: Workbook) -> list[TableInSheet] | None:
        """The sheets with its tables; None if one is missing."""
        tables = self.tables_in(workbook)
        places: dict[Table, TableInSheet] = {}
        # The table with most columns first: its sheet may also match a table with fewer.
        for table in sorted(tables, key=lambda table: len(table.needed), reverse=True):
            taken = {place.sheet.name for place in places.values()}
            if (place := find(workbook, table, taken)) is None:
                return None
            places[table] = place
        return [places[table] for table in tables]

    def tables_in(self, workbook: Workbook) -> tuple[Table, ...]:
        """Its tables for this file: a lookup's headers contain its year."""
        return (lookup_table(workbook),) if self.name == "ons-lookup" else self.tables


def _layout(layout: Layout) -> FileKind:
    def read(workbook: Workbook, found: list[TableInSheet], context: Context) -> Reading:
        return read_release(workbook, found, layout, context)

    return FileKind(layout.kind, layout.says, tuple(each.table for each in layout.tables), read)


def _one(name: str, says: str, headers: tuple[str, ...], read: Read) -> FileKind:
    return FileKind(name, says, (Table(headers),), read)


KINDS: tuple[FileKind, ...] = (
    _layout(LAYOUT_2025),
    _layout(LAYOUT_2024),
    _layout(LAYOUT_2023),
    _one("d2i-ilacs", "Data to Insight, overview of ILACS inspections", ILACS_HEADERS, read_ilacs),
    _one("d2i-jtai", "Data to Insight, overview of joint targeted area inspections", JTAI_HEADERS, read_jtai),
    _one("jtai-reports", "the list of JTAI reports", REPORT_HEADERS, read_jtai_reports),
    _one("sif-outcomes", "SIF outcomes with the days of the inspections", SIF_HEADERS, read_sif),
    _one("ncpi", "the list of child protection inspections of forces", NCPI_HEADERS, read_ncpi),
    _one(
        "ons-lookup",
        "ONS lookup of districts to police force areas, of any year",
        ("LAD16CD", "LAD16NM", "PFA16CD", "PFA16NM"),
        read_lookup,
    ),
    _one("inspections", "the project's own table of inspections", NEEDED, read_inspections),
    _one("peel", "the project's own table of PEEL grades", PEEL, read_peel),
    _one("findings", "the project's own table of findings", FINDINGS, read_findings),
    _one("correspondence", "the project's own table of correspondence", CORRESPONDENCE, read_correspondence),
    _one("statements", "the project's own table of what was said", STATEMENTS, read_statements),
    _one("responses", "the project's own table of answers to inspections", RESPONSES, read_responses),
    _one(
        "recommendations",
        "the project's own table of recommendations",
        RECOMMENDATIONS,
        read_recommendations,
    ),
    _one("reviews", "the project's own table of what became of recommendations", REVIEWS, read_reviews),
    _one("coverage", "the project's own table of what publishers say of frameworks", COVERAGE, read_coverage),
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def read_file(path: Path, name: str, context: Context, kind: str | None = None) -> Reading:
    """Read a file; `name` is its name in messages. Raises FileRefused with the expected and found headers."""
    if kind is not None and kind not in _BY_NAME:
        raise FileRefused(name, f"cannot be read as '{kind}'; {nearest(kind, _BY_NAME)}")
    workbook = open_file(path, name)
    candidates = KINDS if kind is None else (_BY_NAME[kind],)
    fitting = [(each, found) for each in candidates if (found := each.find(workbook))]
    if not fitting:
        raise FileRefused(name, _unknown(workbook, candidates))
    # If several kinds match, the one with most headers is meant.
    best, found = max(fitting, key=lambda item: sum(len(table.needed) for table in item[0].tables))
    reading = best.read(workbook, found, context)
    if not (reading.read or reading.skipped):
        raise FileRefused(name, f"has the headers of {best.says} ({best.name}), but no row under them")
    return reading


def _unknown(workbook: Workbook, candidates: tuple[FileKind, ...]) -> str:
    """The most similar kind, and the headers that the file lacks for it."""

    def likeness(kind: FileKind) -> float:
        tables = kind.tables_in(workbook)
        return sum(closest(workbook, table)[0] / len(table.needed) for table in tables) / len(tables)

    nearest_kind = max(candidates, key=likeness)
    if likeness(nearest_kind) < 0.4:
        known = ", ".join(kind.name for kind in candidates)
        return f"has no table that is known; known kinds are {known}"
    problems = [
        closest(workbook, table)[1] or f"no sheet has the table with '{table.headers[0]}'"
        for table in nearest_kind.tables_in(workbook)
        if find(workbook, table) is None
    ]
    return f"looks like {nearest_kind.says} ({nearest_kind.name}), but {'; '.join(problems)}"
