"""A question whose root is one list, rewritten so that the server pages through it.

Rewritten, it has the same filters, order and rows, `first` and `after` as variables, and where a page ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    get_named_type,
    parse,
    print_ast,
    strip_ignored_characters,
    visit,
)
from graphql.language.ast import DocumentNode

from api.compiler.operation import Operation
from api.errors import BadInput
from api.execution.prepared import Prepared, Refused

# No document has these names by chance: they stand beside its own.
FIRST, AFTER, PAGE_INFO = "exportFirst", "exportAfter", "exportPageInfo"
_PAGING = ("first", "after", "last", "before")
_FRAME = f"""query (${FIRST}: Int, ${AFTER}: String) {{
  list(first: ${FIRST}, after: ${AFTER}) {{ {PAGE_INFO}: pageInfo {{ endCursor hasNextPage }} }}
}}"""


@dataclass(frozen=True)
class PagedQuestion:
    """A document with the variables ``FIRST`` and ``AFTER``. Its answer has the list under ``list``, and
    there the rows under ``rows`` and where they end under ``PAGE_INFO``."""

    text: str
    list: str
    rows: str


def paged_question(prepared: Prepared) -> PagedQuestion:
    """The question behind an operation whose root is one connection. Raises Refused."""
    operation = prepared.plan.operation
    try:
        root, rows = _rows_of(operation)
    except BadInput as bad:
        raise Refused([bad.at(operation.definition)]) from None
    return paged(prepared.document.ast, operation.definition, root, rows)


def paged(
    document: DocumentNode, operation: OperationDefinitionNode, root: FieldNode, rows: Sequence[FieldNode]
) -> PagedQuestion:
    """The question with the list ``root`` alone, and of that list the rows alone."""
    fragments = {
        each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    variables, frame = _frame()
    assert frame.selection_set
    listed = FieldNode(
        alias=root.alias,
        name=root.name,
        arguments=(
            *(each for each in root.arguments or () if each.name.value not in _PAGING),
            *(frame.arguments or ()),
        ),
        directives=root.directives,
        selection_set=SelectionSetNode(selections=(*frame.selection_set.selections, *rows)),
    )
    used = {*reached([listed], fragments)}
    names = {*_found(listed, VariableNode)}.union(*(_found(fragments[name], VariableNode) for name in used))
    asked = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=(
            *(each for each in operation.variable_definitions or () if each.variable.name.value in names),
            *variables,
        ),
        directives=(),
        selection_set=SelectionSetNode(selections=(listed,)),
    )
    kept = (each for name, each in fragments.items() if name in used)
    # Compact, so that a document within the limits stays within them.
    text = strip_ignored_characters(print_ast(DocumentNode(definitions=(asked, *kept))))
    return PagedQuestion(text, key_of(root), key_of(rows[0]))


def key_of(field: FieldNode) -> str:
    """The name of a field in the answer."""
    return (field.alias or field.name).value


def reached(
    nodes: Iterable[FieldNode | FragmentDefinitionNode], fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterator[str]:
    """The names of the fragments that selections lead to."""
    for node in nodes:
        for name in _found(node, FragmentSpreadNode):
            yield name
            yield from reached([fragments[name]], fragments)


def _rows_of(operation: Operation) -> tuple[FieldNode, list[FieldNode]]:
    """The one list at the root, and the selections of its rows. Raises BadInput."""
    roots = operation.root_fields()
    if len(roots) != 1 or len(details := next(iter(roots.values()))) != 1:
        raise BadInput("A question in bulk has exactly one list at its root, once.")
    root, query = details[0].node, operation.schema.query_type
    assert query is not None
    name = root.name.value
    kind = get_named_type(query.fields[name].type) if name in query.fields else None
    if not (isinstance(kind, GraphQLObjectType) and "pageInfo" in kind.fields):
        raise BadInput(f"`{name}` is not a list with pages; a question in bulk asks for one, as `findings`.")
    for argument in root.arguments or ():
        if argument.name.value in ("last", "before"):
            raise BadInput(
                f"`{argument.name.value}` reads a list from its end; in bulk it is read from its start.", root
            )
    rows: list[list[FieldNode]] = []
    for fields in operation.subfields(kind, details).values():
        part = fields[0].node.name.value
        if part in ("nodes", "edges"):
            rows.append([each.node for each in fields])
        elif part not in ("pageInfo", "__typename"):
            raise BadInput(f"`{part}` is no row; in bulk, ask for `nodes` or `edges` alone.", fields[0].node)
    if len(rows) != 1:
        raise BadInput(f"`{name}` needs `nodes` or `edges`, one of them and once: each is a line.", root)
    return root, rows[0]


def _frame() -> tuple[Sequence[Any], FieldNode]:
    """The variables that page through a list, and a list that is paged through by them."""
    (operation,) = parse(_FRAME, no_location=True).definitions
    assert isinstance(operation, OperationDefinitionNode)
    (field,) = operation.selection_set.selections
    assert isinstance(field, FieldNode)
    return operation.variable_definitions or (), field


def _found(node: FieldNode | FragmentDefinitionNode, kind: type[Any]) -> list[str]:
    """The names of all nodes of a kind below a node."""
    names: list[str] = []

    class Names(Visitor):
        def enter(self, each: Any, *_: Any) -> None:
            if isinstance(each, kind):
                names.append(each.name.value)

    visit(node, Names())
    return names
