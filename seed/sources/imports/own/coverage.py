"""The project's own table of what publishers say of a framework, such as how many inspections there are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.model.nodes import ORGANISATIONS, Statement
from graph.model.vocabulary import StatementKind
from seed.frameworks import framework_id
from seed.sources.imports.cells import day
from seed.sources.imports.context import Context, Row
from seed.sources.imports.headers import TableInSheet
from seed.sources.imports.names import listed
from seed.sources.imports.own.linking import Link, links_of
from seed.sources.imports.own.texts import (
    PLACE,
    SOURCE_CELLS,
    Draft,
    evidence_of_row,
    id_of,
    needed,
    read_rows,
    status_of,
)
from seed.sources.imports.reading import Reading
from seed.sources.imports.spreadsheet import Workbook
from seed.values import nearest

COVERAGE = ("id", "framework", "summary", "date", "made_for", *PLACE, "sha256", *SOURCE_CELLS)
# A column that such a table may also have: bodies that it is said of, where it is not said of all.
ABOUT = "about"
_LINKS: Mapping[str, Link] = MappingProxyType(
    {
        "framework": Link("ABOUT", ("Framework",)),
        ABOUT: Link("ABOUT", ORGANISATIONS),
        "made_for": Link("MADE_FOR", ORGANISATIONS),
    }
)


def read_coverage(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read what publishers say of frameworks; each row is a statement about those that it names."""
    return read_rows(opened, found, context, "coverage", (*COVERAGE, ABOUT), _statement)


def _statement(row: Row, draft: Draft) -> None:
    source, evidence = evidence_of_row(row, draft)
    statement = Statement(
        id=id_of(row, "statement", draft),
        kind=StatementKind.REPORT,
        summary=needed(row, "summary"),
        date=row.read("date", day),
        status=status_of(evidence),
    )
    _refuse_unknown(row, draft.context)
    own = (evidence.node.id,)
    is_known = not row.refuses("framework")
    links = links_of(row, statement.id, _LINKS, own, statement.date, draft.context) if is_known else []
    draft.require_valid(row, links)
    draft.add(row, statement, evidence, source, links)


def _refuse_unknown(row: Row, context: Context) -> None:
    known = [*map(framework_id, context.frameworks.all)]
    for found in listed(needed(row, "framework")):
        if found not in known:
            row.refuse("framework", f"is the id of no framework; {nearest(found, known)}", found)
