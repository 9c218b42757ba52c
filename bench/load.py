"""A client that keeps a number of connections busy and records the time of each answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import quantiles
from urllib.parse import urlsplit

import orjson


@dataclass(frozen=True)
class Load:
    """The seconds of each answer, the total seconds, and the bytes of all bodies."""

    latencies: Sequence[float]
    seconds: float
    bytes: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, percent: int) -> float:
        """The seconds within which this percentage was answered."""
        return percentile_of(self.latencies, percent)


def percentile_of(times: Sequence[float], percent: int) -> float:
    """The time within which this percentage was answered: never beyond the longest."""
    return quantiles(times, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True)
class Post:
    """A request as bytes on the wire."""

    url: str
    body: object

    def wire(self) -> bytes:
        address, body = urlsplit(self.url), orjson.dumps(self.body)
        head = (
            f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(frozen=True)
class Get:
    """A request for a page, as a browser sends it."""

    url: str
    encoding: str = "gzip"

    def wire(self) -> bytes:
        address = urlsplit(self.url)
        path = f"{address.path}?{address.query}".removesuffix("?")
        return (
            f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nAccept: text/html\r\n"
            f"Accept-Encoding: {self.encoding}\r\n\r\n"
        ).encode()


Sent = Post | Get


async def answered(post: Sent) -> bytes:
    """The body of one answer. Raises RuntimeError for any status but 200."""
    reader, writer = await _connect(post)
    try:
        writer.write(post.wire())
        return await _body(reader)
    finally:
        writer.close()


async def load(posts: Sequence[Sent], *, connections: int, seconds: float) -> Load:
    """Send requests in turn on a number of connections, each as soon as the previous answer is there."""
    wires = cycle([post.wire() for post in posts])
    latencies: list[float] = []
    total = 0
    begun = time.perf_counter()
    end = begun + seconds

    async def one() -> None:
        nonlocal total
        reader, writer = await _connect(posts[0])
        while (start := time.perf_counter()) < end:
            writer.write(next(wires))
            body = await _body(reader)
            total += len(body)
            latencies.append(time.perf_counter() - start)
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return Load(latencies, time.perf_counter() - begun, total)


async def _connect(post: Sent) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    address = urlsplit(post.url)
    return await asyncio.open_connection(address.hostname, address.port, limit=2**24)


async def _body(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    lines = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if lines.get("transfer-encoding") == "chunked":
        body = b"".join([chunk async for chunk in _chunks(reader)])
    else:
        body = await reader.readexactly(int(lines["content-length"]))
    if " 200 " not in head.partition("\r\n")[0] + " ":
        raise RuntimeError(f"{head.partition(chr(13))[0]}: {body[:400]!r}")
    return body


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
