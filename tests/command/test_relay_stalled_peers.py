"""Clients of the relay, and a Neo4j behind it, that stop reading."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import suppress

import pytest

from command import relay as relay_module
from command import relay_streams
from command.relay import BOLT
from tests.helpers.relay_backend import relay_with_backends


async def _flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer without an end, until the connection ends."""
    with suppress(OSError):
        while True:
            writer.write(bytes(65_536))
            await writer.drain()
    writer.close()


def test_a_client_that_never_reads_gives_its_place_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    has_ended = asyncio.Event()

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _flood(reader, writer)
        has_ended.set()

    async def tried() -> None:
        async with relay_with_backends(flood) as behind, asyncio.timeout(30):
            # It reads nothing: the protocol's own buffer is paused at once.
            _, writer = await asyncio.open_connection("127.0.0.1", behind.relay.public.bolt, limit=1)
            writer.write(BOLT)
            await has_ended.wait()
            while not (await behind.answered(BOLT)).startswith(b"\0"):
                await asyncio.sleep(0.01)
            writer.close()

    monkeypatch.setattr(relay_streams, "STALLED_SECONDS", 0.2)
    monkeypatch.setattr(relay_module, "MOST_CONNECTIONS", 1)
    asyncio.run(tried())


def test_slow_readers_of_pages_keep_no_place_from_bolt_and_none_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def tried() -> None:
        async with relay_with_backends(_flood) as behind, asyncio.timeout(30):
            head, port = behind.head("/browser/"), behind.relay.public.http
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
            writer.write(head)
            assert await reader.readexactly(1) == b"\0"
            assert await behind.answered(BOLT) == b"\0"
            assert await behind.answered(head, port) == b"H"
            while await behind.answered(head, port) != b"\0":
                await reader.read(1)
                await asyncio.sleep(0.05)
            writer.close()

    monkeypatch.setattr(relay_module, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(relay_module, "MOST_CONNECTIONS", 1)
    asyncio.run(tried())


def test_a_client_that_reads_slowly_is_served_for_as_long_as_it_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def tried() -> None:
        async with relay_with_backends(_flood) as behind, asyncio.timeout(60):
            reader, writer = await asyncio.open_connection("127.0.0.1", behind.relay.public.bolt)
            writer.write(BOLT)
            until = time.monotonic() + 3 * relay_streams.STALLED_SECONDS
            while time.monotonic() < until:
                assert await reader.readexactly(16_384) == bytes(16_384)
            writer.close()

    monkeypatch.setattr(relay_streams, "STALLED_SECONDS", 1.0)
    asyncio.run(tried())


def test_closing_does_not_wait_for_ever_for_a_final_write(monkeypatch: pytest.MonkeyPatch) -> None:
    async def tried() -> None:
        with socket.create_server(("127.0.0.1", 0)) as deaf:
            _, writer = await asyncio.open_connection("127.0.0.1", deaf.getsockname()[1])
            writer.write(bytes(20_000_000))
            async with asyncio.timeout(30):
                await relay_streams.close_when_drained(writer)
            assert writer.transport.get_write_buffer_size() == 0

    monkeypatch.setattr(relay_streams, "STALLED_SECONDS", 0.2)
    asyncio.run(tried())


def test_a_neo4j_that_takes_nothing_ends_its_client(monkeypatch: pytest.MonkeyPatch) -> None:
    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]  # of every socket's transport
        try:
            await asyncio.Event().wait()
        finally:
            writer.transport.abort()

    async def tried() -> None:
        async with relay_with_backends(deaf) as behind, asyncio.timeout(30):
            reader, writer = await asyncio.open_connection("127.0.0.1", behind.relay.public.bolt)
            writer.write(BOLT + bytes(20_000_000))
            with suppress(OSError):
                assert await reader.read() == b""
            writer.transport.abort()

    monkeypatch.setattr(relay_streams, "STALLED_SECONDS", 0.2)
    asyncio.run(tried())
