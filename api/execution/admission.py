"""Admission: operations that cost much share a few slots, so that what costs little never waits for them.

Neo4j shares its cores among all statements that run: sixteen dear ones would make each cheap one sixteen
times as slow.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

WAIT_SECONDS = 5.0


class Busy(Exception):
    """No slot for dear operations has become free in time."""

    def __init__(self) -> None:
        super().__init__("Too many operations that cost as much are running or waiting; try again shortly.")


class Admission:
    """What costs `dear` or more waits for one of `slots`, in the order of arrival, for `wait` seconds.

    One for each process and event loop."""

    def __init__(self, dear: int, slots: int, wait: float = WAIT_SECONDS) -> None:
        self._dear = dear
        self._slots = asyncio.Semaphore(slots)
        self._wait = wait

    @asynccontextmanager
    async def dear(self) -> AsyncIterator[None]:
        """Hold a slot while inside, for what has no cost of its own. Raises Busy."""
        async with self.admitted(self._dear):
            yield

    @asynccontextmanager
    async def admitted(self, cost: int) -> AsyncIterator[None]:
        """Hold a slot while inside, unless the cost asks for none. Raises Busy."""
        if cost < self._dear:
            yield
            return
        try:
            async with asyncio.timeout(self._wait):
                await self._slots.acquire()
        except TimeoutError:
            raise Busy from None
        try:
            yield
        finally:
            self._slots.release()
