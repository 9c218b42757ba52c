"""Clients that hardly read an export block nobody else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import ExitStack, suppress
from typing import Any

import httpx
import pytest

from api.exports.sending import AT_ONCE, LEAST_BYTES_A_SECOND
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.stalled_client import stalled_download


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports without an end, whose clients may fall behind for two seconds."""

    async def zeros(chosen: Any, graph: Any) -> AsyncGenerator[bytes]:
        while True:
            await asyncio.sleep(0)
            yield bytes(65_536)

    monkeypatch.setattr("api.exports.endpoint.in_chunks", zeros)
    monkeypatch.setattr("api.exports.sending.PATIENCE_SECONDS", 2.0)


@pytest.mark.usefixtures("endless")
@pytest.mark.parametrize("bytes_at_a_time", [0, 100])
def test_clients_that_hardly_read_give_their_places_to_others(bytes_at_a_time: int, api: Api) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(stalled_download(api)) for _ in range(AT_ONCE)]
        for client in clients:
            assert client.recv(100).startswith(b"HTTP/1.1 200 ")
        deadline = time.monotonic() + 60
        while _status(api) != b"200":
            assert time.monotonic() < deadline
            for client in clients:
                with suppress(ConnectionError):
                    client.recv(bytes_at_a_time)


@pytest.mark.usefixtures("endless")
def test_a_connection_on_which_nothing_moves_is_ended_amid_an_export(
    served: Neo4jProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.exports.sending.PATIENCE_SECONDS", 600.0)
    monkeypatch.setattr("command.http.KEEP_ALIVE_SECONDS", 1)
    with serving(served) as api, stalled_download(api) as client:
        client.recv(100)
        metrics = api.url.replace("/graphql", "/metrics")
        deadline = time.monotonic() + 60
        while "\nexports_under_way 0.0\n" not in httpx.get(metrics, timeout=60).text:
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.mark.usefixtures("endless")
def test_a_client_that_reads_keeps_its_place(api: Api) -> None:
    with stalled_download(api) as client:
        until, taken = time.monotonic() + 3, 0
        while time.monotonic() < until:
            taken += len(client.recv(65_536))
        assert taken > 3 * LEAST_BYTES_A_SECOND


def _status(api: Api) -> bytes:
    with stalled_download(api) as client:
        return client.recv(100).split()[1]
