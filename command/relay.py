"""Fixed addresses for the managed Neo4j, while the Neo4j behind them changes.

Native Bolt is passed on unchecked. Web pages can reach local ports, so HTTP needs an allowed `Host`, and Bolt
over WebSocket the `Origin` of the served Neo4j Browser. The API connects to Neo4j directly: the relay costs a
statement 75 to 190 microseconds.
"""

from __future__ import annotations

import asyncio
import socket
from asyncio import StreamReader, StreamWriter
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import Any

from command.relay_streams import (
    BUFFER_BYTES,
    HEAD_BYTES,
    RelayRefusal,
    close_when_drained,
    header,
    pump,
    read_head,
    unavailable,
    with_connection_close,
)
from graph.hosts import AllowedHosts
from graph.neo4j.listeners import is_ours
from graph.store.config import Ports

BOLT = b"\x60\x60\xb0\x17"
# For each of the two ports, so that one cannot starve the other.
MOST_CONNECTIONS = 256
# For the first bytes. Neo4j itself closes a connection without a login after 30 seconds.
HEAD_SECONDS = 10.0
# For an answer over HTTP, which is a file of Neo4j Browser. Bolt connections have no limit.
ANSWER_SECONDS = 60.0
_STARTING = "Neo4j is starting"
_Begin = Callable[[StreamReader], Awaitable[tuple[int, bytes, float | None]]]


class Relay:
    """Passes connections from two bound sockets to the ports in `behind`; None while no Neo4j runs."""

    def __init__(
        self, bolt: socket.socket, http: socket.socket, hosts: AllowedHosts, origins: Collection[str]
    ) -> None:
        self.public = Ports(bolt.getsockname()[1], http.getsockname()[1])
        self.behind: Ports | None = None
        self._sockets = bolt, http
        self._hosts = hosts
        self._origins = origins
        # asyncio keeps only weak references to tasks: without these, one could be collected as garbage.
        self._open: defaultdict[_Begin, set[asyncio.Task[Any] | None]] = defaultdict(set)

    def listen(self) -> None:
        """Queue connections until `serve` runs."""
        for listening in self._sockets:
            listening.listen()

    async def serve(self) -> None:
        """Relay connections until cancelled."""
        for listening, begin in zip(self._sockets, (self._bolt, self._http), strict=True):
            await asyncio.start_server(partial(self._handle, begin), sock=listening, limit=HEAD_BYTES)
        await asyncio.Event().wait()

    async def _handle(self, begin: _Begin, reader: StreamReader, writer: StreamWriter) -> None:
        own = asyncio.current_task()
        self._open[begin].add(own)
        try:
            await self._pass_on(begin, reader, writer)
        except RelayRefusal as refused:
            await refused.send(reader, writer)
        except TimeoutError:
            # The client sent no head in time, or read too slowly.
            writer.transport.abort()
        except (OSError, asyncio.IncompleteReadError):
            pass  # The client disconnected.
        except asyncio.CancelledError:
            # The program ends; asyncio's streams would log the cancellation as an error.
            writer.transport.abort()
        finally:
            await close_when_drained(writer)
            self._open[begin].remove(own)

    async def _pass_on(self, begin: _Begin, reader: StreamReader, writer: StreamWriter) -> None:
        if len(self._open[begin]) > MOST_CONNECTIONS:
            raise unavailable(f"Neo4j already has {MOST_CONNECTIONS} connections")
        async with asyncio.timeout(HEAD_SECONDS):
            port, first, seconds = await begin(reader)
        try:
            server, onward = await asyncio.open_connection("127.0.0.1", port, limit=BUFFER_BYTES)
        except OSError:
            raise unavailable(_STARTING) from None
        # Neo4j may just have ended, and another program have its port: it must not receive passwords.
        if not is_ours(port):
            onward.close()
            raise unavailable(_STARTING)
        onward.write(first)
        there = asyncio.create_task(pump(reader, onward))
        try:
            async with asyncio.timeout(seconds):
                await pump(server, writer)
        finally:
            there.cancel()
            onward.close()

    async def _bolt(self, reader: StreamReader) -> tuple[int, bytes, float | None]:
        """Neo4j's port, the bytes to send first, and the seconds an answer may take. Raises RelayRefusal."""
        first = await reader.readexactly(len(BOLT))
        if first != BOLT:
            first = await read_head(reader, first)
            allowed = self._hosts.allows(header(first, b"host"))
            if not allowed or header(first, b"origin") not in self._origins:
                raise RelayRefusal("403 Forbidden", "This port serves only Bolt and its own Neo4j Browser.")
        return self._ports().bolt, first, None

    async def _http(self, reader: StreamReader) -> tuple[int, bytes, float | None]:
        """As `_bolt`. Each connection carries one request, so that every head is checked."""
        head = await read_head(reader)
        if not self._hosts.allows(header(head, b"host")):
            raise RelayRefusal("403 Forbidden", f"Use http://127.0.0.1:{self.public.http}/browser/ instead.")
        return self._ports().http, with_connection_close(head), ANSWER_SECONDS

    def _ports(self) -> Ports:
        if self.behind is None:
            raise unavailable(_STARTING)
        return self.behind
