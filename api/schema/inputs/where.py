"""`where`: which nodes of a type to keep, made from the type's own fields.

The grammar is closed: `and`, `or`, `not`; for each field that reads a property, the operators of its
kind; for each relationship, `some`, `none`, `every` and `count`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import strawberry
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)
from strawberry.types.lazy_type import LazyType

from api.errors import BadInput
from api.schema.bindings import PropertyRead, Traversal, reading_of, readings
from api.schema.inputs.dates import day_of
from api.schema.inputs.operators import OPERATORS, CountFilter, filter_of, measured, operator, plain
from api.schema.inputs.targets import target
from api.schema.inputs.text import like
from api.schema.lengths import bounded_list
from graph.query.selection import (
    AllOf,
    AnyOf,
    Compare,
    Complement,
    Counted,
    Filter,
    From,
    Operator,
    Quantified,
    Quantifier,
)

LARGEST_BRANCHING = 20
DEEPEST_NESTING = 6

Path = tuple[str | int, ...]  # the way to a value within `where`
Convert = Callable[[Any], Any]
Bind = Callable[[Path, Convert], str]  # that way, and what to make of the value -> its parameter
Kind = GraphQLObjectType | GraphQLInterfaceType


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
    made = type(name, (), {"__annotations__": {key: kept | None for key, kept, _ in parts}})
    for key, _, said in parts:
        setattr(made, key, operator(said, key[:-1] if key.endswith("_") else None))
    # The name by which lazy references, which break the circle between filters, find it.
    globals()[name] = strawberry.input(made, description=description)


def _values(kind: type) -> list[tuple[str, Any, str]]:
    found = []
    for each, reading in readings(kind):
        if isinstance(reading, PropertyRead) and (kept := filter_of(each.type)):
            found.append((each.python_name, kept, each.description))
    return found


def _relationships(kind: type) -> list[tuple[str, Any, str]]:
    found: list[tuple[str, Any, str]] = []
    for each, reading in readings(kind):
        if isinstance(reading, Traversal) and (name := target(reading.pattern)):
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


@dataclass(frozen=True)
class Conditions:
    """Compiles `where` to conditions. ``bind`` makes parameters; ``as_of`` narrows relationships."""

    schema: GraphQLSchema
    bind: Bind
    as_of: str | None = None

    def of(self, where: Mapping[str, Any], kind: Kind, path: Path = ()) -> Filter:
        """What `where` states of nodes of a type; raises BadInput."""
        found: list[Filter] = []
        for name, stated in where.items():
            at = (*path, name)
            given(stated, at)
            if name in ("and", "or"):
                parts = tuple(
                    self.of(each, kind, (*at, n))
                    for n, each in enumerate(bounded_list(stated, LARGEST_BRANCHING, name, "filters"))
                )
                found.append(AllOf(parts) if name == "and" else AnyOf(parts))
            elif name == "not":
                found.append(Complement(self.of(stated, kind, at)))
            else:
                found += self._of_field(stated, kind, name, at)
        return AllOf(tuple(found))

    def _of_field(self, stated: Mapping[str, Any], kind: Kind, name: str, path: Path) -> Iterable[Filter]:
        reading = reading_of(kind.fields[name])
        if isinstance(reading, Traversal):
            if sum(step in ("some", "none", "every") for step in path) >= DEEPEST_NESTING:
                raise BadInput(f"`where` goes through more than {DEEPEST_NESTING} relationships.")
            return self._quantified(stated, reading, path)
        assert isinstance(reading, PropertyRead)
        is_date = get_named_type(kind.fields[name].type).name == "PartialDate"
        stored = reading.property or name
        compared = day_of(stored) if is_date else stored
        return self._comparisons(stated, stored, compared, path, may_be_missing=self._asks_null(kind, name))

    def _asks_null(self, kind: Kind, name: str) -> bool:
        """Whether the filter of a field has `isNull`."""
        where = self.schema.type_map[f"{kind.name}Where"]
        assert isinstance(where, GraphQLInputObjectType)
        operators = get_named_type(where.fields[name].type)
        assert isinstance(operators, GraphQLInputObjectType)
        return "isNull" in operators.fields

    def _comparisons(
        self, stated: Mapping[str, Any], stored: str, compared: str, path: Path, *, may_be_missing: bool
    ) -> Iterator[Filter]:
        """``compared`` is the property that stands for what is ``stored`` where it is compared."""
        loosely = bool(stated.get("ignoreCase"))
        for name, value in stated.items():
            if name == "ignoreCase":
                continue
            at, meant = (*path, name), OPERATORS[name]
            given(value, at, may_be_missing=may_be_missing)
            if meant is Operator.IS_NULL:
                yield Compare("node", stored, meant, self.bind(at, plain))
                continue
            pattern = like(meant) if loosely else plain
            bound = self.bind(at, _measuring(pattern, at, loosely=loosely))
            yield Compare("node", compared, Operator.LIKE if loosely else meant, bound)

    def _quantified(self, stated: Mapping[str, Any], reading: Traversal, path: Path) -> list[Filter]:
        kind = self.schema.type_map[target(reading.pattern) or ""]
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        reached = From(reading.pattern, "node", as_of=self.as_of)
        found: list[Filter] = []
        for name, value in stated.items():
            at = (*path, name)
            given(value, at)
            if name == "count":
                for each, number in value.items():
                    given(number, (*at, each))
                    found.append(Counted(reached, OPERATORS[each], self.bind((*at, each), plain)))
            else:
                narrowed = From(reading.pattern, "node", as_of=self.as_of, where=self.of(value, kind, at))
                found.append(Quantified(Quantifier(name), narrowed))
        return found


def _measuring(convert: Convert, path: Path, *, loosely: bool) -> Convert:
    """Converts a value that is not too long; raises BadInput naming the way to it."""
    argument = in_words(path)
    return lambda value: convert(measured(value, argument, loosely=loosely))


def given(value: object, path: Path, *, may_be_missing: bool = False) -> None:
    """Refuse null: left out, an operator asks nothing, and what null would ask nobody can tell. What may be
    missing can be asked for."""
    if value is None:
        hint = "; `isNull: true` asks for what is missing" if may_be_missing else ""
        raise BadInput(f"`{in_words(path)}` is null; leave it out{hint}.")


def in_words(path: Path) -> str:
    """The way to a value within `where`, as a message names it."""
    return ".".join(map(str, ("where", *path)))


@cache
def define_all(kinds: tuple[type, ...]) -> None:
    """Make the filters of all types, once, before the schema is built."""
    for kind in kinds:
        define(kind)
