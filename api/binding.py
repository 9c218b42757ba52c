"""Parameters of a statement: named when a document is compiled, valued when it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLField, ValueNode, VariableNode
from graphql.execution.values import VariableValues, get_argument_values
from graphql.language import ListValueNode, ObjectValueNode

Values = Mapping[str, Any]
Extract = Callable[[Values], Values]  # a field's arguments -> parameters and their values


@dataclass(frozen=True)
class Selected:
    """A field where a document selects it."""

    definition: GraphQLField
    node: FieldNode

    def arguments(self, variables: VariableValues) -> Values:
        return get_argument_values(self.definition, self.node, variables)


@dataclass
class Parameters:
    """The parameters of one statement. Those that no variable touches keep their value."""

    constants: dict[str, Any] = field(default_factory=dict)
    bound: list[tuple[Selected, list[Extract]]] = field(default_factory=list)
    count: int = 0

    def name(self) -> str:
        self.count += 1
        return f"p{self.count}"

    def add(self, selected: Selected, variables: VariableValues, *extracts: Extract) -> None:
        if any(_has_variable(argument.value) for argument in selected.node.arguments or ()):
            self.bound.append((selected, list(extracts)))
        else:
            arguments = selected.arguments(variables)
            for extract in extracts:
                self.constants.update(extract(arguments))

    def values(self, variables: VariableValues) -> dict[str, Any]:
        """Every parameter's value for one request; raises BadInput."""
        values = dict(self.constants)
        for selected, extracts in self.bound:
            arguments = selected.arguments(variables)
            for extract in extracts:
                values.update(extract(arguments))
        return values


def _has_variable(value: ValueNode) -> bool:
    if isinstance(value, VariableNode):
        return True
    if isinstance(value, ListValueNode):
        return any(_has_variable(item) for item in value.values)
    return isinstance(value, ObjectValueNode) and any(_has_variable(item.value) for item in value.fields)


def shape_of(value: object) -> object:
    """What of a variable's value decides the text of a statement: whether it is there, the keys of
    objects, the lengths of lists, and booleans, which directives may ask."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return tuple((key, shape_of(value[key])) for key in sorted(value))
    if isinstance(value, (list, tuple)):
        return tuple(shape_of(item) for item in value)
    return "given"
