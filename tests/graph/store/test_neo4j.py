"""A real Neo4j on a small store: killed with its parent, restarted, and queried through our driver."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from graph.errors import (
    DatabaseMissing,
    DatasetNotReady,
    ImportFailed,
    InUse,
    Neo4jDied,
    StatementRefused,
    StatementTimeout,
    StoreUnavailable,
)
from graph.neo4j.database import Auth, Database, Databases, SyncDatabase
from graph.neo4j.dataset import dataset_of, require_ready
from graph.settings import Settings
from graph.store.admin import import_csv
from graph.store.jars import neo4j_jars
from graph.store.ports import free_ports
from graph.store.process import Neo4jProcess
from graph.store.running import running

Run = Callable[[Coroutine[Any, Any, Any]], Any]

PARENT = """\
import os, pathlib, sys, time
from graph.settings import Settings
from graph.store.running import running
with running(pathlib.Path(sys.argv[1]), read_only=True, settings=Settings.from_environ(os.environ)) as neo4j:
    print(neo4j.supervisor.pid, flush=True)
    time.sleep(600)
"""
SLOW = "UNWIND range(1, 1000000000) AS x WITH x WHERE x % 7 = 8 RETURN count(x)"


@pytest.fixture(scope="module")
def store(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(small_store, tmp_path_factory.mktemp("small") / "store")


@pytest.fixture(scope="module")
def killed(store: Path) -> float:
    """Start Neo4j from another process, kill it with -9, return how many seconds the JVM outlived it."""
    with subprocess.Popen([sys.executable, "-c", PARENT, str(store)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        supervisor = int(parent.stdout.readline())
        (jvm,) = map(int, Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split())
        assert "java" in Path(f"/proc/{jvm}/cmdline").read_text()
        parent.kill()
    began = time.monotonic()
    while Path(f"/proc/{jvm}").exists() and time.monotonic() - began < 20:
        time.sleep(0.05)
    return time.monotonic() - began


@pytest.fixture(scope="module")
def neo4j(store: Path, killed: float, settings: Settings) -> Iterator[Neo4jProcess]:
    """Neo4j again on the store of the killed one."""
    with running(store, read_only=True, settings=settings) as neo4j:
        yield neo4j


@pytest.fixture(scope="module")
def database(neo4j: Neo4jProcess, run: Run) -> Iterator[Database]:
    opened = run(_connect(neo4j.uri, neo4j.auth))
    yield opened
    run(opened.close())


async def _connect(uri: str, auth: Auth, name: str = "neo4j") -> Database:
    return Database.connect(uri, auth=auth, database=name)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_kill_9_of_the_parent_leaves_no_jvm(killed: float) -> None:
    assert killed < 5


def test_a_store_starts_intact_after_kill_9(neo4j: Neo4jProcess) -> None:
    with SyncDatabase(neo4j.uri, auth=neo4j.auth) as database:
        rows = database.rows("MATCH (a)-[r:POLICED_BY]->(f) RETURN a.id, f.id, f.name")
    assert rows == [["authority:E06000004", "force:cleveland", 'Cleveland "Police"\nof two lines']]


def test_a_store_that_is_served_cannot_be_served_twice(
    neo4j: Neo4jProcess, store: Path, settings: Settings
) -> None:
    with pytest.raises(InUse, match="in use"), running(store, read_only=True, settings=settings):
        pytest.fail("started twice")


def test_neo4j_listens_on_this_machine_alone(neo4j: Neo4jProcess) -> None:
    items = neo4j.config.items()
    listening = {value for name, value in items.items() if name.endswith("_address")}
    assert {address.rpartition(":")[0] for address in listening} == {"127.0.0.1"}


def test_neo4j_unpacks_its_pages_into_its_store(neo4j: Neo4jProcess) -> None:
    with urlopen(f"http://127.0.0.1:{neo4j.config.ports.http}/browser/") as answer:
        assert answer.status == 200
    assert list((neo4j.home / "tmp").glob("jetty-*"))


def test_a_served_store_cannot_be_changed(neo4j: Neo4jProcess) -> None:
    with (
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as database,
        pytest.raises(StatementRefused, match="read-only mode"),
    ):
        database.write("CREATE (:Entity {id: 'new'})")


def test_a_statement_returns_the_values_of_its_one_record_and_is_counted(
    database: Database, run: Run
) -> None:
    before = database.statements_run
    statement = "MATCH (n:Entity {id: $id}) RETURN n.id, [1, 2]"
    values = run(database.read(statement, {"id": "force:cleveland"}, name="by_id"))
    assert values == ["force:cleveland", [1, 2]]
    assert database.statements_run == before + 1


def test_a_statement_without_exactly_one_record_is_a_mistake_of_its_text(
    database: Database, run: Run
) -> None:
    for statement in ("MATCH (n:Entity {id: 'none'}) RETURN n.id", "MATCH (n:Entity) RETURN n.id"):
        with pytest.raises(StatementRefused, match="exactly one record"):
            run(database.read(statement, name="many"))


def test_a_statement_ends_at_its_time_limit(database: Database, run: Run) -> None:
    began = time.monotonic()
    with pytest.raises(StatementTimeout):
        run(database.read(SLOW, name="slow", timeout=0.5))
    assert time.monotonic() - began < 5
    assert run(database.read("RETURN 1", name="after")) == [1]


def test_a_statement_that_writes_is_refused_in_read_mode(database: Database, run: Run) -> None:
    with pytest.raises(StatementRefused, match="read access mode"):
        run(database.read("CREATE (n:Entity) RETURN 1", name="writes"))


def test_a_database_that_is_not_there_is_named(neo4j: Neo4jProcess, run: Run) -> None:
    async def ask() -> None:
        other = await _connect(neo4j.uri, neo4j.auth, "other")
        try:
            await other.verify()
        finally:
            await other.close()

    with pytest.raises(DatabaseMissing, match="no database 'other': set NEO4J_DATABASE"):
        run(ask())


def test_the_plan_of_a_statement_can_be_asked_without_running_it(database: Database, run: Run) -> None:
    plan = run(database.explain("MATCH (n) WHERE n.id = $id RETURN n.id", {"id": "force:cleveland"}))
    assert plan["operatorType"].startswith("ProduceResults")
    profile = run(database.profile("MATCH (n) RETURN count(n)"))
    assert profile["rows"] == 1


def test_a_database_without_a_dataset_is_told_apart(database: Database, run: Run) -> None:
    assert run(dataset_of(database)) is None
    with pytest.raises(DatasetNotReady, match="run 'safeguarding push' first"):
        run(require_ready(database))


def test_a_swap_lets_requests_under_way_finish_on_the_old_database(neo4j: Neo4jProcess, run: Run) -> None:
    async def swapped() -> tuple[list[Any], list[Any], bool]:
        old, fresh = [await _connect(neo4j.uri, neo4j.auth) for _ in range(2)]
        databases = Databases(old)
        async with databases.request() as held:
            leaving = asyncio.create_task(databases.leave(await databases.swap(fresh), 30))
            async with databases.request() as after:
                assert after is fresh
            first = await held.read("RETURN 1", name="held")
            waited = not leaving.done()
        await leaving
        second = await databases.current.read("RETURN 2", name="fresh")
        await fresh.close()
        return first, second, waited

    assert run(swapped()) == ([1], [2], True)


def test_an_address_where_nobody_listens_is_named(run: Run) -> None:
    async def ask(uri: str) -> None:
        database = await _connect(uri, ("neo4j", ""))
        try:
            await database.verify()
        finally:
            await database.close()

    uri = f"bolt://127.0.0.1:{free_ports(1)[0]}"
    with pytest.raises(StoreUnavailable, match=f"No Neo4j answers at {uri}: check the address in NEO4J_URI"):
        run(ask(uri))


@pytest.mark.parametrize("heap", ["1m", "900g"])
def test_a_jvm_that_dies_before_it_is_ready_says_why(tmp_path: Path, settings: Settings, heap: str) -> None:
    with (
        pytest.raises(Neo4jDied, match=r"(?s)ended with status \d+: .*Set NEO4J_HEAP and NEO4J_PAGE_CACHE"),
        running(tmp_path, read_only=True, settings=replace(settings, heap=heap)),
    ):
        pytest.fail("started")


def test_a_row_that_cannot_be_imported_is_named(tmp_path: Path, settings: Settings) -> None:
    nodes = tmp_path / "nodes.csv"
    nodes.write_text("id:ID,day:date\nfinding:one,2016-13-41\n", encoding="utf-8")
    jars = neo4j_jars(settings.cache, settings.neo4j_version)
    with pytest.raises(ImportFailed, match=r"line:1.*day:date.*2016-13-41"):
        import_csv(tmp_path / "home", [nodes], [], jars=jars)
