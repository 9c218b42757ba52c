"""A relay before servers that record what reaches them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from command.relay import Relay
from command.relay_streams import browser_origins
from graph.hosts import AllowedHosts
from graph.settings import Settings
from graph.store.config import Ports
from graph.store.ports import free_ports, listen


@dataclass
class RelayUnderTest:
    """A relay, and what has reached the servers behind it: port to the first bytes of each connection."""

    relay: Relay
    ports: Ports
    reached: list[bytes] = field(default_factory=list)

    async def answer(self, port: int, sent: bytes) -> bytes:
        """Everything that comes back for some bytes on a public port, until the connection ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        try:
            async with asyncio.timeout(10):
                return await reader.read()
        finally:
            writer.close()

    async def answered(self, sent: bytes, port: int | None = None) -> bytes:
        """The first byte that comes back on a public port, that of Bolt unless another is named."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port or self.relay.public.bolt)
        writer.write(sent)
        try:
            return await reader.read(1)
        finally:
            writer.close()

    def head(self, line: str, port: int | None = None, **headers: str) -> bytes:
        named = {"host": f"127.0.0.1:{port or self.relay.public.http}"} | headers
        rows = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
        return "\r\n".join((f"GET {line} HTTP/1.1", *rows, "", "")).encode()

    async def web_socket(self, **headers: str) -> bytes:
        bolt = self.relay.public.bolt
        upgrade = {"upgrade": "websocket", "connection": "Upgrade", "origin": self.origin}
        return await self.answer(bolt, self.head("/", bolt, **(upgrade | headers)))

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.relay.public.http}"


Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def relay_with_backends(answer: Answer | None = None, **settings: Any) -> AsyncIterator[RelayUnderTest]:
    """A relay with two servers behind it, which record what they get and close, or do as ``answer`` says."""
    chosen = Settings(**settings)
    with listen("127.0.0.1", 0, "") as bolt, listen("127.0.0.1", 0, "") as http:
        own = Relay(bolt, http, AllowedHosts.of(chosen), browser_origins(chosen, http.getsockname()[1]))
        behind = RelayUnderTest(own, Ports(*free_ports(2)))

        async def told(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            behind.reached.append(await reader.read(65_536))
            writer.write(b"reached")
            writer.close()

        servers = [
            await asyncio.start_server(answer or told, "127.0.0.1", port)
            for port in (behind.ports.bolt, behind.ports.http)
        ]
        own.behind = behind.ports
        own.listen()
        serving = asyncio.create_task(own.serve())
        try:
            yield behind
        finally:
            serving.cancel()
            for server in servers:
                server.close()
