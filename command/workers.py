"""Several processes at one address, for a machine with several cores. They hold nothing but caches."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
from contextlib import suppress

from api.http.metrics_files import forget_gauges
from command.console import say
from command.one_worker import Worker
from graph.errors import GraphError
from graph.neo4j.database import Database, Databases

# So often in a row may a worker end before it has answered.
_MOST_FAILURES = 3


class WorkerDied(GraphError):
    """A worker ended before it answered."""


class Workers(Databases):
    """The database that all workers ask; the parent's own hold on it is for warming it up."""

    def __init__(self, current: Database, address: socket.socket, number: int) -> None:
        """``address`` is a socket that is bound, and does not listen."""
        super().__init__(current)
        self._doors = _doors(address, number)
        self._running: set[Worker] = set()
        self._stopping = False
        # Where the workers leave their metrics for whichever of them is asked.
        self._metrics = tempfile.TemporaryDirectory(prefix="safeguarding-metrics-")

    async def answer(self) -> None:
        """Answer requests until stopped; another worker takes the place of one that ends by itself, or that
        does not answer any more. Raises WorkerDied if that does not help."""
        await asyncio.gather(*map(self._kept, self._doors))

    async def swap(self, fresh: Database) -> Database:
        """As for one process; returns when no worker sends new requests to the old database."""
        old = await super().swap(fresh)
        for worker in self._running:
            worker.tell(fresh)
        await asyncio.gather(*(worker.until_asks(fresh.number) for worker in self._running))
        return old

    async def leave(self, old: Database, at_most: float) -> None:
        """As for one process: until no worker has a request on the old database."""
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await asyncio.gather(*(worker.until_left(old.number) for worker in self._running))
        await super().leave(old, 0)

    async def stop(self) -> None:
        """Let them finish what is under way, and wait until they are gone."""
        self._stopping = True
        await asyncio.gather(*(worker.stop() for worker in self._running))
        for door in self._doors:
            door.close()
        self._metrics.cleanup()

    async def _kept(self, door: socket.socket) -> None:
        failures = 0
        while not self._stopping:
            worker = await Worker.start(door, self._metrics.name)
            self._running.add(worker)
            # No wait between the two: a change of the database reaches it, or is known already.
            worker.tell(self.current)
            ending = await worker.listen()
            self._running.discard(worker)
            forget_gauges(worker.pid, self._metrics.name)
            failures = 0 if worker.has_answered else failures + 1
            if failures == _MOST_FAILURES:
                raise WorkerDied(f"A worker {ending} before it answered.")
            if not self._stopping:
                say(f"A worker {ending}; another takes its place.")
                await asyncio.sleep(failures)


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
