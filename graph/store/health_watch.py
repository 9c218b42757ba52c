"""Watch a running Neo4j: its process, its answers, and the age of its transactions.

Clients can override the server's transaction timeout, so transactions older than `WatchLimits.transaction`
are terminated here. Some functions ignore termination: their transaction stays listed and occupies a core,
and only a restart of Neo4j helps.
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
class WatchLimits:
    """Limits in seconds: the age of a transaction, the time it may stay listed after its termination, the
    time Neo4j may fail to answer (generous, for busy machines), and the pause between checks."""

    transaction: float
    ended: float = 20.0
    answer: float = 60.0
    pause: float = 1.0


class HealthWatch:
    """Checks a Neo4j over a separate connection, so that load from the API does not delay the checks."""

    def __init__(self, neo4j: Neo4jProcess, database: Database, limits: WatchLimits) -> None:
        self._neo4j = neo4j
        self._database = database
        self._limits = limits
        self._terminated_at: dict[str, float] = {}
        self._answered_at = time.monotonic()

    async def failure(self) -> GraphError:
        """Wait until Neo4j has failed, and return the reason."""
        checking = asyncio.create_task(self._until_failed())
        try:
            while not checking.done():
                await asyncio.wait({checking}, timeout=self._limits.pause)
                self._neo4j.check()
            return checking.result()
        except GraphError as error:
            return error
        finally:
            checking.cancel()
            await self._database.close(0)

    async def _until_failed(self) -> GraphError:
        while True:
            await asyncio.sleep(self._limits.pause)
            try:
                await self._terminate_old_transactions()
                self._answered_at = time.monotonic()
            except StoreError as error:
                if time.monotonic() - self._answered_at > self._limits.answer:
                    return Neo4jDied(f"Neo4j stopped answering: {error}")
            if self._is_stuck():
                return Neo4jDied("A transaction cannot be terminated: it keeps running and occupies a core.")

    async def _terminate_old_transactions(self) -> None:
        milliseconds = int(self._limits.transaction * 1000)
        (old,) = await self._ask(_OLD, {"milliseconds": milliseconds})
        now = time.monotonic()
        self._terminated_at = {each: self._terminated_at.get(each, now) for each in old}
        if old:
            await self._ask(_END, {"ids": old})

    async def _ask(self, statement: str, parameters: dict[str, object]) -> list[Any]:
        return await self._database.read(statement, parameters, name="watch", timeout=self._limits.answer / 2)

    def _is_stuck(self) -> bool:
        before = time.monotonic() - self._limits.ended
        return any(at < before for at in self._terminated_at.values())
