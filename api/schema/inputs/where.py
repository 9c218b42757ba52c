"""`where`: which nodes of a type to keep, made from the type's own fields.

The grammar is closed: `and`, `or`, `not`; for each field that reads a property, the operators of its
kind; for each relationship, `some`, `none`, `every` and `count`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import strawberry
from strawberry.types.lazy_type import LazyType

from api.schema.bindings import PropertyRead, Traversal, node_bindings
from api.schema.inputs.operators import CountFilter, filter_of, operator
from api.schema.inputs.targets import target

LARGEST_BRANCHING = 20
DEEPEST_NESTING = 6


def where_type(name: str) -> Any:
    """A reference to the filter of a type, by the type's name."""
    return LazyType(f"{name}Where", __name__)


def define(kind: type) -> None:
    """Make the filters of a type of the schema: of its nodes, and of relationships that lead to it."""
    name = kind.__name__
    parts = [*_values(kind), *_relationships(kind), *_combinations(name)]
    _define(
        f"{name}Where",
        parts,
        f"Which nodes of {name} to keep. Empty or null keeps all; nothing in it can be null.",
    )
    nodes = where_type(name)
    quantified = [
        ("some", nodes, "At least one is like this."),
        ("none", nodes, "None is like this."),
        ("every", nodes, "All are like this; true where there are none."),
        ("count", CountFilter, "How many there are."),
    ]
    _define(f"{name}Related", quantified, f"What the related nodes of {name} must be like.")


def _define(name: str, parts: Sequence[tuple[str, Any, str]], description: str) -> None:
    made = type(name, (), {"__annotations__": {key: operators | None for key, operators, _ in parts}})
    for key, _, said in parts:
        setattr(made, key, operator(said, key[:-1] if key.endswith("_") else None))
    # The name by which lazy references, which break the circle between filters, find it.
    globals()[name] = strawberry.input(made, description=description)


def _values(kind: type) -> list[tuple[str, Any, str]]:
    found = []
    for each, binding in node_bindings(kind):
        if isinstance(binding, PropertyRead) and (operators := filter_of(each.type)):
            found.append((each.python_name, operators, each.description))
    return found


def _relationships(kind: type) -> list[tuple[str, Any, str]]:
    found: list[tuple[str, Any, str]] = []
    for each, binding in node_bindings(kind):
        if isinstance(binding, Traversal) and (name := target(binding.pattern)):
            found.append((each.python_name, LazyType(f"{name}Related", __name__), each.description))
    return found


def _combinations(name: str) -> list[tuple[str, Any, str]]:
    several: Any = list[where_type(name)]  # type: ignore[misc]
    return [
        ("and_", several, f"All of these hold; at most {LARGEST_BRANCHING}. An empty list keeps all."),
        (
            "or_",
            several,
            f"At least one of these holds; at most {LARGEST_BRANCHING}. An empty list keeps none.",
        ),
        ("not_", where_type(name), "This does not hold: the exact complement."),
    ]


@cache
def define_all(kinds: tuple[type, ...]) -> None:
    """Make the filters of all types, once, before the schema is built."""
    for kind in kinds:
        define(kind)
