"""A running Neo4j, watched: that its process lives, that it answers, and that no transaction lasts for ever.

Clients choose the time limit of their transactions themselves, so the setting for it binds nobody. What is
older than `Limits.transaction` is ended here. Some functions cannot be ended: their transaction stays listed,
holds a core, and only a new Neo4j is rid of it.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from graph.errors import GraphError, Neo4jDied, StoreError
from graph.neo4j.database import Database
from graph.store.process import Neo4jProcess

_OLD = """\
SHOW TRANSACTIONS YIELD transactionId, elapsedTime
WHERE elapsedTime.milliseconds > $milliseconds
RETURN collect(transactionId)
"""
_END = "TERMINATE TRANSACTIONS $ids YIELD transactionId RETURN count(*)"


@dataclass(frozen=True, slots=True)
class Limits:
    """In seconds: the longest transaction, how long one may stay after it was ended, how long Neo4j may leave
    a plain question unanswered (a busy machine is no reason to end it), and the time between two looks."""

    transaction: float
    ended: float = 20.0
    answer: float = 60.0
    pause: float = 1.0


class Watch:
    """Looks at a Neo4j through a connection of its own, so that no load of the API's delays it."""

    def __init__(self, neo4j: Neo4jProcess, database: Database, limits: Limits) -> None:
        self._neo4j = neo4j
        self._database = database
        self._limits = limits
        self._ended_at: dict[str, float] = {}
        self._answered_at = time.monotonic()

    async def failure(self) -> GraphError:
        """Wait, perhaps for ever, until Neo4j is of no use any more; the error says why."""
        looking = asyncio.create_task(self._until_useless())
        try:
            while not looking.done():
                await asyncio.wait({looking}, timeout=self._limits.pause)
                self._neo4j.check()
            return looking.result()
        except GraphError as error:
            return error
        finally:
            looking.cancel()
            await self._database.close(0)

    async def _until_useless(self) -> GraphError:
        while True:
            await asyncio.sleep(self._limits.pause)
            try:
                await self._end_old_transactions()
                self._answered_at = time.monotonic()
            except StoreError as error:
                if time.monotonic() - self._answered_at > self._limits.answer:
                    return Neo4jDied(f"Neo4j does not answer any more: {error}")
            if self._is_stuck():
                return Neo4jDied("A transaction cannot be ended: it goes on in Neo4j and holds a core.")

    async def _end_old_transactions(self) -> None:
        milliseconds = int(self._limits.transaction * 1000)
        (old,) = await self._ask(_OLD, {"milliseconds": milliseconds})
        now = time.monotonic()
        self._ended_at = {each: self._ended_at.get(each, now) for each in old}
        if old:
            await self._ask(_END, {"ids": old})

    async def _ask(self, statement: str, parameters: dict[str, object]) -> list[Any]:
        return await self._database.read(statement, parameters, name="watch", timeout=self._limits.answer / 2)

    def _is_stuck(self) -> bool:
        before = time.monotonic() - self._limits.ended
        return any(at < before for at in self._ended_at.values())
