"""Statements over the driver's own connections: what is relied on of the driver, and what goes wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase
from neo4j.exceptions import ConnectionAcquisitionTimeoutError, Neo4jError, ServiceUnavailable

from graph.neo4j import connections as bolt
from graph.neo4j.connections import Statements
from graph.store.process import Neo4jProcess

METADATA = {"query": "test", "operation": "Bolt"}
Ask = Callable[..., Coroutine[Any, Any, list[list[Any]]]]


def asking(neo4j: Neo4jProcess, scenario: Callable[[Statements, Ask], Any], **driver: Any) -> Any:
    """Run a scenario over a driver of its own, closed at the end; its statements may take ten seconds."""

    async def run() -> Any:
        async with AsyncGraphDatabase.driver(
            neo4j.uri, auth=neo4j.auth, notifications_min_severity="OFF", **driver
        ) as made:
            statements = Statements(made, "neo4j")

            async def ask(statement: str, timeout: float = 10.0, **parameters: Any) -> list[list[Any]]:
                return await statements.rows(statement, parameters, metadata=METADATA, timeout=timeout)

            try:
                return await scenario(statements, ask)
            finally:
                await statements.close()

    return asyncio.run(run())


def pooled(statements: Statements) -> list[Any]:
    return [each for of_address in statements._pool.connections.values() for each in of_address]


async def sessions(driver: AsyncDriver, statement: str, parameters: dict[str, Any]) -> list[list[Any]]:
    async with driver.session(database="neo4j", fetch_size=-1) as session:
        return [record.values() async for record in await session.run(statement, parameters)]


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN 1",
        "RETURN $nothing, $text, $number, $part, $yes, $many, $day",
        "UNWIND range(1, 2500) AS each RETURN each, [each, [each]], {a: each}, toString(each)",
        "UNWIND [] AS none RETURN none",
        "RETURN $long, size($long)",
        "RETURN date('2016-10-20'), datetime('2016-10-20T10:00:00Z'), duration('P1Y')",
    ],
)
def test_rows_are_those_of_a_session(served: Neo4jProcess, statement: str) -> None:
    given: dict[str, Any] = {
        "nothing": None,
        "text": "Ofsted 🙂",
        "number": -(2**40),
        "part": 0.5,
        "yes": True,
    }
    given |= {"many": [1, ["a"]], "day": date(2016, 10, 20), "long": "é" * 200_000}

    async def both() -> tuple[Any, Any]:
        async with AsyncGraphDatabase.driver(served.uri, auth=served.auth) as driver:
            own = Statements(driver, "neo4j")
            found = await own.rows(statement, given, metadata=METADATA, timeout=10)
            await own.close()
            return found, await sessions(driver, statement, given)

    found, expected = asyncio.run(both())
    assert found == expected


def test_a_statement_carries_its_operation_and_cannot_write(served: Neo4jProcess) -> None:
    async def scenario(statements: Statements, ask: Ask) -> Any:
        shown = "SHOW TRANSACTIONS YIELD currentQuery, metaData"
        found = await ask(f"{shown} WHERE currentQuery STARTS WITH 'SHOW' RETURN metaData")
        with pytest.raises(Neo4jError, match="read access mode"):
            await ask("CREATE (:Never)")
        return found

    assert asking(served, scenario) == [[METADATA]]


def test_a_refused_statement_leaves_its_connection_in_use(served: Neo4jProcess) -> None:
    """Refused as it is read, and refused after its first rows were sent."""

    async def scenario(statements: Statements, ask: Ask) -> None:
        for text in ("RETURN nothing", "UNWIND range(1, 5000) AS each RETURN 1 / (4999 - each)"):
            with pytest.raises(Neo4jError, match=r"not defined|by zero"):
                await ask(text)
            assert await ask("RETURN 7") == [[7]]
        assert len(pooled(statements)) == 1

    asking(served, scenario)


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, "\ud800", [1, {"a": object()}]], ids=repr)
def test_a_value_that_bolt_cannot_carry_breaks_nothing_else(served: Neo4jProcess, value: object) -> None:
    async def scenario(statements: Statements, ask: Ask) -> None:
        assert await ask("RETURN 1") == [[1]]
        with pytest.raises((ValueError, OverflowError, TypeError)):
            await ask("RETURN $value, $long", value=value, long="x" * 100_000)
        assert await asyncio.gather(*(ask("RETURN $each", each=n) for n in range(5))) == [
            [[n]] for n in range(5)
        ]

    asking(served, scenario, max_connection_pool_size=1)


def test_a_statement_beyond_its_timeout_is_ended(served: Neo4jProcess) -> None:
    async def scenario(statements: Statements, ask: Ask) -> None:
        began = time.monotonic()
        with pytest.raises(Neo4jError) as told:
            await ask("UNWIND range(1, 1000000000) AS each RETURN sum(sqrt(each))", timeout=0.5)
        assert "TransactionTimedOut" in str(told.value.code)
        assert 0.5 <= time.monotonic() - began < 8
        assert await ask("RETURN 7") == [[7]]

    asking(served, scenario)


def test_a_cancelled_statement_takes_its_connection_with_it(served: Neo4jProcess) -> None:
    async def scenario(statements: Statements, ask: Ask) -> None:
        assert await ask("RETURN 7") == [[7]]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await ask("UNWIND range(1, 1000000000) AS each RETURN sum(sqrt(each))")
        assert statements._resting == []
        assert await ask("RETURN 8") == [[8]]

    asking(served, scenario)


def test_a_connection_rests_between_two_statements(served: Neo4jProcess) -> None:
    async def scenario(statements: Statements, ask: Ask) -> None:
        for number in range(20):
            assert await ask("RETURN $number", number=number) == [[number]]
        assert (len(pooled(statements)), len(statements._resting)) == (1, 1)

    asking(served, scenario)


def test_a_connection_goes_back_to_the_pool_in_time(
    served: Neo4jProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt, "LOAN_SECONDS", 0.2)

    async def scenario(statements: Statements, ask: Ask) -> None:
        await ask("RETURN 7")
        (before,) = statements._resting
        await asyncio.sleep(0.3)
        await ask("RETURN 7")
        (after,) = statements._resting
        assert before.connection is after.connection
        assert before.until < after.until

    asking(served, scenario)


def test_more_statements_than_connections_are_all_answered(served: Neo4jProcess) -> None:
    """Who waits for the pool is not kept waiting by connections that rest."""

    async def scenario(statements: Statements, ask: Ask) -> None:
        found = await asyncio.gather(*(ask("RETURN $n", n=number) for number in range(300)))
        assert found == [[[number]] for number in range(300)]
        assert len(pooled(statements)) <= 4

    asking(served, scenario, max_connection_pool_size=4)


def test_no_more_rest_than_are_needed_again(served: Neo4jProcess) -> None:
    async def scenario(statements: Statements, ask: Ask) -> None:
        slow = "UNWIND range(1, 300000) AS each RETURN sum(sqrt(each))"
        await asyncio.gather(*(ask(slow) for _ in range(30)))
        assert len(statements._resting) <= bolt.MOST_RESTING

    asking(served, scenario)


def test_a_connection_that_broke_at_rest_is_not_used_again(served: Neo4jProcess) -> None:
    async def scenario(statements: Statements, ask: Ask) -> None:
        await ask("RETURN 7")
        (loan,) = statements._resting
        loan.reader.feed_eof()
        assert await ask("RETURN 8") == [[8]]
        (fresh,) = statements._resting
        assert fresh.connection is not loan.connection

    asking(served, scenario)


def test_a_connection_that_breaks_amid_an_answer_is_an_error_of_the_driver(served: Neo4jProcess) -> None:
    async def scenario(statements: Statements, ask: Ask) -> None:
        await ask("RETURN 7")
        (loan,) = statements._resting
        running = asyncio.create_task(ask("UNWIND range(1, 1000000000) AS each RETURN sum(sqrt(each))"))
        await asyncio.sleep(0.3)
        loan.reader.feed_eof()
        with pytest.raises((ServiceUnavailable, OSError)):
            await running
        assert await ask("RETURN 8") == [[8]]

    asking(served, scenario)


@contextmanager
def all_in_use(statements: Statements) -> Iterator[None]:
    for each in pooled(statements):
        each.in_use = True
    yield
    for each in pooled(statements):
        each.in_use = False


def test_an_exhausted_pool_is_reported_and_recovers(
    served: Neo4jProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt, "ACQUISITION_SECONDS", 0.2)

    async def scenario(statements: Statements, ask: Ask) -> None:
        await ask("RETURN 7")
        await statements.close()
        with all_in_use(statements), pytest.raises(ConnectionAcquisitionTimeoutError):
            await ask("RETURN 8")
        assert await ask("RETURN 9") == [[9]]

    asking(served, scenario, max_connection_pool_size=1)
