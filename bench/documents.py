"""Documents that are new to every server: questions with other fields, or with other relationships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any, TypeGuard

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    NameNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    parse,
    print_ast,
    visit,
)

from api.schema.bindings import PropertyRead, Take, Traversal, binding_of
from api.schema.schema import core_schema
from bench.country import finding, force, theme
from bench.questions import Question

# Where a new combination begins: a root field and an id that it finds at every size.
_ROOTS = (
    ("PoliceForce", "force", force(7)),
    ("Finding", "finding", finding(0, 0)),
    ("Theme", "theme", theme(3)),
)


@dataclass(frozen=True)
class Asked:
    """A document with its variables."""

    document: str
    variables: Mapping[str, str] = field(default_factory=dict)


def of_questions(questions: Sequence[Question], findings: int) -> Iterator[Asked]:
    """The questions in turn, each with other properties of its nodes under other names, all different.

    Relationships, filters and orders stay.
    """
    random, seen = Random("of_questions"), {print_ast(parse(each.document)) for each in questions}
    for number in count():
        question = questions[number % len(questions)]
        info = TypeInfo(core_schema())
        changed = visit(parse(question.document), TypeInfoVisitor(info, _Others(info, random)))
        if (document := print_ast(changed)) not in seen:
            seen.add(document)
            yield Asked(document, question.variables(findings)[number % 50])


def of_relationships() -> Iterator[Asked]:
    """Documents that follow two relationships of a node, two of each node at their ends, all different."""
    random, seen = Random("of_relationships"), set()
    for number in count():
        kind, root, own = _ROOTS[number % len(_ROOTS)]
        document = (
            f'{{ {root}(id: "{own}") {{ id {_joined(core_schema().type_map[kind], random, depth=2)} }} }}'
        )
        if document not in seen:
            seen.add(document)
            yield Asked(document)


class _Others(Visitor):
    """Replaces the selected properties of nodes by others."""

    def __init__(self, info: TypeInfo, random: Random) -> None:
        super().__init__()
        self._info, self._random, self._names = info, random, count()

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        kind = self._info.get_parent_type()
        if not _is_node(kind):
            return None
        known = [name for name, each in kind.fields.items() if isinstance(_reading(each), PropertyRead)]
        drawn = self._random.sample(known, k=self._random.randint(1, min(5, len(known))))
        kept = [each for each in node.selections if not _is_among(each, known)]
        return SelectionSetNode(selections=(*map(self._named, drawn), *kept))

    def _named(self, name: str) -> FieldNode:
        alias = NameNode(value=f"n{next(self._names)}x{self._random.randrange(10**6)}")
        return FieldNode(
            alias=alias, name=NameNode(value=name), arguments=(), directives=(), selection_set=None
        )


def _is_among(selection: Any, names: Sequence[str]) -> bool:
    return isinstance(selection, FieldNode) and selection.name.value in names


def _joined(kind: GraphQLNamedType, random: Random, *, depth: int) -> str:
    """Two relationships of a type."""
    assert isinstance(kind, GraphQLObjectType)
    found = [name for name, each in kind.fields.items() if isinstance(_reading(each), Traversal)]
    return " ".join(
        _selected(name, kind.fields[name], random, depth)
        for name in random.sample(sorted(found), k=min(2, len(found)))
    )


def _selected(name: str, definition: GraphQLField, random: Random, depth: int) -> str:
    binding, kind = _reading(definition), get_named_type(definition.type)
    assert isinstance(binding, Traversal)
    if binding.take is not Take.PAGE:
        return f"{name} {{ {_node(kind, random, depth)} }}"
    nodes = kind.fields.get("nodes") if isinstance(kind, GraphQLObjectType) else None
    if nodes is None:
        return f"{name}(first: 5) {{ edges {{ node {{ __typename }} }} }}"
    return f"{name}(first: 5) {{ nodes {{ {_node(get_named_type(nodes.type), random, depth)} }} }}"


def _node(kind: GraphQLNamedType, random: Random, depth: int) -> str:
    if not _is_node(kind):
        return "__typename"
    return f"id {_joined(kind, random, depth=depth - 1)}" if depth > 1 else "id"


def _is_node(kind: object) -> TypeGuard[GraphQLObjectType]:
    return isinstance(kind, GraphQLObjectType) and any(each.name == "Node" for each in kind.interfaces)


def _reading(definition: GraphQLField) -> object:
    """What a field reads, if it needs no arguments."""
    if any(is_required_argument(each) for each in definition.args.values()):
        return None
    binding = binding_of(definition)
    is_value = is_leaf_type(get_named_type(definition.type))
    return binding if isinstance(binding, PropertyRead) is is_value else None
