"""The password of our own Neo4j, where another user's program listens in its place. No JVM is needed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson
import pytest

from command.worker_handle import DatabaseAddress
from graph.errors import Neo4jDied, StoreError
from graph.neo4j.database import Database, SyncDatabase
from graph.neo4j.listeners import is_ours
from graph.neo4j.own_login import OwnLogin
from graph.settings import Settings
from graph.store.config import Neo4jConfig, Ports
from graph.store.exit_reasons import USER_LOG
from graph.store.ports import free_ports
from graph.store.process import Neo4jProcess
from tests.conftest import Run
from tests.helpers.another_user import play_another_user
from tests.helpers.connection_recorder import Listener

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who listens")
SECRET = "very-secret"
OWN, GIVEN = OwnLogin("neo4j", SECRET), ("neo4j", SECRET)
_LISTENS = """
import os, socket, sys
os.setuid(65534)
with socket.create_server(("127.0.0.1", 0)) as listening:
    print(listening.getsockname()[1], flush=True)
    sys.stdin.read()
"""


@contextmanager
def bolt_that_listens() -> Iterator[tuple[str, bytearray]]:
    """A program that agrees on a Bolt version and records everything that it is sent."""
    heard = bytearray()

    def listen() -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection:
                    heard.extend(connection.recv(20))
                    connection.sendall(b"\x00\x00\x08\x05")
                    while SECRET.encode() not in heard and (data := connection.recv(65_536)):
                        heard.extend(data)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"bolt://127.0.0.1:{server.getsockname()[1]}", heard
        server.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def _asked_by_the_build(uri: str, auth: tuple[str, str], run: Run[None]) -> None:
    with SyncDatabase(uri, auth=auth) as database:
        database.verify()


def _asked_by_the_api(uri: str, auth: tuple[str, str], run: Run[None]) -> None:
    async def asked() -> None:
        database = Database.connect(uri, auth=auth)
        try:
            await database.verify()
        finally:
            await database.close()

    run(asked())


Ask = Callable[[str, tuple[str, str], Run[None]], None]
asks = pytest.mark.parametrize("ask", [_asked_by_the_build, _asked_by_the_api])


@LINUX
def test_a_port_is_ours_while_we_listen_there() -> None:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port = opened.getsockname()[1]
        assert not is_ours(port)
        opened.listen()
        assert is_ours(port)
    assert not is_ours(port)


@LINUX
def test_a_port_over_both_kinds_of_addresses_is_ours_too() -> None:
    # As a JVM listens at 127.0.0.1.
    with socket.socket(socket.AF_INET6) as opened:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        opened.bind(("::ffff:127.0.0.1", 0))
        opened.listen()
        assert is_ours(opened.getsockname()[1])


@LINUX
@pytest.mark.skipif(os.geteuid() != 0, reason="plays another user, which needs root")
def test_a_port_of_another_user_is_not_ours() -> None:
    command = [sys.executable, "-c", _LISTENS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as stranger:
        assert stranger.stdout is not None
        assert not is_ours(int(stranger.stdout.readline()))


@LINUX
@asks
def test_the_password_is_not_sent_to_another_user(
    ask: Ask, run: Run[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    play_another_user(monkeypatch)
    with bolt_that_listens() as (uri, heard), pytest.raises(StoreError):
        ask(uri, OWN, run)
    assert heard.startswith(b"\x60\x60\xb0\x17")
    assert SECRET.encode() not in heard


@asks
@pytest.mark.parametrize("auth", [OWN, GIVEN])
def test_to_a_program_of_this_user_it_is_sent(auth: tuple[str, str], ask: Ask, run: Run[None]) -> None:
    with bolt_that_listens() as (uri, heard), pytest.raises(StoreError):
        ask(uri, auth, run)
    assert SECRET.encode() in heard


@asks
def test_the_password_that_a_user_gave_goes_where_they_said(
    ask: Ask, run: Run[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    play_another_user(monkeypatch)
    with bolt_that_listens() as (uri, heard), pytest.raises(StoreError):
        ask(uri, GIVEN, run)
    assert SECRET.encode() in heard


@pytest.mark.parametrize("auth", [OWN, GIVEN])
def test_a_worker_gets_the_login_with_its_type(auth: tuple[str, str], run: Run[None]) -> None:
    async def told() -> None:
        before = Database.connect("bolt://127.0.0.1:1", auth=auth)
        after = DatabaseAddress(**orjson.loads(DatabaseAddress.of(before).line())).database(Settings())
        assert after.auth == before.auth
        assert type(after.auth) is type(before.auth)
        for database in (before, after):
            await database.close()

    run(told())


@pytest.mark.parametrize("said", [None, "", "INFO  Bolt enabled on localhost:{other}.\n"])
def test_neo4j_is_not_dialled_before_its_log_says_that_it_listens(said: str | None, tmp_path: Path) -> None:
    with Listener.open() as listener:
        if said is not None:
            (tmp_path / "logs").mkdir()
            (tmp_path / USER_LOG).write_text(said.format(other=listener.port + 1))
        with pytest.raises(Neo4jDied):
            _ending(tmp_path, listener.port).ready()
        assert listener.connections == 0


def test_neo4j_is_dialled_as_soon_as_its_log_says_that_it_listens(tmp_path: Path) -> None:
    with Listener.open() as listener:
        (tmp_path / "logs").mkdir()
        (tmp_path / USER_LOG).write_text(f"INFO  Bolt enabled on localhost:{listener.port}.\n")
        with pytest.raises(Neo4jDied):
            _ending(tmp_path, listener.port).ready()
        assert listener.connections > 0


def _ending(home: Path, port: int) -> Neo4jProcess:
    """A Neo4j that ends a moment after its start."""
    program = subprocess.Popen([sys.executable, "-c", "pass"], stdin=subprocess.DEVNULL)
    config = Neo4jConfig(Ports(port, free_ports(1)[0]), read_only=True)
    return Neo4jProcess(home, config, program, SECRET)
