"""What may pass to the own Neo4j: heads of HTTP requests, and the origins of pages that may ask it."""

from __future__ import annotations

import asyncio
from asyncio import LimitOverrunError, StreamReader, StreamWriter
from contextlib import suppress
from urllib.parse import urlsplit

from graph.settings import Settings

HEAD_BYTES = 16_384
# What waits here for a reader, each way. Small, so that a slow one is seen to move.
BUFFER_BYTES = 16_384
# As for answers of the API: longer than a sleepy network needs, and a place is not held for ever.
STALLED_SECONDS = 75.0
_PLAIN = "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n"


class Refused(Exception):
    """What does not pass; `tell` says so."""

    def __init__(self, status: str, sentence: str, header: str = "") -> None:
        super().__init__(sentence)
        body = f"{sentence}\n".encode()
        head = f"HTTP/1.1 {status}\r\n{_PLAIN}{header}Content-Length: {len(body)}\r\n\r\n"
        self._answer = head.encode() + body

    async def tell(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer, and read a little more: a connection that is closed with bytes unread loses its answer."""
        with suppress(OSError):
            writer.write(self._answer)
            writer.write_eof()
            async with asyncio.timeout(1):
                while await reader.read(65_536):
                    pass


async def pump(reader: StreamReader, writer: StreamWriter) -> None:
    """Write what is read; the end of the one is the end of the other. Whoever takes nothing for
    `STALLED_SECONDS` is ended."""
    writer.transport.set_write_buffer_limits(BUFFER_BYTES)
    try:
        while data := await reader.read(BUFFER_BYTES):
            writer.write(data)
            async with asyncio.timeout(STALLED_SECONDS):
                await writer.drain()
        if not writer.is_closing():
            writer.write_eof()
    except OSError:
        # A TimeoutError among them.
        writer.transport.abort()


async def ended(writer: StreamWriter) -> None:
    """Close a connection, and wait until what was written has been taken, or has not for too long."""
    writer.close()
    try:
        async with asyncio.timeout(STALLED_SECONDS):
            await writer.wait_closed()
    except OSError:
        writer.transport.abort()


def _too_large() -> Refused:
    return Refused("431 Request Header Fields Too Large", f"A head has at most {HEAD_BYTES} bytes.")


def later(why: str) -> Refused:
    """A refusal of what may be asked again in a moment."""
    return Refused("503 Service Unavailable", f"{why}; try again shortly.", "Retry-After: 5\r\n")


async def read_head(reader: StreamReader, first: bytes = b"") -> bytes:
    """The head of a request that begins with `first`, with its empty line. Raises Refused."""
    head, line = b"", first
    while not head.endswith(b"\r\n\r\n"):
        try:
            line += await reader.readuntil(b"\n")
        except LimitOverrunError:
            raise _too_large() from None
        # Neo4j would read on where a line ends in another way, past a head that was looked at here.
        if not line.endswith(b"\r\n") or b"\r" in line[:-2] or b"\n" in line[:-2]:
            raise Refused("400 Bad Request", "Each line of a head ends with CR LF.")
        head, line = head + line, b""
        if len(head) > HEAD_BYTES:
            raise _too_large()
    return head


def header(head: bytes, name: bytes) -> str:
    """The value of a header that is there once, in small letters; anything else is the empty text."""
    rows = [line.split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line]
    found = [value.strip().decode("latin-1") for key, value in rows if key.lower() == name]
    return found[0].lower() if len(found) == 1 else ""


def closing(head: bytes) -> bytes:
    """The head, asking for the end of the connection after its answer."""
    lines = [line for line in head[:-4].split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join((*lines, b"Connection: close", b"", b""))


def origins(settings: Settings, http_port: int) -> frozenset[str]:
    """The origins of our own Neo4j Browser: on this machine, and where `BROWSER_URL` says it is."""
    own = {f"http://{name}:{http_port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    told = urlsplit(settings.browser_url or "")
    return frozenset(own | ({f"{told.scheme}://{told.netloc}".lower()} if told.netloc else set()))
