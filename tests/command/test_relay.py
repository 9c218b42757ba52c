"""What the relay before our own Neo4j passes on, with backends that record what reaches them."""

from __future__ import annotations

import asyncio
import socket
import sys
from typing import Any

import pytest

from command import relay as relay_module
from command.relay import BOLT
from command.relay_streams import HEAD_BYTES
from graph.store.config import Ports
from graph.store.ports import free_ports, listen
from tests.helpers.another_user import play_another_user
from tests.helpers.relay_backend import relay_with_backends


def test_bolt_of_a_program_passes_as_it_is() -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            sent = BOLT + bytes(16)
            assert await behind.answer(behind.relay.public.bolt, sent) == b"reached"
            assert b"".join(behind.reached) == sent or sent.startswith(behind.reached[0])

    asyncio.run(tried())


def test_bolt_over_websocket_passes_from_our_own_browser_alone() -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            own = behind.relay.public.http
            assert await behind.web_socket() == b"reached"
            assert await behind.web_socket(origin=f"http://localhost:{own}") == b"reached"
            passed = len(behind.reached)
            for origin in (
                "https://evil.example",
                "null",
                "",
                f"http://127.0.0.1:{own + 1}",
                f"http://127.0.0.1:{own}.evil.example",
                f"http://127.0.0.1.evil.example:{own}",
                f"https://127.0.0.1:{own}",
                f"{behind.origin}, https://evil.example",
            ):
                refused = await behind.web_socket(origin=origin)
                assert refused.startswith(b"HTTP/1.1 403 "), origin
            assert (await behind.web_socket(host="evil.example")).startswith(b"HTTP/1.1 403 ")
            assert len(behind.reached) == passed, "nothing of what was refused has reached Neo4j"

    asyncio.run(tried())


def test_browser_answers_to_names_of_this_machine_alone() -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            own = behind.relay.public.http
            for host in (f"127.0.0.1:{own}", f"localhost:{own}", f"[::1]:{own}", f"LOCALHOST:{own}"):
                assert await behind.answer(own, behind.head("/browser/", host=host)) == b"reached"
            for host in ("evil.example", f"evil.example:{own}", f"127.0.0.1.evil.example:{own}", ""):
                refused = await behind.answer(own, behind.head("/browser/", host=host))
                assert refused.startswith(b"HTTP/1.1 403 "), host
            twice = behind.head("/").replace(b"host:", b"host: localhost\r\nHost:")
            assert (await behind.answer(own, twice)).startswith(b"HTTP/1.1 403 ")

    asyncio.run(tried())


def test_a_name_that_the_settings_allow_passes_and_so_does_the_browser_they_tell() -> None:
    async def tried() -> None:
        told: dict[str, Any] = {
            "allowed_hosts": ("graph.example",),
            "browser_url": "https://graph.example/neo4j/",
        }
        async with relay_with_backends(**told) as behind:
            host = "graph.example"
            assert await behind.answer(behind.relay.public.http, behind.head("/", host=host)) == b"reached"
            assert await behind.web_socket(host=host, origin="https://graph.example") == b"reached"
            assert b" 403 " in await behind.web_socket(host=host, origin="http://graph.example")

    asyncio.run(tried())


def test_each_request_is_looked_at_because_its_connection_ends_with_it() -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            sent = behind.head("/", connection="keep-alive")
            await behind.answer(behind.relay.public.http, sent)
            assert b"keep-alive" not in behind.reached[0]
            assert b"\r\nConnection: close\r\n" in behind.reached[0]

    asyncio.run(tried())


def test_heads_are_bounded_in_size_and_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            for port in (behind.relay.public.bolt, behind.relay.public.http):
                large = b"GET / HTTP/1.1\r\nx: " + b"y" * (2 * HEAD_BYTES)
                assert (await behind.answer(port, large)).startswith(b"HTTP/1.1 431 ")
                for unfinished in (b"", b"GE", b"GET / HTTP/1.1\r\nHost: "):
                    assert await behind.answer(port, unfinished) == b""
            assert behind.reached == []

    monkeypatch.setattr(relay_module, "HEAD_SECONDS", 0.2)
    asyncio.run(tried())


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\nHost: {host}\n\n",
        b"GET / HTTP/1.1\nHost: {host}\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nx: y\rGET /z HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nx: y\n\nGET /z HTTP/1.1\r\n\r\n",
        b"\n\n\n\nGET / HTTP/1.1\r\nHost: {host}\r\n\r\n",
    ],
)
def test_a_head_with_other_line_endings_is_refused(head: bytes) -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            for port in (behind.relay.public.http, behind.relay.public.bolt):
                sent = head.replace(b"{host}", f"127.0.0.1:{port}".encode())
                assert (await behind.answer(port, sent)).startswith(b"HTTP/1.1 400 ")
            assert behind.reached == []

    asyncio.run(tried())


def test_connections_have_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            port = behind.relay.public.http
            idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
            refused = await behind.answer(port, behind.head("/"))
            assert refused.startswith(b"HTTP/1.1 503 ")
            assert b"\r\nRetry-After: " in refused
            for _, writer in idle:
                writer.close()
                await writer.wait_closed()
            async with asyncio.timeout(10):
                while await behind.answer(port, behind.head("/")) != b"reached":
                    await asyncio.sleep(0.01)

    monkeypatch.setattr(relay_module, "MOST_CONNECTIONS", 3)
    asyncio.run(tried())


def test_the_relay_answers_503_while_neo4j_is_away() -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            gone = Ports(*free_ports(2))
            for away in (None, gone):
                behind.relay.behind = away
                answer = await behind.answer(behind.relay.public.http, behind.head("/"))
                assert answer.startswith(b"HTTP/1.1 503 ")
                assert b"\r\nRetry-After: " in answer
            behind.relay.behind = behind.ports
            assert await behind.answer(behind.relay.public.http, behind.head("/")) == b"reached"

    asyncio.run(tried())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who listens")
def test_nothing_passes_to_a_port_that_another_user_took(monkeypatch: pytest.MonkeyPatch) -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            assert await behind.answer(behind.relay.public.bolt, BOLT + bytes(16)) == b"reached"
            behind.reached.clear()
            play_another_user(monkeypatch)
            assert b" 503 " in await behind.answer(behind.relay.public.bolt, BOLT + bytes(16))
            assert b" 503 " in await behind.answer(behind.relay.public.http, behind.head("/"))
            assert b" 503 " in await behind.web_socket()
            assert b"".join(behind.reached) == b""

    asyncio.run(tried())


def test_a_server_that_ends_ends_the_client_too() -> None:
    async def tried() -> None:
        async with relay_with_backends() as behind:
            reader, writer = await asyncio.open_connection("127.0.0.1", behind.relay.public.bolt)
            writer.write(BOLT)
            async with asyncio.timeout(5):
                assert await reader.read() == b"reached"
            writer.close()

    asyncio.run(tried())


def test_a_port_that_is_listened_on_is_not_given_twice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Exception, match="BOLT_PORT"):
        listen("127.0.0.1", taken.getsockname()[1], "BOLT_PORT")
