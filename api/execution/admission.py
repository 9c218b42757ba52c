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


class Admission:
    """What costs `dear` or more waits for one of `slots`, in the order of arrival, for `wait` seconds.

    One for each process and event loop."""

    def __init__(self, dear: int, slots: int, wait: float = WAIT_SECONDS) -> None:
        self._dear = dear
        self._slots = asyncio.Semaphore(slots)
        self._wait = wait

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
