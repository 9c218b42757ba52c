"""One document for each enumeration, and a caller for each of its members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
)

from tests.oracle.facets import FACETS

Sets = Sequence[Mapping[str, Any]]
# How many keys of one list are ordered in both directions: each is a statement that Neo4j has to plan.
_KEYS = 2
_FORCE = '"force:cleveland"'


def enumerations_asked(schema: GraphQLSchema) -> set[str]:
    """The enumerations that a request can name."""
    seen: set[str] = set()
    waiting = [
        argument.type
        for kind in schema.type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        for field in kind.fields.values()
        for argument in field.args.values()
    ]
    while waiting:
        kind = get_named_type(waiting.pop())
        if kind.name not in seen:
            seen.add(kind.name)
            if isinstance(kind, GraphQLInputObjectType):
                waiting += [each.type for each in kind.fields.values()]
    return {name for name in seen if isinstance(schema.type_map[name], GraphQLEnumType)}


def enumerated(schema: GraphQLSchema, name: str) -> Iterator[tuple[str, Sets]]:
    """Documents with sets of variables that name the members of an enumeration."""
    query, kind = schema.query_type, schema.type_map[name]
    assert query is not None
    assert isinstance(kind, GraphQLEnumType)
    members = list(kind.values)
    for field, definition in query.fields.items():
        if field == "search":
            continue
        if name == "FacetBy":
            yield from _facets(field, definition)
        if name == "Direction" and "orderBy" in definition.args:
            yield from _orders(field, definition.args["orderBy"])
        if "where" in definition.args:
            yield from _filters(field, definition.args["where"], name, members)
    if name == "FacetBy":
        text = "history { facets(by: [$v]) { by buckets { value count } } }"
        sets = [{"v": each} for each in FACETS["HistoryItem"]]
        yield f"query($v: FacetBy!) {{ force(id: {_FORCE}) {{ {text} }} }}", sets
        text = "evidence { facts { facets(by: [$v]) { by buckets { value count } } } }"
        sets = [{"v": each} for each in FACETS["Entity"]]
        yield f"query($v: FacetBy!) {{ findings(first: 5) {{ nodes {{ {text} }} }} }}", sets
    if name in _ARGUMENTS:
        text, is_list = _ARGUMENTS[name]
        yield text, [{"v": [each] if is_list else each} for each in members]


# Enumerations that are arguments of their own.
_ARGUMENTS = {
    "MatrixBy": (
        "query($v: MatrixBy!) { themeMatrix(by: $v, first: 9) { edges { cursor findings } } }",
        False,
    ),
    "Basis": (
        f"query($v: Basis) {{ force(id: {_FORCE}) {{ history(basis: $v) {{ totalCount }} }} }}",
        False,
    ),
    "HistoryKind": (
        f"query($v: [HistoryKind!]) {{ force(id: {_FORCE}) {{ history(kinds: $v) {{ totalCount }} }} }}",
        True,
    ),
    "EntityType": (
        f"query($v: [EntityType!]) {{ neighbourhood(id: {_FORCE}, types: $v) {{ nodes {{ steps }} }} }}",
        True,
    ),
}


def _facets(field: str, definition: GraphQLField) -> Iterator[tuple[str, Sets]]:
    connection = get_named_type(definition.type)
    if isinstance(connection, GraphQLObjectType) and "facets" in connection.fields:
        nodes = get_named_type(connection.fields["nodes"].type)
        if known := FACETS.get(nodes.name):
            text = "facets(by: [$v]) { by buckets { value count } }"
            yield f"query($v: FacetBy!) {{ {field} {{ {text} }} }}", [{"v": each} for each in known]


def _orders(field: str, argument: GraphQLArgument) -> Iterator[tuple[str, Sets]]:
    order = get_named_type(argument.type)
    assert isinstance(order, GraphQLInputObjectType)
    keys = [name for name, each in order.fields.items() if get_named_type(each.type).name == "Direction"]
    for key in keys[:: max(1, len(keys) // _KEYS)][:_KEYS]:
        text = f"{field}(first: 3, orderBy: [{{{key}: $v}}]) {{ nodes {{ id }} }}"
        yield f"query($v: Direction!) {{ {text} }}", [{"v": "DESC"}, {"v": "ASC"}]


def _filters(
    field: str, argument: GraphQLArgument, name: str, members: Sequence[str]
) -> Iterator[tuple[str, Sets]]:
    where = get_named_type(argument.type)
    assert isinstance(where, GraphQLInputObjectType)
    for key, each in where.fields.items():
        kind = get_named_type(each.type)
        operators = kind.fields if isinstance(kind, GraphQLInputObjectType) else {}
        if "eq" in operators and get_named_type(operators["eq"].type).name == name:
            text = f"{field}(first: 3, where: {{{key}: $v}}) {{ totalCount nodes {{ id }} }}"
            sets = [{"v": {"eq": member}} for member in members]
            assert isinstance(get_nullable_type(operators["in"].type), GraphQLList)
            yield f"query($v: {kind.name}) {{ {text} }}", [*sets, {"v": {"in": list(members[:2])}}]


def members_in(value: Any) -> Iterator[str]:
    """The names in the values of a set of variables."""
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from members_in(each)
        case list():
            for each in value:
                yield from members_in(each)
