"""The parent's side of a worker process: send it databases, read its messages, kill it if it hangs."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import orjson

from api.http.metrics_files import FOLDER_VARIABLE
from graph.neo4j.database import Database
from graph.neo4j.own_login import OwnLogin
from graph.settings import Settings

_ROOT = Path(__file__).resolve().parent.parent
# A worker writes a line every few seconds. A stopped or stuck one would keep connections that other workers
# could answer.
ALIVE_SECONDS = 5.0
SILENT_SECONDS = 30.0
_START_SECONDS = 60.0
# The time that requests have to finish, and a little more to exit.
_STOP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where a Neo4j answers, its login and the address of its Browser, if known.

    `number` is the parent's id for it; `is_own` tells a Neo4j that `serve` runs from a server of the user's.
    Sent over standard input: a password there shows in no process list and no environment."""

    number: int
    uri: str
    browser_url: str | None
    auth: tuple[str, str] = field(repr=False)
    is_own: bool = False

    @classmethod
    def of(cls, database: Database) -> Self:
        own = isinstance(database.auth, OwnLogin)
        return cls(database.number, database.uri, database.browser_url, (*database.auth,), own)

    def line(self) -> bytes:
        """The address as one line of JSON."""
        return orjson.dumps(asdict(self)) + b"\n"

    def database(self, settings: Settings) -> Database:
        """The database at this address. Raises StoreUnavailable if the URI is invalid."""
        user, password = self.auth
        login = OwnLogin(user, password) if self.is_own else (user, password)
        return Database.connect(
            self.uri,
            auth=login,
            database=settings.neo4j_database,
            browser_url=self.browser_url,
        )


class WorkerHandle:
    """A process that answers requests. `databases_in_use` are the numbers of the databases it may query."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._in, self._out = process.stdin, process.stdout
        self.databases_in_use: set[int] = set()
        self.has_answered = False
        self._has_ended = False
        self._changed = asyncio.Condition()

    @classmethod
    async def start(cls, listener: socket.socket, metrics: str) -> Self:
        """Start a worker on a listening socket, with a folder for its metrics; it waits for a database."""
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "command.worker", str(listener.fileno())),
            stdin=PIPE,
            stdout=PIPE,
            pass_fds=(listener.fileno(),),
            env={**os.environ, "PYTHONPATH": path, FOLDER_VARIABLE: metrics},
            # Ctrl-C reaches only the parent, which stops the workers in order.
            start_new_session=True,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def send_database(self, database: Database) -> None:
        """Send new requests to this database; `databases_in_use` holds its number once they go there."""
        # `listen` notices a worker that has just ended.
        with suppress(ConnectionError, RuntimeError):
            self._in.write(DatabaseAddress.of(database).line())

    async def wait_until_uses(self, number: int) -> None:
        """Wait until the worker sends requests to the database, or has ended."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._has_ended or number in self.databases_in_use)

    async def wait_until_released(self, number: int) -> None:
        """Wait until the worker has no request on the database, or has ended."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._has_ended or number not in self.databases_in_use)

    async def listen(self) -> str:
        """Read its messages until it ends; kill it if it falls silent. Returns how it ended, as a phrase."""
        try:
            while True:
                async with asyncio.timeout(SILENT_SECONDS if self.databases_in_use else _START_SECONDS):
                    line = await self._out.readline()
                if not line:
                    return f"ended with status {await self._process.wait()}"
                await self._handle_message(*line.decode().split())
        except TimeoutError:
            await self._kill()
            return "stopped answering and was killed"
        finally:
            async with self._changed:
                self._has_ended = True
                self._changed.notify_all()

    async def stop(self) -> None:
        """Let it finish its requests, and wait until it has ended."""
        self._in.close()
        try:
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        except TimeoutError:
            await self._kill()

    async def _handle_message(self, word: str, number: str = "") -> None:
        async with self._changed:
            if word == "ready":
                self.has_answered = True
                self.databases_in_use.add(int(number))
            elif word == "left":
                self.databases_in_use.discard(int(number))
            self._changed.notify_all()

    async def _kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
