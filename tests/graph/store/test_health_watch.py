"""A real Neo4j, overloaded or stopped: long transactions are ended, and one that cannot be ended or does not
answer is noticed.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from graph.errors import GraphError, StatementRefused, StoreError
from graph.neo4j.database import Database, SyncDatabase
from graph.settings import Settings
from graph.store.health_watch import HealthWatch, WatchLimits
from graph.store.process import Neo4jProcess
from graph.store.running import running

Run = Callable[[Coroutine[Any, Any, Any]], Any]

LIMITS = WatchLimits(transaction=1.0, ended=4.0, answer=6.0, pause=0.2)
ENDLESS = "UNWIND range(1, 100000000000) AS x WITH x WHERE x % 7 = 8 RETURN count(x)"
NESTED = (
    "UNWIND range(1, 100000000000) AS x UNWIND range(1, 9) AS y WITH x + y AS z WHERE z < 0 RETURN count(z)"
)
UNENDING = "RETURN reduce(s = 0, i IN range(1, 1000000000000000) | s + 1)"
BOMBS = (
    "RETURN size(reduce(s = 'aaaaaaaaaa', j IN range(1, 29) | s + s))",
    "RETURN size(replace(reduce(s = 'aaaaaaaaaa', j IN range(1, 22) | s + s), 'a', 'bbbbbbbbbb'))",
    "RETURN size([x IN range(1, 200000000) | x])",
)


@pytest.fixture(scope="module")
def neo4j(
    small_store: Path, tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> Iterator[Neo4jProcess]:
    """A read-only Neo4j on a small store, as `serve` runs it; a test ends it at last."""
    store = shutil.copytree(small_store, tmp_path_factory.mktemp("watched") / "store")
    with running(store, read_only=True, settings=settings) as neo4j:
        yield neo4j
        neo4j.stop(0)


def jvm(neo4j: Neo4jProcess) -> int:
    supervisor = neo4j.supervisor.pid
    return int(Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text())


async def failure(neo4j: Neo4jProcess, seconds: float) -> GraphError | None:
    """The failure that the watch reports within so many seconds, if any."""
    watch = HealthWatch(neo4j, Database.connect(neo4j.uri, auth=neo4j.auth), LIMITS)
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await watch.failure()
    return None


async def asked(neo4j: Neo4jProcess, statement: str) -> str:
    """How Neo4j ended a statement that is asked without a time limit."""

    # In a thread: this driver sends no time limit by default.
    def ask() -> str:
        try:
            with SyncDatabase(neo4j.uri, auth=neo4j.auth) as database:
                return str(database.rows(statement))
        except StoreError as error:
            return str(error)

    return await asyncio.to_thread(ask)


def test_a_long_transaction_is_ended_whatever_limit_its_client_set(neo4j: Neo4jProcess, run: Run) -> None:
    async def watched(statement: str) -> tuple[str, GraphError | None]:
        watching = asyncio.create_task(failure(neo4j, 60))
        began = time.monotonic()
        said = await asked(neo4j, statement)
        # Neo4j's clock and this one are not read at the same moment.
        assert time.monotonic() - began > 0.8 * LIMITS.transaction
        watching.cancel()
        found = await asyncio.gather(watching, return_exceptions=True)
        return said, next((each for each in found if isinstance(each, GraphError)), None)

    for statement in (ENDLESS, NESTED):
        said, found = run(watched(statement))
        assert "terminated" in said
        assert found is None


def test_a_quiet_neo4j_is_left_alone(neo4j: Neo4jProcess, run: Run) -> None:
    assert run(failure(neo4j, LIMITS.answer + 2)) is None


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_statement_that_wants_more_memory_than_there_is_costs_itself_alone(
    bomb: str, neo4j: Neo4jProcess
) -> None:
    with SyncDatabase(neo4j.uri, auth=neo4j.auth) as database:
        for _ in range(3):
            with pytest.raises(StatementRefused, match=r"(?i)memory|heap"):
                database.rows(bomb)
        assert database.rows("MATCH (n) RETURN count(n)") == [[2]]
    neo4j.check()


def test_a_neo4j_that_is_stopped_does_not_answer_any_more(neo4j: Neo4jProcess, run: Run) -> None:
    os.kill(jvm(neo4j), signal.SIGSTOP)
    try:
        found = run(failure(neo4j, 60))
    finally:
        os.kill(jvm(neo4j), signal.SIGCONT)
    assert str(found).startswith("Neo4j stopped answering: ")
    assert run(failure(neo4j, 2)) is None, "it answers again"


# Last: nothing but its end ends this one.
def test_a_transaction_that_cannot_be_ended_is_noticed(neo4j: Neo4jProcess, run: Run) -> None:
    async def watched() -> GraphError | None:
        asking = asyncio.create_task(asked(neo4j, UNENDING))
        found = await failure(neo4j, 60)
        await asyncio.to_thread(neo4j.stop, 0)
        assert "[" not in await asking
        return found

    assert str(run(watched())).startswith("A transaction cannot be terminated")
    assert str(run(failure(neo4j, 10))).startswith("Neo4j ended with status 137. It was killed")
