"""The GraphQL schema in a few thousand tokens: all of it in short, or one type in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from api.schema.schema import core_schema

_LONGEST_BYTES = 12_000
_PAGE = {"first", "after", "last", "before"}
_HEAD = """\
GraphQL, read only. `!` non-null; [T] a list; T* a connection: edges { node cursor } nodes totalCount \
pageInfo, arguments first/after/last/before, where: TWhere, orderBy: [TOrder!]. T+ has facets(by:) too; \
edges may have basis (NAMED or AREA), date, kind. where: fields with {eq in contains startsWith gt lt}, \
lists with {some none every}, and/or/not. asOf: Date on root fields. Ids: force:cleveland. A field without \
a type is a String.
Every Entity has id, caption, note, evidence: [Evidence!]!, browserUrl. Dates are partial: 2016, 2016-10 or \
2016-10-17.
`schema` with type: NAME shows one type in full, such as FindingWhere.
"""


class SchemaTypeUnknown(Exception):
    """A name that no type of the schema has."""


def summary(name: str | None = None) -> str:
    """The schema in short, or one type of it in full. Raises SchemaTypeUnknown."""
    return _whole() if name is None else _one(name)


@cache
def _whole() -> str:
    return _HEAD + "\n".join(_lines())


def _lines() -> Iterator[str]:
    schema = core_schema()
    assert schema.query_type is not None
    yield "query: " + " ".join(_short(name, field) for name, field in schema.query_type.fields.items())
    common = _fields("Entity")
    asserted = {name for name in _fields("Finding") if name in _fields("Statement")} & _CONTESTED
    yield "CONTESTED = " + " ".join(_short(name, _fields("Finding")[name]) for name in sorted(asserted))
    organisation = set(_fields("Organisation")) - set(common)
    for kind in _told():
        left_out, head = set(common), kind.name
        if kind.name != "Organisation" and _is(kind, "Organisation"):
            left_out, head = left_out | organisation, f"{head} (an Organisation)"
        if asserted <= set(kind.fields):
            left_out, head = left_out | asserted, f"{head} CONTESTED"
        fields = [_short(name, each) for name, each in kind.fields.items() if name not in left_out]
        yield f"{head}: {' '.join(fields)}"
    for each in schema.type_map.values():
        if isinstance(each, GraphQLUnionType):
            yield f"{each.name} = {' | '.join(inner.name for inner in each.types)}"
        elif isinstance(each, GraphQLEnumType) and each.name in _ENUMS:
            yield f"{each.name}: {' '.join(each.values)}"


_CONTESTED = {"disputedBy", "qualifiedBy", "answeredBy", "outcomes"}
_ENUMS = {
    *("Polarity", "Basis", "Who", "HistoryKind", "CoverageState", "RecommendationKind", "StatementKind"),
    *("EntityType", "MatrixBy", "FacetBy", "SaidBy", "DateIs", "CorrespondenceKind"),
}


def _told() -> Iterator[GraphQLObjectType | GraphQLInterfaceType]:
    """The types that have fields of their own: not connections, edges, or what introspection needs."""
    schema = core_schema()
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) or kind.name.startswith("__"):
            continue
        if kind is schema.query_type or kind.name.endswith(("Connection", "Edge")):
            continue
        if kind.name not in ("Node", "Entity", "PageInfo", "Facet", "Bucket"):
            yield kind


def _fields(name: str) -> Mapping[str, GraphQLField]:
    kind = core_schema().type_map[name]
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    fields: Mapping[str, GraphQLField] = kind.fields
    return fields


def _is(kind: GraphQLObjectType | GraphQLInterfaceType, interface: str) -> bool:
    return any(each.name == interface for each in kind.interfaces)


def _short(name: str, field: GraphQLField) -> str:
    """`themes:[Theme]`, `findings:Finding*`, and arguments other than those that the head explains."""
    told = _PAGE | {"where", "orderBy", "asOf"}
    given = ",".join(f"{each}:{argument.type}" for each, argument in field.args.items() if each not in told)
    return f"{name}{f'({given})' if given else ''}{_type(field)}"


def _type(field: GraphQLField) -> str:
    named = get_named_type(field.type)
    if named.name.endswith("Connection"):
        assert isinstance(named, GraphQLObjectType)
        row = get_named_type(named.fields["nodes"].type).name
        return f":{row}{'+' if 'facets' in named.fields else '*'}"
    inner = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    if isinstance(inner, GraphQLList):
        return f":[{named.name}]"
    return "" if named.name == "String" else f":{named.name}"


def _one(name: str) -> str:
    kind = core_schema().type_map.get(name)
    if kind is None or name.startswith("__"):
        message = f"The schema has no type '{name[:60]}'; `schema` without one names them, such as Finding."
        raise SchemaTypeUnknown(message)
    lines = [f"{kind.name}: {kind.description or ''}", *_members(kind)]
    text = "\n".join(lines)
    if len(text.encode()) > _LONGEST_BYTES:
        text = "\n".join(line.partition(" # ")[0] for line in lines)
    return text


def _members(kind: GraphQLNamedType) -> Iterator[str]:
    match kind:
        case GraphQLObjectType() | GraphQLInterfaceType():
            for name, field in kind.fields.items():
                given = ", ".join(f"{each}: {argument.type}" for each, argument in field.args.items())
                yield f"{name}{f'({given})' if given else ''}: {field.type} # {field.description or ''}"
        case GraphQLInputObjectType():
            for name, each in kind.fields.items():
                yield f"{name}: {each.type} # {each.description or ''}"
        case GraphQLEnumType():
            for name, value in kind.values.items():
                yield f"{name} # {value.description or ''}"
        case GraphQLUnionType():
            yield " | ".join(each.name for each in kind.types)
