"""Building and publishing through a real Neo4j: everything written arrives, and a failure changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import StatementRefused
from graph.neo4j.database import SyncDatabase
from graph.schema_statements import schema_statements
from graph.settings import Settings
from graph.store.admin import import_csv
from graph.store.jars import neo4j_jars
from graph.store.process import Neo4jProcess
from graph.store.running import running
from graph.store.stores import current_store
from seed.build.build import assemble, build
from seed.build.csv_files import csv_files
from seed.errors import SeedRefused
from seed.rows import Graph, NodeRow, RelationshipRow
from seed.sources.manifest import MANIFEST
from tests.helpers.shared_stores import copy_published
from tests.helpers.small_sources import ARTICLE, article_sources, comparable, small_sources, swapped

NASTY = (
    "semicolons; commas, and | bars",
    'quotes " and \' and ""',
    "line\nbreak, \r\n and \r",
    " spaces at both ends ",
    "back\\slash \\n",
    "tab\t, emoji \U0001f9d2, line separator \u2028",
    "",
    "=1+1",
    "\x00\x1c",
)


@pytest.fixture(scope="module")
def built(served: Neo4jProcess) -> Iterator[SyncDatabase]:
    with SyncDatabase(served.uri, auth=served.auth) as database:
        yield database


@pytest.fixture(scope="module")
def own(settings: Settings, store: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a home where a copy of the store is published."""
    return replace(settings, home=copy_published(store, tmp_path_factory.mktemp("published")))


def quiet(line: str) -> None:
    """Nobody listens to the progress of a build in a test."""


def test_any_text_survives_neo4j(tmp_path: Path, settings: Settings) -> None:
    nodes = tuple(
        NodeRow(f"x:{n}", ("Entity", "X"), {"text": text, "list": (text, "y", text)})
        for n, text in enumerate(NASTY)
    )
    links = tuple(RelationshipRow("R", node.id, "x:0", node.values) for node in nodes)
    files = csv_files(Graph.of(nodes, links), tmp_path / "csv")
    jars = neo4j_jars(settings.cache, settings.neo4j_version)
    import_csv(tmp_path, files.nodes, files.relationships, jars=jars)
    with (
        running(tmp_path, read_only=True, settings=settings) as neo4j,
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as database,
    ):
        held = database.rows("MATCH (n:X) RETURN n.text, n.list ORDER BY n.id")
        beside = database.rows("MATCH (n:X)-[r:R]->() RETURN r.text, r.list, r.id ORDER BY n.id")
    assert held == [[text, [text, "y", text]] for text in NASTY]
    assert [row[:2] for row in beside] == held
    assert [row[2] for row in beside] == [link.id for link in links]


def test_the_store_holds_the_graph_of_the_sources(built: SyncDatabase, store: Path, tmp_path: Path) -> None:
    graph = assemble(article_sources())
    version = csv_files(graph, tmp_path, schema_statements()).version
    assert store.name.startswith(version)
    ((held, state, nodes, relationships),) = built.rows(
        "MATCH (d:Dataset) RETURN d.version, d.state, d.nodeCount, d.relationshipCount"
    )
    assert (held, state, nodes, relationships) == (
        version,
        "READY",
        len(list(graph.all_nodes())),
        len(list(graph.all_relationships())),
    )
    labels = {tuple(row[0]) for row in built.rows("MATCH (n) RETURN DISTINCT labels(n)")}
    assert {label for each in labels for label in each} >= {"Entity", "Organisation", "Alias", "Dataset"}
    manifest = json.loads((store / MANIFEST).read_text("utf-8"))
    assert (manifest["version"], manifest["sources"]) == (version, article_sources().manifest())


def test_every_property_arrives_as_it_was_written(built: SyncDatabase) -> None:
    graph = assemble(article_sources())
    held = {row[0]: row[1] for row in built.rows("MATCH (n) WHERE NOT n:Dataset RETURN n.id, properties(n)")}
    for row in graph.all_nodes():
        wanted = {"id": row.id, **row.values}
        assert comparable(held[row.id]) == comparable(wanted), row.id
    links = {row[0]: row[1] for row in built.rows("MATCH ()-[r]->() RETURN r.id, properties(r)")}
    for link in graph.all_relationships():
        assert comparable(links[link.id]) == comparable({"id": link.id, **link.values}), link.id


def test_every_constraint_and_index_is_online(built: SyncDatabase) -> None:
    found = {row[0]: row[1] for row in built.rows("SHOW INDEXES YIELD name, state RETURN name, state")}
    assert set(found.values()) == {"ONLINE"}
    for statement in schema_statements():
        name = statement.split(" IF NOT EXISTS")[0].split()[-1]
        assert name in found


def test_a_page_of_a_history_is_read_from_its_index(built: SyncDatabase) -> None:
    plan = json.dumps(
        built.rows(
            "SHOW INDEXES YIELD name, type, entityType, properties WHERE name = 'history_page' RETURN *"
        )
    )
    assert "RELATIONSHIP" in plan
    assert '["ownerId", "day", "position"]' in plan


def test_the_published_store_cannot_be_changed(built: SyncDatabase) -> None:
    with pytest.raises(StatementRefused):
        built.write("CREATE (:Entity {id: 'x'})")


def test_building_again_reuses_what_is_there(own: Settings, store: Path) -> None:
    again = build(own, quiet, sources=article_sources())
    assert (again.reused, again.store) == (True, own.home / "stores" / store.name)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quote: Notices", "quote: Notes"),
        ("sentFor: force:eastmarsh", "sentFor: force:nowhere"),
        ("date: 2016-10-17", "date: 2016-10-32"),
        ("id: finding:report-meetings", "id: finding:letter-bundles"),
        ("    publishedIn: source:letter\n", "    repliesTo: correspondence:answer\n"),
        ("    disputes: statement:gulf\n", ""),
    ],
    ids=["quote", "unknown id", "no such date", "duplicate", "circle", "disputes nothing"],
)
def test_refused_sources_leave_the_published_graph(
    old: str, new: str, own: Settings, store: Path, tmp_path: Path
) -> None:
    before = _content(own.home)
    with pytest.raises(SeedRefused) as refused:
        build(own, quiet, sources=small_sources(tmp_path, swapped(ARTICLE, old, new)))
    assert all(each.place.file.startswith("article/a.yaml:") for each in refused.value.refusals)
    assert current_store(own.home) == own.home / "stores" / store.name
    assert _content(own.home) == before


def test_remains_of_a_killed_build_are_removed(own: Settings) -> None:
    left = own.home / "making-1" / "data"
    left.mkdir(parents=True)
    (left / "half").write_text("half a store", "utf-8")
    assert build(own, quiet, sources=article_sources()).reused
    assert not left.parent.exists()


def _content(home: Path) -> set[str]:
    stores = (str(path) for path in (home / "stores").iterdir())
    return {*stores, *(str(path) for path in home.glob("making-*")), str(current_store(home))}
