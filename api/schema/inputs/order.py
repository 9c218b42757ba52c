"""`orderBy`: the keys that a list can be ordered by, made from the type's own fields.

A key is one field of an input: a property of the node, a key of a single related node, or the number
of related nodes. Missing values come last in both directions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type
from strawberry.types.lazy_type import LazyType

from api.errors import BadInput
from api.schema.bindings import PropertyRead, Take, Traversal, reading_of, readings
from api.schema.inputs.dates import day_of
from api.schema.inputs.operators import filter_of, operator
from api.schema.inputs.targets import target
from api.schema.structure import Structural
from graph.query.selection import Count, First, From, Sort, Value

MOST_KEYS = 5
Kind = GraphQLObjectType | GraphQLInterfaceType
_TYPES = {"Int": "integer", "Float": "float", "PartialDate": "date", "Boolean": "boolean"}


@strawberry.enum(description="The direction of an order; missing values come last in both.")
class Direction(Structural, StrEnum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.input(description="Order by the number of related nodes.")
class CountOrder:
    count: Direction = strawberry.field(description="The direction.")


def order_type(name: str) -> Any:
    """A reference to the order of a type, by the type's name."""
    return LazyType(f"{name}Order", __name__)


def define(kind: type) -> None:
    """Make the order of a type of the schema."""
    name = kind.__name__
    parts: list[tuple[str, Any, str]] = []
    for each, reading in readings(kind):
        if isinstance(reading, PropertyRead) and filter_of(each.type):
            parts.append((each.python_name, Direction, each.description))
        elif isinstance(reading, Traversal) and (end := target(reading.pattern)):
            kept = order_type(end) if reading.take is Take.ONE else CountOrder
            parts.append((each.python_name, kept, each.description))
    made = type(f"{name}Order", (), {"__annotations__": {key: kept | None for key, kept, _ in parts}})
    for key, _, said in parts:
        setattr(made, key, operator(said))
    described = strawberry.input(made, one_of=True, description=f"One key to order nodes of {name} by.")
    globals()[f"{name}Order"] = described


@cache
def define_all(kinds: tuple[type, ...]) -> None:
    """Make the orders of all types, once, before the schema is built."""
    for kind in kinds:
        define(kind)


@dataclass(frozen=True)
class Orders:
    """Compiles `orderBy` to keys; ``as_of`` narrows the relationships that they go through."""

    schema: GraphQLSchema
    as_of: str | None = None

    def of(self, order_by: Sequence[Mapping[str, Any]], kind: Kind) -> tuple[Sort, ...]:
        """The keys of a list of a type; raises BadInput."""
        if len(order_by) > MOST_KEYS:
            raise BadInput(f"`orderBy` has {len(order_by)} keys; it can have {MOST_KEYS}.")
        return tuple(self._key(each, kind) for each in order_by)

    def _key(self, stated: Mapping[str, Any], kind: Kind) -> Sort:
        ((name, value),) = stated.items()
        definition = kind.fields[name]
        reading = reading_of(definition)
        if isinstance(reading, PropertyRead):
            stored, type_ = self._stored(kind, name, reading)
            return Sort(Value("node", stored), type_, value == Direction.DESC)
        assert isinstance(reading, Traversal)
        source = From(reading.pattern, "node", as_of=self.as_of)
        if reading.take is not Take.ONE:
            return Sort(Count(source), "integer", value["count"] == Direction.DESC)
        return self._related(source, value, target(reading.pattern) or "")

    def _related(self, source: From, stated: Mapping[str, Any], end: str) -> Sort:
        kind = self.schema.type_map[end]
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        inner = self._key(stated, kind)
        if not isinstance(inner.by, Value):
            raise BadInput("`orderBy` goes through two relationships; it can go through one.")
        return Sort(First(source, inner.by.property or ""), inner.type, inner.descending)

    def _stored(self, kind: Kind, name: str, reading: PropertyRead) -> tuple[str, str]:
        type_ = _TYPES.get(get_named_type(kind.fields[name].type).name, "string")
        stored = reading.property or name
        return (day_of(stored) if type_ == "date" else stored), type_
