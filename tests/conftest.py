"""Fixtures. Strategy: two real Neo4j for the whole run, and no mock of them.

`sources` are the originals that the curated files were written from; a test that asks for them is skipped,
loudly, where there are none, and fails under CI=true. `settings` name a home of this run alone (the jars come
from the shared cache, so they are fetched once a machine). `store` builds the graph of the article and of the
reference tables there, through `seed.build.build`, the first time a test asks; `served` starts Neo4j on it,
read-only, on free ports, and every test of the API reads from that one, whose answers were worked out by
hand. `shipped` is the graph that people get, with the published outcomes of inspections, and `shipped_neo4j`
serves it, from when a test first asks. What asserts on other graphs makes its own small store
(`tests/helpers/small_store.py`), at the price of a JVM: few should.

Asynchronous code runs on one event loop for the whole run, through `run(coroutine)`: a driver stays on the
loop that it was opened on.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running
from tests.helpers.api_server import Api, serving

if TYPE_CHECKING:
    from seed.sources.all_sources import LoadedSources
    from seed.sources.imports.reading import Reading
    from tests.helpers.own_tables import Rows

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]

_SOURCES = os.environ.get("SAFEGUARDING_SOURCES", "")


def pytest_report_header() -> str:
    """Say at the top of a run whether the originals are there."""
    missing = "MISSING; tests that compare with them are skipped (set SAFEGUARDING_SOURCES)"
    return f"originals: {_SOURCES or missing}"


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the originals: the article, the checklist of facts, the published tables."""
    if _SOURCES and Path(_SOURCES).is_dir():
        return Path(_SOURCES)
    message = f"SAFEGUARDING_SOURCES is '{_SOURCES}', no folder: the originals are needed for this test."
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of this run: a throw-away home, the machine's cache, any free ports."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    home = tmp_path_factory.mktemp("home")
    return replace(Settings.from_environ(own), home=home, port=0, bolt_port=0, http_port=0)


@pytest.fixture(scope="session")
def store(settings: Settings) -> Path:
    """The graph of the article, built and published in the home of this run."""
    from seed.build.build import build
    from tests.helpers.small_sources import article_sources

    return build(settings, lambda line: None, sources=article_sources()).store


@pytest.fixture(scope="session")
def shipped(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of everything that this program comes with, in a home of its own."""
    from seed.build.build import build

    own = replace(settings, home=tmp_path_factory.mktemp("shipped"))
    return build(own, lambda line: None).store


@pytest.fixture(scope="session")
def served(store: Path, settings: Settings) -> Iterator[Neo4jProcess]:
    """The real graph in a Neo4j, read-only, as `safeguarding serve` runs it."""
    with running(store, read_only=True, settings=settings) as neo4j:
        yield neo4j


@pytest.fixture(scope="session")
def shipped_neo4j(shipped: Path, settings: Settings) -> Iterator[Neo4jProcess]:
    """The shipped graph in a Neo4j of its own, read-only."""
    with running(shipped, read_only=True, settings=settings) as neo4j:
        yield neo4j


@pytest.fixture(scope="session")
def held() -> LoadedSources:
    """The facts that imports are compared with, without the published outcomes."""
    from tests.helpers.own_tables import without_outcomes

    return without_outcomes()


@pytest.fixture
def rows(held: LoadedSources, tmp_path: Path) -> Rows:
    """The reading of a table with these rows: a template or a list with some cells changed."""
    from tests.helpers.own_tables import table, taken

    def read(name: str, *changes: Mapping[str, str]) -> Reading:
        (reading,) = taken(held, [table(tmp_path / name, name, *changes)])
        return reading

    return read


@pytest.fixture(scope="session")
def run() -> Iterator[Run[Any]]:
    """Runs a coroutine on the one event loop of this run, and returns its result."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="session")
def database(served: Neo4jProcess, run: Run[Any]) -> Iterator[Database]:
    """The served graph, through the driver of the API."""
    opened = run(_opened(served))
    yield opened
    run(opened.close())


@pytest.fixture(scope="session")
def api(served: Neo4jProcess, settings: Settings) -> Iterator[Api]:
    """The API over the served graph, for clients that ask it over HTTP. It has time: Neo4j plans a statement
    when it first meets it, which takes long on a machine that is busy with the other tests. Its response
    cache is off, so that every test asks the graph."""
    with serving(served, replace(settings, deadline=60, response_cache=0)) as api:
        yield api


@pytest.fixture(scope="session")
def shipped_api(shipped_neo4j: Neo4jProcess, settings: Settings) -> Iterator[Api]:
    """The API over the shipped graph, which is what `make serve` answers from."""
    with serving(shipped_neo4j, replace(settings, deadline=60)) as api:
        yield api


async def _opened(neo4j: Neo4jProcess) -> Database:
    return Database.connect(neo4j.uri, auth=neo4j.auth, browser_url=neo4j.browser_url)
