"""The parameters of a statement: named when a document is compiled, bound when it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLField, ValueNode, VariableNode
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.values import get_argument_values
from graphql.language import ListValueNode, ObjectValueNode

from api.compiler.structure import Structure, Values
from api.errors import BadInput

Arguments = Mapping[str, Any]
Extract = Callable[[Arguments], Arguments]
"""Takes parameters, by their names, from the arguments of a field."""


@dataclass(frozen=True)
class SelectedField:
    """A field where a document selects it."""

    definition: GraphQLField
    details: FieldDetailsList

    @property
    def node(self) -> FieldNode:
        return self.details[0].node

    def arguments(self, variables: Structure | Values) -> Arguments:
        """Its arguments; from a structure, with placeholders where a variable's value belongs."""
        return get_argument_values(self.definition, self.node, variables.variables)


@dataclass
class Parameters:
    """Names the parameters of a statement at compile time and binds their values at run time.

    Those that no variable touches are constants.
    """

    constants: dict[str, Any] = field(default_factory=dict)
    variable: list[tuple[SelectedField, list[Extract]]] = field(default_factory=list)
    count: int = 0

    def name(self) -> str:
        self.count += 1
        return f"p{self.count}"

    def add(self, selected: SelectedField, structure: Structure, *extracts: Extract) -> None:
        if any(_has_variable(argument.value) for argument in selected.node.arguments or ()):
            self.variable.append((selected, list(extracts)))
        else:
            self.constants.update(_extracted(selected, structure, extracts))

    def bind(self, values: Values) -> dict[str, Any]:
        """The value of every parameter for one request; raises BadInput."""
        bound = dict(self.constants)
        for selected, extracts in self.variable:
            bound.update(_extracted(selected, values, extracts))
        return bound


def _extracted(
    selected: SelectedField, variables: Structure | Values, extracts: Iterable[Extract]
) -> Arguments:
    """The parameters that a field's arguments give; raises BadInput with the field's location."""
    arguments = selected.arguments(variables)
    try:
        return {name: value for extract in extracts for name, value in extract(arguments).items()}
    except BadInput as error:
        raise error.at(selected.node) from None


def _has_variable(value: ValueNode) -> bool:
    if isinstance(value, VariableNode):
        return True
    if isinstance(value, ListValueNode):
        return any(_has_variable(item) for item in value.values)
    return isinstance(value, ObjectValueNode) and any(_has_variable(item.value) for item in value.fields)
