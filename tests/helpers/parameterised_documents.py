"""Known documents for several callers: every literal argument becomes a variable, which other callers fill
with other values of the same form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLArgument,
    GraphQLSchema,
    NameNode,
    Node,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    parse_type,
    print_ast,
    separate_operations,
    validate,
    value_from_ast_untyped,
    visit,
)

from tests.helpers.random_values import SPECIAL, Known, RandomValues

PAGES = ("first", "last")


@dataclass(frozen=True)
class Lifted:
    """A document of one operation, with the variables that give its own answer and those of other callers."""

    text: str
    sets: tuple[Mapping[str, Any], ...]


def lifted_documents(
    schema: GraphQLSchema, known: Known, text: str, variables: Mapping[str, Any]
) -> Iterator[Lifted]:
    """Each operation of a document, for three callers; none of a document that is refused."""
    document = parse(text)
    if validate(schema, document):
        return
    for operation in separate_operations(document).values():
        info = TypeInfo(schema)
        lifting = _Lifting(info, RandomValues(schema, known, Random(print_ast(operation))))
        changed = visit(operation, TypeInfoVisitor(info, lifting))
        with_variables = print_ast(_declaring(changed, lifting.declared))
        declared = {
            each.variable.name.value
            for definition in operation.definitions
            if isinstance(definition, OperationDefinitionNode)
            for each in definition.variable_definitions or ()
        }
        own = {name: value for name, value in variables.items() if name in declared}
        if not validate(schema, parse(with_variables)):
            yield Lifted(with_variables, tuple(own | each for each in lifting.sets))


@dataclass
class _Lifting(Visitor):
    """Puts a variable in the place of every literal argument of a field."""

    info: TypeInfo
    values: RandomValues
    declared: dict[str, str] = field(default_factory=dict)
    sets: tuple[dict[str, Any], ...] = field(default_factory=lambda: ({}, {}, {}))
    known: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()

    def enter_argument(self, node: ArgumentNode, _: Any, __: Any, ___: Any, ancestors: Any) -> Any:
        if isinstance(_parent(ancestors), DirectiveNode) or _has_variable(node):
            return None
        argument = self.info.get_argument()
        parent, owner = self.info.get_parent_type(), _parent(ancestors)
        # What introspection is asked belongs to the schema, and no set of variables changes it.
        if argument is None or parent is None or not isinstance(owner, FieldNode) or "__" in parent.name:
            return None
        if owner.name.value.startswith("__"):
            return None
        # Fields that are merged must be given the same.
        key = (node.name.value, str(argument.type), print_ast(node.value))
        if key not in self.known:
            self.known[key] = name = f"l{len(self.declared)}"
            self.declared[name] = str(argument.type)
            first, *others = self.sets
            first[name] = value_from_ast_untyped(node.value)
            for other in others:
                place = f"{parent.name}.{owner.name.value}"
                other[name] = self._another(node.name.value, argument, first[name], place)
        return ArgumentNode(name=node.name, value=VariableNode(name=NameNode(value=self.known[key])))

    def _another(self, name: str, argument: GraphQLArgument, value: Any, place: str) -> Any:
        if name in PAGES:
            return self.values.random.choice((0, 1, 2, 3))
        draw = partial(self.values.value, name, argument, place)
        return draw() if name in SPECIAL else self.values.varied(value, argument.type)


def _parent(ancestors: Any) -> Any:
    """The node around: ancestors hold lists of nodes too."""
    return next(each for each in reversed(ancestors) if isinstance(each, Node))


def _has_variable(node: ArgumentNode) -> bool:
    return "$" in print_ast(node.value)


def _declaring(document: DocumentNode, declared: Mapping[str, str]) -> DocumentNode:
    """The document, whose one operation declares these variables too."""
    more = tuple(
        VariableDefinitionNode(
            variable=VariableNode(name=NameNode(value=name)), type=parse_type(kind), directives=()
        )
        for name, kind in declared.items()
    )
    definitions = []
    for each in document.definitions:
        if isinstance(each, OperationDefinitionNode):
            kept = {name: getattr(each, name) for name in each.keys}
            kept["variable_definitions"] = (*(each.variable_definitions or ()), *more)
            each = OperationDefinitionNode(**kept)
        definitions.append(each)
    return DocumentNode(definitions=tuple(definitions))
