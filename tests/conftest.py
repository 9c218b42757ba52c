"""Fixtures. Strategy: two real Neo4j for the whole run, and no mock of them.

`sources` are the originals that the curated files were written from; a test that asks for them is skipped,
loudly, where there are none, and fails under CI=true. `settings` name a home of this process alone (the jars
come from the shared cache, so they are fetched once a machine). `store` is the graph of the article and of
the reference tables, made through `seed.build.build` the first time a test asks; `served` is a Neo4j on it,
read-only, on free ports, and every test of the API reads from that one, whose answers were worked out by
hand. `shipped` is the graph that people get, with the published outcomes of inspections, and `shipped_neo4j`
serves it. What asserts on other graphs makes its own small store (`tests/helpers/small_store.py`), at the
price of a JVM: few should.

A run is several processes, which take a file of tests at a time. They share these stores and both Neo4j
(`tests/helpers/shared_stores.py`): nobody changes such a store, and what counts statements or connections
in a shared Neo4j counts its own alone. The fixtures that start the API start it in this process.

Asynchronous code runs on one event loop for the whole run, through `run(coroutine)`: a driver stays on the
loop that it was opened on.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.class_archive_making import make_archive
from graph.store.jars import neo4j_jars
from graph.store.java import USER_OPTIONS
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.paths import AUDITS
from tests.helpers.shared_stores import ARTICLE, article_store, copy_published, shared_neo4j, shared_store
from tests.helpers.small_store import make_small_store

if TYPE_CHECKING:
    from seed.sources.all_sources import LoadedSources
    from seed.sources.imports.reading import Reading
    from tests.helpers.own_tables import Rows

# JVMs of tests live for seconds: they compile quickly, collect garbage on one thread, and trust Neo4j's jars.
_QUICK_JVM = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote",
)
os.environ.setdefault(USER_OPTIONS, " ".join(_QUICK_JVM))

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]

_SOURCES = os.environ.get("SAFEGUARDING_SOURCES", "")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--no-jvm`, for `make check`."""
    parser.addoption("--no-jvm", action="store_true", help="run what needs no JVM, and let none start")


def pytest_configure(config: pytest.Config) -> None:
    """With `--no-jvm`, Java itself refuses to start, in whichever process, and names the reason."""
    if config.getoption("--no-jvm"):
        os.environ[USER_OPTIONS] = "-XX:+A_test_that_starts_a_JVM_asks_for_the_fixture_settings"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is left alone with it at the end: tests that start
    Neo4j themselves, then those that share one, then those that need none."""
    items.sort(key=lambda item: _sharing(item) if _needs_neo4j(item) else 2)
    if config.getoption("--no-jvm"):
        config.hook.pytest_deselected(items=[item for item in items if _needs_neo4j(item)])
        items[:] = [item for item in items if not _needs_neo4j(item)]


def _needs_neo4j(item: pytest.Item) -> bool:
    # No Neo4j starts without them.
    return "settings" in _fixtures(item)


def _sharing(item: pytest.Item) -> bool:
    return not _fixtures(item).isdisjoint({"served", "shipped_neo4j"})


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


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
    """Settings of this run: a throw-away home, the machine's cache, any free ports. Neo4j is there and starts
    fast from here on."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    home = tmp_path_factory.mktemp("home")
    found = replace(Settings.from_environ(own), home=home, port=0, bolt_port=0, http_port=0)
    make_archive(neo4j_jars(found.cache, found.neo4j_version), print)
    return found


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def article(shared: Path) -> Path:
    """The folder of what is shared of the article's graph, which a run may be given."""
    return Path(os.environ.get(ARTICLE, shared))


@pytest.fixture(scope="session")
def store(article: Path, settings: Settings) -> Path:
    """The graph of the article, built and published in a home that is shared."""
    return article_store(article, settings)


@pytest.fixture(scope="session")
def served_home(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of this process alone, where a copy of the article's store is published."""
    return copy_published(store, tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def served(article: Path, store: Path, settings: Settings) -> Iterator[Neo4jProcess]:
    """The real graph in a Neo4j, read-only, as `safeguarding serve` runs it."""
    with shared_neo4j(article, store, settings) as neo4j:
        yield neo4j


@pytest.fixture(scope="session")
def shipped(shared: Path, settings: Settings) -> Path:
    """The graph of everything that this program comes with, in a home that is shared."""
    from seed.build.build import build

    def make(home: Path) -> Path:
        return build(replace(settings, home=home), lambda line: None).store

    return shared_store(shared, "shipped", make)


@pytest.fixture(scope="session")
def shipped_neo4j(shared: Path, shipped: Path, settings: Settings) -> Iterator[Neo4jProcess]:
    """The shipped graph in a Neo4j of its own, read-only."""
    with shared_neo4j(shared, shipped, settings) as neo4j:
        yield neo4j


@pytest.fixture(scope="session")
def small_store(shared: Path, settings: Settings) -> Path:
    """A store of two nodes. Copy it before a Neo4j runs on it."""
    return shared_store(shared, "small", lambda home: make_small_store(home, settings))


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


@pytest.fixture(scope="session")
def packages() -> Path:
    """Audits of pages in a browser, installed as their lock says; scripts of packages are not run."""
    installed = AUDITS / "node_modules"
    if not installed.is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=AUDITS, check=True)
    return installed


@pytest.fixture(scope="session")
def axe(packages: Path) -> str:
    """The script of axe, which finds what keeps people from reading a page."""
    return (packages / "axe-core" / "axe.min.js").read_text("utf-8")


async def _opened(neo4j: Neo4jProcess) -> Database:
    return Database.connect(neo4j.uri, auth=neo4j.auth, browser_url=neo4j.browser_url)
