"""Compiles the selection of a root field to one statement, and the projection of its rows.

graphql-core collects the fields, so that aliases, fragments, merged fields and directives mean what they mean
there. What a field reads is its metadata (``api.schema.fields``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
)
from graphql.execution.collect_fields import FieldDetailsList

from api.compiler import connections, list_arguments, projection
from api.compiler.cost import Formula, cost_of
from api.compiler.operation import Compilation, Operation
from api.compiler.parameters import Parameters, SelectedField
from api.compiler.projection import Expression, Projection
from api.compiler.row_layout import RequestInputs, Row, RowContext, Slots
from api.errors import BadInput
from api.schema.bindings import (
    Binding,
    Computed,
    Counts,
    IsCertain,
    Nested,
    OfPage,
    PropertyRead,
    Take,
    Traversal,
    binding_of,
    property_reads,
)
from api.schema.environment import Environment
from graph.model.dates import moment
from graph.query.composition import compose
from graph.query.patterns import patterns
from graph.query.selection import Branch, Case, Certain, Every, From, Label, One, Rows, Slot, Value


@dataclass(frozen=True)
class RootPlan:
    """The statement of one root field, its parameters, and the projection of its rows."""

    field: str
    slots: tuple[Slot, ...]
    parameters: Parameters
    projection: Projection
    widened: Callable[[], RootPlan] | None = None

    @cached_property
    def whole(self) -> RootPlan:
        """The plan with the same parameters and answers that reads every plain value of its types."""
        return self.widened() if self.widened else self

    @cached_property
    def statement(self) -> str:
        return compose(self.slots)

    @cached_property
    def cost(self) -> Formula:
        return cost_of(self.slots)

    def answer(self, row: Row, parameters: dict[str, Any], browser_url: str | None) -> Any:
        """The answer that the row of the statement is for a request with these parameters."""
        return self.projection(row, RequestInputs(Environment.of(browser_url), parameters))


def plan_root(
    operation: Operation, definition: GraphQLField, details: FieldDetailsList, *, reads_all: bool = False
) -> RootPlan:
    """The plan of one root field, which reads what is selected or, with ``reads_all``, every plain value of
    the selected types. Raises BadInput for arguments that exclude each other."""
    slots = Slots()
    compilation = Compilation(operation, reads_all=reads_all)
    expression = SelectionCompiler(compilation).field(definition, details, RowContext(slots, None))
    widened = None if reads_all else partial(plan_root, operation, definition, details, reads_all=True)
    # At once: expressions take more memory than the function they write.
    projected = projection.compile_projection(expression)
    return RootPlan(details[0].node.name.value, slots.listed(), compilation.parameters, projected, widened)


@dataclass(frozen=True)
class _Selection:
    """A field selected of one type; equal selections of two types read the same."""

    nodes: tuple[int, ...]
    declared: str
    binding: Binding | None

    @classmethod
    def of(cls, kind: GraphQLObjectType, details: FieldDetailsList) -> _Selection:
        name, nodes = details[0].node.name.value, tuple(id(each.node) for each in details)
        if name == "__typename":
            return cls(nodes, kind.name, None)
        return cls(nodes, str(kind.fields[name].type), binding_of(kind.fields[name]))


@dataclass(frozen=True)
class SelectionCompiler:
    """Compiles the selection of a root field to a query tree and a projection of its rows."""

    compilation: Compilation

    def field(self, definition: GraphQLField, details: FieldDetailsList, context: RowContext) -> Expression:
        try:
            return self._field(SelectedField(definition, details), context)
        except BadInput as error:
            raise error.at(details[0].node) from None

    def _field(self, selected: SelectedField, context: RowContext) -> Expression:
        declared, name = selected.definition.type, selected.node.name.value
        match binding_of(selected.definition):
            case PropertyRead() as read:
                expression = self._property(read, name, context)
            case Computed(function, inputs):
                arguments = [self._property(each, name, context) for each in inputs]
                expression = projection.computed(function, arguments)
            case Counts(pattern, owner):
                expression = self._count(pattern, context, owner)
            case IsCertain():
                expression = self._certain(context)
            case Nested(variable):
                expression = self._nested(declared, selected.details, context, variable)
            case Traversal() as traversal:
                expression = self._traversal(traversal, selected, context)
            case OfPage():
                raise TypeError(f"{name} is part of a page and stands outside one")
        return projection.promised(expression, declared, name)

    def _object(self, kind: GraphQLObjectType, details: FieldDetailsList, context: RowContext) -> Expression:
        """An object of a known type, from the slots of the row itself."""
        self._widen(kind, context)
        entries = [
            (key, self._entry(kind, inner, context))
            for key, inner in self.compilation.operation.subfields(kind, details).items()
        ]
        return projection.object_of(entries)

    def _entry(self, kind: GraphQLObjectType, details: FieldDetailsList, context: RowContext) -> Expression:
        name = details[0].node.name.value
        if name == "__typename":
            return projection.constant(kind.name)
        if name == "cursor" and isinstance(binding_of(kind.fields[name]), OfPage):
            return connections.cursor(context)
        return self.field(kind.fields[name], details, context)

    def _nested(
        self, declared: GraphQLOutputType, details: FieldDetailsList, context: RowContext, variable: str = ""
    ) -> Expression:
        """An object that reads one variable of the row, of one type or of several."""
        inner = replace(context, self=context.variable(variable))
        kind = get_named_type(declared)
        if isinstance(kind, GraphQLObjectType):
            return self._object(kind, details, inner)
        return self._branch(kind, details, inner, may_be_null=_holds_nulls(declared))

    def _branch(
        self, kind: GraphQLNamedType, details: FieldDetailsList, context: RowContext, *, may_be_null: bool
    ) -> Expression:
        """An object of one of several types. Selections that types share are read once, outside the branch:
        else a list below them would be composed once for each type, again at every level."""
        assert is_abstract_type(kind)
        if isinstance(kind, GraphQLInterfaceType):
            self._widen(kind, context)
        operation = self.compilation.operation
        members = operation.schema.get_possible_types(kind)
        selected = {member: operation.subfields(member, details) for member in members}
        fields = [_Selection.of(member, each) for member in members for each in selected[member].values()]
        shared: dict[int, Expression] = {}
        cases = []
        types: dict[str, list[tuple[str, Expression, bool]]] = {}
        for member in members:
            slots = Slots(offset=1)
            inner = RowContext(slots, context.pattern, context.self)
            entries = []
            own = [_Selection.of(member, each) for each in selected[member].values()]
            if any(fields.count(each) == 1 for each in own):
                self._widen(member, inner)
            for (key, each), selection in zip(selected[member].items(), own, strict=True):
                first = fields.index(selection)
                is_shared = fields.count(selection) > 1
                if is_shared and first not in shared:
                    shared[first] = self._entry(member, each, context)
                expression = shared[first] if is_shared else self._entry(member, each, inner)
                entries.append((key, expression, is_shared))
            types[member.name] = entries
            cases.append(Case(member.name, slots.listed()))
        alike, *others = types.values()
        is_alike = all(is_shared for _, _, is_shared in alike) and all(each == alike for each in others)
        if is_alike and not may_be_null:
            # Nothing depends on the type, which need not be read.
            return projection.object_of([(key, each) for key, each, _ in alike])
        return projection.by_label(context.slots.index(Branch(context.self, tuple(cases))), types)

    def _widen(self, kind: GraphQLObjectType | GraphQLInterfaceType, context: RowContext) -> None:
        """Read every plain value of a type, in the order of the schema, whatever is selected of it."""
        for name, read in property_reads(kind) if self.compilation.reads_all else ():
            if context.has(context.variable(read.variable)):
                self._property(read, name, context)

    def _property(self, read: PropertyRead, name: str, context: RowContext) -> Expression:
        stored = name if read.property == "" else read.property
        return projection.slot(context.slots.index(Value(context.variable(read.variable), stored)))

    def _count(self, pattern: str, context: RowContext, owner: str) -> Expression:
        (column,) = patterns()[pattern].columns
        row = Rows(From(pattern, context.variable(owner)), One(), (Value(column),))
        return projection.one(context.slots.index(row), projection.slot(0))

    def _certain(self, context: RowContext) -> Expression:
        if self.compilation.as_of is None:
            return projection.constant(None)
        return projection.slot(context.slots.index(Certain(context.self, self.compilation.as_of)))

    def _traversal(self, traversal: Traversal, selected: SelectedField, context: RowContext) -> Expression:
        owner = context.variable(traversal.owner)
        if not context.has(owner):
            return projection.constant([])
        source = self._source(traversal, selected, owner if context.pattern else None)
        match traversal.take:
            case Take.PAGE:
                return connections.connection(
                    self.compilation, traversal, source, selected, context, self._nested
                )
            case Take.TOP:
                return connections.top(self.compilation, source, selected, context, self._nested)
        slots = Slots()
        source = list_arguments.narrowed(self.compilation, source, selected, traversal)
        row = RowContext(slots, patterns()[source.pattern])
        item = self._nested(selected.definition.type, selected.details, row)
        take = One() if traversal.take is Take.ONE else Every()
        index = context.slots.index(Rows(source, take, slots.listed()))
        return projection.one(index, item) if traversal.take is Take.ONE else projection.every(index, item)

    def _source(self, traversal: Traversal, selected: SelectedField, owner: str | None) -> From:
        compilation = self.compilation
        if compilation.arguments(selected).get("asOf") is not None:
            compilation.as_of = compilation.bind_value(selected, ("asOf",), moment)
        passed = [
            (parameter, compilation.bind_argument(selected, argument))
            for parameter, argument in traversal.parameters.items()
        ]
        where = Label("node", (traversal.label,)) if traversal.label else None
        # A node asked for by its id is answered whatever the day; `asOf` narrows what is below it.
        by_id = owner is None and traversal.take in (Take.ONE, Take.EVERY)
        as_of = None if by_id else compilation.as_of
        return From(traversal.pattern, owner, tuple(passed), as_of, where)


def _holds_nulls(declared: GraphQLOutputType) -> bool:
    """Whether a list has null in place of what is not there; its label tells which."""
    listed = get_nullable_type(declared)
    return isinstance(listed, GraphQLList) and not isinstance(listed.of_type, GraphQLNonNull)
