"""What the arguments of a list do to it: filter, order, and count by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetailsList

from api.compiler import projection as shapes
from api.compiler.parameters import Selected
from api.compiler.projection import Shape, Shaping
from api.compiler.row_layout import Answering, Row, Scope
from api.errors import BadInput
from api.schema.bindings import Traversal
from api.schema.inputs.dates import days
from api.schema.inputs.facets import MOST_BUCKETS, grouping
from api.schema.inputs.operators import plain
from api.schema.inputs.order import Orders
from api.schema.inputs.targets import target
from api.schema.inputs.where import Conditions, Kind, Path
from graph.query.patterns import patterns
from graph.query.selection import AllOf, Compare, Filter, First, From, Groups, Operator, Sort, Within

if TYPE_CHECKING:
    from api.compiler.selection import SelectionCompiler


def narrowed(walk: SelectionCompiler, source: From, selected: Selected, reading: Traversal) -> From:
    """The source with what `where`, `between`, `kinds` and `basis` leave of it."""
    given = selected.arguments(walk.operation.structure)
    filters: list[Filter] = [source.where] if source.where else []
    if given.get("where") is not None:
        conditions = Conditions(walk.operation.schema, _binding(walk, selected), walk.as_of)
        filters.append(conditions.of(given["where"], _kind(walk, reading)))
    # A pattern that takes the days itself is not narrowed by them again.
    taken = {argument.name for argument in reading.given.values()}
    if given.get("between") is not None and "between" not in taken:
        filters.append(_days(walk, selected, given["between"], _dated(reading)))
    for name, stored, operator in (("kinds", "kind", Operator.IN), ("basis", "basis", Operator.EQ)):
        if given.get(name) is not None:
            filters.append(Compare("edge", stored, operator, _bound(walk, selected, (name,))))
    return replace(source, where=AllOf(tuple(filters))) if filters else source


def ordered(walk: SelectionCompiler, selected: Selected, reading: Traversal) -> tuple[Sort, ...]:
    """The keys of `orderBy`; none: the pattern's own order."""
    order_by = selected.arguments(walk.operation.structure).get("orderBy")
    if not order_by:
        return ()
    return Orders(walk.operation.schema, walk.as_of).of(order_by, _kind(walk, reading))


def facets(
    walk: SelectionCompiler,
    source: From,
    scope: Scope,
    connection: GraphQLObjectType,
    details: FieldDetailsList,
) -> Shape:
    """A list's rows counted by each of what `by` names."""
    definition = connection.fields["facets"]
    asked = Selected(definition, details[0].node).arguments(walk.operation.structure)["by"]
    facet, kind = get_named_type(definition.type), get_named_type(connection.fields["nodes"].type)
    assert isinstance(facet, GraphQLObjectType)
    if repeated := next((by for at, by in enumerate(asked) if by in asked[:at]), None):
        raise BadInput(f"`facets` by {repeated} is asked for more than once; each stands once in `by`.")
    shapes_of = []
    for by in asked:
        grouped = grouping(by, kind.name)
        match grouped:
            case From():
                grouped = replace(grouped, as_of=walk.as_of)
            case First(reached):
                grouped = replace(grouped, source=replace(reached, as_of=walk.as_of))
        index = scope.slots.index(Groups(source, grouped, MOST_BUCKETS))
        shapes_of.append(_facet(walk, facet, details, str(by), index))
    return shapes.side_by_side(shapes_of)


def _facet(
    walk: SelectionCompiler, kind: GraphQLObjectType, details: FieldDetailsList, by: str, index: int
) -> Shape:
    entries: list[tuple[str, Shape]] = []
    for key, inner in walk.operation.subfields(kind, details).items():
        match inner[0].node.name.value:
            case "by":
                entries.append((key, shapes.constant(by)))
            case "buckets":
                bucket = get_named_type(kind.fields["buckets"].type)
                assert isinstance(bucket, GraphQLObjectType)
                names = {
                    key: each[0].node.name.value
                    for key, each in walk.operation.subfields(bucket, inner).items()
                }
                entries.append((key, shapes.calling(_buckets(names, index))))
            case _:
                entries.append((key, shapes.constant(kind.name)))
    return shapes.object_of(entries)


def _buckets(names: Mapping[str, str], index: int) -> Shaping:
    def buckets(row: Row, answering: Answering) -> Any:
        return [
            {key: known[name] for key, name in names.items()}
            for value, caption, count in row[index]
            for known in ({"value": value, "caption": caption, "count": count, "__typename": "FacetBucket"},)
        ]

    return buckets


def _kind(walk: SelectionCompiler, reading: Traversal) -> Kind:
    kind = walk.operation.schema.type_map[target(reading.pattern) or ""]
    assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
    return kind


def _dated(reading: Traversal) -> str:
    """The variable whose day a list goes by: its entries', where the list has entries of its own."""
    orders = patterns()[reading.pattern].order
    return "edge" if any((key.variable, key.property) == ("edge", "day") for key in orders) else "node"


def _days(walk: SelectionCompiler, selected: Selected, between: Mapping[str, Any], variable: str) -> Filter:
    names = {
        bound: _bound(walk, selected, ("between", bound))
        for bound in ("from", "to")
        if between.get(bound) is not None
    }
    walk.bind(selected, _nothing_but_days)
    return Within(variable, "day", names.get("from"), names.get("to"))


def _nothing_but_days(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """No parameter of its own: refuses bounds without a day between them."""
    days(found["between"])
    return {}


def _bound(
    walk: SelectionCompiler, selected: Selected, path: Path, convert: Callable[[Any], Any] = plain
) -> str:
    """A parameter for the value at a path within a field's arguments."""
    name = walk.parameters.name()
    walk.bind(selected, lambda found: {name: convert(_at(found, path))})
    return name


def _binding(walk: SelectionCompiler, selected: Selected) -> Callable[[Path, Callable[[Any], Any]], str]:
    def bind(path: Path, convert: Callable[[Any], Any]) -> str:
        return _bound(walk, selected, ("where", *path), convert)

    return bind


def _at(arguments: Any, path: Path) -> Any:
    for step in path:
        arguments = arguments[step]
    return arguments
