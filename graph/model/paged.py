"""Relationships that are read a page at a time, from an index that holds them in the order of their pages.

The build writes the keys of the index on each: ``ownerId``, the id of what has the pages; ``kind``, the type
of what stands in them, in capitals, where the relationship leads to several types that have a day; and the
``day`` of that one, or its id as ``pagedId`` where nothing in these pages has a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.model.nodes import DATED, DATED_LABELS, IN_HISTORIES, Entity
from graph.model.relationships import RELATIONSHIP_TYPES

# By type: which end has the pages. What belongs to one of these may be most of the graph.
OWNERS: Mapping[str, str] = MappingProxyType(
    {name: row.pages for name, row in RELATIONSHIP_TYPES.items() if row.pages}
)
# The property of an owner that says how many of a kind a relationship leads to: Neo4j itself keeps how many
# relationships of a type a node has, and not how many of them lead to what.
COUNTS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        **{
            ("HAS_THEME", label.upper()): f"{label[0].lower()}{label[1:]}Count"
            for label in RELATIONSHIP_TYPES["HAS_THEME"].starts
        },
        **{
            ("IN_HISTORY_OF", each.history.kind.value): f"{each.key}InHistory"
            for each in IN_HISTORIES
            if each.history and each.history.is_counted
        },
    }
)
# The types of what stands in pages, as the keys of an index have them.
KINDS: Mapping[type[Entity], str] = MappingProxyType({kind: kind.__name__.upper() for kind in DATED})


def index_keys(name: str) -> tuple[str, ...]:
    """The properties of the index of a relationship type that has owners, in its order."""
    row = RELATIONSHIP_TYPES[name]
    paged = row.starts if OWNERS[name] == "end" else row.ends
    match len({*DATED_LABELS} & {*paged}):
        case 0:
            return ("ownerId", "pagedId")
        case 1:
            return ("ownerId", "day")
    return ("ownerId", "kind", "day")
