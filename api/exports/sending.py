"""How an export is sent: so many at once, streamed to clients that keep reading, and never taken for whole
where it broke off."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing, asynccontextmanager

from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from api.http.error_responses import RequestRefused
from graph.errors import GraphError

log = logging.getLogger("safeguarding")

# Concurrent exports; further clients are told to retry.
AT_ONCE = 4
RETRY_SECONDS = 10
# Before compression, which sends about a tenth. Slower, the shipped graph would not arrive in EXPORT_SECONDS.
LEAST_BYTES_A_SECOND = 50_000
# How long a client that has not fallen behind may take nothing.
PATIENCE_SECONDS = 30.0


class ExportSlots:
    """The exports that may be made or sent at once; ``under_way`` is how many are."""

    def __init__(self) -> None:
        self.under_way = 0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """One of them. Raises RequestRefused where all are taken."""
        if self.under_way >= AT_ONCE:
            message = f"{AT_ONCE} exports are being made; try again shortly."
            raise RequestRefused(message, 503, "BUSY", {"retry-after": str(RETRY_SECONDS)})
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1


async def begun(parts: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """The parts of an export, with the first one made already: what is refused is refused before it
    begins."""
    return _continued(await anext(parts), parts)


class HeadersAlone(Response):
    """The headers of an export, whose length is not known."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        super().init_headers(headers)
        del self.headers["content-length"]


class TooSlow(GraphError):
    """A client reads an export more slowly than it must."""


class _Pace:
    """Sends an export to a client that may fall below the least rate, but not for long."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._patience = PATIENCE_SECONDS

    async def send(self, message: Message) -> None:
        """Send on. Only the wait for the client counts. Raises TooSlow."""
        allowed = self._patience + len(message.get("body", b"")) / LEAST_BYTES_A_SECOND
        started = time.monotonic()
        try:
            async with asyncio.timeout(allowed):
                await self._send(message)
        except TimeoutError:
            raise TooSlow("The client reads too slowly.") from None
        self._patience = min(PATIENCE_SECONDS, allowed - (time.monotonic() - started))


class StreamedExport(StreamingResponse):
    """A streaming export. ``held`` is released when it ends, however it ends."""

    def __init__(
        self,
        parts: AsyncGenerator[bytes],
        headers: dict[str, str],
        media_type: str,
        held: AsyncExitStack,
        deadline: float,
    ) -> None:
        super().__init__(parts, 200, headers, media_type)
        self._parts, self._held, self._deadline = parts, held, deadline

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._held, aclosing(self._parts):
            try:
                async with asyncio.timeout_at(self._deadline):
                    await super().__call__(scope, receive, _Pace(send).send)
            except (GraphError, TimeoutError) as error:
                # Leave the response unfinished: the client must not take it for a whole one.
                log.error("An export broke off; EXPORT_SECONDS bounds its time", exc_info=error)


async def _continued(first: bytes, parts: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    async with aclosing(parts):
        yield first
        async for part in parts:
            yield part
