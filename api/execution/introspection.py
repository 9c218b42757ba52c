"""What the schema says of itself: executed by graphql-core, whose only fields these are, and its cost."""

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
    """The values of the root fields that are not the graph's, and the errors; no values where one is missing
    that is promised."""
    plan, document = prepared.plan, prepared.document
    operation = plan.operation.definition
    nodes = tuple(
        detail.node
        for key, details in plan.operation.root_fields().items()
        if not isinstance(plan.roots[key], RootPlan)
        for detail in details
    )
    alone = type(operation)(
        **{
            **{name: getattr(operation, name) for name in operation.keys},
            "selection_set": SelectionSetNode(selections=nodes),
        }
    )
    definitions = tuple(alone if each is operation else each for each in document.ast.definitions)
    reduced = type(document.ast)(definitions=definitions)
    chosen = operation.name.value if operation.name else None
    # As the client sent them: what they became cannot be coerced again.
    given = {
        name: source.value
        for name, source in prepared.values.variables.sources.items()
        if source.value is not Undefined
    }
    result = execute_sync(plan.operation.schema, reduced, variable_values=given, operation_name=chosen)
    # Values are the only thing that can be wrong here: the schema itself is whole.
    return result.data, [coded(error, "BAD_USER_INPUT") for error in result.errors or ()]
