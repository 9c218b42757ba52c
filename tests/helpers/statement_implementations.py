"""The two implementations of statements, and a cable to Neo4j that can be cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from unittest.mock import patch

from graph.neo4j import statements
from graph.neo4j.connections import ConnectionStatements
from graph.neo4j.driver import DRIVER_VERSION, AsyncDriver
from graph.neo4j.sessions import SessionStatements
from graph.neo4j.statements import Statements

IMPLEMENTATIONS: dict[str, Callable[[AsyncDriver, str], Statements]] = {
    "connections": ConnectionStatements,
    "sessions": SessionStatements,
}


@contextmanager
def using(name: str) -> Iterator[None]:
    """Databases that are connected to while inside run their statements by this implementation."""
    tested = DRIVER_VERSION if name == "connections" else "none"
    with patch.object(statements, "TESTED_DRIVER", tested):
        yield


class Cable:
    """A TCP port that forwards to another one."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._writers: list[asyncio.StreamWriter] = []
        self.port = 0
        self.connections = 0

    async def cut(self) -> None:
        """End every connection that is open; new ones are forwarded."""
        writers, self._writers = self._writers, []
        for writer in writers:
            writer.close()
        for writer in writers:
            with suppress(OSError):
                await writer.wait_closed()
        for _ in range(5):
            await asyncio.sleep(0)  # until the event loop has told both ends

    async def forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        there, back = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers += [writer, back]
        await asyncio.gather(_copied(reader, back), _copied(there, writer))


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def cable(port: int) -> AsyncIterator[Cable]:
    """A cable to a port of this machine, at a free port of its own."""
    made = Cable(port)
    server = await asyncio.start_server(made.forward, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await made.cut()
