"""`push` to a server of your own: a store that this test starts, empty and writable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import SettingInvalid, StoreUnavailable
from graph.neo4j.database import SyncDatabase
from graph.schema_statements import schema_statements
from graph.settings import Settings
from graph.store.ports import free_ports
from graph.store.running import running
from seed.build.build import assemble
from seed.build.push import push
from seed.errors import PushRefused
from seed.sources.all_sources import Sources
from tests.helpers.graph_files import version_and_files
from tests.helpers.small_sources import ARTICLE, comparable, small_sources

# A second curated file: a post that one person held twice, so that two relationships have the same ends.
_EVIDENCE = """evidence:
      - source: source:letter
        locator: paragraph 2
        speaker: The inspectors
        status: stated
        attribution: explicit
"""
TWICE = f"""
posts:
  - id: post:eastmarsh:chief
    name: Chief of Eastmarsh Police
    postIn: force:eastmarsh
    {_EVIDENCE}
people:
  - id: person:somebody
    name: Somebody
    held:
      - to: post:eastmarsh:chief
        period: {{start: 2010-01-01, end: 2012-01-01}}
      - to: post:eastmarsh:chief
        term: 2
        period: {{start: 2014-01-01, end: 2016-01-01}}
    {_EVIDENCE}
"""
STATE = "MATCH (d:Dataset) RETURN d.state, d.version"


@pytest.fixture(scope="module")
def server(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Settings, SyncDatabase]]:
    home = tmp_path_factory.mktemp("server")
    with (
        running(home, read_only=False, settings=settings) as neo4j,
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as database,
    ):
        own = replace(settings, home=home / "changes", neo4j_uri=neo4j.uri, neo4j_password=neo4j.password)
        yield own, database


@pytest.fixture
def empty(server: tuple[Settings, SyncDatabase]) -> tuple[Settings, SyncDatabase]:
    server[1].write("MATCH (n) DETACH DELETE n")
    return server


def quiet(line: str) -> None:
    """Nobody listens to the progress of a push in a test."""


def test_a_server_comes_to_hold_the_graph_and_nothing_else(
    empty: tuple[Settings, SyncDatabase], tmp_path: Path
) -> None:
    settings, database = empty
    small = small_sources(tmp_path)
    first = push(settings, quiet, sources=small)
    assert not first.unchanged
    assert push(settings, quiet, sources=small) == replace(first, unchanged=True)
    _assert_holds(database, small)
    other = small_sources(tmp_path / "other", ARTICLE.replace("finding:letter-bundles", "finding:piles"))
    assert push(settings, quiet, sources=other).version != first.version
    _assert_holds(database, other)


def test_relationships_with_the_same_ends_are_kept_apart(
    empty: tuple[Settings, SyncDatabase], tmp_path: Path
) -> None:
    settings, database = empty
    twice = small_sources(tmp_path, extra=TWICE)
    push(settings, quiet, sources=twice)
    assert database.rows("MATCH (:Person)-[r:HELD]->(:Post) RETURN count(r)") == [[2]]
    _assert_holds(database, twice)


def test_a_push_that_stopped_half_way_is_finished_by_the_next(
    empty: tuple[Settings, SyncDatabase], tmp_path: Path
) -> None:
    settings, database = empty
    small = small_sources(tmp_path)
    seen: list[str] = []

    def stop(line: str) -> None:
        if line.startswith("Writing") and "relationships" in line:
            seen.extend(str(row[0]) for row in database.rows(STATE))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(settings, stop, sources=small)
    assert seen == ["LOADING"]
    assert database.rows(STATE)[0][0] == "LOADING"
    assert not push(settings, quiet, sources=small).unchanged
    _assert_holds(database, small)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("CREATE (:Customer {name: 'n'})", "1 nodes with Customer"),
        ("CREATE (:Entity {id: 'theirs'})", "no dataset that was pushed before"),
        ("CREATE ()", "no label"),
    ],
)
def test_a_database_that_is_not_ours_is_refused(
    statement: str, words: str, empty: tuple[Settings, SyncDatabase], tmp_path: Path
) -> None:
    settings, database = empty
    database.write(statement)
    with pytest.raises(PushRefused, match=words):
        push(settings, quiet, sources=small_sources(tmp_path))
    assert database.rows("MATCH (n) RETURN count(n)") == [[1]]


def test_without_an_address_nothing_is_pushed(settings: Settings) -> None:
    with pytest.raises(SettingInvalid, match="NEO4J_URI"):
        push(settings, quiet)


def test_a_server_that_is_not_there_is_named(settings: Settings, tmp_path: Path) -> None:
    nowhere = f"bolt://127.0.0.1:{free_ports(1)[0]}"
    with pytest.raises(StoreUnavailable, match=nowhere):
        push(replace(settings, neo4j_uri=nowhere), quiet, sources=small_sources(tmp_path))


def _assert_holds(database: SyncDatabase, sources: Sources) -> None:
    graph = assemble(sources)
    version, _ = version_and_files(graph, schema_statements())
    assert database.rows(STATE) == [["READY", version]]
    nodes = {
        row[0]: (set(row[1]), row[2])
        for row in database.rows("MATCH (n) RETURN n.id, labels(n), properties(n)")
    }
    del nodes["dataset"]
    assert set(nodes) == {row.id for row in graph.all_nodes()}
    for row in graph.all_nodes():
        labels, values = nodes[row.id]
        assert labels == set(row.labels)
        assert comparable(values) == comparable({"id": row.id, **row.values})
    links = {
        row[0]: row[1:]
        for row in database.rows("MATCH (a)-[r]->(b) RETURN r.id, type(r), a.id, b.id, properties(r)")
    }
    assert set(links) == {row.id for row in graph.all_relationships()}
    for link in graph.all_relationships():
        kind, start, end, values = links[link.id]
        assert (kind, start, end) == (link.type, link.start, link.end)
        assert comparable(values) == comparable({"id": link.id, **link.values})
