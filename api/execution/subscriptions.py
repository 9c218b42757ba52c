"""Subscriptions: an answer at once, and again whenever another version of the graph is served.

While it waits, a subscription holds no slot, no session and no connection of Neo4j: one statement for all of
them asks now and then which version is served.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress

from api.errors import RETRIED
from api.execution.answer import Answer
from api.execution.prepared import Prepared
from api.execution.service import GraphQLService
from graph.errors import GraphError
from graph.neo4j.database import Databases
from graph.neo4j.dataset import require_ready

LOOK_SECONDS = 2.0


class VersionWatch:
    """Which version is served, looked at every ``look`` seconds for as long as anybody waits for another."""

    def __init__(self, databases: Databases, look: float = LOOK_SECONDS) -> None:
        self._databases = databases
        self._look = look
        self._version: str | None = None
        self._told = asyncio.Condition()
        self._waiting = 0
        self._looking: asyncio.Task[None] | None = None
        self._is_stopped = False

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Keep looking while inside."""
        self._waiting += 1
        if self._looking is None:
            self._version = None
            self._looking = asyncio.create_task(self._keep_looking())
        try:
            yield
        finally:
            self._waiting -= 1
            if not self._waiting and self._looking:
                self._looking.cancel()
                self._looking = None

    async def tell(self, version: str | None) -> None:
        """The version that an answer came from; None where that has to be looked at again."""
        async with self._told:
            self._version = version
            self._told.notify_all()

    async def other_than(self, version: str | None) -> bool:
        """Wait until another version is served; False once the server stops."""
        async with self._told:
            await self._told.wait_for(lambda: self._is_stopped or self._version not in (None, version))
        return not self._is_stopped

    async def stop(self) -> None:
        """End every wait, now and from now on."""
        self._is_stopped = True
        async with self._told:
            self._told.notify_all()

    async def _keep_looking(self) -> None:
        while True:
            # While Neo4j is away, or a push is under way, the version stays what it was.
            with suppress(GraphError):
                async with self._databases.request() as database:
                    version = (await require_ready(database)).version
                await self.tell(version)
            await asyncio.sleep(self._look)


class Subscriptions:
    """Answers subscriptions for as long as their clients stay; ``open`` is how many are answered now."""

    def __init__(self, service: GraphQLService, watch: VersionWatch) -> None:
        self._service = service
        self._watch = watch
        self.open = 0

    async def stop(self) -> None:
        """End every subscription, so that the server can stop."""
        await self._watch.stop()

    async def answers(self, prepared: Prepared, quiet: float) -> AsyncGenerator[Answer | None]:
        """The answer now and from each version that is served later; None after each ``quiet`` seconds
        without one."""
        self.open += 1
        try:
            async with self._watch.kept(), aclosing(self._answers(prepared, quiet)) as answers:
                async for answer in answers:
                    yield answer
        finally:
            self.open -= 1

    async def _answers(self, prepared: Prepared, quiet: float) -> AsyncGenerator[Answer | None]:
        answer = await self._service.answered(prepared)
        yield answer
        seen = answer.version
        await self._watch.tell(seen)
        while True:
            try:
                async with asyncio.timeout(quiet):
                    if not await self._watch.other_than(seen):
                        return
            except TimeoutError:
                yield None
                continue
            answer = await self._service.answered(prepared)
            passes = not answer.codes().isdisjoint(RETRIED)
            await self._watch.tell(None if passes else answer.version)
            if not passes and answer.version != seen:
                seen = answer.version
                yield answer
