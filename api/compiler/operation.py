"""An operation, and one of its root fields while it is compiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, OperationDefinitionNode, OperationType
from graphql.execution.collect_fields import (
    FieldDetailsList,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)

from api.compiler.parameters import Arguments, Extract, Parameters, SelectedField
from api.compiler.structure import Structure
from api.schema.bindings import Argument


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

    @property
    def is_subscription(self) -> bool:
        return self.definition.operation is OperationType.SUBSCRIPTION

    @property
    def root(self) -> GraphQLObjectType:
        """The type of its root fields."""
        root = self.schema.get_root_type(self.definition.operation)
        assert root is not None
        return root

    def root_fields(self) -> dict[str, FieldDetailsList]:
        return collect_fields(
            self.schema, self.fragments, self.structure.variables, self.root, self.definition
        ).grouped_field_set

    def subfields(self, kind: GraphQLObjectType, details: FieldDetailsList) -> dict[str, FieldDetailsList]:
        return collect_subfields(
            self.schema, self.fragments, self.structure.variables, self.definition, kind, details
        ).grouped_field_set


@dataclass
class Compilation:
    """One root field while it is compiled. ``as_of`` is the parameter of the day that narrows all below it;
    with ``reads_all``, every plain value of each type is read beside what is selected."""

    operation: Operation
    parameters: Parameters = field(default_factory=Parameters)
    as_of: str | None = None
    reads_all: bool = False

    def arguments(self, selected: SelectedField) -> Arguments:
        """The arguments of a field, with placeholders where a variable's value belongs."""
        return selected.arguments(self.operation.structure)

    def bind(self, selected: SelectedField, *extracts: Extract) -> None:
        """Take parameters from a field's arguments."""
        self.parameters.add(selected, self.operation.structure, *extracts)

    def bind_value(
        self, selected: SelectedField, path: Sequence[str | int], convert: Callable[[Any], Any]
    ) -> str:
        """A parameter for the value at a path within a field's arguments."""
        name = self.parameters.name()
        self.bind(selected, lambda arguments: {name: convert(_at(arguments, path))})
        return name

    def bind_argument(self, selected: SelectedField, argument: Argument) -> str:
        """A parameter for an argument, null where it is left out."""
        name = self.parameters.name()
        self.bind(selected, lambda arguments: {name: argument.convert(arguments.get(argument.name))})
        return name


def _at(arguments: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        arguments = arguments[step]
    return arguments
