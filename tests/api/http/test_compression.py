"""Compressed answers mean the same, are told apart by caches, and block nobody."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.http.compression import Compression
from tests.helpers.api_server import Api

LARGE = {"query": "{ findings(first: 50) { nodes { id summary caption } } }"}
SMALL = {"query": "{ __typename }"}


def raw(api: Api, params: dict[str, str], **headers: str) -> tuple[httpx.Response, bytes]:
    headers = {"accept-encoding": "identity"} | headers
    with httpx.stream("GET", api.url, params=params, headers=headers, timeout=60) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("accept", "compressed"),
    [
        *(
            (each, True)
            for each in ("gzip", "br, GZIP;q=0.5", "*", "identity;q=0.5, gzip", "deflate, *;q=0.1")
        ),
        *((each, False) for each in ("", "identity", "gzip;q=0", "br", "xgzip", "*;q=0", "gzip;q=0, *")),
    ],
)
def test_large_answers_are_compressed_on_request(api: Api, accept: str, compressed: bool) -> None:
    plain, body = raw(api, LARGE)
    answer, written = raw(api, LARGE, **{"accept-encoding": accept})
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "Accept-Encoding" in answer.headers["vary"]
    assert (answer.headers.get("content-encoding") == "gzip") is compressed
    assert (gzip.decompress(written) if compressed else written) == body
    assert len(written) < len(body) / 2 or not compressed
    assert int(answer.headers["content-length"]) == len(written)


def test_small_answers_are_not_compressed(api: Api) -> None:
    answer, _ = raw(api, SMALL, **{"accept-encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["vary"]


def test_a_tag_holds_for_either_encoding(api: Api) -> None:
    plain, compressed = raw(api, LARGE)[0], raw(api, LARGE, **{"accept-encoding": "gzip"})[0]
    given = plain.headers["etag"]
    assert compressed.headers["etag"] == given
    assert given.startswith('W/"')
    for tag in (given, given.removeprefix("W/"), f'"another", {given}', "*"):
        for encoding in ("gzip", "identity"):
            answer, body = raw(api, LARGE, **{"accept-encoding": encoding, "if-none-match": tag})
            assert (answer.status_code, body) == (304, b"")
            assert answer.headers["etag"] == given
            assert "Accept-Encoding" in answer.headers["vary"]


def test_a_compressed_file_has_a_weak_tag(api: Api) -> None:
    url = api.url.replace("graphql", "docs/features.md")
    plain, compressed = (
        httpx.get(url, headers={"accept-encoding": encoding}, timeout=60) for encoding in ("identity", "gzip")
    )
    assert compressed.headers["content-encoding"] == "gzip"
    assert plain.headers["etag"].startswith('"')
    assert compressed.headers["etag"] == f"W/{plain.headers['etag']}"


def test_head_has_the_headers_of_get(api: Api) -> None:
    got, _ = raw(api, LARGE, **{"accept-encoding": "gzip"})
    told = httpx.head(api.url, params=LARGE, headers={"accept-encoding": "gzip"}, timeout=60)
    for name in ("content-encoding", "content-length", "etag", "vary"):
        assert told.headers[name] == got.headers[name]


def test_head_of_an_export_has_the_headers_of_get(api: Api) -> None:
    url, asked = api.url.replace("graphql", "export/dataset.ndjson"), {"accept-encoding": "gzip"}
    told = httpx.head(url, headers=asked, timeout=120)
    assert told.headers["content-encoding"] == "gzip"
    with httpx.stream("GET", url, headers=asked, timeout=120) as got:
        for name in ("content-encoding", "content-type", "etag", "vary"):
            assert told.headers[name] == got.headers[name]


@pytest.mark.parametrize("accept", ["gzip", "identity"])
def test_an_export_is_compressed_part_by_part_on_request(api: Api, accept: str) -> None:
    url = api.url.replace("graphql", "export/dataset.ndjson")
    with httpx.stream("GET", url, headers={"accept-encoding": accept}, timeout=120) as answer:
        parts = list(answer.iter_raw())
    assert (answer.headers.get("content-encoding") == "gzip") is (accept == "gzip")
    assert answer.headers["transfer-encoding"] == "chunked"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert "accept-ranges" not in answer.headers
    body = b"".join(parts)
    assert (gzip.decompress(body) if accept == "gzip" else body).endswith(b"\n")


def test_a_zip_is_not_compressed_again(api: Api) -> None:
    url = api.url.replace("graphql", "export/dataset.csv")
    answer = httpx.get(url, headers={"accept-encoding": "gzip"}, timeout=120)
    assert answer.content.startswith(b"PK")
    assert "content-encoding" not in answer.headers


def test_forty_megabytes_are_compressed_while_others_are_answered(
    run: Callable[[Coroutine[Any, Any, float]], float],
) -> None:
    body = b"".join(b'{"id": "finding:%d"},' % number for number in range(1_700_000))
    assert len(body) > 38_000_000

    async def large(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(body, media_type="application/json")(scope, receive, send)

    async def longest_wait() -> float:
        transport = httpx.ASGITransport(app=Compression(large))
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
            asking = asyncio.create_task(client.send(client.build_request("GET", "/"), stream=True))
            waits, before = [0.0], time.perf_counter()
            while not asking.done():
                await asyncio.sleep(0.005)
                now = time.perf_counter()
                waits.append(now - before)
                before = now
            assert (await asking).headers["content-encoding"] == "gzip"
            assert len(waits) > 10
        return max(waits)

    started = time.perf_counter()
    longest = run(longest_wait())
    assert longest < (time.perf_counter() - started) / 2
