"""A worker as its parent sees it: told of databases, listened to, ended if it falls silent."""

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
# A worker says something every few seconds. One that is stopped, or stuck, keeps connections that others
# could answer.
ALIVE_SECONDS = 5.0
SILENT_SECONDS = 30.0
_START_SECONDS = 60.0
# They may take as long as they have for the requests under way, and a little more to end.
_STOP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Neo4j answers, user and password, and where its Browser is, if it tells; `number` is what the
    parent calls it, and `is_own` whether it runs a Neo4j of our own. A password given by a line is in no list
    of processes and in no environment."""

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
        """The address as its line."""
        return orjson.dumps(asdict(self)) + b"\n"

    def database(self, settings: Settings) -> Database:
        """The database there. Raises StoreUnavailable for what is no address."""
        user, password = self.auth
        login = OwnLogin(user, password) if self.is_own else (user, password)
        return Database.connect(
            self.uri,
            auth=login,
            database=settings.neo4j_database,
            browser_url=self.browser_url,
        )


class Worker:
    """A process that answers requests. `asks` are the numbers of the databases that it may still ask."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._in, self._out = process.stdin, process.stdout
        self.asks: set[int] = set()
        self.has_answered = False
        self._has_ended = False
        self._news = asyncio.Condition()

    @classmethod
    async def start(cls, door: socket.socket, metrics: str) -> Self:
        """A worker at the door, which leaves its metrics in a folder; it answers once it is told where."""
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "command.worker", str(door.fileno())),
            stdin=PIPE,
            stdout=PIPE,
            pass_fds=(door.fileno(),),
            env={**os.environ, "PYTHONPATH": path, FOLDER_VARIABLE: metrics},
            # Ctrl-C is for the parent, which then stops them in order.
            start_new_session=True,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def tell(self, database: Database) -> None:
        """Let it send new requests to the database; it does once `asks` has its number."""
        # One that has just ended is noticed by `listen`.
        with suppress(ConnectionError, RuntimeError):
            self._in.write(Address.of(database).line())

    async def until_asks(self, number: int) -> None:
        """Wait until it sends requests to the database, or has ended."""
        async with self._news:
            await self._news.wait_for(lambda: self._has_ended or number in self.asks)

    async def until_left(self, number: int) -> None:
        """Wait until it has no request on the database, or has ended."""
        async with self._news:
            await self._news.wait_for(lambda: self._has_ended or number not in self.asks)

    async def listen(self) -> str:
        """Hear it until it ends; one that falls silent is ended. Returns how it ended."""
        try:
            while True:
                async with asyncio.timeout(SILENT_SECONDS if self.asks else _START_SECONDS):
                    line = await self._out.readline()
                if not line:
                    return f"ended with status {await self._process.wait()}"
                await self._heard(*line.decode().split())
        except TimeoutError:
            await self._killed()
            return "did not answer any more and was ended"
        finally:
            async with self._news:
                self._has_ended = True
                self._news.notify_all()

    async def stop(self) -> None:
        """Let it finish what is under way, and wait until it is gone."""
        self._in.close()
        try:
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        except TimeoutError:
            await self._killed()

    async def _heard(self, word: str, number: str = "") -> None:
        async with self._news:
            if word == "ready":
                self.has_answered = True
                self.asks.add(int(number))
            elif word == "left":
                self.asks.discard(int(number))
            self._news.notify_all()

    async def _killed(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
