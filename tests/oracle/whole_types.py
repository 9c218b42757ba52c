"""Documents that select every field of a type, of every node of that type."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

_AT_ONCE = 100  # ids that a request may ask for


def whole_type(schema: GraphQLSchema, label: str, ids: Sequence[str]) -> Iterator[str]:
    """One document a field that leads on, and one for all plain fields, for up to 100 nodes each."""
    kind = schema.type_map[label]
    assert isinstance(kind, GraphQLObjectType)
    plain = " ".join(name for name, each in kind.fields.items() if is_leaf_type(get_named_type(each.type)))
    leading = [
        f"{name} {_inside(schema, each)}"
        for name, each in kind.fields.items()
        if not is_leaf_type(get_named_type(each.type))
    ]
    for start in range(0, len(ids), _AT_ONCE):
        listed = json.dumps(ids[start : start + _AT_ONCE])
        for selection in (plain, *leading):
            yield f"{{ nodes(ids: {listed}) {{ ... on {label} {{ {selection} }} }} }}"


def _inside(schema: GraphQLSchema, definition: GraphQLField) -> str:
    """What a field leads to: ids of nodes, all that a list says of them, all of a small object."""
    kind = get_named_type(definition.type)
    if kind.name.endswith("Connection"):
        page = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        edge = schema.type_map[kind.name.replace("Connection", "Edge")]
        return f"{{ totalCount {page} edges {_shallow(edge)} }}"
    return _shallow(kind)


def _shallow(kind: GraphQLNamedType) -> str:
    """The plain fields of an object, and the ids of what it leads to."""
    if isinstance(kind, GraphQLUnionType):
        return "{ __typename ... on Node { id } }"
    assert hasattr(kind, "fields")
    if "id" in kind.fields:
        return "{ id }"
    parts = [
        name if is_leaf_type(get_named_type(each.type)) else f"{name} {_shallow(get_named_type(each.type))}"
        for name, each in kind.fields.items()
    ]
    return f"{{ {' '.join(parts)} }}"
