"""Compilation: a validated operation in, one statement per root field out, with its shape.

Walks the selection with graphql-core's own collection of fields, so that aliases, fragments, merged
fields and directives mean what they mean there. What a field reads is its metadata (``api.schema.fields``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
)
from graphql.execution.collect_fields import (
    FieldDetailsList,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)

from api.compiler import connections as pages
from api.compiler import list_arguments as narrowing
from api.compiler import projection as shapes
from api.compiler.cost import Formula, cost_of
from api.compiler.parameters import Parameters, Selected
from api.compiler.projection import Shape, Shaping
from api.compiler.row_layout import Scope, Slots
from api.errors import BadInput
from api.schema.bindings import (
    Computes,
    Counts,
    IsCertain,
    Nested,
    OfPage,
    PropertyRead,
    Reading,
    Take,
    Traversal,
    plain_readings,
    reading_of,
)
from api.schema.structure import Structure
from graph.model.dates import moment
from graph.query.composition import compose
from graph.query.patterns import patterns
from graph.query.selection import Branch, Case, Certain, Every, From, Label, One, Rows, Slot, Value


@dataclass(frozen=True)
class Operation:
    """One operation, with what its variables decide of the statement."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    structure: Structure

    @property
    def name(self) -> str | None:
        return self.definition.name.value if self.definition.name else None

    def root_fields(self) -> dict[str, FieldDetailsList]:
        query = self.schema.query_type
        assert query is not None
        return collect_fields(
            self.schema, self.fragments, self.structure.variables, query, self.definition
        ).grouped_field_set

    def subfields(self, kind: GraphQLObjectType, details: FieldDetailsList) -> dict[str, FieldDetailsList]:
        return collect_subfields(
            self.schema, self.fragments, self.structure.variables, self.definition, kind, details
        ).grouped_field_set


@dataclass(frozen=True)
class RootPlan:
    """The statement of one root field, its parameters, and how its value becomes an answer."""

    field: str
    slots: tuple[Slot, ...]
    parameters: Parameters
    answer: Shaping  # what the value of the statement's list becomes
    widened: Callable[[], RootPlan] | None = None

    @cached_property
    def whole(self) -> RootPlan:
        """The plan with the same parameters and the same answers that reads every plain value of each type
        that is selected from."""
        return self.widened() if self.widened else self

    @cached_property
    def statement(self) -> str:
        return compose(self.slots)

    @cached_property
    def cost(self) -> Formula:
        return cost_of(self.slots)


def plan_root(
    operation: Operation, definition: GraphQLField, details: FieldDetailsList, *, reads_all: bool = False
) -> RootPlan:
    """The plan of one root field, reading what is selected or (``reads_all``) every plain value beside it;
    raises BadInput for arguments that exclude each other."""
    slots = Slots()
    walk = SelectionCompiler(operation, reads_all=reads_all)
    shape = walk.field(definition, details, Scope(slots, None))
    widened = None if reads_all else partial(plan_root, operation, definition, details, reads_all=True)
    # Written at once: what a shape is made of takes more memory than what it writes.
    answer = shapes.shaping(shape)
    return RootPlan(details[0].node.name.value, slots.listed(), walk.parameters, answer, widened)


@dataclass(frozen=True)
class _Selection:
    """A field where a document selects it of one type; equal selections of two types read the same."""

    nodes: tuple[int, ...]
    declared: str
    reading: Reading | None

    @classmethod
    def of(cls, kind: GraphQLObjectType, details: FieldDetailsList) -> _Selection:
        name, nodes = details[0].node.name.value, tuple(id(each.node) for each in details)
        if name == "__typename":
            return cls(nodes, kind.name, None)
        return cls(nodes, str(kind.fields[name].type), reading_of(kind.fields[name]))


@dataclass
class SelectionCompiler:
    """Compiles the selection of a root field to a query tree and a projection of its rows."""

    operation: Operation
    parameters: Parameters = field(default_factory=Parameters)
    as_of: str | None = None
    reads_all: bool = False

    def field(self, definition: GraphQLField, details: FieldDetailsList, scope: Scope) -> Shape:
        try:
            return self._field(definition, details, scope)
        except BadInput as error:
            raise error.at(details[0].node) from None

    def _field(self, definition: GraphQLField, details: FieldDetailsList, scope: Scope) -> Shape:
        reading = reading_of(definition)
        name = details[0].node.name.value
        match reading:
            case PropertyRead():
                shape = self._value(reading, name, scope)
            case Computes(function, inputs):
                inner = [self._value(each, name, scope) for each in inputs]
                shape = shapes.computed(function, inner)
            case Counts(pattern, owner):
                shape = self._counted(pattern, scope, owner)
            case IsCertain():
                shape = self._certain(scope)
            case Nested(variable):
                shape = self.held(definition.type, details, scope, variable)
            case Traversal():
                shape = self._followed(reading, definition, details, scope)
            case OfPage():
                raise TypeError(f"{name} is part of a page and stands outside one")
        return shapes.promised(shape, definition.type, name)

    def object(self, kind: GraphQLObjectType, details: FieldDetailsList, scope: Scope) -> Shape:
        """An object of a known type, from the slots of the scope's own row."""
        self._widen(kind, scope)
        entries = [
            (key, self._entry(kind, inner, scope))
            for key, inner in self.operation.subfields(kind, details).items()
        ]
        return shapes.object_of(entries)

    def _entry(self, kind: GraphQLObjectType, details: FieldDetailsList, scope: Scope) -> Shape:
        """One entry of an object."""
        name = details[0].node.name.value
        if name == "__typename":
            return shapes.constant(kind.name)
        if name == "cursor" and isinstance(reading_of(kind.fields[name]), OfPage):
            return pages.cursor(scope)
        return self.field(kind.fields[name], details, scope)

    def held(
        self, declared: GraphQLOutputType, details: FieldDetailsList, scope: Scope, variable: str = ""
    ) -> Shape:
        """An object that reads one variable of the row, of one type or of several."""
        inner = replace(scope, self=scope.variable(variable))
        kind = get_named_type(declared)
        if isinstance(kind, GraphQLObjectType):
            return self.object(kind, details, inner)
        return self._branch(kind, details, inner)

    def _branch(self, kind: GraphQLNamedType, details: FieldDetailsList, scope: Scope) -> Shape:
        """An object of one of several types. What types share of the selection is read once, outside the
        branch: a list below it would else be composed once for each type, again at every level."""
        assert is_abstract_type(kind)
        if isinstance(kind, GraphQLInterfaceType):
            self._widen(kind, scope)
        members = self.operation.schema.get_possible_types(kind)
        selected = {member: self.operation.subfields(member, details) for member in members}
        fields = [_Selection.of(member, each) for member in members for each in selected[member].values()]
        once: dict[int, Shape] = {}
        cases, ways = [], {}
        for member in members:
            slots = Slots(offset=1)
            inner = Scope(slots, scope.pattern, scope.self)
            entries = []
            own = [_Selection.of(member, each) for each in selected[member].values()]
            if any(fields.count(each) == 1 for each in own):
                self._widen(member, inner)
            for (key, each), selection in zip(selected[member].items(), own, strict=True):
                first = fields.index(selection)
                is_shared = fields.count(selection) > 1
                if is_shared and first not in once:
                    once[first] = self._entry(member, each, scope)
                shape = once[first] if is_shared else self._entry(member, each, inner)
                entries.append((key, shape, is_shared))
            ways[member.name] = entries
            cases.append(Case(member.name, slots.listed()))
        return shapes.by_label(scope.slots.index(Branch(scope.self, tuple(cases))), ways)

    def _widen(self, kind: GraphQLObjectType | GraphQLInterfaceType, scope: Scope) -> None:
        """Read every plain value of a type, in the order of the schema, whatever is selected of it."""
        for name, reading in plain_readings(kind) if self.reads_all else ():
            if scope.has(scope.variable(reading.variable)):
                self._value(reading, name, scope)

    def _value(self, reading: PropertyRead, name: str, scope: Scope) -> Shape:
        named = name if reading.property == "" else reading.property
        return shapes.slot(scope.slots.index(Value(scope.variable(reading.variable), named)))

    def _counted(self, pattern: str, scope: Scope, owner: str) -> Shape:
        (column,) = patterns()[pattern].columns
        row = Rows(From(pattern, scope.variable(owner)), One(), (Value(column),))
        return shapes.one(scope.slots.index(row), shapes.slot(0))

    def _certain(self, scope: Scope) -> Shape:
        if self.as_of is None:
            return shapes.constant(None)
        return shapes.slot(scope.slots.index(Certain(scope.self, self.as_of)))

    def _followed(
        self, reading: Traversal, definition: GraphQLField, details: FieldDetailsList, scope: Scope
    ) -> Shape:
        owner = scope.variable(reading.owner)
        if not scope.has(owner):
            return shapes.constant([])
        selected = Selected(definition, details[0].node)
        source = self._source(reading, selected, owner if scope.pattern else None)
        if reading.take is Take.PAGE:
            return pages.connection(self, reading, source, selected, details, scope)
        if reading.take is Take.TOP:
            return pages.top(self, source, selected, details, scope)
        slots = Slots()
        source = narrowing.narrowed(self, source, selected, reading)
        item = self.held(definition.type, details, Scope(slots, patterns()[source.pattern]))
        take = One() if reading.take is Take.ONE else Every()
        index = scope.slots.index(Rows(source, take, slots.listed()))
        return shapes.one(index, item) if reading.take is Take.ONE else shapes.every(index, item)

    def _source(self, reading: Traversal, selected: Selected, owner: str | None) -> From:
        given = selected.arguments(self.operation.structure)
        if given.get("asOf") is not None:
            self.as_of = self.parameters.name()
            self.bind(selected, _passing(self.as_of, "asOf", moment))
        passed = []
        for parameter, argument in reading.given.items():
            name = self.parameters.name()
            passed.append((parameter, name))
            self.bind(selected, _passing(name, argument.name, argument.convert))
        where = Label("node", (reading.label,)) if reading.label else None
        # What was asked for by its id is answered; time narrows what is below it.
        named = owner is None and reading.take in (Take.ONE, Take.EVERY)
        return From(reading.pattern, owner, tuple(passed), None if named else self.as_of, where)

    def bind(self, selected: Selected, *extracts: Callable[[Any], Any]) -> None:
        self.parameters.add(selected, self.operation.structure, *extracts)


def _passing(name: str, argument: str, convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda found: {name: convert(found.get(argument))}
