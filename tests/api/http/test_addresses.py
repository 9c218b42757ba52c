"""Every address answers every request with a sentence and the same headers."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.helpers.api_server import Api
from tests.helpers.raw_http import HOST, sent, serving_no_graph, status

PATHS = (
    *("/", "/graphql", "/changes", "/schema.graphql", "/docs/errors.md", "/docs/nothing", "/health/live"),
    *("/health/ready", "/metrics", "/static/react.js", "/static/nothing", "/export/dataset.csv"),
    *("/export/nothing.csv", "/export/dataset.nothing", "/reconcile", "/reconcile/preview?id=x"),
    *("/reconcile/suggest/entity?prefix=x", "/nothing", "/graphql/nothing", "/reconcile/nothing"),
)
HEADERS = ("x-content-type-options", "referrer-policy", "permissions-policy", "x-request-id", "cache-control")
EVIL = b"Host: evil.example\r\n"
CLOSE = b"Connection: close\r\n"


@pytest.fixture(scope="module")
def lone() -> Iterator[Api]:
    with serving_no_graph(DEADLINE_SECONDS="1") as api:
        yield api


@pytest.fixture(scope="module")
def client(lone: Api) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=lone.url.removesuffix("/graphql"), timeout=30) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE", "BREW"])
def test_every_answer_has_its_security_headers(client: httpx.Client, path: str, method: str) -> None:
    if method == "BREW":
        method = "PROPFIND"
    answer = client.request(method, path)
    assert [name for name in HEADERS if name not in answer.headers] == []
    policy = answer.headers["content-security-policy"]
    framed = "*" if path.startswith("/reconcile/preview") else "'none'"
    assert f"frame-ancestors {framed}" in policy
    assert "no-store" in answer.headers["cache-control"] or answer.status_code < 400
    if answer.status_code == 405:
        assert answer.json()["errors"][0]["message"].endswith(".")
        allowed = answer.headers["allow"].split(", ")
        assert {"GET", "HEAD", "OPTIONS"} <= set(allowed)
        assert 405 not in [client.request(each, path).status_code for each in allowed]
    if method == "OPTIONS" and "nothing" not in path:
        assert answer.status_code == 204
        assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("path", ["/", "/graphql", "/metrics", "/health/live", "/reconcile", "/nothing"])
def test_no_address_is_answered_under_a_rebound_name(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNKNOWN_HOST"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"GET /health/live HTTP/1.1\r\n", 400),
        (b"GET /health/live HTTP/1.0\r\n", 400),
        (b"GET /health/live HTTP/1.1\r\n" + HOST + HOST, 400),
        (b"GET /health/live HTTP/1.1\r\n" + HOST + EVIL, 400),
        (b"GET /health/live HTTP/1.1\r\n" + EVIL, 421),
        (b"GET http://localhost/health/live HTTP/1.1\r\n" + EVIL, 200),
        (b"GET http://localhost:8000/health/live?x HTTP/1.1\r\n" + HOST, 200),
        (b"GET http://evil.example/health/live HTTP/1.1\r\n" + HOST, 421),
        (b"GET http://localhost@evil.example/health/live HTTP/1.1\r\n" + HOST, 421),
        (b"GET /health/live HTTP/1.1\r\nX-Forwarded-Host: localhost\r\n" + EVIL, 421),
        (b"GET /health/live HTTP/1.1\r\nForwarded: host=localhost\r\n" + EVIL, 421),
    ],
)
def test_a_request_names_one_host_and_it_is_this_one(lone: Api, head: bytes, expected: int) -> None:
    assert status(sent(lone, head + CLOSE + b"\r\n")) == expected


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/reconcile/", "/reconcile"),
        ("/reconcile/?queries=%7B%7D", "/reconcile?queries=%7B%7D"),
        ("/graphql/", "/graphql"),
        ("/docs/errors.md/", "/docs/errors.md"),
        ("/health//live", "/health/live"),
        ("/metrics///", "/metrics"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_trailing_slash_redirects(client: httpx.Client, path: str, meant: str, method: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["location"]) == (307, meant)


@pytest.mark.parametrize(
    "path", [b"//graphql", b"//evil.example/", b"//evil.example/graphql/", b"/\\evil.example/"]
)
def test_no_redirect_leads_to_another_server(lone: Api, path: bytes) -> None:
    answer = sent(lone, b"GET " + path + b" HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n")
    if path == b"//graphql":
        assert b"location: /graphql\r\n" in answer
    else:
        assert status(answer) in (400, 404)


@pytest.mark.parametrize(
    "path",
    [
        *("/docs/%00", "/docs/%ff", "/docs/..%2f..%2fpyproject.toml", "/static/%2e%2e", "/%"),
        *("/static/%2e%2e%2f", "/static/%2e%2e%2f%2f", "/static//%2e%2e", "/docs/%2e/", "/graphql/%2e/"),
    ],
)
def test_an_address_in_any_encoding_is_an_address(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_query_that_is_given_twice_is_refused_everywhere(client: httpx.Client) -> None:
    for path in ("/graphql?query=a&query=b", "/changes?since=a&since=b", "/reconcile?queries=a&queries=b"):
        assert client.get(path).status_code == 400


@pytest.mark.parametrize("encoding", ["gzip", "br", "GZIP, identity", "deflate"])
@pytest.mark.parametrize("path", ["/graphql", "/reconcile"])
def test_a_compressed_body_is_refused_by_the_name_of_its_encoding(
    client: httpx.Client, path: str, encoding: str
) -> None:
    content_type = "application/json" if path == "/graphql" else "application/x-www-form-urlencoded"
    headers = {"content-type": content_type, "content-encoding": encoding}
    answer = client.post(path, content=b"\x1f\x8b\x08\x00", headers=headers)
    assert answer.status_code == 415
    assert encoding.lower() in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/health/ready", "/graphql?query=%7Bdataset%7Bversion%7D%7D", "/export/dataset.ndjson"),
        *("/export/dataset.graphml", "/changes?since=0123456789abcdef", "/reconcile/suggest/entity?prefix=x"),
        *(
            "/reconcile?queries=%7B%22a%22:%7B%22query%22:%22Kent%22%7D%7D",
            "/reconcile/preview?id=force:kent",
        ),
    ],
)
def test_temporary_refusals_have_retry_after(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


ASKED = (
    *("apollographql-client-name", "apollographql-client-version", "x-apollo-operation-name"),
    *("apollo-require-preflight", "authorization", "traceparent", "tracestate", "content-type", "accept"),
    *("if-none-match", "x-request-id", "graphql-client-name", "urql-operation", "relay-operation"),
)


def preflight(client: httpx.Client, origin: str, path: str = "/graphql") -> httpx.Response:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": ", ".join(ASKED)}
    return client.options(path, headers={"origin": origin, **asked})


def test_a_page_of_an_allowed_origin_may_send_what_clients_send() -> None:
    origin = "https://front-end.example"
    with (
        serving_no_graph(CORS_ORIGINS=origin) as api,
        httpx.Client(base_url=api.url.removesuffix("/graphql"), timeout=30) as client,
    ):
        answer = preflight(client, origin)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == origin
        allowed = {name.strip() for name in answer.headers["access-control-allow-headers"].split(",")}
        assert allowed >= set(ASKED)
        for path in ("/graphql?query=%7B", "/nothing", "/docs/errors.md"):
            shown = client.get(path, headers={"origin": origin}).headers
            assert shown["access-control-allow-origin"] == origin
            exposed = shown["access-control-expose-headers"]
            assert {"etag", "retry-after", "x-request-id"} <= set(exposed.split(", "))
        assert "access-control-allow-origin" not in preflight(client, "https://evil.example").headers
        open_to_all = preflight(client, "https://evil.example", "/reconcile").headers
        assert open_to_all["access-control-allow-origin"] == "*"


def test_no_other_page_may_where_no_origin_is_allowed(client: httpx.Client) -> None:
    assert "access-control-allow-origin" not in preflight(client, "https://evil.example").headers


@pytest.mark.parametrize(
    ("accept", "expected"),
    [("", 400), ("*/*", 400), ("*/*;q=0", 406), ("text/html;q=0, */*;q=0", 406), ("a" * 5000, 406)],
)
def test_odd_wishes_for_a_media_type(client: httpx.Client, accept: str, expected: int) -> None:
    answer = client.get("/graphql?query=%7B", headers={"accept": accept})
    assert answer.status_code in (expected, 200 if expected == 400 else expected)
    assert "no-store" in answer.headers["cache-control"]
    assert answer.json()["errors"]
