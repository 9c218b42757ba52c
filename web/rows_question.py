"""The question of a list, as files ask it: its rows alone, from wherever the last page ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    ArgumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Visitor,
    parse,
    visit,
)

from api.exports.paged_question import PagedQuestion, key_of, paged
from api.schema.arguments import LARGEST_PAGE

# The alias under which the questions of list pages have their list.
LIST = "list"


@dataclass(frozen=True)
class RowsQuestion:
    """The question of a list alone; ``columns`` are the paths of the fields of a row, in the order of the
    document."""

    paged: PagedQuestion
    columns: tuple[tuple[str, ...], ...]


@cache
def rows_question(page: str) -> RowsQuestion | None:
    """What the question of a page asks of its list; None where it has no list of nodes."""
    document = visit(parse(page, no_location=True), _Longer())
    operation = next(each for each in document.definitions if isinstance(each, OperationDefinitionNode))
    fragments = {
        each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    listed = next((each for each in _fields(operation.selection_set) if key_of(each) == LIST), None)
    nodes = listed and next((each for each in _fields(listed.selection_set) if key_of(each) == "nodes"), None)
    if listed is None or nodes is None:
        return None
    columns = tuple(dict.fromkeys(_columns(nodes.selection_set, fragments)))
    return RowsQuestion(paged(document, operation, listed, [nodes]), columns)


class _Longer(Visitor):
    """Lists within a row are as long as they may be: a page shows how they begin, a file has them whole."""

    def enter_argument(self, node: ArgumentNode, *_: Any) -> ArgumentNode | None:
        if node.name.value != "first" or not isinstance(node.value, IntValueNode):
            return None
        return ArgumentNode(name=node.name, value=IntValueNode(value=str(LARGEST_PAGE)))


def cells(row: Mapping[str, Any], columns: tuple[tuple[str, ...], ...]) -> Iterator[Any]:
    """The values of a row; what lies in a list is a list, and in lists of lists one of lists."""
    return (_at(row, column) for column in columns)


def _at(value: Any, path: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_at(each, path) for each in value]
    if not path or value is None:
        return value
    return _at(value.get(path[0]), path[1:])


def _fields(selections: SelectionSetNode | None) -> Iterator[FieldNode]:
    return (each for each in (selections.selections if selections else ()) if isinstance(each, FieldNode))


def _columns(
    selections: SelectionSetNode | None,
    fragments: Mapping[str, FragmentDefinitionNode],
    path: tuple[str, ...] = (),
) -> Iterator[tuple[str, ...]]:
    """The paths of all scalars of a selection, those of its fragments in their places."""
    for each in selections.selections if selections else ():
        match each:
            case FieldNode(selection_set=None):
                yield (*path, key_of(each))
            case FieldNode():
                yield from _columns(each.selection_set, fragments, (*path, key_of(each)))
            case FragmentSpreadNode():
                yield from _columns(fragments[each.name.value].selection_set, fragments, path)
            case InlineFragmentNode():
                yield from _columns(each.selection_set, fragments, path)
