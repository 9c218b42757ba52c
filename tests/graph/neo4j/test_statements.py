"""What both implementations of statements promise, over the driver's connections and over its sessions."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.neo4j.statements import Statements
from graph.store.process import Neo4jProcess
from tests.helpers.statement_implementations import IMPLEMENTATIONS, Cable, cable

METADATA = {"query": "test", "operation": "Bolt"}
# Other processes ask the same Neo4j: nobody else counts to this number.
ENDLESS = "UNWIND range(1, 1000000007) AS each RETURN sum(sqrt(each))"
EXECUTING = (
    "SHOW TRANSACTIONS YIELD currentQuery, metaData "
    "WHERE currentQuery STARTS WITH 'UNWIND range(1, 1000000007)' RETURN count(*), collect(metaData)"
)


@dataclass(frozen=True)
class Ask:
    """Asks through statements over a driver of its own, whose connections go through ``line``."""

    statements: Statements
    line: Cable

    async def __call__(self, statement: str, timeout: float = 10.0, **parameters: Any) -> list[list[Any]]:
        return await self.statements.rows(statement, parameters, metadata=METADATA, timeout=timeout)


Run = Callable[..., Any]


@pytest.fixture(params=IMPLEMENTATIONS)
def run(request: pytest.FixtureRequest, served: Neo4jProcess) -> Run:
    """Runs a scenario, a coroutine of an `Ask`; ``config`` is the driver's."""

    async def main(scenario: Callable[[Ask], Any], config: dict[str, Any]) -> Any:
        async with cable(urlsplit(served.uri).port or 0) as line:
            uri = f"bolt://127.0.0.1:{line.port}"
            async with AsyncGraphDatabase.driver(
                uri, auth=served.auth, notifications_min_severity="OFF", **config
            ) as driver:
                statements = IMPLEMENTATIONS[request.param](driver, "neo4j")
                try:
                    return await scenario(Ask(statements, line))
                finally:
                    await statements.close()

    return lambda scenario, **config: asyncio.run(main(scenario, config))


async def executing(ask: Ask, wanted: int) -> list[dict[str, Any]]:
    """Wait until so many endless statements run in Neo4j, and return what it shows beside them."""
    async with asyncio.timeout(8):
        while True:
            ((count, metadata),) = await ask(EXECUTING)
            if count == wanted:
                return list(metadata)
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN 1",
        "RETURN $nothing, $text, $number, $part, $yes, $many, $day",
        "UNWIND range(1, 2500) AS each RETURN each, [each, [each]], {a: each}, toString(each)",
        "UNWIND [] AS none RETURN none",
        "RETURN $long, size($long)",
        "RETURN date('2016-10-20'), datetime('2016-10-20T10:00:00Z'), duration('P1Y')",
        "MATCH (t:Theme) RETURN properties(t) AS t ORDER BY t.id",
    ],
)
def test_both_return_the_same_rows(served: Neo4jProcess, statement: str) -> None:
    given: dict[str, Any] = {
        "nothing": None,
        "text": "Ofsted 🙂",
        "number": -(2**40),
        "part": 0.5,
        "yes": True,
    }
    given |= {"many": [1, ["a"]], "day": date(2016, 10, 20), "long": "é" * 200_000}

    async def one(driver: AsyncDriver, way: str) -> list[list[Any]]:
        statements = IMPLEMENTATIONS[way](driver, "neo4j")
        found = await statements.rows(statement, given, metadata=METADATA, timeout=10)
        await statements.close()
        return found

    async def both() -> tuple[Any, Any]:
        async with AsyncGraphDatabase.driver(served.uri, auth=served.auth) as driver:
            return await one(driver, "connections"), await one(driver, "sessions")

    over_connections, over_sessions = asyncio.run(both())
    assert over_connections == over_sessions
    assert repr(over_connections) == repr(over_sessions)


def test_a_statement_carries_its_operation_and_cannot_write(run: Run) -> None:
    async def scenario(ask: Ask) -> Any:
        shown = "SHOW TRANSACTIONS YIELD currentQuery, metaData"
        found = await ask(f"{shown} WHERE currentQuery CONTAINS 'this alone' RETURN metaData")
        with pytest.raises(Neo4jError, match="read access mode"):
            await ask("CREATE (:Never)")
        return found

    assert run(scenario) == [[METADATA]]


def test_after_a_refused_statement_the_next_one_is_answered(run: Run) -> None:
    """Refused as it is read, and refused after its first rows were sent."""

    async def scenario(ask: Ask) -> None:
        for text in ("RETURN nothing", "UNWIND range(1, 5000) AS each RETURN 1 / (4999 - each)"):
            with pytest.raises(Neo4jError, match=r"not defined|by zero"):
                await ask(text)
            assert await ask("RETURN 7") == [[7]]

    run(scenario)


@pytest.mark.parametrize(
    "value",
    [2**63, -(2**63) - 1, "\ud800", [1, {"a": object()}]],
    ids=["too large", "too small", "half a character", "an object"],
)
def test_a_value_that_bolt_cannot_carry_breaks_nothing_else(run: Run, value: object) -> None:
    async def scenario(ask: Ask) -> None:
        assert await ask("RETURN 1") == [[1]]
        with pytest.raises((ValueError, OverflowError, TypeError)):
            await ask("RETURN $value, $long", value=value, long="x" * 100_000)
        assert await asyncio.gather(*(ask("RETURN $each", each=n) for n in range(5))) == [
            [[n]] for n in range(5)
        ]

    run(scenario, max_connection_pool_size=1)


def test_a_statement_beyond_its_timeout_is_ended(run: Run) -> None:
    async def scenario(ask: Ask) -> None:
        began = time.monotonic()
        with pytest.raises(Neo4jError) as told:
            await ask(ENDLESS, timeout=0.5)
        assert "TransactionTimedOut" in str(told.value.code)
        assert 0.5 <= time.monotonic() - began < 8
        assert await ask("RETURN 7") == [[7]]

    run(scenario)


def test_a_cancelled_statement_ends_in_the_server_too(run: Run) -> None:
    async def scenario(ask: Ask) -> None:
        running = asyncio.create_task(ask(ENDLESS, timeout=60))
        assert await executing(ask, 1) == [METADATA]
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await executing(ask, 0)
        assert await ask("RETURN 8") == [[8]]

    run(scenario)


def test_more_statements_than_connections_are_all_answered(run: Run) -> None:
    async def scenario(ask: Ask) -> None:
        found = await asyncio.gather(*(ask("RETURN $n", n=number) for number in range(300)))
        assert found == [[[number]] for number in range(300)]

    run(scenario, max_connection_pool_size=4)


def test_a_connection_that_broke_at_rest_fails_no_statement(run: Run) -> None:
    async def scenario(ask: Ask) -> None:
        assert await asyncio.gather(*(ask("RETURN 7") for _ in range(4))) == [[[7]]] * 4
        before = ask.line.connections
        await ask.line.cut()
        assert await ask("RETURN 8") == [[8]]
        assert ask.line.connections > before

    run(scenario)


def test_a_connection_that_breaks_amid_an_answer_is_an_error_of_the_driver(run: Run) -> None:
    async def scenario(ask: Ask) -> None:
        running = asyncio.create_task(ask(ENDLESS))
        await executing(ask, 1)
        await ask.line.cut()
        with pytest.raises((DriverError, OSError)):
            await running
        await executing(ask, 0)
        assert await ask("RETURN 8") == [[8]]

    run(scenario)
