"""Orders: a list's own, or `orderBy` with the list's own order as tie-breaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cmp_to_key
from typing import Any

from graphql import GraphQLError, GraphQLInterfaceType, GraphQLObjectType

from api.compiler.cursors import listing
from api.compiler.ordering import Orders
from api.schema.schema import core_schema
from graph.query.patterns import patterns
from tests.oracle.days import day_of
from tests.oracle.graph import Graph, Node
from tests.oracle.listed import Keys, Listed, Row, plain
from tests.oracle.lists import listed_of

MOST_KEYS = 5


@dataclass(frozen=True)
class Order:
    """An order of a list's rows. ``by`` is `orderBy`: one mapping a key; ``kind`` the type it is asked of.
    ``choices`` are the values of the arguments that choose the list."""

    listed: Listed
    graph: Graph
    as_of: date | None = None
    by: Sequence[Mapping[str, Any]] = ()
    kind: str = ""
    choices: tuple[str, ...] = ()

    def sorted(self, rows: Sequence[Row]) -> list[Row]:
        place = cmp_to_key(self.compare)
        return sorted(rows, key=lambda row: place(self.keys(row)))

    def keys(self, row: Row) -> Keys:
        return (*(self._key(row.node, each) for each in self.by), *self.listed.keys(row))

    def compare(self, left: Keys, right: Keys) -> int:
        """Below zero if rows with the left keys stand first. Missing values stand last in both directions."""
        for stated, one, other in zip(self.by, left, right, strict=False):
            if one != other:
                if one is None or other is None:
                    return 1 if one is None else -1
                return 1 if (one < other) is _is_descending(stated) else -1
        return self.listed.compare(left[len(self.by) :], right[len(self.by) :])

    @property
    def mark(self) -> str:
        """What tells the cursors of this list and order from others': the compiled side's own."""
        pattern = patterns()[self.listed.name]
        if not self.by:
            return listing(pattern).chosen(*self.choices).mark
        schema = core_schema()
        kind = schema.type_map[self.kind]
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        return listing(pattern, Orders(schema).of(self.by, kind)).mark

    def _key(self, node: Node, stated: Mapping[str, Any]) -> Any:
        ((name, value),) = stated.items()
        listed = listed_of(node, name)
        if listed is None:
            return _property(node, name)
        others = listed.rows(self.graph, node, self.as_of)
        if "count" in value:
            return len(others)
        return self._key(others[0].node, value) if others else None


def refuse_orders(by: Sequence[Mapping[str, Any]]) -> None:
    """Raise if there are too many keys, or one that leads through two relationships."""
    if len(by) > MOST_KEYS:
        raise GraphQLError(f"`orderBy` has {len(by)} keys; it can have {MOST_KEYS}.")
    for stated in by:
        (value,) = stated.values()
        if isinstance(value, Mapping) and any(isinstance(each, Mapping) for each in value.values()):
            raise GraphQLError("`orderBy` goes through two relationships; it can go through one.")


def _is_descending(stated: Any) -> bool:
    while isinstance(stated, Mapping):
        (stated,) = stated.values()
    return bool(stated == "DESC")


def _property(node: Node, name: str) -> Any:
    """A property as it orders: a date by the day that stands for it."""
    if name == "id":
        return node.id
    if name == "date" or f"{name}Day" in node.values:
        return plain(day_of(node, name))
    return plain(node.values.get(name))
