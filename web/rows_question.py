"""The question of a list, as files ask it: its rows alone, from wherever the last page ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    visit,
)
from graphql.language.ast import DocumentNode, NameNode

# The alias under which the questions of list pages have their list.
LIST = "list"
_PAGING = {"first", "after", "last", "before"}
_HAS_NEXT = "pageInfo { endCursor hasNextPage }"


@dataclass(frozen=True)
class RowsQuestion:
    """A document with `$first` and `$after` whose ``LIST`` has a page of rows; ``columns`` are the paths of
    the fields of a row, in the order of the document."""

    text: str
    columns: tuple[tuple[str, ...], ...]


@cache
def rows_question(page: str) -> RowsQuestion | None:
    """What the question of a page asks of its list; None where it has no list of nodes."""
    document = parse(page, no_location=True)
    operation = next(each for each in document.definitions if isinstance(each, OperationDefinitionNode))
    fragments = {
        each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    listed = next((each for each in _fields(operation.selection_set) if _key(each) == LIST), None)
    nodes = listed and next((each for each in _fields(listed.selection_set) if _key(each) == "nodes"), None)
    if listed is None or nodes is None:
        return None
    root = _rows_alone(listed, nodes)
    used = {*_reached(nodes, fragments)}
    names = {*_variables(root)}.union(*(_variables(fragments[name]) for name in used))
    asked = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=tuple(
            each for each in operation.variable_definitions or () if each.variable.name.value in names
        ),
        directives=(),
        selection_set=SelectionSetNode(selections=(root,)),
    )
    kept = tuple(each for name, each in fragments.items() if name in used)
    columns = tuple(dict.fromkeys(_columns(nodes.selection_set, fragments)))
    return RowsQuestion(print_ast(DocumentNode(definitions=(asked, *kept))), columns)


def cells(row: Mapping[str, Any], columns: tuple[tuple[str, ...], ...]) -> Iterator[Any]:
    """The values of a row; what lies in a list is a list, and in lists of lists one of lists."""
    return (_at(row, column) for column in columns)


def _at(value: Any, path: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_at(each, path) for each in value]
    if not path or value is None:
        return value
    return _at(value.get(path[0]), path[1:])


def _rows_alone(listed: FieldNode, nodes: FieldNode) -> FieldNode:
    """The list with its filters, its rows and where they end."""
    paged = _parsed_field(f"{LIST}(first: $first, after: $after) {{ {_HAS_NEXT} }}")
    assert paged.selection_set
    arguments = tuple(each for each in listed.arguments or () if each.name.value not in _PAGING)
    return FieldNode(
        alias=NameNode(value=LIST),
        name=listed.name,
        arguments=(*arguments, *(paged.arguments or ())),
        directives=listed.directives,
        selection_set=SelectionSetNode(selections=(*paged.selection_set.selections, nodes)),
    )


def _parsed_field(text: str) -> FieldNode:
    operation = parse(f"{{ {text} }}", no_location=True).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return next(_fields(operation.selection_set))


def _fields(selections: SelectionSetNode | None) -> Iterator[FieldNode]:
    return (each for each in (selections.selections if selections else ()) if isinstance(each, FieldNode))


def _key(field: FieldNode) -> str:
    return (field.alias or field.name).value


def _reached(
    node: FieldNode | FragmentDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterator[str]:
    """The names of the fragments that a selection leads to."""
    for name in _found(node, FragmentSpreadNode):
        yield name
        yield from _reached(fragments[name], fragments)


def _variables(node: FieldNode | FragmentDefinitionNode) -> set[str]:
    return {*_found(node, VariableNode)}


def _found(node: FieldNode | FragmentDefinitionNode, kind: type[Any]) -> list[str]:
    """The names of all nodes of a kind below a node."""
    names: list[str] = []

    class Names(Visitor):
        def enter(self, each: Any, *_: Any) -> None:
            if isinstance(each, kind):
                names.append(each.name.value)

    visit(node, Names())
    return names


def _columns(
    selections: SelectionSetNode | None,
    fragments: Mapping[str, FragmentDefinitionNode],
    path: tuple[str, ...] = (),
) -> Iterator[tuple[str, ...]]:
    """The paths of all scalars of a selection, those of its fragments in their places."""
    for each in selections.selections if selections else ():
        match each:
            case FieldNode(selection_set=None):
                yield (*path, _key(each))
            case FieldNode():
                yield from _columns(each.selection_set, fragments, (*path, _key(each)))
            case FragmentSpreadNode():
                yield from _columns(fragments[each.name.value].selection_set, fragments, path)
            case InlineFragmentNode():
                yield from _columns(each.selection_set, fragments, path)
