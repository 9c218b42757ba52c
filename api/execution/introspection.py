"""Introspection, the only fields that graphql-core executes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLError,
    Undefined,
    execute_sync,
)
from graphql.language import SelectionSetNode

from api.compiler.selection import RootPlan
from api.errors import coded
from api.execution.prepared import Prepared


def introspected(prepared: Prepared) -> tuple[Mapping[str, Any] | None, list[GraphQLError]]:
    """The values of the introspection fields, and the errors; no values where a non-null one is missing."""
    plan, document = prepared.plan, prepared.document
    operation = plan.operation.definition
    nodes = tuple(
        detail.node
        for key, details in plan.operation.root_fields().items()
        if not isinstance(plan.roots[key], RootPlan)
        for detail in details
    )
    reduced_operation = type(operation)(
        **{
            **{name: getattr(operation, name) for name in operation.keys},
            "selection_set": SelectionSetNode(selections=nodes),
        }
    )
    definitions = tuple(reduced_operation if each is operation else each for each in document.ast.definitions)
    reduced = type(document.ast)(definitions=definitions)
    chosen = operation.name.value if operation.name else None
    # As the client sent them: coerced values cannot be coerced again.
    sent = {
        name: source.value
        for name, source in prepared.values.variables.sources.items()
        if source.value is not Undefined
    }
    result = execute_sync(plan.operation.schema, reduced, variable_values=sent, operation_name=chosen)
    # Only the values of arguments can be wrong: the schema is valid.
    return result.data, [coded(error, "BAD_USER_INPUT") for error in result.errors or ()]
