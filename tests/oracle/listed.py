"""A list of the schema: its rows, found in plain Python, and their order.

A key of an order is a property of the node, or of the relationship where it begins with ``edge.``; a minus
sign puts the greatest first. The last key tells any two rows of a list apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cmp_to_key
from typing import Any, TypeAlias

from tests.oracle.days import END_OF_TIME, may_be_there
from tests.oracle.graph import Graph, Node, Relationship


@dataclass(frozen=True)
class Row:
    """A node of a list, the relationship that it stands for, and what else the list says of it."""

    node: Node
    edge: Relationship | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Root:
    """The owner of the lists that start from nothing."""


Owner: TypeAlias = Node | Root
Keys: TypeAlias = tuple[Any, ...]
Find: TypeAlias = Callable[[Graph, Any], Iterable[Row]]


@dataclass(frozen=True)
class Listed:
    """A list: how its rows are found, their order, and the name that its cursors carry."""

    find: Find
    order: tuple[str, ...]
    name: str = ""

    def rows(self, graph: Graph, owner: Owner, as_of: date | None) -> list[Row]:
        """All rows that may have been there on a day, in the list's own order."""
        found = [
            row
            for row in self.find(graph, owner)
            if may_be_there(row.node, as_of) and may_be_there(row.edge, as_of)
        ]
        place = cmp_to_key(self.compare)
        return sorted(found, key=lambda row: place(self.keys(row)))

    def keys(self, row: Row) -> Keys:
        return tuple(_key(row, name) for name in self.order)

    def compare(self, left: Keys, right: Keys) -> int:
        """Below zero if rows with the left keys stand before those with the right ones."""
        for name, one, other in zip(self.order, left, right, strict=True):
            if one != other:
                return 1 if (one < other) is name.startswith("-") else -1
        return 0


def plain(value: Any) -> Any:
    """A value as a cursor carries it: days as texts, which are in the order of the days."""
    return value.isoformat() if isinstance(value, date) else value


def _key(row: Row, name: str) -> Any:
    if name == "id":
        return row.node.id
    if name in row.more:
        return row.more[name]
    if name.startswith("edge."):
        assert row.edge is not None
        return plain(row.edge.values[name.removeprefix("edge.")])
    if name == "-day" and row.node.values["day"] == END_OF_TIME:
        return plain(date.min)  # behind all that are known
    return plain(row.node.values[name.removeprefix("-")])
