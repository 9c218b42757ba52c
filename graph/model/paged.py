"""Relationships that are read a page at a time, from an index that holds them in the order of their pages.

The build writes the keys of the index on each: ``ownerId``, the id of what has the pages; ``kind``, the type
of what stands in them, in capitals, where the relationship leads to several types that have a day; and the
``pagedDay`` of that one, or its id as ``pagedId`` where these pages are not in order of time. An unknown day
is last in each list: ``pagedDay`` holds the end of time for it where the list begins with the oldest, and the
beginning where it begins with the newest. Nodes of which all are listed with the newest first have one too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from graph.model.dates import BEGINNING, END_OF_TIME
from graph.model.nodes import DATED, DATED_LABELS, IN_HISTORIES, NODE_TYPES, Entity
from graph.model.relationships import RELATIONSHIP_TYPES

PAGED_DAY = "pagedDay"
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


_NEWEST_FIRST = frozenset(each.kind for each in NODE_TYPES if each.sorted_by == PAGED_DAY)


def paged_day(kind: type[Entity], day: date) -> date:
    """The day of a node of this type as the order of its lists has it."""
    return BEGINNING if kind in _NEWEST_FIRST and day == END_OF_TIME else day


def begins_newest(kind: type[Entity]) -> bool:
    """Whether the list of all nodes of this type begins with the newest."""
    return kind in _NEWEST_FIRST


def index_keys(name: str) -> tuple[str, ...]:
    """The properties of the index of a relationship type that has owners, in its order."""
    row = RELATIONSHIP_TYPES[name]
    if not row.asserts:
        # In sources and evidence everything stands together, whatever its type.
        return ("ownerId", "pagedId")
    paged = row.starts if OWNERS[name] == "end" else row.ends
    if len({*DATED_LABELS} & {*paged}) == 1:
        return ("ownerId", PAGED_DAY)
    return ("ownerId", "kind", PAGED_DAY)
