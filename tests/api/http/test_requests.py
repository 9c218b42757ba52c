"""Accepted and refused requests: never 5xx for what a client sent, and always JSON with a sentence."""

from __future__ import annotations

import json
import re
import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving

DOCUMENT = "{ dataset { version } }"
JSON = "application/json"
OWN = "application/graphql-response+json"


def refused(
    response: httpx.Response, status: int, code: str = "BAD_REQUEST", *, located: bool = False
) -> str:
    """The sentence of a refusal in the form of a GraphQL answer."""
    assert response.status_code == status, response.text
    body = response.json()
    assert "data" not in body
    (error,) = body["errors"]
    assert error["extensions"] == {"code": code}
    assert ("locations" in error) is located
    assert error["message"].endswith((".", "..."))
    return str(error["message"])


def post(api: Api, content: bytes | str, content_type: str = JSON, accept: str = OWN) -> httpx.Response:
    headers = {"content-type": content_type, "accept": accept}
    return httpx.post(api.url, content=content, headers=headers, timeout=60)


@pytest.mark.parametrize("accept", [JSON, OWN, "*/*"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"1",
        b'"x"',
        b"[]",
        b'[{"query": "{ __typename }"}]',
        b"NaN",
        b'\xff\xfe{"query": "{ __typename }"}',
        b'{"query": "{ \xe9 }"}',
        b'{"query": "\\ud800"}',
        b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}',
        b"[" * 100_000,
        b'{"query": ' + b"[" * 100_000,
        b'{"query": null}',
        b'{"query": ""}',
        b'{"query": 1}',
        b'{"query": ["{ __typename }"]}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "variables": 1}',
        b'{"query": "{ __typename }", "operationName": 1}',
        b'{"query": "{ __typename }", "operationName": {}}',
        b'{"query": "{ __typename }", "extensions": []}',
        b'{"query": "{ __typename }", "extensions": "x"}',
        b'{"query": "{ __typename }", "extensions": {"persistedQuery": 1}}',
        b'{"query": "{ __typename }", "extensions": {"persistedQuery": {"version": 2}}}',
        b'{"query": "{ __typename }", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "x"}}}',
    ],
    ids=lambda body: body[:60].decode("latin-1"),
)
def test_a_broken_body_is_the_clients_error_in_a_sentence(api: Api, body: bytes, accept: str) -> None:
    refused(post(api, body, accept=accept), 400)


@pytest.mark.parametrize("accept", [JSON, OWN])
def test_an_unknown_operation_name_is_refused_with_those_there_are(api: Api, accept: str) -> None:
    body = json.dumps({"query": "query A { __typename } query B { __typename }", "operationName": "C"})
    response = post(api, body, accept=accept)
    assert "it has A, B" in refused(response, 400, "OPERATION_RESOLUTION_FAILURE")


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/graphql", "application/json; charset=latin1"]
)
def test_another_content_type_is_415(api: Api, content_type: str) -> None:
    refused(post(api, json.dumps({"query": DOCUMENT}), content_type), 415)


@pytest.mark.parametrize(
    "content_type",
    [
        *("application/json; charset=UTF-8", 'APPLICATION/JSON;charset="utf8"', "application/json;"),
        *("application/json; charset=utf-8; x=y", 'application/json; x="a;charset=b"; charset=utf-8'),
        *("application/json;x=y", "application/json ; charset=utf-8"),
    ],
)
def test_json_in_utf_8_is_accepted_however_it_is_written(api: Api, content_type: str) -> None:
    assert post(api, json.dumps({"query": DOCUMENT}), content_type).status_code == 200


def test_a_byte_order_mark_is_no_part_of_a_body(api: Api) -> None:
    mark = b"\xef\xbb\xbf"
    body = json.dumps({"query": DOCUMENT}).encode()
    assert post(api, mark + body).json()["data"]
    refused(post(api, mark), 400)
    refused(post(api, mark + mark + body), 400)


NINES = "9" * 4301


@pytest.mark.parametrize(
    "query",
    [
        f"{{ forces(first: {NINES}) {{ totalCount }} }}",
        f"{{ forces(first: -{NINES}) {{ totalCount }} }}",
        f"{{ forces(first: {NINES}.5) {{ totalCount }} }}",
        f"{{ node(id: {NINES}) {{ id }} }}",
        f"query($n: Int = {NINES}) {{ forces(first: $n) {{ totalCount }} }}",
    ],
    ids=["whole", "negative", "fraction", "id", "default"],
)
def test_a_number_of_thousands_of_digits_is_refused_in_plain_words(api: Api, query: str) -> None:
    told = refused(post(api, json.dumps({"query": query})), 400, "GRAPHQL_VALIDATION_FAILED", located=True)
    assert re.fullmatch(r"A number has 43\d\d characters; 100 are allowed\.", told)


@pytest.mark.parametrize(
    "query",
    [
        "{ statistics(where: {value: {lt: 1e999}}) { totalCount } }",
        "{ statistics(where: {value: {gt: -1e999}}) { totalCount } }",
        "{ statistics(where: {or: [{value: {eq: 1.5E400}}]}) { totalCount } }",
        "query($n: Float = 1e999) { statistics(where: {value: {lt: $n}}) { totalCount } }",
        "{ forces(first: 1e999) { totalCount } }",
    ],
    ids=["above", "below", "inside", "default", "whole"],
)
def test_infinity_is_refused_with_its_location(api: Api, query: str) -> None:
    told = refused(post(api, json.dumps({"query": query})), 400, "GRAPHQL_VALIDATION_FAILED", located=True)
    assert re.match(r"-?1\.?5?[eE]\d{3} is too large a number", told)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_a_variable_is_a_number_that_ends(api: Api, number: str) -> None:
    query = json.dumps("query($n: Float) { statistics(where: {value: {lt: $n}}) { totalCount } }")
    refused(post(api, f'{{"query": {query}, "variables": {{"n": {number}}}}}'), 400)
    asked = {"query": json.loads(query), "variables": f'{{"n": {number}}}'}
    refused(httpx.get(api.url, params=asked, timeout=60), 400)
    exported = api.url.replace("graphql", "export/findings.json")
    assert httpx.get(exported, params={"where": f'{{"value": {number}}}'}, timeout=60).status_code == 400
    batch = f'{{"q0": {{"query": "Kent", "limit": {number}}}}}'
    assert httpx.get(api.url.replace("graphql", "reconcile"), params={"queries": batch}).status_code == 400


def test_a_variable_of_thousands_of_digits_is_refused_in_plain_words(api: Api) -> None:
    query = json.dumps("query($n: Int) { forces(first: $n) { totalCount } }")
    body = f'{{"query": {query}, "variables": {{"n": {NINES}}}}}'
    assert "a number is too large" in refused(post(api, body), 400)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (OWN, OWN),
        (f"{OWN}, {JSON}", OWN),
        (f"{JSON}, {OWN}", OWN),
        (f"{JSON}, {OWN};q=0.9", JSON),
        (f"{OWN};q=0.1, */*", JSON),
        (f"{OWN};q=0, */*", JSON),
        (f"{OWN}; charset=utf-8, {JSON}; charset=utf-8", OWN),
        ("text/html;q=0.9, application/xml, */*;q=0.1", JSON),
    ],
)
def test_the_media_type_that_a_client_likes_best_is_sent(api: Api, accept: str, media_type: str) -> None:
    response = httpx.get(api.url, params={"query": DOCUMENT}, headers={"accept": accept}, timeout=60)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/plain", f"{JSON};q=0", f"{JSON}; charset=latin1", "image/*"])
def test_a_client_that_accepts_no_json_gets_406(api: Api, accept: str) -> None:
    refused(httpx.get(api.url, params={"query": DOCUMENT}, headers={"accept": accept}, timeout=60), 406)


def test_a_body_that_is_too_large_is_413_with_or_without_a_length(api: Api) -> None:
    body = json.dumps({"query": DOCUMENT, "extensions": {"x": "y" * 300_000}}).encode()
    refused(post(api, body), 413)
    chunks = iter([body[:100_000], body[100_000:]])
    headers = {"content-type": JSON, "accept": OWN}
    refused(httpx.post(api.url, content=chunks, headers=headers, timeout=60), 413)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_405_and_name_those_there_are(api: Api, method: str) -> None:
    response = httpx.request(method, api.url, timeout=60)
    refused(response, 405)
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_options_names_the_methods(api: Api) -> None:
    response = httpx.options(api.url, timeout=60)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_head_is_get_without_its_body(api: Api) -> None:
    got = httpx.get(api.url, params={"query": DOCUMENT}, timeout=60)
    head = httpx.head(api.url, params={"query": DOCUMENT}, timeout=60)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize("word", ["mutation", "subscription"])
def test_nothing_can_be_changed_or_subscribed_to(api: Api, word: str) -> None:
    for response in (
        post(api, json.dumps({"query": f"{word} {{ x }}"})),
        httpx.get(api.url, params={"query": f"{word} {{ x }}"}, headers={"accept": OWN}, timeout=60),
    ):
        assert response.status_code == 400
        assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(
    "address",
    [
        "query=%7B__typename%7D&query=%7B__typename%7D",
        "query=%FF",
        "query=%ED%A0%80",
        "query=%7B__typename%7D&variables=%7B",
        "query=%7B__typename%7D&variables=1",
        "query=%7B__typename%7D&extensions=%5B%5D",
        "variables=%7B%7D",
        "query=",
    ],
)
def test_a_broken_address_is_the_clients_error_in_a_sentence(api: Api, address: str) -> None:
    refused(httpx.get(f"{api.url}?{address}", headers={"accept": OWN}, timeout=60), 400)


def test_bytes_that_are_not_ascii_in_an_address_are_refused(api: Api) -> None:
    place = urlsplit(api.url)
    with socket.create_connection((place.hostname, place.port), timeout=60) as raw:
        raw.sendall(b"GET /graphql?query=\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert raw.makefile("rb").readline().startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("query($id: ID!) { force(id: $id) { name } }", {"id": "\x00 \U0010ffff \u202e"}),
        ("query($id: ID!) { force(id: $id) { name } }", {"id": 10**30}),
        ("query($n: Int) { forces(first: $n) { totalCount } }", {"n": 10**400}),
        ("query($n: Int) { forces(first: $n) { totalCount } }", {"n": -1}),
        ("query($q: String!) { search(query: $q) { totalCount } }", {"q": '"\\ AND ( [ * ? ~ : /'}),
        ("query($w: ForceWhere) { __typename }", {"w": {}}),
    ],
)
def test_values_that_cannot_be_used_are_the_clients_error(
    api: Api, query: str, variables: dict[str, Any]
) -> None:
    response = post(api, json.dumps({"query": query, "variables": variables}))
    assert response.status_code in (200, 400), response.text
    codes = {error["extensions"]["code"] for error in response.json().get("errors", [])}
    assert codes <= {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", "BAD_REQUEST"}


def test_no_origin_may_ask_unless_it_is_configured(
    api: Api, served: Neo4jProcess, settings: Settings
) -> None:
    origin = {"origin": "https://app.example.org"}
    asked = {"query": DOCUMENT}
    assert "access-control-allow-origin" not in httpx.get(api.url, params=asked, headers=origin).headers
    configured = Settings.from_environ({"CORS_ORIGINS": "https://app.example.org, https://b.example.org"})
    with serving(served, configured) as open_api:
        preflight = origin | {
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        }
        allowed = httpx.options(open_api.url, headers=preflight)
        assert allowed.status_code == 200
        assert allowed.headers["access-control-allow-origin"] == origin["origin"]
        got = httpx.get(open_api.url, params=asked, headers=origin)
        assert got.headers["access-control-allow-origin"] == origin["origin"]
        assert "etag" in got.headers["access-control-expose-headers"].lower()
        other = httpx.options(open_api.url, headers=preflight | {"origin": "https://evil.example.org"})
        assert "access-control-allow-origin" not in other.headers
