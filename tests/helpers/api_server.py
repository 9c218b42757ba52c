"""The API over real HTTP, on a thread and an event loop of its own, for ordinary clients."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from neo4j._async.io._bolt._common import AsyncOutbox

from api.execution.statement_variants import PLANNED_AHEAD
from command.http import Server, http_server
from graph.neo4j.database import Database, Databases
from graph.settings import Settings
from graph.store.process import Neo4jProcess

START_SECONDS = 30.0
OWN = "its own"
RUN = b"\x10"  # the tag of Bolt's message


@dataclass(frozen=True)
class Api:
    """A served API: the address of its GraphQL, and the database that it reads."""

    url: str
    database: Database


@contextmanager
def serving(
    neo4j: Neo4jProcess, settings: Settings | None = None, browser_url: str | None = OWN
) -> Iterator[Api]:
    """Serve the graph of a Neo4j on a free port, as `safeguarding serve` does, while inside. Its Browser is
    its own, or at another address, or nowhere."""
    browser_url = neo4j.browser_url if browser_url == OWN else browser_url
    listening = socket.create_server(("127.0.0.1", 0))
    served: list[tuple[Server, Database]] = []

    async def serve() -> None:
        database = Database.connect(neo4j.uri, auth=neo4j.auth, browser_url=browser_url)
        server = http_server(Databases(database), settings)
        served.append((server, database))
        await server.serve(sockets=[listening])
        await database.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="served API")
    thread.start()
    try:
        deadline = time.monotonic() + START_SECONDS
        while not (served and served[0][0].started):
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the API did not start")
            time.sleep(0.05)
        yield Api(f"http://127.0.0.1:{listening.getsockname()[1]}/graphql", served[0][1])
    finally:
        for server, _ in served:
            server.should_exit = True
        thread.join()


@dataclass
class _Runs:
    count: int = 0


@contextmanager
def statements_sent() -> Iterator[_Runs]:
    """Count the statements that drivers of this process send for requests while inside; read `count`
    afterwards. What is planned ahead for documents of other tests is nobody's request."""
    append: Any = AsyncOutbox.append_message
    runs = _Runs()

    def counted(outbox: AsyncOutbox, tag: bytes, fields: Any, hooks: Any) -> None:
        if tag == RUN:
            runs.count += fields[2].get("tx_metadata", {}).get("operation") != PLANNED_AHEAD
        append(outbox, tag, fields, hooks)

    with patch.object(AsyncOutbox, "append_message", counted):
        yield runs
