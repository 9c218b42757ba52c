"""Documents that fetch every cursor of every list, for use in random documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_required_argument,
)

from tests.helpers.random_values import literal


def harvest(schema: GraphQLSchema, ids: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Documents whose answers hold cursors, each with the list that it asks (``Type.field``)."""
    query = schema.query_type
    assert query is not None
    page = "first: 5) { edges { cursor } }"
    for name, definition in query.fields.items():
        if _is_page(definition) and name != "search":
            yield f"Query.{name}", f"{{ {name}({_required(definition)}{page} }}"
    for label, own in ids.items():
        kind = schema.type_map.get(label)
        for name, definition in kind.fields.items() if isinstance(kind, GraphQLObjectType) else ():
            if _is_page(definition):
                listed = ", ".join(map(literal, own[:100]))
                yield (
                    f"{label}.{name}",
                    f"{{ nodes(ids: [{listed}]) {{ ... on {label} {{ {name}({page} }} }} }}",
                )


def _required(definition: GraphQLField) -> str:
    """The arguments that must be given, each an enumeration, with their first values."""
    kinds = {
        name: get_named_type(each.type)
        for name, each in definition.args.items()
        if is_required_argument(each)
    }
    return "".join(
        f"{name}: {next(iter(kind.values))}, "
        for name, kind in kinds.items()
        if isinstance(kind, GraphQLEnumType)
    )


def _is_page(definition: GraphQLField) -> bool:
    return get_named_type(definition.type).name.endswith("Connection")
