"""Neo4j killed and restarted under load: every client is answered or told to retry, recovers soon, and
failed requests leave nothing behind.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from graph.settings import Settings
from graph.store.access import new_password
from graph.store.config import Ports
from graph.store.ports import free_ports
from graph.store.process import Neo4jProcess
from graph.store.running import running
from tests.helpers.serve_on_shared_neo4j import ServingProcess, serving_process

Run = Callable[[Coroutine[Any, Any, Any]], Any]

A_SECOND = 50
BACK_SECONDS = 5.0
QUESTION = json.dumps({"query": '{ dataset { state } force(id: "force:cleveland") { name } }'}).encode()
RIGHT = {"dataset": {"state": "READY"}, "force": {"name": "Cleveland Police"}}
# As many as the driver has at most: if requests that failed had kept theirs, there would be none left.
POOL = 100


@dataclass(frozen=True)
class Told:
    """One answer, and when it came."""

    at: float
    status: int
    retry_after: str | None
    body: dict[str, Any]

    @property
    def right(self) -> bool:
        return self.status == 200 and "errors" not in self.body and self.body["data"] == RIGHT

    @property
    def later(self) -> bool:
        codes = {error["extensions"]["code"] for error in self.body.get("errors", ())}
        return self.status == 503 and codes == {"STORE_UNAVAILABLE"} and int(self.retry_after or 0) > 0


@dataclass(frozen=True)
class Outage:
    """What clients saw from `began` to `ended`, when Neo4j was killed and when it answered again; and what
    ``POOL`` simultaneous requests saw afterwards, with the number of open connections."""

    told: list[Told]
    began: float
    killed: float
    returned: float
    ended: float
    at_once: list[Told]
    connections: int


async def asked(url: str) -> Told:
    """Ask on a new connection, as simply as possible, so that the load is the server's."""
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(
        f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
        f"Connection: close\r\nContent-Length: {len(QUESTION)}\r\n\r\n".encode()
        + QUESTION
    )
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    status, *headers = head.decode().split("\r\n")
    named = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in headers)}
    return Told(time.monotonic(), int(status.split()[1]), named.get("retry-after"), json.loads(body))


async def load(url: str, told: list[Told], end: asyncio.Event) -> None:
    """Send ``A_SECOND`` requests a second, whether or not earlier ones were answered."""

    async def once() -> None:
        told.append(await asked(url))

    began, count = time.monotonic(), 0
    async with asyncio.TaskGroup() as tasks:
        while not end.is_set():
            tasks.create_task(once())
            count += 1
            await asyncio.sleep(began + count / A_SECOND - time.monotonic())


def kill(neo4j: Neo4jProcess) -> None:
    """`kill -9` of the JVM itself."""
    supervisor = neo4j.supervisor.pid
    (jvm,) = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    os.kill(int(jvm), signal.SIGKILL)
    neo4j.supervisor.wait()


async def watched(
    api: ServingProcess, neo4j: Neo4jProcess, again: Callable[[], AbstractContextManager[Neo4jProcess]]
) -> Outage:
    """Kill Neo4j under load, restart it with ``again``, and watch."""
    told: list[Told] = []
    end = asyncio.Event()
    with ExitStack() as stack:
        began = time.monotonic()
        asking = asyncio.create_task(load(api.url, told, end))
        await asyncio.sleep(2)
        killed = time.monotonic()
        await asyncio.to_thread(kill, neo4j)
        await asyncio.to_thread(stack.enter_context, again())
        returned = time.monotonic()
        await asyncio.sleep(BACK_SECONDS + 1)
        ended = time.monotonic()
        end.set()
        await asking
        at_once = await asyncio.gather(*(asked(api.url) for _ in range(POOL)))
        connections = api.connections(neo4j.config.ports.bolt)
    return Outage(told, began, killed, returned, ended, at_once, connections)


@pytest.fixture(scope="module")
def outage(store: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory, run: Run) -> Outage:
    """The outage of a Neo4j of its own."""
    own = tmp_path_factory.mktemp("killed") / "store"
    shutil.copytree(store, own)
    ports, password = Ports(*free_ports(2)), new_password()

    def started() -> AbstractContextManager[Neo4jProcess]:
        # The API knows one password, as it would that of a server of somebody's own.
        return running(own, read_only=True, settings=settings, ports=ports, password=password)

    with ExitStack() as first:
        neo4j = first.enter_context(started())
        # A Neo4j that has just started is slow to plan on a machine that is busy with the other tests.
        with serving_process(neo4j.uri, neo4j.auth, DEADLINE_SECONDS="60", RESPONSE_CACHE_MB="0") as api:
            # Planned before: the test watches an outage, not a first request.
            assert run(asked(api.url)).right

            def again() -> AbstractContextManager[Neo4jProcess]:
                first.close()
                return started()

            found: Outage = run(watched(api, neo4j, again))
    return found


def test_every_client_is_answered_or_gets_retry_after(outage: Outage) -> None:
    assert [told for told in outage.told if not (told.right or told.later)] == []
    assert all(told.right for told in outage.told if told.at < outage.killed)
    assert any(told.later for told in outage.told)
    assert len(outage.told) > 0.9 * A_SECOND * (outage.ended - outage.began), "the load was less"


def test_the_first_right_answer_comes_within_5_seconds_of_its_return(outage: Outage) -> None:
    after = [told.at for told in outage.told if told.right and told.at > outage.killed]
    assert min(after) < outage.returned + BACK_SECONDS


def test_no_request_that_failed_keeps_a_connection(outage: Outage) -> None:
    assert all(told.right for told in outage.at_once)
    assert 0 < outage.connections <= POOL
