"""Generated projections: what their source contains, and how deep they nest."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLList, GraphQLNonNull, GraphQLString

from api.compiler import projection
from api.compiler.row_layout import RequestInputs
from api.schema.environment import Environment

ANSWERING = RequestInputs(Environment("http://localhost:7474/browser/"), {"limit": 2})


def answered(expression: projection.Expression, row: Any) -> Any:
    return projection.compile_projection(expression)(row, ANSWERING)


@pytest.mark.parametrize("depth", [1, 23, 24, 25, 60, 200])
def test_objects_nest_as_deep_as_a_document_can(depth: int) -> None:
    expression = projection.slot(0)
    row: list[Any] = ["deepest"]
    expected: Any = "deepest"
    for _ in range(depth):
        expression, row, expected = (
            projection.every(0, projection.object_of([("in", expression)])),
            [[row]],
            [{"in": expected}],
        )
    assert answered(expression, row) == expected


def test_types_nest_as_deep_as_a_document_can() -> None:
    expression = projection.slot(1)
    row: list[Any] = ["Force", "deepest"]
    expected: Any = "deepest"
    for _ in range(60):
        ways = {"Force": [("own", expression, False)], "Authority": []}
        expression, row, expected = projection.by_label(1, ways), ["Force", row], {"own": expected}
    assert answered(expression, row) == expected


def test_shared_fields_are_written_once_however_deep() -> None:
    """Otherwise they would be written once for each type at every level: 12 to the power of 12."""
    expression: projection.Expression = projection.slot(0)
    labels = [f"Type{number}" for number in range(12)]
    for _ in range(12):
        expression = projection.by_label(1, {label: [("shared", expression, True)] for label in labels})
    expected: Any = "deepest"
    for _ in range(12):
        expected = {"shared": expected}
    assert answered(expression, ["deepest", ["Type3"]]) == expected


@pytest.mark.parametrize("found", [None, [], ["Unknown"]])
def test_a_node_of_no_type_asked_for_is_null(found: list[str] | None) -> None:
    assert answered(projection.by_label(0, {"Force": [("id", projection.slot(1), False)]}), [found]) is None


@pytest.mark.parametrize("value", [None, False, True, 0, "", "'); import os #", [], {"a": 1}])
def test_a_constant_is_the_object_itself(value: Any) -> None:
    assert answered(projection.constant(value), []) is value


def test_null_where_the_schema_promises_a_value_is_an_error() -> None:
    promised = projection.promised(projection.slot(0), GraphQLNonNull(GraphQLString), "name")
    assert answered(promised, ["Kent"]) == "Kent"
    with pytest.raises(projection.PromiseBroken, match="name is null where the schema promises a value"):
        answered(promised, [None])
    texts = GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLString)))
    assert answered(projection.promised(projection.slot(0), texts, "types"), [None]) == []
    assert answered(projection.promised(projection.slot(0), GraphQLString, "note"), [None]) is None


def test_one_row_may_be_empty_and_is_still_there() -> None:
    made = projection.one(0, projection.object_of([]))
    assert (answered(made, [[[]]]), answered(made, [[]])) == ({}, None)


def test_a_written_function_can_call_nothing_of_python() -> None:
    with pytest.raises(NameError):
        answered(lambda writing, row: "__import__('os')", [])
