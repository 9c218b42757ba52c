"""Several processes at one address, for a machine with several cores. They hold nothing but caches."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import orjson

from api.metrics_files import FOLDER_VARIABLE, forget_gauges
from command.console import say
from graph.database import Database, Databases
from graph.errors import GraphError
from graph.settings import Settings

_ROOT = Path(__file__).resolve().parent.parent
# They may take as long as they have for the requests under way, and a little more to end.
_STOP_SECONDS = 15.0
_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Neo4j answers, and where its Browser is, if it tells."""

    uri: str
    browser_url: str | None

    @classmethod
    def of(cls, database: Database) -> Self:
        return cls(database.uri, database.browser_url)

    def line(self) -> bytes:
        """The address as its line."""
        return orjson.dumps(asdict(self)) + b"\n"

    def database(self, settings: Settings) -> Database:
        """The database there. Raises StoreUnavailable for what is no address."""
        auth = (settings.neo4j_user, settings.neo4j_password) if settings.neo4j_uri else None
        return Database.connect(
            self.uri, auth=auth, database=settings.neo4j_database, browser_url=self.browser_url
        )


class WorkerDied(GraphError):
    """A worker ended before it answered."""


class Workers(Databases):
    """The database that all workers ask; the parent's own hold on it is for warming it up."""

    def __init__(self, current: Database, address: socket.socket, number: int) -> None:
        """``address`` is a socket that is bound, and does not listen."""
        super().__init__(current)
        self._doors = _doors(address, number)
        self._running: dict[Process, socket.socket] = {}
        self._stopping = False
        # Where the workers leave their metrics for whichever of them is asked.
        self._metrics = tempfile.TemporaryDirectory(prefix="safeguarding-metrics-")
        # A worker that starts while the others change would be told of the database that they leave.
        self._changing = asyncio.Lock()

    async def answer(self) -> None:
        """Answer requests until stopped; another worker takes the place of one that ends by itself. Raises
        WorkerDied if that does not help."""
        await asyncio.gather(*map(self._started, self._doors))
        while not self._stopping:
            ends = [asyncio.create_task(worker.wait()) for worker in self._running]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for end in ends:
                end.cancel()
            await self._replaced()

    async def swap(self, fresh: Database) -> None:
        """As for one process; returns when no worker asks the old database any more."""
        async with self._changing:
            told = (_told(worker, Address.of(fresh)) for worker in self._running)
            await asyncio.gather(*told, return_exceptions=True)
            await super().swap(fresh)

    async def stop(self) -> None:
        """Let them finish what is under way, and wait until they are gone."""
        self._stopping = True
        await asyncio.gather(*map(_stopped, self._running))
        for door in self._doors:
            door.close()
        self._metrics.cleanup()

    async def _replaced(self) -> None:
        for worker in [worker for worker in self._running if worker.returncode is not None]:
            door = self._running.pop(worker)
            forget_gauges(worker.pid, self._metrics.name)
            if not self._stopping:
                say(f"A worker ended with status {worker.returncode}; another takes its place.")
                async with self._changing:
                    await self._started(door)

    async def _started(self, door: socket.socket) -> None:
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "command.worker", str(door.fileno())),
            stdin=PIPE,
            stdout=PIPE,
            pass_fds=(door.fileno(),),
            env={**os.environ, "PYTHONPATH": path, FOLDER_VARIABLE: self._metrics.name},
            # Ctrl-C is for the parent, which then stops them in order.
            start_new_session=True,
        )
        self._running[worker] = door
        try:
            await _told(worker, Address.of(self.current))
        except WorkerDied:
            if not self._stopping:
                raise


def _doors(address: socket.socket, number: int) -> list[socket.socket]:
    """Sockets that listen at an address. On Linux they are as many as workers, and connections are shared out
    between them; at a single one, the first worker to wake would accept all that wait."""
    if sys.platform != "linux":
        address.listen()
        return [address] * number
    # Only now: until here another program that listens there was refused, and the next one will be.
    address.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    doors = [socket.socket(address.family, socket.SOCK_STREAM) for _ in range(number)]
    for door in doors:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        door.bind(address.getsockname())
    # Listening together: whoever connects from now on waits for the worker of that socket.
    for door in doors:
        door.listen()
    return doors


async def _told(worker: Process, address: Address) -> None:
    assert worker.stdin is not None
    assert worker.stdout is not None
    with suppress(ConnectionError):
        worker.stdin.write(address.line())
        await worker.stdin.drain()
        async with asyncio.timeout(_START_SECONDS):
            if await worker.stdout.readline():
                return
    raise WorkerDied(f"A worker ended with status {await worker.wait()} before it answered.")


async def _stopped(worker: Process) -> None:
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        await asyncio.wait_for(worker.wait(), _STOP_SECONDS)
    except TimeoutError:
        worker.kill()
        await worker.wait()
