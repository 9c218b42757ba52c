"""What schemathesis needs to know about this API: which answers are broken, and how to select a list.

A generated document gives every argument a value and every order several keys, so that nearly all would be
refused for that alone. Three in four valid documents are mended here, so that what else they ask for reaches
Neo4j; the invalid ones stay as they are.
"""

from __future__ import annotations

from random import Random
from typing import Any, TypeAlias

import schemathesis
from graphql import (
    ArgumentNode,
    FieldNode,
    IntValueNode,
    ListValueNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    ValueNode,
    Visitor,
    parse,
    print_ast,
    visit,
)
from hypothesis import strategies as st

Case: TypeAlias = schemathesis.Case[Any]

MENDED = 0.75
LARGEST = 4
ENDS = {"first", "last"}
PAGING = {*ENDS, "after", "before"}
COUNTED = {"longest", "depth"}
BROKEN = {"INTERNAL_SERVER_ERROR", "STORE_UNAVAILABLE"}


@schemathesis.check
def answers_in_json_and_never_breaks(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: Case
) -> None:
    """Whatever is sent, the answer is GraphQL in JSON without a server error."""
    assert response.status_code in (200, 400, 413), f"status {response.status_code}"
    assert response.headers["content-type"][0] == "application/json; charset=utf-8"
    answer = response.json()
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert not codes & BROKEN, f"broken: {codes}"
    assert codes or answer["data"] is not None, "neither data nor errors"


@schemathesis.hook
def flatmap_case(context: schemathesis.HookContext, case: Case) -> st.SearchStrategy[Case]:
    """The request as it was generated, or with lists that can be answered."""
    valid = case.meta is not None and case.meta.generation.mode.is_positive
    return st.randoms().map(lambda random: _mended(case, random)) if valid else st.just(case)


def _mended(case: Case, random: Random) -> Case:
    if random.random() < MENDED:
        case.body = print_ast(visit(parse(str(case.body)), _Mending(random)))
    return case


class _Mending(Visitor):
    """Asks for small pages from one end and distances within their limits, and orders by one key at once."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self._random = random

    def enter_field(self, node: FieldNode, *_: Any) -> FieldNode:
        given = node.arguments or ()
        kept = [self._argument(each) for each in given if each.name.value not in PAGING]
        if ends := [each.name.value for each in given if each.name.value in ENDS]:
            kept.append(self._count(self._random.choice(ends)))
        return FieldNode(
            name=node.name,
            alias=node.alias,
            arguments=tuple(kept),
            directives=node.directives,
            selection_set=node.selection_set,
        )

    def _argument(self, argument: ArgumentNode) -> ArgumentNode:
        if argument.name.value in COUNTED:
            return self._count(argument.name.value)
        if argument.name.value == "orderBy":
            return ArgumentNode(name=argument.name, value=self._one_key(argument.value))
        return argument

    def _count(self, name: str) -> ArgumentNode:
        size = IntValueNode(value=str(self._random.randint(1, LARGEST)))
        return ArgumentNode(name=NameNode(value=name), value=size)

    def _one_key(self, value: ValueNode) -> ValueNode:
        match value:
            case ListValueNode():
                return ListValueNode(values=tuple(map(self._one_key, value.values)))
            case ObjectValueNode() if any(map(_is_given, value.fields)):
                chosen = self._random.choice([each for each in value.fields if _is_given(each)])
                key = ObjectFieldNode(name=chosen.name, value=self._one_key(chosen.value))
                return ObjectValueNode(fields=(key,))
        return value


def _is_given(field: ObjectFieldNode) -> bool:
    return not isinstance(field.value, NullValueNode)
