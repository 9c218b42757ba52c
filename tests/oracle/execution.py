"""The oracle: the schema as its SDL says it, executed by graphql-core."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    graphql_sync,
)

from tests.oracle.graph import Graph
from tests.oracle.listed import Root
from tests.oracle.lists import LISTS
from tests.oracle.resolution import Dated, Info, Resolver, ResolverContext
from tests.oracle.resolvers import (
    CONNECTIONS,
    EDGES,
    FIELDS,
    PLAIN,
    connection,
    every,
    one,
    property_of,
)


class Oracle:
    """Answers documents by the schema's descriptions, without a database."""

    def __init__(
        self, sdl: str, graph: Graph, browser_url: str = "http://localhost/browser/?db=neo4j"
    ) -> None:
        self.schema = build_schema(sdl)
        self.graph = graph
        self._world = ResolverContext(graph, browser_url)
        for kind in self.schema.type_map.values():
            if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
                _resolve_fields(kind)
            elif isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType)):
                kind.resolve_type = _type_of
        day = self.schema.type_map["Date"]
        assert isinstance(day, GraphQLScalarType)
        day.coerce_input_value = _day

    def execute(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
    ) -> ExecutionResult:
        """The answer to a document, with the errors of a refused one in the same place."""
        return graphql_sync(
            self.schema,
            document,
            root_value=Dated(Root()),
            context_value=self._world,
            variable_values=dict(variables or {}),
            operation_name=operation_name,
        )


def resolver_of(kind: GraphQLObjectType, name: str) -> Resolver:
    """How a field is answered: by its own resolver, from its list, or by the property of its name."""
    declared = kind.fields[name].type
    for owner in (kind.name, *(each.name for each in kind.interfaces)):
        if (owner, name) in FIELDS:
            return FIELDS[owner, name]
        if (owner, name) in LISTS:
            listed = LISTS[owner, name]
            if get_named_type(declared).name.endswith("Connection"):
                return connection(listed)
            return every(listed) if _is_list(declared) else one(listed)
    if kind.name.endswith("Connection"):
        return CONNECTIONS[name]
    return EDGES[name] if kind.name.endswith("Edge") else property_of


def _resolve_fields(kind: GraphQLObjectType) -> None:
    if kind.name in PLAIN:
        return
    for name, field in kind.fields.items():
        field.resolve = resolver_of(kind, name)


def _is_list(declared: object) -> bool:
    inner = declared.of_type if isinstance(declared, GraphQLNonNull) else declared
    return isinstance(inner, GraphQLList)


def _type_of(seen: Dated, info: Info, kind: object) -> str:
    return str(seen.it.type)


def _day(text: object) -> date:
    if not isinstance(text, str):
        raise GraphQLError(f'{text!r:.60} is not a day; write it as a string, such as "2016-10-17".')
    try:
        if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
            return date.fromisoformat(text)
    except ValueError:
        raise GraphQLError(f"{text!r} is not a day that exists; write one as in 2016-10-17.") from None
    raise GraphQLError(f"{text!r:.60} is not a day; write it as 2016-10-17.")


__all__ = ["Oracle", "resolver_of"]
