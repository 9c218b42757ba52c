"""The documented errors, and what a client may read of a failure."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import httpx
import pytest
from graphql import get_operation_ast, parse

from api.errors import readable
from graph.errors import DatasetNotReady, StatementRefused, StatementTimeout, StoreRefused, StoreUnavailable
from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT

PAGE = (ROOT / "docs" / "errors.md").read_text("utf-8")
EXAMPLES = re.findall(r"^`(\w+)`\n\n```json\n(\{\"(?:query|ext).*)\n```\n\n```json\n(.*)\n```", PAGE, re.M)
SECRET = "bolt://secret-host:7687 MATCH (n) password"
# Each error that can happen while an operation runs, and its code.
HAPPEN = {
    StatementTimeout(SECRET): "TIMEOUT",
    TimeoutError(SECRET): "TIMEOUT",
    StoreUnavailable(SECRET): "STORE_UNAVAILABLE",
    DatasetNotReady(SECRET): "STORE_UNAVAILABLE",
    StoreRefused(SECRET): "INTERNAL_SERVER_ERROR",
    StatementRefused(SECRET): "INTERNAL_SERVER_ERROR",
    KeyError(SECRET): "INTERNAL_SERVER_ERROR",
    asyncio.InvalidStateError(SECRET): "INTERNAL_SERVER_ERROR",
}


@pytest.mark.parametrize(("code", "asked", "answered"), EXAMPLES, ids=[code for code, _, _ in EXAMPLES])
def test_a_documented_request_gets_its_documented_error(
    api: Api, code: str, asked: str, answered: str
) -> None:
    response = httpx.post(
        api.url, json=json.loads(asked), headers={"accept": "application/graphql-response+json"}, timeout=60
    )
    assert response.status_code == 400
    found: dict[str, Any] = response.json()
    assert {"errors": found["errors"]} == json.loads(answered)
    assert found["errors"][0]["extensions"]["code"] == code


@pytest.mark.parametrize(("error", "code"), HAPPEN.items(), ids=lambda each: type(each).__name__)
def test_a_client_reads_what_to_do_and_no_internals(error: Exception, code: str) -> None:
    document = parse("{ forces { totalCount } }")
    (field,) = get_operation_ast(document).selection_set.selections  # type: ignore[union-attr]
    told = readable(error, ["forces"], field).formatted
    assert told["extensions"] == {"code": code}
    assert json.dumps(told) in PAGE.replace("themes", "forces")
    assert "secret" not in json.dumps(told)


def test_every_error_code_is_in_the_table_and_has_an_example() -> None:
    table = re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.M)
    examples = re.findall(r"^`([A-Z_]+)`", PAGE.partition("## One example each")[2], re.M)
    assert table == examples
    source = "".join(path.read_text("utf-8") for path in (ROOT / "api").rglob("*.py"))
    assert [code for code in table if f'"{code}"' not in source] == []


def test_an_absent_node_is_null_without_an_error(api: Api) -> None:
    query = (
        '{ force(id: "force:nowhere") { name } node(id: "nothing") { id } nodes(ids: ["nothing"]) { id } }'
    )
    body = httpx.post(api.url, json={"query": query}, timeout=60).json()
    assert body["data"] == {"force": None, "node": None, "nodes": [None]}
    assert "errors" not in body


# Mistakes of clients, each with its place: in the document, in a variable, in all of it.
WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "an argument": ("{ forces(first: -1) { totalCount } }", {}),
    "a key that is null": ("{ forces(orderBy: [{name: null}]) { totalCount } }", {}),
    "a key of several": ("{ forces(orderBy: [{name: ASC, id: ASC}]) { totalCount } }", {}),
    "a null": ("{ force(id: null) { id } }", {}),
    "a directive": ("{ forces @include(if: null) { totalCount } }", {}),
    "a variable that is not given": ("query($i: ID!) { force(id: $i) { id } }", {}),
    "a variable that is null": ("query($i: ID!) { force(id: $i) { id } }", {"i": None}),
    "a null in a list": ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x", None]}),
    "a truth for a text": ("query($q: String!) { search(query: $q) { totalCount } }", {"q": True}),
    "a truth for a day": ("query($d: Date) { forces(asOf: $d) { totalCount } }", {"d": False}),
    "variables inside each other": (
        "query($w: PoliceForceWhere) { forces(where: $w) { totalCount } }",
        {"w": json.loads('{"and": [' * 30 + "]}" * 30)},
    ),
    "aliases": (f"{{ {' '.join(f'a{n}: __typename' for n in range(300))} }}", {}),
    "cost": (
        "{ themes(first: 100) { nodes { findings(first: 100) { nodes { themes { findings(first: 100) {"
        " nodes { id } } } } } } } }",
        {},
    ),
}


@pytest.mark.parametrize(("query", "variables"), WRONG.values(), ids=WRONG)
def test_an_error_says_where_in_the_document_and_in_words_of_graphql(
    api: Api, query: str, variables: dict[str, Any]
) -> None:
    response = httpx.post(
        api.url,
        content=json.dumps({"query": query, "variables": variables}),
        timeout=60,
        headers={"content-type": "application/json"},
    )
    errors = response.json()["errors"]
    assert errors
    for error in errors:
        assert error["locations"][0]["line"] >= 1, error
        assert not re.search(r"\b(None|True|False)$", error["message"]), error
