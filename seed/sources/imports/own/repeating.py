"""Compare rows of findings and letters with the same id, column by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.model.nodes import Entity, fields_of
from graph.model.records import RelationshipRecord
from seed.sources.imports.context import Row
from seed.sources.imports.errors import shortened
from seed.sources.imports.reading import Cell, TextRow

# Columns that describe the source; sources are compared separately.
_OF_THE_SOURCE = (
    "source_name",
    "source_publisher",
    "source_kind",
    "source_url",
    "source_released",
    "licence",
)


def text_row_of(
    row: Row,
    headers: Iterable[str],
    nodes: Sequence[Entity],
    source: str,
    links: Iterable[RelationshipRecord],
) -> TextRow:
    """The TextRow of a row; its first node is the evidence, its last what the row is about."""
    own = nodes[-1].id
    fields = {name: value for node in nodes for name, value in fields_of(node).items()} | {"source": source}
    ends = defaultdict[str, set[str]](set)
    for link in links:
        if isinstance(link.stated, Cell):
            ends[link.stated.column] |= {link.start, link.end} - {own}
    columns = [header for header in headers if header not in _OF_THE_SOURCE]
    says = {column: str(fields.get(column) or "; ".join(sorted(ends[column]))) for column in columns}
    written = {column: shortened(row.line.text(column)) for column in columns}
    own_fields = {name for node in nodes[1:] for name in fields_of(node)}
    return TextRow(own, says, row.place, written, {*fields_of(nodes[0]), "source"} - own_fields)


def is_repeated(row: Row, text: TextRow, first: TextRow) -> bool:
    """Whether a row repeats an earlier one; counts it. Raises RowRefused if the two differ."""
    if text is first:
        return False
    if column := text.differing_column(first):
        reason = f"is not what {first.place.path} says of {first.id} ({first.written[column]!r})"
        row.refuse(column, f"{reason}; an id is given once")
        row.require_valid()
    row.log.repeated += 1
    return True
