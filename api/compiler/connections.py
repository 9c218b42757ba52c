"""Pages: connections with keyset cursors, and plain lists cut by `first`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetailsList

from api.compiler import list_arguments as narrowing
from api.compiler import projection as shapes
from api.compiler.cursors import Listing, decode, encode, listing
from api.compiler.parameters import Arguments, Selected
from api.compiler.projection import Shape, Writing
from api.compiler.row_layout import Answering, Row, Scope, Slots
from api.errors import BadInput
from api.schema.arguments import DEFAULT_PAGE, LARGEST_PAGE
from api.schema.bindings import Argument, Traversal
from graph.query.patterns import patterns
from graph.query.selection import Beyond, Count, CursorKeys, From, Page, Rows, Sort

if TYPE_CHECKING:
    from api.compiler.selection import SelectionCompiler

_Listed: TypeAlias = Callable[[Arguments], Listing]


def page_size(given: int | None, argument: str) -> int:
    """How many rows a page has; raises BadInput."""
    if given is None:
        return DEFAULT_PAGE
    if not 0 <= given <= LARGEST_PAGE:
        raise BadInput(f"`{argument}` is {given}; it can be from 0 to {LARGEST_PAGE}.")
    return given


def cursor(scope: Scope) -> Shape:
    """The cursor of a row."""
    assert scope.pattern is not None
    index = scope.slots.index(CursorKeys())
    parameter, fixed = scope.mark, listing(scope.pattern, scope.order).mark
    mark = repr(fixed) if parameter is None else f"answering.parameters[{parameter!r}]"
    return lambda writing, row: f"{writing.name(encode)}({mark}, {row}[{index}])"


@dataclass
class _Paged:
    """One page while it is compiled: its place in the enclosing row is known once its rows' slots are."""

    source: From
    page: Page
    scope: Scope
    slots: Slots
    order: tuple[Sort, ...] = ()
    mark: str | None = None
    index: int = -1

    def rows(self, writing: Writing, row: str) -> str:
        turned = "[::-1]" if self.page.backwards else ""
        return f"{row}[{self.index}][:answering.parameters[{self.page.size!r}]]{turned}"

    def more(self, row: Row, answering: Answering) -> bool:
        size: int = answering.parameters[self.page.size]
        return len(row[self.index]) > size

    def items(self, item: Shape) -> Shape:
        return shapes.listed(self.rows, item)

    def inner(self) -> Scope:
        return Scope(self.slots, patterns()[self.source.pattern], order=self.order, mark=self.mark)

    def place(self) -> None:
        self.index = self.scope.slots.index(Rows(self.source, self.page, self.slots.listed(), self.order))


def top(
    walk: SelectionCompiler, source: From, selected: Selected, details: FieldDetailsList, scope: Scope
) -> Shape:
    """A plain list of at most `first` rows."""
    paged = _Paged(source, _page(walk, selected, _listing(source), one_more=False), scope, Slots())
    shape = paged.items(walk.held(selected.definition.type, details, paged.inner()))
    paged.place()
    return shape


def connection(
    walk: SelectionCompiler,
    reading: Traversal,
    source: From,
    selected: Selected,
    details: FieldDetailsList,
    scope: Scope,
) -> Shape:
    """A connection: one list of rows serves its edges, nodes and page info, however often selected."""
    kind = get_named_type(selected.definition.type)
    assert isinstance(kind, GraphQLObjectType)
    source = narrowing.narrowed(walk, source, selected, reading)
    order = narrowing.ordered(walk, selected, reading)
    subfields = walk.operation.subfields(kind, details)
    selected_names = {each[0].node.name.value for each in subfields.values()}
    choices = [argument for argument in reading.given.values() if argument.is_choice]
    listed = _listing(source, order, choices)
    page = _page(walk, selected, listed, one_more="pageInfo" in selected_names)
    mark = _mark(walk, selected, listed) if choices else None
    paged = _Paged(source, page, scope, Slots(), order, mark)
    shape = shapes.object_of([(key, _part(walk, paged, kind, each)) for key, each in subfields.items()])
    if selected_names & {"edges", "nodes", "pageInfo"}:
        paged.place()
    return shape


def _part(
    walk: SelectionCompiler, paged: _Paged, kind: GraphQLObjectType, details: FieldDetailsList
) -> Shape:
    name = details[0].node.name.value
    if name == "__typename":
        return shapes.constant(kind.name)
    if name == "totalCount":
        return shapes.slot(paged.scope.slots.index(Count(paged.source)))
    if name == "facets":
        return narrowing.facets(walk, paged.source, paged.scope, kind, details)
    declared = kind.fields[name].type
    if name == "pageInfo":
        info = get_named_type(declared)
        assert isinstance(info, GraphQLObjectType)
        fields = walk.operation.subfields(info, details)
        return shapes.object_of(
            [(key, _info(paged, each[0].node.name.value)) for key, each in fields.items()]
        )
    return paged.items(walk.held(declared, details, paged.inner()))


def _info(paged: _Paged, name: str) -> Shape:
    page = paged.page
    match name:
        case "hasNextPage":
            return _exists(paged, page.before, before=True, overfetched=not page.backwards)
        case "hasPreviousPage":
            return _exists(paged, page.after, before=False, overfetched=page.backwards)
        case "startCursor" | "endCursor":
            mark = 0 if name == "startCursor" else -1
            return shapes.one_of(paged.rows, mark, cursor(paged.inner()))
        case _:
            return shapes.constant("PageInfo")


def _exists(paged: _Paged, bound: str | None, *, before: bool, overfetched: bool) -> Shape:
    """Whether rows lie on one side of the page: one more was fetched, or the cursor cut some off."""
    if bound is None:
        return shapes.calling(paged.more) if overfetched else shapes.constant(False)
    index = paged.scope.slots.index(Beyond(paged.source, bound, before, paged.order))
    if not overfetched:
        return shapes.slot(index)
    return shapes.calling(lambda row, answering: paged.more(row, answering) or row[index])


def _listing(source: From, order: tuple[Sort, ...] = (), choices: Sequence[Argument] = ()) -> _Listed:
    """Which list a request asks for, by the values that its arguments have."""
    listed = listing(patterns()[source.pattern], order)
    return lambda found: listed.chosen(*(each.convert(found.get(each.name)) for each in choices))


def _mark(walk: SelectionCompiler, selected: Selected, listed: _Listed) -> str:
    name = walk.parameters.name()
    walk.bind(selected, lambda found: {name: listed(found).mark})
    return name


def _page(walk: SelectionCompiler, selected: Selected, listed: _Listed, *, one_more: bool) -> Page:
    given = selected.arguments(walk.operation.structure)
    if given.get("first") is not None and given.get("last") is not None:
        raise BadInput("`first` and `last` are both given; a page is counted from one end.")
    backwards = given.get("last") is not None
    size, read, argument = walk.parameters.name(), walk.parameters.name(), "last" if backwards else "first"

    def rows(found: Arguments) -> Arguments:
        asked = page_size(found.get(argument), argument)
        return {size: asked, read: asked + one_more}

    walk.bind(selected, rows)
    after, before = (_bound(walk, listed, selected, given, name) for name in ("after", "before"))
    return Page(size, read, backwards, after, before)


def _bound(
    walk: SelectionCompiler, listed: _Listed, selected: Selected, given: Mapping[str, Any], argument: str
) -> str | None:
    if given.get(argument) is None:
        return None
    name = walk.parameters.name() + "_"
    walk.bind(selected, lambda found: decode(found[argument], listed(found), argument, name))
    return name
