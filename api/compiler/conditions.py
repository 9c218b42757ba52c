"""Compiles `where` to conditions whose values are parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from api.errors import BadInput
from api.schema.bindings import PropertyRead, Traversal, binding_of
from api.schema.inputs.dates import day_of
from api.schema.inputs.operators import OPERATORS, measured, plain
from api.schema.inputs.targets import target
from api.schema.inputs.text import like
from api.schema.inputs.where import DEEPEST_NESTING, LARGEST_BRANCHING
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

Path = tuple[str | int, ...]
"""The keys and indexes that lead to a value within `where`."""
Convert = Callable[[Any], Any]
Bind = Callable[[Path, Convert], str]
"""Names a parameter for the value at a path, converted."""
NodeType = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True)
class Conditions:
    """Compiles `where` to conditions. ``bind`` makes parameters; ``as_of`` narrows relationships."""

    schema: GraphQLSchema
    bind: Bind
    as_of: str | None = None

    def of(self, where: Mapping[str, Any], kind: NodeType, path: Path = ()) -> Filter:
        """The conditions on nodes of a type; raises BadInput."""
        found: list[Filter] = []
        for name, conditions in where.items():
            at = (*path, name)
            require_value(conditions, at)
            if name in ("and", "or"):
                parts = tuple(
                    self.of(each, kind, (*at, n))
                    for n, each in enumerate(bounded_list(conditions, LARGEST_BRANCHING, name, "filters"))
                )
                found.append(AllOf(parts) if name == "and" else AnyOf(parts))
            elif name == "not":
                found.append(Complement(self.of(conditions, kind, at)))
            else:
                found += self._of_field(conditions, kind, name, at)
        return AllOf(tuple(found))

    def _of_field(
        self, conditions: Mapping[str, Any], kind: NodeType, name: str, path: Path
    ) -> Iterable[Filter]:
        binding = binding_of(kind.fields[name])
        if isinstance(binding, Traversal):
            if sum(step in ("some", "none", "every") for step in path) >= DEEPEST_NESTING:
                raise BadInput(f"`where` goes through more than {DEEPEST_NESTING} relationships.")
            return self._quantified(conditions, binding, path)
        assert isinstance(binding, PropertyRead)
        is_date = get_named_type(kind.fields[name].type).name == "PartialDate"
        stored = binding.property or name
        compared = day_of(stored) if is_date else stored
        return self._comparisons(conditions, stored, compared, path)

    def _comparisons(
        self, conditions: Mapping[str, Any], stored: str, compared: str, path: Path
    ) -> Iterator[Filter]:
        """``compared`` is the property to compare in place of the one that is ``stored``."""
        loosely = bool(conditions.get("ignoreCase"))
        for name, value in conditions.items():
            if name == "ignoreCase":
                continue
            at, meant = (*path, name), OPERATORS[name]
            require_value(value, at, may_be_missing=True)
            if meant is Operator.IS_NULL:
                yield Compare("node", stored, meant, self.bind(at, plain))
                continue
            pattern = like(meant) if loosely else plain
            bound = self.bind(at, _measuring(pattern, at, loosely=loosely))
            yield Compare("node", compared, Operator.LIKE if loosely else meant, bound)

    def _quantified(self, conditions: Mapping[str, Any], binding: Traversal, path: Path) -> list[Filter]:
        kind = self.schema.type_map[target(binding.pattern) or ""]
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        reached = From(binding.pattern, "node", as_of=self.as_of)
        found: list[Filter] = []
        for name, value in conditions.items():
            at = (*path, name)
            require_value(value, at)
            if name == "count":
                for each, number in value.items():
                    require_value(number, (*at, each))
                    found.append(Counted(reached, OPERATORS[each], self.bind((*at, each), plain)))
            else:
                narrowed = From(binding.pattern, "node", as_of=self.as_of, where=self.of(value, kind, at))
                found.append(Quantified(Quantifier(name), narrowed))
        return found


def _measuring(convert: Convert, path: Path, *, loosely: bool) -> Convert:
    """Convert a value that is not too long. The result raises BadInput, which names the path."""
    argument = in_words(path)
    return lambda value: convert(measured(value, argument, loosely=loosely))


def require_value(value: object, path: Path, *, may_be_missing: bool = False) -> None:
    """Refuse null, whose meaning would be ambiguous: an operator that is left out asks nothing, and `isNull`
    asks for missing values."""
    if value is None:
        hint = "; `isNull: true` asks for what is missing" if may_be_missing else ""
        raise BadInput(f"`{in_words(path)}` is null; leave it out{hint}.")


def in_words(path: Path) -> str:
    """The path of a value within `where`, as a message names it."""
    return ".".join(map(str, ("where", *path)))
