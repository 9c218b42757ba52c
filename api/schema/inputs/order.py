"""`orderBy`: the keys that a list can be ordered by, made from the type's own fields.

A key is one field of an input: a property of the node, a key of a single related node, or the number
of related nodes. Missing values come last in both directions.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

import strawberry
from strawberry.types.lazy_type import LazyType

from api.schema.bindings import PropertyRead, Take, Traversal, node_bindings
from api.schema.inputs.operators import filter_of, operator
from api.schema.inputs.targets import target
from api.schema.labels import describe
from api.schema.structural import Structural

MOST_KEYS = 5
_BY_DAY = "The day by which lists of its type, and histories, are ordered; types without one come last."


@strawberry.enum(description="The direction of an order; missing values come last in both.")
class Direction(Structural, StrEnum):
    ASC = "ASC"
    DESC = "DESC"


describe(Direction, {"ASC": "the smallest or earliest first", "DESC": "the largest or latest first"})


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
    for each, binding in node_bindings(kind):
        if isinstance(binding, PropertyRead) and filter_of(each.type):
            parts.append((each.python_name, Direction, each.description))
        elif isinstance(binding, Traversal) and (end := target(binding.pattern)):
            key_type = order_type(end) if binding.take is Take.ONE else CountOrder
            parts.append((each.python_name, key_type, each.description))
    if name == "Entity":
        parts.append(("date", Direction, _BY_DAY))
    made = type(f"{name}Order", (), {"__annotations__": {key: key_type | None for key, key_type, _ in parts}})
    for key, _, said in parts:
        setattr(made, key, operator(said))
    described = strawberry.input(made, one_of=True, description=f"One key to order nodes of {name} by.")
    globals()[f"{name}Order"] = described


@cache
def define_all(kinds: tuple[type, ...]) -> None:
    """Make the orders of all types, once, before the schema is built."""
    for kind in kinds:
        define(kind)
