"""Limits on documents and variables, checked before anything else, in time linear in their length.

Each selection is visited once, and each fragment is measured once and its size added wherever it is spread,
so that nested fragments take no longer than they are long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NamedTypeNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Token,
    TokenKind,
    ValueNode,
    get_named_type,
    is_abstract_type,
    parse,
)

from api.compiler.cost import HIGHEST
from graph.settings import Settings

_META = {"__schema": "__Schema", "__type": "__Type"}
# Longer than any number that a field takes; Python refuses to parse thousands of digits.
_LONGEST_NUMBER = 100
# Sizes stop growing here: nested fragments multiply.
_BEYOND = 10**9


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a document may be.

    ``characters`` and ``tokens`` of the text; ``depth`` of selections inside selections, fragments put in,
    and of values inside values; ``aliases`` and ``fields`` as often as fragments repeat them, a field once
    for each type that the object may have which it is read from; ``planning`` and ``cost`` as in their
    modules."""

    characters: int
    tokens: int
    depth: int
    aliases: int
    fields: int
    planning: int
    cost: int

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(
            settings.max_characters,
            settings.max_tokens,
            settings.max_depth,
            settings.max_aliases,
            settings.max_fields,
            settings.max_planning,
            min(settings.max_cost, HIGHEST),
        )


UNLIMITED = Limits(*[HIGHEST] * 7)


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a selection, with its fragments inlined."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0


def parsed(text: str, limits: Limits) -> DocumentNode:
    """Parse a document that is not too long. Raises GraphQLError."""
    if len(text) > limits.characters:
        raise GraphQLError(
            f"The document has {len(text)} characters; {limits.characters} are allowed.",
            extensions={"code": "GRAPHQL_VALIDATION_FAILED"},
        )
    document = parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
    _refuse_endless_numbers(document)
    return document


def _refuse_endless_numbers(document: DocumentNode) -> None:
    assert document.loc is not None
    token: Token | None = document.loc.start_token
    while token is not None:
        if token.kind in (TokenKind.INT, TokenKind.FLOAT) and (problem := _endless(token.value or "")):
            raise GraphQLError(
                problem,
                source=document.loc.source,
                positions=[token.start],
                extensions={"code": "GRAPHQL_VALIDATION_FAILED"},
            )
        token = token.next


def _endless(number: str) -> str:
    """Why a number in a document is refused; empty where it is not."""
    if len(number) > _LONGEST_NUMBER:
        return f"A number has {len(number)} characters; {_LONGEST_NUMBER} are allowed."
    return "" if isfinite(float(number)) else f"{number} is too large a number; the largest is about 1.8e308."


def oversized(schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """Which limits a document exceeds."""
    sizes = list(_Measuring(schema, document).operations())
    found = (
        ("is nested", max((size.depth for size in sizes), default=0), limits.depth, "levels deep"),
        ("has", max((size.aliases for size in sizes), default=0), limits.aliases, "aliases"),
        ("selects", max((size.fields for size in sizes), default=0), limits.fields, "fields"),
    )
    return [
        GraphQLError(f"The document {verb} more than {allowed} {what}, with its fragments inlined.", document)
        for verb, asked, allowed, what in found
        if asked > allowed
    ]


def tangled(variables: Mapping[str, Any], limits: Limits) -> str:
    """Why variables are refused: too many values, nested too deeply, or text that is not Unicode. Empty where
    they are not."""
    level: list[Any] = list(variables.values())
    depth = count = 0
    while level:
        count += len(level)
        depth += 1
        if count > limits.tokens:
            return f"The variables hold more than {limits.tokens} values."
        if depth > limits.depth:
            return f"The variables are nested more than {limits.depth} levels deep."
        if any(isinstance(value, str) and _is_broken(value) for value in level):
            return "The variables hold a string with an unpaired surrogate, which is half a character."
        level = [inner for value in level for inner in _inside(value)]
    return ""


def _is_broken(text: str) -> bool:
    """Whether the text has surrogates, which UTF-8 cannot encode."""
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


class _Measuring:
    """Measures one document, fragments before what spreads them. Fragments that spread each other in a circle
    count as nothing here; validation refuses them."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._document = document
        self._sizes: dict[str, Size] = {}
        for fragment in _innermost_first(document):
            kind = schema.get_type(fragment.type_condition.name.value)
            self._sizes[fragment.name.value] = self._selections(
                fragment.selection_set, kind, self._types(kind)
            )

    def operations(self) -> Iterator[Size]:
        """The size of each operation."""
        for definition in self._document.definitions:
            if isinstance(definition, OperationDefinitionNode):
                root = self._schema.get_root_type(definition.operation)
                yield self._selections(definition.selection_set, root, self._types(root))

    def _selections(
        self, selections: SelectionSetNode, kind: GraphQLNamedType | None, types: frozenset[str]
    ) -> Size:
        depth = aliases = fields = 0
        for node in selections.selections:
            match node:
                case FieldNode():
                    size, many = self._field(node, kind), max(1, len(types))
                    aliases += node.alias is not None
                case InlineFragmentNode():
                    size, many = self._inline(node, kind, types), 1
                case FragmentSpreadNode():
                    size, many = self._sizes.get(node.name.value, Size()), 1
                case _:
                    raise TypeError(f"a selection of kind {node.kind}")
            depth = max(depth, size.depth)
            aliases += size.aliases
            fields += size.fields * many
        return Size(min(depth + 1, _BEYOND), min(aliases, _BEYOND), min(fields, _BEYOND))

    def _field(self, node: FieldNode, kind: GraphQLNamedType | None) -> Size:
        deepest = max((_depth(argument.value) for argument in node.arguments or ()), default=0)
        if node.selection_set is None:
            return Size(deepest, fields=1)
        name = node.name.value
        declared = getattr(kind, "fields", {}).get(name)
        inner = (
            self._schema.get_type(_META.get(name, "")) if declared is None else get_named_type(declared.type)
        )
        size = self._selections(node.selection_set, inner, self._types(inner))
        return Size(max(size.depth, deepest), size.aliases, size.fields + 1)

    def _inline(self, node: InlineFragmentNode, kind: GraphQLNamedType | None, types: frozenset[str]) -> Size:
        if isinstance(node.type_condition, NamedTypeNode):
            kind = self._schema.get_type(node.type_condition.name.value)
            types &= self._types(kind)
        return self._selections(node.selection_set, kind, types)

    def _types(self, kind: GraphQLNamedType | None) -> frozenset[str]:
        if kind is None:
            return frozenset()
        if is_abstract_type(kind):
            return frozenset(member.name for member in self._schema.get_possible_types(kind))
        return frozenset((kind.name,))


def _innermost_first(document: DocumentNode) -> Iterator[FragmentDefinitionNode]:
    """Every fragment, after those that it spreads; without those in circles."""
    fragments = {
        each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    waits = {name: {*_spread(each.selection_set)} & fragments.keys() for name, each in fragments.items()}
    users: dict[str, list[str]] = {name: [] for name in fragments}
    for name, spread in waits.items():
        for each in spread:
            users[each].append(name)
    ready = [name for name, spread in waits.items() if not spread]
    while ready:
        name = ready.pop()
        yield fragments[name]
        for user in users[name]:
            waits[user].discard(name)
            if not waits[user]:
                ready.append(user)


def _spread(selections: SelectionSetNode) -> Iterator[str]:
    for node in selections.selections:
        if isinstance(node, FragmentSpreadNode):
            yield node.name.value
        elif isinstance(node, (FieldNode, InlineFragmentNode)) and node.selection_set is not None:
            yield from _spread(node.selection_set)


def _depth(value: ValueNode) -> int:
    match value:
        case ListValueNode():
            inner = value.values
        case ObjectValueNode():
            inner = tuple(field.value for field in value.fields)
        case _:
            return 0
    return 1 + max(map(_depth, inner), default=0)
