"""Compiles `orderBy`: each key becomes a property, or a pattern with what it is sorted by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type

from api.compiler.conditions import NodeType
from api.errors import BadInput
from api.schema.bindings import PropertyRead, Take, Traversal, binding_of
from api.schema.inputs.dates import day_of
from api.schema.inputs.order import MOST_KEYS, Direction
from api.schema.inputs.targets import target
from graph.query.selection import Count, First, From, Sort, Value

_TYPES = {"Int": "integer", "Float": "float", "PartialDate": "date", "Boolean": "boolean"}


@dataclass(frozen=True)
class Orders:
    """Compiles `orderBy` to keys; ``as_of`` narrows the relationships that they go through."""

    schema: GraphQLSchema
    as_of: str | None = None

    def of(self, order_by: Sequence[Mapping[str, Any]], kind: NodeType) -> tuple[Sort, ...]:
        """The keys of a list of a type; raises BadInput."""
        if len(order_by) > MOST_KEYS:
            raise BadInput(f"`orderBy` has {len(order_by)} keys; it can have {MOST_KEYS}.")
        return tuple(self._key(each, kind) for each in order_by)

    def _key(self, stated: Mapping[str, Any], kind: NodeType) -> Sort:
        ((name, value),) = stated.items()
        if name == "date" and name not in kind.fields:
            return Sort(Value("node", day_of(name)), "date", value == Direction.DESC)
        definition = kind.fields[name]
        binding = binding_of(definition)
        if isinstance(binding, PropertyRead):
            stored, type_ = self._stored(kind, name, binding)
            return Sort(Value("node", stored), type_, value == Direction.DESC)
        assert isinstance(binding, Traversal)
        source = From(binding.pattern, "node", as_of=self.as_of)
        if binding.take is not Take.ONE:
            return Sort(Count(source), "integer", value["count"] == Direction.DESC)
        return self._related(source, value, target(binding.pattern) or "")

    def _related(self, source: From, stated: Mapping[str, Any], end: str) -> Sort:
        kind = self.schema.type_map[end]
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        inner = self._key(stated, kind)
        if not isinstance(inner.by, Value):
            raise BadInput("`orderBy` goes through two relationships; it can go through one.")
        return Sort(First(source, inner.by.property or ""), inner.type, inner.descending)

    def _stored(self, kind: NodeType, name: str, binding: PropertyRead) -> tuple[str, str]:
        type_ = _TYPES.get(get_named_type(kind.fields[name].type).name, "string")
        stored = binding.property or name
        return (day_of(stored) if type_ == "date" else stored), type_
