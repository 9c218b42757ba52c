"""Several worker processes on one address, to use several cores. They share no state but the database."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
from contextlib import suppress

from api.http.metrics_files import forget_gauges
from command.console import say
from command.worker_handle import WorkerHandle
from graph.errors import GraphError
from graph.neo4j.database import Database, Databases

# Consecutive workers that end before they were ready.
_MOST_FAILURES = 3


class WorkerDied(GraphError):
    """Workers ended again and again before they were ready."""


class Workers(Databases):
    """The database that all workers query. The parent's own connection only warms its plan cache."""

    def __init__(self, current: Database, address: socket.socket, number: int) -> None:
        """``address`` is a bound socket that does not listen yet."""
        super().__init__(current)
        self._listeners = _listeners(address, number)
        self._running: set[WorkerHandle] = set()
        self._stopping = False
        # Each worker writes its metrics here; a scrape of any worker reads them all.
        self._metrics = tempfile.TemporaryDirectory(prefix="safeguarding-metrics-")

    async def answer(self) -> None:
        """Answer requests until stopped; replace workers that end or hang. Raises WorkerDied if that does not
        help."""
        await asyncio.gather(*map(self._supervise, self._listeners))

    async def swap(self, fresh: Database) -> Database:
        """As in the base class; returns once no worker sends new requests to the old database."""
        old = await super().swap(fresh)
        for worker in self._running:
            worker.send_database(fresh)
        await asyncio.gather(*(worker.wait_until_uses(fresh.number) for worker in self._running))
        return old

    async def leave(self, old: Database, at_most: float) -> None:
        """As in the base class, for the requests of all workers."""
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await asyncio.gather(*(worker.wait_until_released(old.number) for worker in self._running))
        await super().leave(old, 0)

    async def stop(self) -> None:
        """Let the workers finish their requests, and wait until they have ended."""
        self._stopping = True
        await asyncio.gather(*(worker.stop() for worker in self._running))
        for listener in self._listeners:
            listener.close()
        self._metrics.cleanup()

    async def _supervise(self, listener: socket.socket) -> None:
        failures = 0
        while not self._stopping:
            worker = await WorkerHandle.start(listener, self._metrics.name)
            self._running.add(worker)
            # No await between these two lines: else a swap in between would miss this worker.
            worker.send_database(self.current)
            ending = await worker.listen()
            self._running.discard(worker)
            forget_gauges(worker.pid, self._metrics.name)
            failures = 0 if worker.has_answered else failures + 1
            if failures == _MOST_FAILURES:
                raise WorkerDied(f"A worker {ending} before it was ready.")
            if not self._stopping:
                say(f"A worker {ending}; starting another.")
                await asyncio.sleep(failures)


def _listeners(address: socket.socket, number: int) -> list[socket.socket]:
    """Listening sockets on an address. On Linux, one for each worker, and the kernel distributes connections
    among them; on a shared one, the first worker to wake up would accept all waiting connections."""
    if sys.platform != "linux":
        address.listen()
        return [address] * number
    # Set only after binding: the first bind must still fail if another program uses the address.
    address.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listeners = [socket.socket(address.family, socket.SOCK_STREAM) for _ in range(number)]
    for listener in listeners:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(address.getsockname())
    # Listen on all of them together: each connection from now on waits for the worker of its socket.
    for listener in listeners:
        listener.listen()
    return listeners
