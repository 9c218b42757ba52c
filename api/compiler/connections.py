"""Pages: connections with keyset cursors, and plain lists limited by `first`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from graphql import GraphQLObjectType, GraphQLOutputType, get_named_type
from graphql.execution.collect_fields import FieldDetailsList

from api.compiler import list_arguments, projection
from api.compiler.cursors import Listing, decode, encode, listing
from api.compiler.operation import Compilation
from api.compiler.parameters import Arguments, SelectedField
from api.compiler.projection import Expression, SourceWriter
from api.compiler.row_layout import RequestInputs, Row, RowContext, Slots
from api.errors import BadInput
from api.schema.arguments import DEFAULT_PAGE, LARGEST_PAGE
from api.schema.bindings import Argument, Traversal
from graph.query.patterns import patterns
from graph.query.selection import Beyond, Count, CursorKeys, From, Page, Rows, Sort

CompileNested: TypeAlias = Callable[[GraphQLOutputType, FieldDetailsList, RowContext], Expression]
"""Compiles the selection below a field, for the rows of a list."""
ListingOf: TypeAlias = Callable[[Arguments], Listing]
"""The list a request asks for, by the arguments of its field."""


def page_size(size: int | None, argument: str) -> int:
    """How many rows a page has; raises BadInput."""
    if size is None:
        return DEFAULT_PAGE
    if not 0 <= size <= LARGEST_PAGE:
        raise BadInput(f"`{argument}` is {size}; it can be from 0 to {LARGEST_PAGE}.")
    return size


def cursor(context: RowContext) -> Expression:
    """The cursor of a row."""
    assert context.pattern is not None
    index = context.slots.index(CursorKeys())
    parameter, fixed = context.mark, listing(context.pattern, context.order).mark
    mark = repr(fixed) if parameter is None else f"inputs.parameters[{parameter!r}]"
    return lambda writer, row: f"{writer.name(encode)}({mark}, {row}[{index}])"


@dataclass
class _Paged:
    """A page while it is compiled. ``index``, its slot in the enclosing row, is known once its rows are."""

    source: From
    page: Page
    enclosing: RowContext
    nested: CompileNested
    order: tuple[Sort, ...] = ()
    mark: str | None = None
    slots: Slots = field(default_factory=Slots)
    index: int = -1

    def rows(self, writer: SourceWriter, row: str) -> str:
        reversed_ = "[::-1]" if self.page.backwards else ""
        return f"{row}[{self.index}][:inputs.parameters[{self.page.size!r}]]{reversed_}"

    def more(self, row: Row, inputs: RequestInputs) -> bool:
        size: int = inputs.parameters[self.page.size]
        return len(row[self.index]) > size

    def items(self, declared: GraphQLOutputType, details: FieldDetailsList) -> Expression:
        return projection.listed(self.rows, self.nested(declared, details, self.row()))

    def row(self) -> RowContext:
        return RowContext(self.slots, patterns()[self.source.pattern], order=self.order, mark=self.mark)

    def add_to_row(self) -> None:
        rows = Rows(self.source, self.page, self.slots.listed(), self.order)
        self.index = self.enclosing.slots.index(rows)


def top(
    compilation: Compilation,
    source: From,
    selected: SelectedField,
    context: RowContext,
    nested: CompileNested,
) -> Expression:
    """A plain list of at most `first` rows."""
    page = _page(compilation, selected, _listing(source), one_more=False)
    paged = _Paged(source, page, context, nested)
    expression = paged.items(selected.definition.type, selected.details)
    paged.add_to_row()
    return expression


def connection(
    compilation: Compilation,
    traversal: Traversal,
    source: From,
    selected: SelectedField,
    context: RowContext,
    nested: CompileNested,
) -> Expression:
    """A connection: one list of rows serves its edges, nodes and page info, however often selected."""
    kind = get_named_type(selected.definition.type)
    assert isinstance(kind, GraphQLObjectType)
    source = list_arguments.narrowed(compilation, source, selected, traversal)
    order = list_arguments.ordered(compilation, selected, traversal)
    subfields = compilation.operation.subfields(kind, selected.details)
    names = {each[0].node.name.value for each in subfields.values()}
    choices = [argument for argument in traversal.parameters.values() if argument.is_choice]
    listing_of = _listing(source, order, choices)
    page = _page(compilation, selected, listing_of, one_more="pageInfo" in names)
    mark = _mark(compilation, selected, listing_of) if choices else None
    paged = _Paged(source, page, context, nested, order, mark)
    expression = projection.object_of(
        [(key, _part(compilation, paged, kind, details)) for key, details in subfields.items()]
    )
    if names & {"edges", "nodes", "pageInfo"}:
        paged.add_to_row()
    return expression


def _part(
    compilation: Compilation, paged: _Paged, kind: GraphQLObjectType, details: FieldDetailsList
) -> Expression:
    name = details[0].node.name.value
    if name == "__typename":
        return projection.constant(kind.name)
    if name == "totalCount":
        return projection.slot(paged.enclosing.slots.index(Count(paged.source)))
    if name == "facets":
        return list_arguments.facets(compilation, paged.source, paged.enclosing, kind, details)
    declared = kind.fields[name].type
    if name == "pageInfo":
        info = get_named_type(declared)
        assert isinstance(info, GraphQLObjectType)
        fields = compilation.operation.subfields(info, details)
        return projection.object_of(
            [(key, _info(paged, each[0].node.name.value)) for key, each in fields.items()]
        )
    return paged.items(declared, details)


def _info(paged: _Paged, name: str) -> Expression:
    page = paged.page
    match name:
        case "hasNextPage":
            return _exists(paged, page.before, before=True, overfetched=not page.backwards)
        case "hasPreviousPage":
            return _exists(paged, page.after, before=False, overfetched=page.backwards)
        case "startCursor" | "endCursor":
            position = 0 if name == "startCursor" else -1
            return projection.one_of(paged.rows, position, cursor(paged.row()))
        case _:
            return projection.constant("PageInfo")


def _exists(paged: _Paged, bound: str | None, *, before: bool, overfetched: bool) -> Expression:
    """Whether rows lie on one side of the page: one more was fetched, or the cursor cut some off."""
    if bound is None:
        return projection.calling(paged.more) if overfetched else projection.constant(False)
    index = paged.enclosing.slots.index(Beyond(paged.source, bound, before, paged.order))
    if not overfetched:
        return projection.slot(index)
    return projection.calling(lambda row, inputs: paged.more(row, inputs) or row[index])


def _listing(source: From, order: tuple[Sort, ...] = (), choices: Sequence[Argument] = ()) -> ListingOf:
    """Which list a request asks for, by the values of its arguments."""
    whole = listing(patterns()[source.pattern], order)
    return lambda arguments: whole.chosen(*(each.convert(arguments.get(each.name)) for each in choices))


def _mark(compilation: Compilation, selected: SelectedField, listing_of: ListingOf) -> str:
    name = compilation.parameters.name()
    compilation.bind(selected, lambda arguments: {name: listing_of(arguments).mark})
    return name


def _page(
    compilation: Compilation, selected: SelectedField, listing_of: ListingOf, *, one_more: bool
) -> Page:
    arguments = compilation.arguments(selected)
    if arguments.get("first") is not None and arguments.get("last") is not None:
        raise BadInput("`first` and `last` are both given; a page is counted from one end.")
    backwards = arguments.get("last") is not None
    argument = "last" if backwards else "first"
    size, limit = compilation.parameters.name(), compilation.parameters.name()

    def sizes(arguments: Arguments) -> Arguments:
        rows = page_size(arguments.get(argument), argument)
        return {size: rows, limit: rows + one_more}

    compilation.bind(selected, sizes)
    after, before = (
        _bound(compilation, selected, listing_of, name) if arguments.get(name) is not None else None
        for name in ("after", "before")
    )
    return Page(size, limit, backwards, after, before)


def _bound(compilation: Compilation, selected: SelectedField, listing_of: ListingOf, argument: str) -> str:
    """The parameters of a cursor, by what their names begin with."""
    name = compilation.parameters.name() + "_"
    compilation.bind(
        selected, lambda arguments: decode(arguments[argument], listing_of(arguments), argument, name)
    )
    return name
