"""A build, killed without warning at ten moments: the graph is the previous or the new one, whole.

Strategy: a process publishes a small graph, which tells how long a build takes here. Others then build
another small graph, and are killed throughout that time. After each kill the published store is checked as a
start would find it, and at the end it is opened.
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
from tests.helpers.killed_commands import moments, run_and_kill, run_to_end
from tests.helpers.small_sources import ARTICLE, small_sources, sources_in, swapped

KILLS = 10
BUILD = """
import os, sys
from pathlib import Path
from graph.settings import Settings
from seed.build.build import build
from tests.helpers.small_sources import sources_in
build(Settings.from_environ(os.environ), lambda line: None, sources=sources_in(Path(sys.argv[1])))
"""


@pytest.mark.timeout(1200)
def test_a_killed_build_leaves_the_graph_before_or_the_new_one(settings: Settings, tmp_path: Path) -> None:
    own = replace(settings, home=tmp_path / "home")
    small_sources(tmp_path / "before")
    small_sources(tmp_path / "new", swapped(ARTICLE, "Notices came in bundles.", "Bundles of notices came."))
    seconds = run_to_end(["-c", BUILD, str(tmp_path / "before")], own)
    before = current_store(own.home)
    assert before is not None
    seed = random.randrange(10**6)
    for moment in moments(KILLS, seconds, seed):
        run_and_kill(["-c", BUILD, str(tmp_path / "new")], moment, own)
        store = current_store(own.home)
        assert store is not None, f"with the moments of seed {seed}"
        version = json.loads((store / MANIFEST).read_text("utf-8"))["version"]
        assert store.name.startswith(version)
        assert (store == before) == before.name.startswith(version)
    after = build(own, lambda line: None, sources=sources_in(tmp_path / "new"))
    assert current_store(own.home) == after.store != before
    with (
        running(after.store, read_only=True, settings=own) as neo4j,
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as database,
    ):
        ((version, nodes),) = database.rows("MATCH (d:Dataset) RETURN d.version, d.nodeCount")
        assert database.rows("MATCH (n) RETURN count(n)") == [[nodes + 1]]
    assert version == after.version
    back = build(own, lambda line: None, sources=sources_in(tmp_path / "before"))
    assert (back.store, current_store(own.home)) == (before, before)
    assert list(own.home.glob("making-*")) == []
