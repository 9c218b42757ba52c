"""What the schema says of itself: executed by graphql-core, whose only fields these are, and its cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLObjectType,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    Undefined,
    execute_sync,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.language import SelectionSetNode

from api.compiler.operation import Operation
from api.compiler.selection import RootPlan
from api.errors import coded
from api.execution.prepared import Prepared

FIELDS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
# Typical lengths of the lists that types have.
_LISTS = {"fields": 8, "inputFields": 8, "args": 2, "enumValues": 3, "interfaces": 2, "possibleTypes": 3}
_OTHER_LISTS = 5


def introspection_cost(operation: Operation, details: FieldDetailsList) -> int:
    """The cost of a field that asks for the schema, a value as much as a row in ``api.compiler.cost``."""
    kind = get_named_type(FIELDS[details[0].node.name.value].type)
    assert isinstance(kind, GraphQLObjectType)
    return _values(operation, kind, details)


def _values(operation: Operation, kind: GraphQLObjectType, details: FieldDetailsList) -> int:
    count = 1
    for inner in operation.subfields(kind, details).values():
        name = inner[0].node.name.value
        declared = None if name == "__typename" else kind.fields[name].type
        under = get_named_type(declared) if declared is not None else None
        if isinstance(under, GraphQLObjectType):
            is_list = declared is not None and is_list_type(get_nullable_type(declared))
            count += _many(operation, name, is_list) * _values(operation, under, inner)
        else:
            count += 1
    return count


def _many(operation: Operation, name: str, is_list: bool) -> int:
    if not is_list:
        return 1
    return len(operation.schema.type_map) if name == "types" else _LISTS.get(name, _OTHER_LISTS)


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
