"""Shrinks a document that fails to a smaller one that still fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    Node,
    ObjectFieldNode,
    SelectionNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

_PARTS = (SelectionNode, ArgumentNode, DirectiveNode, ObjectFieldNode, VariableDefinitionNode)


def shrunk(schema: GraphQLSchema, text: str, still_fails: Callable[[str], bool], tries: int = 200) -> str:
    """A smaller document that still fails, as far as `tries` attempts find one."""
    while True:
        for smaller in _smaller(schema, text):
            tries -= 1
            if tries < 0:
                return text
            if still_fails(smaller):
                text = smaller
                break
        else:
            return text


def _smaller(schema: GraphQLSchema, text: str) -> Iterator[str]:
    """Valid documents that lack one part of this one, the outermost parts first."""
    index = 0
    while True:
        without = _Without(index)
        document = _tidied(visit(parse(text), without))
        if without.seen <= index:
            return
        smaller = print_ast(document)
        # What lost its only selection is no document; it without the parent is tried too.
        if "{}" not in smaller and not validate(schema, parse(smaller)):
            yield smaller
        index += 1


class _Without(Visitor):
    """Leaves out the part with an index, in the order of the text."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index
        self.seen = 0

    def enter(self, node: Node, *_: Any) -> Any:
        if not isinstance(node, _PARTS):
            return None
        self.seen += 1
        return REMOVE if self.seen - 1 == self.index else None


class _Used(Visitor):
    """The fragments that are spread and the variables that are used."""

    def __init__(self) -> None:
        super().__init__()
        self.fragments: set[str] = set()
        self.variables: set[str] = set()

    def enter(self, node: Node, _: Any, parent: Any, *rest: Any) -> None:
        if isinstance(node, FragmentSpreadNode):
            self.fragments.add(node.name.value)
        elif isinstance(node, VariableNode) and not isinstance(parent, VariableDefinitionNode):
            self.variables.add(node.name.value)


class _Tidy(Visitor):
    def __init__(self, used: _Used) -> None:
        super().__init__()
        self.used = used

    def enter(self, node: Node, *_: Any) -> Any:
        if isinstance(node, FragmentDefinitionNode) and node.name.value not in self.used.fragments:
            return REMOVE
        if isinstance(node, VariableDefinitionNode) and node.variable.name.value not in self.used.variables:
            return REMOVE
        return None


def _tidied(document: DocumentNode) -> DocumentNode:
    """Without fragments and variables that nothing uses any more."""
    used = _Used()
    visit(document, used)
    tidy: DocumentNode = visit(document, _Tidy(used))
    return tidy if tidy is document or print_ast(tidy) == print_ast(document) else _tidied(tidy)
