"""The addresses of the own Neo4j, which stay while the Neo4j behind them changes.

Native Bolt passes as it is. Web pages reach ports of this machine too, so HTTP passes only with a `Host` of
ours, and Bolt over WebSocket only with the `Origin` of our Neo4j Browser. The API dials Neo4j itself: the way
through here costs a statement 75 to 190 microseconds.
"""

from __future__ import annotations

import asyncio
import socket
from asyncio import StreamReader, StreamWriter
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import Any

from command.passing import BUFFER_BYTES, HEAD_BYTES, Refused, closing, ended, header, later, pump, read_head
from graph.hosts import AllowedHosts
from graph.neo4j.listeners import is_ours
from graph.store.config import Ports

BOLT = b"\x60\x60\xb0\x17"
# At each of the two ports, so that none of the other keeps a place there.
MOST_CONNECTIONS = 256
# For the first bytes. Neo4j itself ends a connection that has not logged on within 30 seconds.
HEAD_SECONDS = 10.0
# For an answer over HTTP: a file of Browser, which nobody far away reads. Bolt may stay.
ANSWER_SECONDS = 60.0
_STARTING = "Neo4j is being started"
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
        # The loop itself holds no task: one whose client is not being read could be collected as garbage.
        self._open: defaultdict[_Begin, set[asyncio.Task[Any] | None]] = defaultdict(set)

    def listen(self) -> None:
        """Let connections wait for `serve`."""
        for listening in self._sockets:
            listening.listen()

    async def serve(self) -> None:
        """Pass connections until cancelled."""
        for listening, begin in zip(self._sockets, (self._bolt, self._http), strict=True):
            await asyncio.start_server(partial(self._passed, begin), sock=listening, limit=HEAD_BYTES)
        await asyncio.Event().wait()

    async def _passed(self, begin: _Begin, reader: StreamReader, writer: StreamWriter) -> None:
        own = asyncio.current_task()
        self._open[begin].add(own)
        try:
            await self._both_ways(begin, reader, writer)
        except Refused as refused:
            await refused.tell(reader, writer)
        except TimeoutError:
            # It said nothing in its time, or read too slowly.
            writer.transport.abort()
        except (OSError, asyncio.IncompleteReadError):
            pass  # It broke.
        except asyncio.CancelledError:
            # The program ends: streams would log that as a failure.
            writer.transport.abort()
        finally:
            await ended(writer)
            self._open[begin].remove(own)

    async def _both_ways(self, begin: _Begin, reader: StreamReader, writer: StreamWriter) -> None:
        if len(self._open[begin]) > MOST_CONNECTIONS:
            raise later(f"Neo4j has {MOST_CONNECTIONS} connections already")
        async with asyncio.timeout(HEAD_SECONDS):
            port, first, seconds = await begin(reader)
        try:
            server, onward = await asyncio.open_connection("127.0.0.1", port, limit=BUFFER_BYTES)
        except OSError:
            raise later(_STARTING) from None
        # Neo4j may have ended just now: what clients send here, passwords among it, is for no other program.
        if not is_ours(port):
            onward.close()
            raise later(_STARTING)
        onward.write(first)
        there = asyncio.create_task(pump(reader, onward))
        try:
            async with asyncio.timeout(seconds):
                await pump(server, writer)
        finally:
            there.cancel()
            onward.close()

    async def _bolt(self, reader: StreamReader) -> tuple[int, bytes, float | None]:
        """The port and the first bytes of what passes, and how many seconds it has. Raises Refused."""
        first = await reader.readexactly(len(BOLT))
        if first != BOLT:
            first = await read_head(reader, first)
            allowed = self._hosts.allows(header(first, b"host"))
            if not allowed or header(first, b"origin") not in self._origins:
                raise Refused("403 Forbidden", "This port is for Bolt, and for our own Neo4j Browser.")
        return self._ports().bolt, first, None

    async def _http(self, reader: StreamReader) -> tuple[int, bytes, float | None]:
        """As `_bolt`. One request a connection, so that every head is looked at."""
        head = await read_head(reader)
        if not self._hosts.allows(header(head, b"host")):
            raise Refused("403 Forbidden", f"Ask http://127.0.0.1:{self.public.http}/browser/ instead.")
        return self._ports().http, closing(head), ANSWER_SECONDS

    def _ports(self) -> Ports:
        if self.behind is None:
            raise later(_STARTING)
        return self.behind
