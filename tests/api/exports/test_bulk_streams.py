"""An answer in bulk while clients leave, graphs change and time runs out."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from graphql import GraphQLError

from api.app import graphql_service
from api.execution.answer import Answer
from api.execution.persisted_documents import TrustedDocuments
from api.execution.request import Request
from api.exports.bulk import bulk_question, lines
from api.exports.row_stream import RowStream
from graph.neo4j.database import Database, Databases
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.bulk import EDGES, FINDINGS, PLAIN, answer, asked, place

Run = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages so small that the article's graph has several."""
    monkeypatch.setattr("api.exports.row_stream._SIZES", (7, 3, 1))


class _Gate:
    """Lets the first page of a stream run, and the others once it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened, self.pages = threading.Event(), 0
        whole = RowStream._answer
        gate = self

        async def page(stream: RowStream, size: int, after: str | None) -> Answer:
            gate.pages += 1
            while gate.pages > 1 and not gate.opened.is_set():
                await asyncio.sleep(0.01)
            return await whole(stream, size, after)

        monkeypatch.setattr(RowStream, "_answer", page)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Gate]:
    """Streams stop after their first page."""
    gate = _Gate(monkeypatch)
    yield gate
    gate.opened.set()


def under_way(api: Api) -> str:
    metrics = httpx.get(api.url.replace("/graphql", "/metrics"), timeout=60).text
    return next(line for line in metrics.splitlines() if line.startswith("exports_under_way "))


def test_a_client_that_leaves_ends_the_work(api: Api, gate: _Gate) -> None:
    with httpx.stream("POST", place(api), json={"query": FINDINGS}, headers=PLAIN, timeout=60) as response:
        parts = response.iter_raw()
        assert next(parts)
        assert under_way(api) == "exports_under_way 1.0"
    deadline = time.monotonic() + 10
    while under_way(api) != "exports_under_way 0.0":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    pages = gate.pages
    gate.opened.set()
    time.sleep(0.2)
    assert gate.pages == pages


def test_no_slot_is_held_while_the_client_reads(
    served: Neo4jProcess, settings: Settings, gate: _Gate
) -> None:
    with (
        serving(served, replace(settings, deadline=60, dear_cost=1, dear_slots=1)) as api,
        httpx.stream("POST", place(api), json={"query": FINDINGS}, headers=PLAIN, timeout=60) as response,
    ):
        parts = response.iter_raw()
        next(parts)
        assert "errors" not in answer(api, EDGES, {})


def test_a_graph_published_amid_a_stream_does_not_mix_with_it(
    served: Neo4jProcess, shipped_neo4j: Neo4jProcess, api: Api, settings: Settings, run: Run
) -> None:
    async def streamed() -> tuple[bytes, str | None]:
        first, second = (Database.connect(each.uri, auth=each.auth) for each in (served, shipped_neo4j))
        databases = Databases(first)
        service = graphql_service(databases, replace(settings, deadline=60))
        service = service.trusting(TrustedDocuments([FINDINGS]))
        async with service.pinned() as pinned:
            pages = RowStream(pinned, bulk_question(service, Request(FINDINGS)), {}, 10**6).pages()
            begun = await anext(pages)
            leaving = asyncio.create_task(databases.leave(await databases.swap(second), 60))
            body = b"".join([part async for part in lines(begun, pages)])
        await leaving
        version = await service.executor.version()
        await second.close()
        return body, version

    body, version = run(streamed())
    rows = [json.loads(line) for line in body.splitlines()]
    assert rows == asked(api, FINDINGS)
    assert version not in (None, rows[-1]["end"]["version"])


@pytest.mark.parametrize("code", ["TIMEOUT", "STORE_UNAVAILABLE", None])
def test_a_stream_that_cannot_go_on_ends_with_the_reason_and_breaks_off(
    api: Api, monkeypatch: pytest.MonkeyPatch, code: str | None
) -> None:
    """Without a code, the graph is another one from the second page on."""
    whole = RowStream._answer

    async def page(stream: RowStream, size: int, after: str | None) -> Answer:
        if after is None:
            return await whole(stream, size, after)
        if code is None:
            return replace(await whole(stream, size, after), version="another")
        return Answer(None, [GraphQLError("Told.", extensions={"code": code})])

    monkeypatch.setattr(RowStream, "_answer", page)
    received: list[bytes] = []
    with httpx.stream("POST", place(api), json={"query": FINDINGS}, headers=PLAIN, timeout=60) as response:
        assert response.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            received.extend(response.iter_bytes())
    *rows, last = [json.loads(line) for line in b"".join(received).splitlines()]
    assert last["error"]["rows"] == len(rows) > 0
    assert last["error"]["code"] == (code or "STORE_UNAVAILABLE")
    changed = "The graph changed before all of its rows were read; ask again."
    assert last["error"]["message"] == ("Told." if code else changed)


def test_a_page_that_takes_too_long_is_asked_for_in_halves(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = asked(api, FINDINGS)
    whole = RowStream._answer

    async def page(stream: RowStream, size: int, after: str | None) -> Answer:
        if size > 3:
            return Answer(None, [GraphQLError("Too slow.", extensions={"code": "TIMEOUT"})])
        return await whole(stream, size, after)

    monkeypatch.setattr(RowStream, "_answer", page)
    assert asked(api, FINDINGS) == expected


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_what_finds_no_slot_says_so_and_when_to_ask_again(
    served: Neo4jProcess, settings: Settings, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr("api.execution.admission.WAIT_SECONDS", 0.1)
    with serving(served, replace(settings, deadline=60, dear_cost=1, dear_slots=0)) as api:
        if method == "POST":
            response = httpx.post(place(api), json={"query": FINDINGS}, headers=PLAIN, timeout=60)
        else:
            response = httpx.get(f"{api.url.removesuffix('/graphql')}/findings.csv", timeout=60)
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "BUSY"
    assert int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/people.csv", "/findings.ndjson?force=cleveland"])
def test_a_short_list_waits_for_no_slot_of_the_dear(
    served: Neo4jProcess, settings: Settings, path: str
) -> None:
    with serving(served, replace(settings, deadline=60, dear_slots=0)) as api:
        response = httpx.get(f"{api.url.removesuffix('/graphql')}{path}", timeout=60)
    assert response.status_code == 200
    assert response.text
