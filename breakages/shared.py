"""One Neo4j with the graph of the article for all tests that read it.

`started` runs it. As a plugin of pytest, this module gives it to the fixtures `store` and `served`, which
would build and start one for each run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from graph.settings import Settings
from graph.store.config import Neo4jConfig, Ports
from graph.store.process import Neo4jProcess
from graph.store.running import running
from seed.build.build import build
from tests.helpers.small_sources import article_sources

_VARIABLE = "BREAKAGES_NEO4J"


@contextmanager
def started(home: Path) -> Iterator[Mapping[str, str]]:
    """Build the graph of the article in a home and serve it. Yields what tests need in their environment."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    settings = replace(Settings.from_environ(own), home=home, port=0, bolt_port=0, http_port=0)
    store = build(settings, lambda line: None, sources=article_sources()).store
    with running(store, read_only=True, settings=settings) as neo4j:
        ports = neo4j.config.ports
        yield {_VARIABLE: json.dumps([str(store), ports.bolt, ports.http, neo4j.password])}


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> object | None:
    """The store and its Neo4j, in place of new ones."""
    if fixturedef.scope != "session" or fixturedef.argname not in ("store", "served"):
        return None
    home, bolt, http, password = json.loads(os.environ[_VARIABLE])
    # It is another process's child, which alone can stop it.
    config, supervisor = Neo4jConfig(Ports(bolt, http), read_only=True), cast(Any, None)
    served = Neo4jProcess(Path(home), config, supervisor, password)
    found = Path(home) if fixturedef.argname == "store" else served
    fixturedef.cached_result = (found, fixturedef.cache_key(cast(Any, request)), None)
    return found
