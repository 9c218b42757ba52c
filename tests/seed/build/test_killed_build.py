"""A build, killed without warning at ten moments: the graph is the previous or the new one, whole.

Strategy: a small graph is published first; a separate process then builds that of the article. After each
kill the published store is checked as a start would find it, and at the end it is opened.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.running import running
from graph.store.stores import current_store
from seed.build.build import build
from seed.sources.manifest import MANIFEST
from tests.helpers.killed_commands import run_and_kill
from tests.helpers.small_sources import article_sources, small_sources

KILLS = 10
BUILD = """
import os
from graph.settings import Settings
from seed.build.build import build
from tests.helpers.small_sources import article_sources
build(Settings.from_environ(os.environ), lambda line: None, sources=article_sources())
"""
# About as long as a build takes on two cores that do nothing else.
SECONDS = 18.0


@pytest.mark.timeout(1200)
def test_a_killed_build_leaves_the_graph_before_or_the_new_one(settings: Settings, tmp_path: Path) -> None:
    own = replace(settings, home=tmp_path / "home")
    small = small_sources(tmp_path)
    before = build(own, lambda line: None, sources=small)
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    for _ in range(KILLS):
        run_and_kill(["-c", BUILD], moments.uniform(0.2, SECONDS), own)
        store = current_store(own.home)
        assert store is not None, f"with the moments of seed {seed}"
        version = json.loads((store / MANIFEST).read_text("utf-8"))["version"]
        assert store.name.startswith(version)
        assert (store == before.store) == (version == before.version)
    after = build(own, lambda line: None, sources=article_sources())
    assert current_store(own.home) == after.store != before.store
    with (
        running(after.store, read_only=True, settings=own) as neo4j,
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as database,
    ):
        ((version, nodes),) = database.rows("MATCH (d:Dataset) RETURN d.version, d.nodeCount")
        assert database.rows("MATCH (n) RETURN count(n)") == [[nodes + 1]]
    assert version == after.version
    back = build(own, lambda line: None, sources=small)
    assert (back.store, current_store(own.home)) == (before.store, before.store)
    assert list(own.home.glob("making-*")) == []
