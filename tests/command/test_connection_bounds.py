"""A connection is bounded in number, size and time, whatever arrives on it."""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from api.http.response_headers import DEFAULTS
from tests.helpers.api_server import Api
from tests.helpers.process_memory import resident
from tests.helpers.raw_http import HOST, connection, sent, serving_no_graph, status, until_closed

SECONDS = 2
MEGABYTE = 2**20
POST = b"POST /graphql HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def limited_api() -> Iterator[Api]:
    with serving_no_graph(READ_SECONDS=str(SECONDS)) as api:
        yield api


def alive(api: Api) -> bool:
    return httpx.get(api.url.replace("graphql", "health/live"), timeout=10).status_code == 200


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"GET /" + b"a" * 3 * MEGABYTE, 414),
        (b"GET /" + b"a" * 65_001 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + HOST + b"x: " + b"a" * 3 * MEGABYTE, 431),
        (b"GET / HTTP/1.1\r\n" + HOST + b"a" * 3 * MEGABYTE, 431),
        (b"GET / HTTP/1.1\r\n" + HOST + b"x: y\r\n" * 12_000 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Cookie: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (CHUNKED + b"0\r\nx: " + b"a" * MEGABYTE, 431),
        (CHUNKED + b"0\r\n" + b"x: y\r\n" * 12_000, 431),
        (CHUNKED + b"1;" + b"a" * MEGABYTE, 431),
    ],
    ids=[
        *("line without an end", "line too long", "header without an end", "name without an end"),
        *("many headers", "cookie", "trailer without an end", "many trailers", "chunk extension"),
    ],
)
def test_an_oversized_request_is_refused_and_its_connection_closed(
    limited_api: Api, data: bytes, expected: int
) -> None:
    answer = sent(limited_api, data)
    assert status(answer) == expected
    assert b'"message"' in answer
    for name in (*DEFAULTS, "x-request-id"):
        assert f"\r\n{name}: ".encode() in answer
    assert alive(limited_api)


def test_a_document_just_within_its_limits_is_answered(limited_api: Api) -> None:
    line = b"GET /" + b"a" * 64_000 + b" HTTP/1.1\r\nConnection: close\r\n"
    cookie = b"GET /health/live HTTP/1.1\r\nConnection: close\r\nCookie: " + b"a" * 64_000 + b"\r\n"
    assert status(sent(limited_api, line + HOST + b"\r\n")) == 404
    assert status(sent(limited_api, cookie + HOST + b"\r\n")) == 200


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HT",
        b"GET / HTTP/1.1\r\n" + HOST,
        b"\r\n\r\n",
        POST + b"Content-Length: 100\r\n\r\n{",
        CHUNKED + b"1\r\n{",
        b"GET /health/live HTTP/1.1\r\n" + HOST + b"\r\nGET / HT",
    ],
    ids=["line", "headers", "blank lines", "body", "chunk", "second request"],
)
def test_an_unfinished_request_is_closed(limited_api: Api, data: bytes) -> None:
    started = time.monotonic()
    answer = sent(limited_api, data)
    assert b"HTTP/1.1 408 " in answer
    assert time.monotonic() - started >= SECONDS * 0.9


def test_a_refused_connection_has_a_line_in_the_log(
    limited_api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "safeguarding"):
        answer = sent(limited_api, b"GET /" + b"a" * 65_001 + b" HTTP/1.1\r\n" + HOST + b"\r\n")
    (own,) = re.findall(rb"x-request-id: (\w+)", answer)
    told = [vars(record)["fields"] for record in caplog.records if record.message == "connection refused"]
    assert told == [{"status": 414, "request": own.decode()}]


def test_a_body_that_is_not_finished_in_time_has_the_id_that_its_request_gave(limited_api: Api) -> None:
    answer = sent(limited_api, POST + b"X-Request-ID: slow\r\nContent-Length: 100\r\n\r\n{")
    assert (status(answer), b"\r\nx-request-id: slow\r\n" in answer) == (408, True)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (POST + b"Content-Length: 100\r\n\r\n{", 408),
        # Head and trailers arrive at once: refused before the application has seen its request.
        (CHUNKED + b"0\r\n" + b"x: y\r\n" * 12_000, 431),
    ],
    ids=["body", "many trailers"],
)
def test_a_request_refused_after_its_head_is_counted_once_with_its_status(
    limited_api: Api, caplog: pytest.LogCaptureFixture, data: bytes, expected: int
) -> None:
    before = _counted(limited_api)
    with caplog.at_level("INFO", "safeguarding"):
        assert status(sent(limited_api, data)) == expected
        after = _counted(limited_api)
    told = [vars(record)["fields"] for record in caplog.records if "fields" in vars(record)]
    assert [fields["status"] for fields in told] == [expected]
    assert {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name)} == {
        f'http_requests_total{{method="POST",route="/graphql",status="{expected}"}}': 1
    }


def _counted(api: Api) -> dict[str, float]:
    """The metrics of requests and refused connections, without those of the test's own reading."""
    text = httpx.get(api.url.replace("graphql", "metrics"), timeout=10).text
    lines = re.findall(r"^(http_(?:requests|connections_refused)_total\{[^}]*\}) (\S+)$", text, re.M)
    return {name: float(value) for name, value in lines if 'route="/metrics"' not in name}


def test_a_connection_on_which_nothing_is_asked_is_closed_without_a_word(limited_api: Api) -> None:
    assert sent(limited_api, b"") == b""


def test_a_head_that_trickles_in_is_closed_as_one_that_stops(limited_api: Api) -> None:
    with connection(limited_api) as opened:
        opened.settimeout(0.1)
        started, answer = time.monotonic(), b""
        opened.sendall(b"GET /")
        while not answer:
            assert time.monotonic() - started < SECONDS + 10
            opened.sendall(b"A")
            try:
                answer = opened.recv(65536)
            except TimeoutError:
                continue
    assert status(answer) == 408


def test_500_unfinished_heads_block_no_client_and_are_closed(limited_api: Api) -> None:
    before = resident(os.getpid())
    with ExitStack() as stack:
        opened = [stack.enter_context(connection(limited_api, 60)) for _ in range(500)]
        for each in opened:
            each.sendall(b"GET / HTTP/1.1\r\nX-Slow: " + b"a" * 1000)
        assert alive(limited_api)
        answers = [until_closed(each) for each in opened]
    assert {status(each) for each in answers} == {408}
    assert resident(os.getpid()) - before < 60 * MEGABYTE


def test_memory_stays_flat_while_headers_without_an_end_arrive(limited_api: Api) -> None:
    def flood(times: int) -> None:
        for _ in range(times):
            with connection(limited_api) as opened:
                try:
                    for _ in range(20):
                        opened.sendall(b"GET / HTTP/1.1\r\nx: " + b"a" * MEGABYTE)
                except OSError:
                    continue

    flood(3)
    before = resident(os.getpid())
    flood(10)
    assert resident(os.getpid()) - before < 30 * MEGABYTE


def test_a_connection_beyond_the_limit_is_answered_503() -> None:
    with serving_no_graph(MAX_CONNECTIONS="5") as api, ExitStack() as stack:
        kept = [stack.enter_context(connection(api)) for _ in range(5)]
        for each in kept:
            each.sendall(b"GET /health/live HTTP/1.1\r\n" + HOST + b"\r\n")
            assert status(each.recv(65536)) == 200
        answer = sent(api, b"")
        assert status(answer) == 503
        assert b"retry-after: " in answer
        assert b'"BUSY"' in answer
        kept[0].close()
        _until_answered(api)
        text = httpx.get(api.url.replace("graphql", "metrics"), timeout=10).text
        assert 'http_connections_refused_total{status="503"}' in text
        assert "http_connections 5.0" in text


def _until_answered(api: Api) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with connection(api) as opened:
            opened.sendall(b"GET /health/live HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n")
            try:
                if status(until_closed(opened)) == 200:
                    return
            except OSError:
                continue
    raise AssertionError("no connection was accepted again")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n{}1", 400),
        (POST + b"Content-Length: -1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00", 400),
        (b"GET /\x00 HTTP/1.1\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET ftp://localhost/ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    ],
)
def test_an_ambiguous_request_is_refused(limited_api: Api, data: bytes, expected: int) -> None:
    assert status(sent(limited_api, data)) == expected


def test_expect_100_continue_is_answered(limited_api: Api) -> None:
    head = POST + b"Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"
    with connection(limited_api) as opened:
        opened.sendall(head)
        assert opened.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        opened.sendall(b"{}")
        assert status(until_closed(opened)) == 400


def test_a_client_that_is_refused_while_it_sends_can_read_why(limited_api: Api) -> None:
    """If the server closed with data unread, the client's system would discard the answer."""
    with connection(limited_api) as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        opened.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"x: " + b"a" * 2 * MEGABYTE)
        assert status(until_closed(opened)) == 431
