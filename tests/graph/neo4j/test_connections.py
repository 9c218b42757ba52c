"""Statements over the driver's own connections: how they borrow them from its pool and give them back.

What every implementation of statements promises is in `test_statements.py`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from neo4j import AsyncGraphDatabase
from neo4j.exceptions import ConnectionAcquisitionTimeoutError, Neo4jError

from graph.neo4j import connections as bolt
from graph.neo4j.connections import ConnectionStatements
from graph.store.process import Neo4jProcess

METADATA = {"query": "test", "operation": "Bolt"}
Ask = Callable[..., Coroutine[Any, Any, list[list[Any]]]]


def asking(neo4j: Neo4jProcess, scenario: Callable[[ConnectionStatements, Ask], Any], **driver: Any) -> Any:
    """Run a scenario over a driver of its own, closed at the end; its statements may take ten seconds."""

    async def run() -> Any:
        async with AsyncGraphDatabase.driver(
            neo4j.uri, auth=neo4j.auth, notifications_min_severity="OFF", **driver
        ) as made:
            statements = ConnectionStatements(made, "neo4j")

            async def ask(statement: str, timeout: float = 10.0, **parameters: Any) -> list[list[Any]]:
                return await statements.rows(statement, parameters, metadata=METADATA, timeout=timeout)

            try:
                return await scenario(statements, ask)
            finally:
                await statements.close()

    return asyncio.run(run())


def pooled(statements: ConnectionStatements) -> list[Any]:
    return [each for of_address in statements._pool.connections.values() for each in of_address]


def test_a_refused_statement_leaves_its_connection_in_use(served: Neo4jProcess) -> None:
    """Refused as it is read, and refused after its first rows were sent."""

    async def scenario(statements: ConnectionStatements, ask: Ask) -> None:
        for text in ("RETURN nothing", "UNWIND range(1, 5000) AS each RETURN 1 / (4999 - each)"):
            with pytest.raises(Neo4jError, match=r"not defined|by zero"):
                await ask(text)
            assert await ask("RETURN 7") == [[7]]
        assert len(pooled(statements)) == 1

    asking(served, scenario)


def test_a_cancelled_statement_takes_its_connection_with_it(served: Neo4jProcess) -> None:
    async def scenario(statements: ConnectionStatements, ask: Ask) -> None:
        assert await ask("RETURN 7") == [[7]]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await ask("UNWIND range(1, 1000000000) AS each RETURN sum(sqrt(each))")
        assert statements._resting == []
        assert await ask("RETURN 8") == [[8]]

    asking(served, scenario)


def test_a_connection_rests_between_two_statements(served: Neo4jProcess) -> None:
    async def scenario(statements: ConnectionStatements, ask: Ask) -> None:
        for number in range(20):
            assert await ask("RETURN $number", number=number) == [[number]]
        assert (len(pooled(statements)), len(statements._resting)) == (1, 1)

    asking(served, scenario)


def test_a_connection_goes_back_to_the_pool_in_time(served: Neo4jProcess) -> None:
    async def scenario(statements: ConnectionStatements, ask: Ask) -> None:
        await ask("RETURN 7")
        (before,) = statements._resting
        # As if its time had passed.
        statements._resting[:] = [replace(before, until=0.0)]
        await ask("RETURN 7")
        (after,) = statements._resting
        assert before.connection is after.connection
        assert before.until < after.until

    asking(served, scenario)


def test_more_statements_than_connections_are_all_answered(served: Neo4jProcess) -> None:
    """Idle connections do not delay those who wait for the pool."""

    async def scenario(statements: ConnectionStatements, ask: Ask) -> None:
        found = await asyncio.gather(*(ask("RETURN $n", n=number) for number in range(300)))
        assert found == [[[number]] for number in range(300)]
        assert len(pooled(statements)) <= 4

    asking(served, scenario, max_connection_pool_size=4)


def test_no_more_rest_than_are_needed_again(served: Neo4jProcess) -> None:
    async def scenario(statements: ConnectionStatements, ask: Ask) -> None:
        slow = "UNWIND range(1, 300000) AS each RETURN sum(sqrt(each))"
        await asyncio.gather(*(ask(slow) for _ in range(30)))
        assert len(statements._resting) <= bolt.MOST_RESTING

    asking(served, scenario)


def test_a_connection_that_broke_at_rest_is_not_used_again(served: Neo4jProcess) -> None:
    async def scenario(statements: ConnectionStatements, ask: Ask) -> None:
        await ask("RETURN 7")
        (loan,) = statements._resting
        loan.reader.feed_eof()
        assert await ask("RETURN 8") == [[8]]
        (fresh,) = statements._resting
        assert fresh.connection is not loan.connection

    asking(served, scenario)


@contextmanager
def all_in_use(statements: ConnectionStatements) -> Iterator[None]:
    for each in pooled(statements):
        each.in_use = True
    yield
    for each in pooled(statements):
        each.in_use = False


def test_an_exhausted_pool_is_reported_and_recovers(
    served: Neo4jProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt, "ACQUISITION_SECONDS", 0.2)

    async def scenario(statements: ConnectionStatements, ask: Ask) -> None:
        await ask("RETURN 7")
        await statements.close()
        with all_in_use(statements), pytest.raises(ConnectionAcquisitionTimeoutError):
            await ask("RETURN 8")
        assert await ask("RETURN 9") == [[9]]

    asking(served, scenario, max_connection_pool_size=1)
