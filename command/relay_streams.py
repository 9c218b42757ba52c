"""What the relay does with streams: read HTTP heads, refuse, copy and close."""

from __future__ import annotations

import asyncio
from asyncio import LimitOverrunError, StreamReader, StreamWriter
from contextlib import suppress
from urllib.parse import urlsplit

from graph.settings import Settings

HEAD_BYTES = 16_384
# Buffered in each direction. Small, so that a slow reader still shows progress.
BUFFER_BYTES = 16_384
# As for answers of the API: long enough for slow networks, short enough to free the connection.
STALLED_SECONDS = 75.0
_PLAIN = "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n"


class RelayRefusal(Exception):
    """A connection that the relay refuses; `send` answers it."""

    def __init__(self, status: str, sentence: str, header: str = "") -> None:
        super().__init__(sentence)
        body = f"{sentence}\n".encode()
        head = f"HTTP/1.1 {status}\r\n{_PLAIN}{header}Content-Length: {len(body)}\r\n\r\n"
        self._answer = head.encode() + body

    async def send(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer, then read for up to a second: closing with unread data resets the connection."""
        with suppress(OSError):
            writer.write(self._answer)
            writer.write_eof()
            async with asyncio.timeout(1):
                while await reader.read(65_536):
                    pass


async def pump(reader: StreamReader, writer: StreamWriter) -> None:
    """Copy until the reader's end, then end the writer. Abort if the writer's peer reads nothing for
    `STALLED_SECONDS`."""
    writer.transport.set_write_buffer_limits(BUFFER_BYTES)
    try:
        while data := await reader.read(BUFFER_BYTES):
            writer.write(data)
            async with asyncio.timeout(STALLED_SECONDS):
                await writer.drain()
        if not writer.is_closing():
            writer.write_eof()
    except OSError:  # Includes TimeoutError.
        writer.transport.abort()


async def close_when_drained(writer: StreamWriter) -> None:
    """Close a connection; wait until its peer has read everything, or abort after `STALLED_SECONDS`."""
    writer.close()
    try:
        async with asyncio.timeout(STALLED_SECONDS):
            await writer.wait_closed()
    except OSError:
        writer.transport.abort()


def _too_large() -> RelayRefusal:
    return RelayRefusal("431 Request Header Fields Too Large", f"A head has at most {HEAD_BYTES} bytes.")


def unavailable(why: str) -> RelayRefusal:
    """A refusal for now: the client may try again in a moment."""
    return RelayRefusal("503 Service Unavailable", f"{why}; try again shortly.", "Retry-After: 5\r\n")


async def read_head(reader: StreamReader, first: bytes = b"") -> bytes:
    """Read a request's head, up to and with its empty line; `first` was read already. Raises RelayRefusal."""
    head, line = b"", first
    while not head.endswith(b"\r\n\r\n"):
        try:
            line += await reader.readuntil(b"\n")
        except LimitOverrunError:
            raise _too_large() from None
        # Neo4j also accepts other line ends, and would read headers that this check does not see.
        if not line.endswith(b"\r\n") or b"\r" in line[:-2] or b"\n" in line[:-2]:
            raise RelayRefusal("400 Bad Request", "Each line of the head must end with CR LF.")
        head, line = head + line, b""
        if len(head) > HEAD_BYTES:
            raise _too_large()
    return head


def header(head: bytes, name: bytes) -> str:
    """The value of a header in lower case; empty if the header is absent or repeated."""
    rows = [line.split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line]
    found = [value.strip().decode("latin-1") for key, value in rows if key.lower() == name]
    return found[0].lower() if len(found) == 1 else ""


def with_connection_close(head: bytes) -> bytes:
    """The head with `Connection: close`, so that each connection carries one request."""
    lines = [line for line in head[:-4].split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join((*lines, b"Connection: close", b"", b""))


def browser_origins(settings: Settings, http_port: int) -> frozenset[str]:
    """The origins of the Neo4j Browser that `serve` offers: on this machine, and at `BROWSER_URL`."""
    own = {f"http://{name}:{http_port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    told = urlsplit(settings.browser_url or "")
    return frozenset(own | ({f"{told.scheme}://{told.netloc}".lower()} if told.netloc else set()))
