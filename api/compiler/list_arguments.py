"""The arguments of a list: filters, order and facets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetailsList

from api.compiler import projection
from api.compiler.conditions import Conditions, NodeType, Path
from api.compiler.operation import Compilation
from api.compiler.ordering import Orders
from api.compiler.parameters import SelectedField
from api.compiler.projection import Expression, Projection
from api.compiler.row_layout import RowContext
from api.errors import BadInput
from api.schema.arguments import OTHER_MATTERS
from api.schema.bindings import Argument, Traversal
from api.schema.inputs.dates import days
from api.schema.inputs.facets import DISTINCT, MOST_BUCKETS, grouping
from api.schema.inputs.operators import plain
from api.schema.inputs.targets import target
from api.schema.labels import constant
from graph.query.patterns import patterns
from graph.query.selection import (
    AllOf,
    Compare,
    Filter,
    First,
    From,
    Groups,
    InScope,
    Operator,
    Sort,
    TypeOf,
    Within,
)


def narrowed(compilation: Compilation, source: From, selected: SelectedField, traversal: Traversal) -> From:
    """The source, narrowed by `where`, `between`, `otherMatters`, `kinds` and `basis`."""
    arguments = compilation.arguments(selected)
    filters: list[Filter] = [source.where] if source.where else []
    if arguments.get("where") is not None:
        conditions = Conditions(
            compilation.operation.schema, _bind_in_where(compilation, selected), compilation.as_of
        )
        filters.append(conditions.of(arguments["where"], _node_type(compilation, traversal)))
    # A pattern that takes the days itself is not narrowed by them again.
    taken = {argument.name for argument in traversal.parameters.values()}
    if arguments.get("between") is not None and "between" not in taken:
        filters.append(_days(compilation, selected, arguments["between"], _dated(traversal)))
    if OTHER_MATTERS in selected.definition.args:
        filters.append(InScope("node", compilation.bind_argument(selected, Argument(OTHER_MATTERS, bool))))
    for name, stored, operator in (("kinds", "kind", Operator.IN), ("basis", "basis", Operator.EQ)):
        if arguments.get(name) is not None:
            filters.append(
                Compare("edge", stored, operator, compilation.bind_value(selected, (name,), plain))
            )
    return replace(source, where=AllOf(tuple(filters))) if filters else source


def ordered(compilation: Compilation, selected: SelectedField, traversal: Traversal) -> tuple[Sort, ...]:
    """The keys of `orderBy`; none: the pattern's own order."""
    order_by = compilation.arguments(selected).get("orderBy")
    if not order_by:
        return ()
    orders = Orders(compilation.operation.schema, compilation.as_of)
    return orders.of(order_by, _node_type(compilation, traversal))


def facets(
    compilation: Compilation,
    source: From,
    context: RowContext,
    connection: GraphQLObjectType,
    details: FieldDetailsList,
) -> Expression:
    """The rows of a list, counted by each member of `by`."""
    definition = connection.fields["facets"]
    by = compilation.arguments(SelectedField(definition, details))["by"]
    facet, node = get_named_type(definition.type), get_named_type(connection.fields["nodes"].type)
    assert isinstance(facet, GraphQLObjectType)
    if repeated := next((each for at, each in enumerate(by) if each in by[:at]), None):
        raise BadInput(f"`facets` by {repeated} is asked for more than once; each stands once in `by`.")
    counted = []
    for each in by:
        grouped = grouping(each, node.name)
        match grouped:
            case From():
                grouped = replace(grouped, as_of=compilation.as_of)
            case First(reached):
                grouped = replace(grouped, source=replace(reached, as_of=compilation.as_of))
        index = context.slots.index(Groups(source, grouped, MOST_BUCKETS + 1, DISTINCT.get(node.name)))
        spell = constant if isinstance(grouped, TypeOf) else str
        counted.append(_facet(compilation, facet, details, str(each), index, spell))
    return projection.list_of(counted)


def _facet(
    compilation: Compilation,
    kind: GraphQLObjectType,
    details: FieldDetailsList,
    by: str,
    index: int,
    spell: Callable[[str], str],
) -> Expression:
    entries: list[tuple[str, Expression]] = []
    for key, inner in compilation.operation.subfields(kind, details).items():
        match inner[0].node.name.value:
            case "by":
                entries.append((key, projection.constant(by)))
            case "buckets":
                bucket = get_named_type(kind.fields["buckets"].type)
                assert isinstance(bucket, GraphQLObjectType)
                names = {
                    key: each[0].node.name.value
                    for key, each in compilation.operation.subfields(bucket, inner).items()
                }
                entries.append((key, projection.calling(_buckets(names, index, spell))))
            case "isComplete":
                entries.append((key, projection.calling(_is_complete(index))))
            case _:
                entries.append((key, projection.constant(kind.name)))
    return projection.object_of(entries)


def _is_complete(index: int) -> Projection:
    return lambda row, inputs: len(row[index]) <= MOST_BUCKETS


def _buckets(names: Mapping[str, str], index: int, spell: Callable[[str], str]) -> Projection:
    def bucket(value: str | None, caption: str | None, count: int) -> dict[str, Any]:
        shown = None if value is None else spell(value)
        whole = {"value": shown, "caption": caption, "count": count, "__typename": "FacetBucket"}
        return {key: whole[name] for key, name in names.items()}

    return lambda row, inputs: [bucket(*each) for each in _in_order(row[index][:MOST_BUCKETS])]


def _in_order(counted: Sequence[Any]) -> Iterable[Any]:
    """The most frequent first. The rows without a value come first from the statement, so that no limit cuts
    them off; among equals they are the last."""
    return sorted(counted, key=lambda each: (-each[2], each[0] is None))


def _node_type(compilation: Compilation, traversal: Traversal) -> NodeType:
    kind = compilation.operation.schema.type_map[target(traversal.pattern) or ""]
    assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
    return kind


def _dated(traversal: Traversal) -> str:
    """The variable whose day `between` compares: the entry's, where the list has entries of its own."""
    orders = patterns()[traversal.pattern].order
    return "edge" if any((key.variable, key.property) == ("edge", "day") for key in orders) else "node"


def _days(
    compilation: Compilation, selected: SelectedField, between: Mapping[str, Any], variable: str
) -> Filter:
    names = {
        bound: compilation.bind_value(selected, ("between", bound), plain)
        for bound in ("from", "to")
        if between.get(bound) is not None
    }
    compilation.bind(selected, _require_days)
    return Within(variable, "day", names.get("from"), names.get("to"))


def _require_days(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """No parameter: refuses bounds with no day between them. Raises BadInput."""
    days(arguments["between"])
    return {}


def _bind_in_where(
    compilation: Compilation, selected: SelectedField
) -> Callable[[Path, Callable[[Any], Any]], str]:
    return lambda path, convert: compilation.bind_value(selected, ("where", *path), convert)
