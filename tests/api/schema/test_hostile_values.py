"""Every argument of the schema with hostile values: the answer is a plain refusal or an answer, never a
server error, and never late.
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from api.execution.documents import Documents
from api.execution.prepared import Refused
from api.schema.schema import core_schema
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask

SCHEMA = core_schema()
# Filters that have every kind of operator between them.
FILTERS = ("FindingWhere", "StatisticWhere", "InspectionWhere", "SourceWhere")
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 101, 2**31, -(2**31) - 1, 2**53 + 1, 2**63, -(2**63) - 1, 10**40),
    *(0.5, -0.0, 1e308, math.inf, -math.inf, math.nan),
    *("", " ", "\x00", "\ud800", "\udfff\ud800", "\u202e", "\N{PILE OF POO}", "'\"\\`$(){}[]", "*" * 300),
    *("~", "a~2 AND /x.*/ [a TO b]", "e" * 1000, "e" * 100_000, "a " * 50_000, "(" * 1000, "NaN", "null"),
    *(
        "2016-02-30",
        "0000-01-01",
        "9999-12-31",
        "0001-01-01",
        "20161017",
        "１２",
        "MATCH (n) DETACH DELETE n",
    ),
    *([], [None], [[]], [[[[]]]], ["x"] * 5000, {}, {"a": 1}, {"eq": None}, {"": ""}, {"and": [{}] * 500}),
)


def given(declared: GraphQLInputType) -> Any:
    """A valid value for what else a field requires beside the tested argument."""
    kind = declared.of_type if isinstance(declared, GraphQLNonNull) else declared
    if isinstance(kind, GraphQLList):
        return [given(kind.of_type)]
    return next(iter(kind.values)) if isinstance(kind, GraphQLEnumType) else "x"


def documents() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """For each argument of each field that a root field leads to: its name, a document with a variable for
    it, and what the others need."""
    query = SCHEMA.query_type
    assert query is not None
    seen: set[tuple[str, str]] = set()
    for name, field in query.fields.items():
        needed = {each: arg for each, arg in field.args.items() if is_required_argument(arg)}
        for argument in field.args:
            yield (f"{name}({argument})", *_document(name, field, argument, needed, ""))
        kind = get_named_type(field.type)
        for inner, below in getattr(kind, "fields", {}).items():
            for argument, declared in below.args.items():
                if (key := (argument, str(declared.type))) in seen:
                    continue
                seen.add(key)
                text, others = _document(
                    inner,
                    below,
                    argument,
                    {each: arg for each, arg in below.args.items() if is_required_argument(arg)},
                    "i_",
                )
                outer = ", ".join(f"{each}: ${each}" for each in needed)
                head, _, body = text.partition(" {")
                more = "".join(f", ${each}: {arg.type}" for each, arg in needed.items())
                wrapped = f"{head[:-1]}{more}) {{ {name}{f'({outer})' if outer else ''} {{{body} }}"
                yield (
                    f"{name}.{inner}({argument})",
                    wrapped,
                    others | {each: given(arg.type) for each, arg in needed.items()},
                )


def _document(
    name: str, field: Any, argument: str, needed: dict[str, Any], prefix: str
) -> tuple[str, dict[str, Any]]:
    others = {each: arg for each, arg in needed.items() if each != argument}
    declared = [f"$v: {field.args[argument].type!s}"]
    declared += [f"${prefix}{each}: {arg.type}" for each, arg in others.items()]
    passed = [f"{argument}: $v", *(f"{each}: ${prefix}{each}" for each in others)]
    leaf = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    text = f"query({', '.join(declared)}) {{ {name}({', '.join(passed)}){leaf} }}"
    return text, {f"{prefix}{each}": given(arg.type) for each, arg in others.items()}


def places(kind: GraphQLInputObjectType, depth: int, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The ways to the fields of an input object, and of those inside it."""
    for name, field in kind.fields.items():
        yield (*way, name)
        inner = get_named_type(field.type)
        if isinstance(inner, GraphQLInputObjectType) and depth:
            yield from places(inner, depth - 1, (*way, name))


DOCUMENTS = {name: (text, others) for name, text, others in documents()}


def test_there_are_many() -> None:
    assert len(DOCUMENTS) > 150
    kinds = {name.partition("(")[2] for name in DOCUMENTS}
    assert kinds >= {"query)", "where)", "between)", "asOf)", "orderBy)", "first)", "after)", "by)", "ids)"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_argument_is_refused_in_words_or_accepted(name: str) -> None:
    text, others = DOCUMENTS[name]
    prepared = Documents(SCHEMA)
    for value in VALUES:
        _tried(prepared, text, {**others, "v": value})


@pytest.mark.parametrize("name", FILTERS)
def test_every_place_in_a_filter_is_refused_in_words_or_accepted(name: str) -> None:
    kind = SCHEMA.type_map[name]
    assert isinstance(kind, GraphQLInputObjectType)
    text = _listing(name)
    prepared = Documents(SCHEMA)
    for way in places(kind, 1):
        for value in VALUES:
            where: Any = value
            for step in reversed(way):
                where = [{step: where}] if step in ("and", "or") and step is not way[-1] else {step: where}
            _tried(prepared, text, {"v": where})


def _listing(name: str) -> str:
    query = SCHEMA.query_type
    assert isinstance(query, (GraphQLObjectType, GraphQLInterfaceType))
    (field,) = [
        field
        for field, declared in query.fields.items()
        if "where" in declared.args and str(declared.args["where"].type) == name
    ]
    return f"query($v: {name}) {{ {field}(where: $v) {{ totalCount }} }}"


def _tried(prepared: Documents, text: str, variables: dict[str, Any]) -> None:
    """Either accepted, with nothing that Bolt cannot carry, or refused with a sentence."""
    began = time.monotonic()
    try:
        found = prepared.prepare(text, None, variables)
    except Refused as refused:
        for error in refused.errors:
            assert (error.extensions or {})["code"] in ("BAD_USER_INPUT", "COST_LIMIT"), error
            assert len(error.message) < 1000, error.message[:200]
            assert error.locations, error
            assert not re.search("(None|True|False)$", error.message), error
    else:
        for parameters in found.parameters.values():
            for value in parameters.values():
                _carried(value)
    assert time.monotonic() - began < 5


def _carried(value: Any) -> None:
    """Bolt carries integers of 64 bits, finite numbers of ours, and text that UTF-8 has."""
    match value:
        case bool() | None:
            pass
        case int():
            assert -(2**63) <= value < 2**63
        case float():
            assert math.isfinite(value)
        case str():
            value.encode()
        case list() | tuple():
            for each in value:
                _carried(each)


SERVED = (
    ("search(query)", "query($v: String!) { search(query: $v) { totalCount } }"),
    ("node(id)", "query($v: ID!) { node(id: $v) { __typename } }"),
    ("nodes(ids)", "query($v: [ID!]!) { nodes(ids: $v) { __typename } }"),
    ("paths(from)", 'query($v: ID!) { paths(from: $v, to: "force:kent") { __typename } }'),
    ("neighbourhood(id)", "query($v: ID!) { neighbourhood(id: $v) { truncated } }"),
    ("forces(after)", "query($v: String) { forces(after: $v) { totalCount } }"),
    ("contains", "query($v: String) { findings(where: {summary: {contains: $v}}) { totalCount } }"),
    (
        "ignoreCase",
        "query($v: String) { findings(where: {summary: {contains: $v, ignoreCase: true}}) { totalCount } }",
    ),
    ("in", "query($v: [String!]) { findings(where: {id: {in: $v, ignoreCase: true}}) { totalCount } }"),
    ("number", "query($v: Float) { statistics(where: {value: {gte: $v}}) { totalCount } }"),
    ("count", "query($v: Int) { forces(where: {findings: {count: {gte: $v}}}) { totalCount } }"),
    ("asOf", "query($v: Date) { forces(asOf: $v) { totalCount } }"),
    ("between", "query($v: Date) { statements(between: {from: $v}) { totalCount } }"),
)


@pytest.mark.parametrize(("name", "text"), SERVED, ids=[name for name, _ in SERVED])
def test_hostile_values_never_cause_a_server_error(api: Api, name: str, text: str) -> None:
    for value in VALUES:
        # As a careless client writes it: NaN by that name, half a character as an escape.
        sent = json.dumps({"query": text, "variables": {"v": value}})
        began = time.monotonic()
        response = httpx.post(api.url, content=sent, headers={"content-type": "application/json"}, timeout=60)
        assert response.status_code in (200, 400, 413), response.text
        codes = {error["extensions"]["code"] for error in response.json().get("errors", ())}
        assert not codes & {"INTERNAL_SERVER_ERROR", "STORE_UNAVAILABLE", "TIMEOUT"}, (value, codes)
        assert time.monotonic() - began < 30
    assert ask(api, "{ dataset { state } }")["dataset"]["state"] == "READY"
