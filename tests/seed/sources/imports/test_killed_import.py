"""`safeguarding import`, killed without warning at ten moments: the graph and its list of files are the
previous or the new ones, together. Strategy: the article's graph is the previous one, since larger ones
take no other steps and more time; a template is imported. An import into another home tells first how long
one takes here.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.running import running
from graph.store.stores import current_store
from seed.sources.manifest import history, imports_of, undo
from tests.helpers.killed_commands import moments, run_and_kill, run_to_end
from tests.helpers.paths import ROOT
from tests.helpers.shared_stores import copy_published

FILE = ROOT / "docs" / "formats" / "peel.csv"
GRADE = "judgement:peel:cleveland:2027-29:protecting-vulnerable-people"
IMPORT = """
import sys
from dataclasses import replace
from functools import partial
from cli import app
from seed.sources import manifest
from tests.helpers.small_sources import article_sources
manifest.Sources = partial(replace, article_sources())
app(["import", sys.argv[1]])
"""
COMMAND = ["-c", IMPORT, str(FILE)]
KILLS = 10


@pytest.mark.timeout(1800)
def test_a_killed_import_leaves_graph_and_list_before_or_new(
    settings: Settings, store: Path, tmp_path: Path
) -> None:
    own = replace(settings, home=tmp_path)
    before = current_store(copy_published(store, tmp_path))
    seconds = run_to_end(COMMAND, replace(settings, home=tmp_path / "measured"))
    seed = random.randrange(10**6)
    for moment in moments(KILLS, seconds, seed):
        run_and_kill(COMMAND, moment, own)
        current, files = current_store(tmp_path), imports_of(tmp_path)
        assert current is not None, f"with the moments of seed {seed}"
        assert (current == before) == (files == ()), f"with the moments of seed {seed}"
    run_to_end(COMMAND, own)
    after = current_store(tmp_path)
    assert after not in (None, before)
    assert [file.name for file in imports_of(tmp_path)] == [FILE.name]
    assert history(tmp_path)[-1].current
    assert after is not None
    with (
        running(after, read_only=True, settings=own) as neo4j,
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as database,
    ):
        ((nodes,),) = database.rows("MATCH (d:Dataset) RETURN d.nodeCount")
        assert database.rows("MATCH (n) RETURN count(n)") == [[nodes + 1]]
        assert database.rows("MATCH (j:Judgement {id: $id}) RETURN j.grade", {"id": GRADE}) == [["Adequate"]]
    assert undo(tmp_path) == before
    assert (current_store(tmp_path), imports_of(tmp_path)) == (before, ())
    assert list(tmp_path.glob("making-*")) == []
