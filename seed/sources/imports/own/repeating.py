"""Rows of findings and letters as what they say, column by column, so that two of one id can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.model.nodes import Entity, fields_of
from graph.model.records import RelationshipRecord
from seed.sources.imports.context import Row
from seed.sources.imports.errors import shortened
from seed.sources.imports.reading import Cell, Text

# What describes the source is compared by the source itself.
_OF_THE_SOURCE = (
    "source_name",
    "source_publisher",
    "source_kind",
    "source_url",
    "source_released",
    "licence",
)


def said(
    row: Row,
    headers: Iterable[str],
    nodes: Sequence[Entity],
    source: str,
    links: Iterable[RelationshipRecord],
) -> Text:
    """What a row says of the last of the nodes that it makes."""
    own = nodes[-1].id
    fields = {name: value for node in nodes for name, value in fields_of(node).items()} | {"source": source}
    ends = defaultdict[str, set[str]](set)
    for link in links:
        if isinstance(link.stated, Cell):
            ends[link.stated.column] |= {link.start, link.end} - {own}
    columns = [header for header in headers if header not in _OF_THE_SOURCE]
    says = {column: str(fields.get(column) or "; ".join(sorted(ends[column]))) for column in columns}
    return Text(own, says, row.place, {column: shortened(row.line.text(column)) for column in columns})


def is_repeated(row: Row, text: Text, first: Text) -> bool:
    """Count a row that says what an earlier one says. Raises RowRefused if it says otherwise."""
    if text is first:
        return False
    if column := text.otherwise(first):
        reason = f"is not what {first.place.path} says of {first.id} ({first.written[column]!r})"
        row.refuse(column, f"{reason}; an id is given once")
        row.whole()
    row.log.repeated += 1
    return True
