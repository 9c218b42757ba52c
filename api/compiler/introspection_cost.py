"""What introspection costs, in the units of ``api.compiler.cost``."""

from __future__ import annotations

from graphql import (
    GraphQLObjectType,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.execution.collect_fields import FieldDetailsList

from api.compiler.operation import Operation

FIELDS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
# Typical lengths of the lists that types have.
_LISTS = {"fields": 8, "inputFields": 8, "args": 2, "enumValues": 3, "interfaces": 2, "possibleTypes": 3}
_OTHER_LISTS = 5
# What graphql-core takes for a value; nothing else is answered meanwhile.
_VALUE = 2


def introspection_cost(operation: Operation, details: FieldDetailsList) -> int:
    """The cost of a field that asks for the schema."""
    kind = get_named_type(FIELDS[details[0].node.name.value].type)
    assert isinstance(kind, GraphQLObjectType)
    return _VALUE * _values(operation, kind, details)


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
