"""Exports for Neo4j make the same graph in an empty database: by neo4j-admin, as a script, from CSV."""

from __future__ import annotations

import asyncio
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as budget

from graph.export.formats import FORMATS
from graph.export.reader import ExportReader
from graph.export.records import Node, Relationship
from graph.export.scopes import WHOLE
from graph.export.stored import StoredGraph
from graph.neo4j.database import Database, SyncDatabase
from graph.query.cypher_literals import literal
from graph.settings import DEFAULT_NEO4J_VERSION, NEWEST_NEO4J_VERSION, Settings
from graph.store.admin import import_csv
from graph.store.jars import neo4j_jars
from graph.store.java import ADMIN_TOOL, java_command, java_environment
from graph.store.running import running
from tests.helpers import export_readers
from tests.helpers.export_readers import Read, held
from tests.helpers.generated_graphs import HARD, MadeGraph, values

Run = Callable[[Any], Any]

EVERYTHING = "MATCH (n) RETURN n.id, labels(n), properties(n)"
RELATED = "MATCH (a)-[r]->(b) RETURN r.id, type(r), a.id, b.id, properties(r)"
CLEAR = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"


@pytest.fixture(scope="module")
def graph(database: Database, run: Run) -> MadeGraph:
    """The real graph, and a few nodes with the hardest texts."""

    async def whole() -> MadeGraph:
        reader = ExportReader(database, 60)
        stored = StoredGraph(await reader.about(), reader, WHOLE)
        return MadeGraph(
            (*[node async for node in stored.nodes()], *hard_nodes()),
            (*[edge async for edge in stored.relationships()], *hard_relationships()),
            stored.about,
        )

    made: MadeGraph = run(whole())
    return made


def hard_nodes() -> Iterator[Node]:
    for number, text in enumerate(HARD):
        texts = {"otherNames": [text, "x"]}
        extremes = {"of": (-1) ** number * (2**63 - 1), "value": 1e-300, "seen": False, "day": date(1, 1, 1)}
        yield Node(f"hard:{number}", ("Entity", "Hard"), {"name": text, **texts, **extremes})


def hard_relationships() -> Iterator[Relationship]:
    for number, text in enumerate(HARD):
        own = f"hard:{number}"
        yield Relationship(f"IS|{own}|{own}", "IS", own, own, {"note": text, "evidenceIds": [own]})


@pytest.mark.parametrize("version", [DEFAULT_NEO4J_VERSION, NEWEST_NEO4J_VERSION])
def test_every_form_for_neo4j_makes_the_same_graph_in_an_empty_one(
    version: str, graph: MadeGraph, settings: Settings, tmp_path: Path
) -> None:
    """One server for all three: each form is loaded when what the one before made is gone."""
    settings = replace(settings, neo4j_version=version)
    wanted = asyncio.run(held(graph))
    paths = unpacked(exported("neo4j-admin", graph), tmp_path / "csv")
    nodes = [path for path in paths if path.name.startswith("nodes-")]
    jars = neo4j_jars(settings.cache, settings.neo4j_version)
    import_csv(tmp_path, nodes, [path for path in paths if path not in nodes], jars=jars)
    with (
        running(tmp_path, read_only=False, settings=settings) as neo4j,
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as server,
    ):
        assert in_server(server) == wanted
        for load in (load_script, load_tables):
            server.write(CLEAR)
            assert server.rows("RETURN COUNT { () }") == [[0]]
            load(server, graph)
            assert in_server(server) == wanted
        assert {
            row[0] for row in server.rows("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name")
        } > {
            "entity_id",
            "searchText",
        }


def test_the_command_that_an_export_for_neo4j_admin_prints_imports_it(
    graph: MadeGraph, settings: Settings, tmp_path: Path
) -> None:
    content = exported("neo4j-admin", graph)
    unpacked(content, tmp_path / "csv")
    readme = export_readers.unzipped(content)["README.txt"].decode()
    program, *words = shlex.split(readme.partition("stopped:")[2].replace("\\\n", " "))
    assert program == "neo4j-admin"
    (tmp_path / "home").mkdir()
    jars = neo4j_jars(settings.cache, settings.neo4j_version)
    done = subprocess.run(
        java_command(ADMIN_TOOL, *words, jars=jars),
        env=java_environment(jars, tmp_path / "home"),
        cwd=tmp_path / "csv",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def load_script(server: SyncDatabase, graph: MadeGraph) -> None:
    """Run the script as a shell does: a statement a line, comments left out."""
    *statements, last = [line for line in exported("cypher", graph).decode().split("\n") if line]
    for statement in (*statements, last):
        if not statement.startswith("//"):
            assert statement.endswith(";")
            server.write(statement.removesuffix(";"))
    # What says that the graph is ready comes after everything else.
    assert "CREATE (:Dataset {" in last


def load_tables(server: SyncDatabase, graph: MadeGraph) -> None:
    """Load the zip of CSV by its own description."""
    read = export_readers.tables(exported("csv", graph))
    for labels in sorted({labels for labels, _ in read.nodes.values()}):
        server.write_rows(
            f"UNWIND $rows AS row CREATE (n:{':'.join(labels)}) SET n = row",
            [{"id": own, **each[1]} for own, each in read.nodes.items() if each[0] == labels],
        )
    for kind in sorted({kind for kind, *_ in read.relationships.values()}):
        start = "Alias" if kind == "NOW" else "Entity"
        server.write_rows(
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:Entity {{id: row.end}}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r = row.own",
            [
                {"start": each[1], "end": each[2], "own": {"id": own, **each[3]}}
                for own, each in read.relationships.items()
                if each[0] == kind
            ],
        )


def in_server(server: SyncDatabase) -> Read:
    """The graph that a server holds."""
    nodes: dict[str, Any] = {}
    edges: dict[str, Any] = {}
    for own, labels, properties in server.rows(EVERYTHING):
        general = [each for each in ("Entity", "Organisation") if each in labels]
        nodes[own] = ((*general, *sorted(set(labels) - set(general))), plain(properties))
    for own, kind, start, end, properties in server.rows(RELATED):
        edges[own] = (kind, start, end, plain(properties))
    return Read(nodes, edges)


def plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.to_native() if hasattr(value, "to_native") else value
        for name, value in properties.items()
        if name != "id"
    }


def exported(name: str, graph: MadeGraph) -> bytes:
    async def whole() -> bytes:
        return b"".join([part async for part in FORMATS[name].write(graph)])

    return asyncio.run(whole())


def unpacked(content: bytes, folder: Path) -> list[Path]:
    """The tables of a zip in a folder."""
    folder.mkdir()
    files = {name: text for name, text in export_readers.unzipped(content).items() if name.endswith(".csv")}
    for name, text in files.items():
        (folder / name).write_bytes(text)
    return [folder / name for name in sorted(files)]


@pytest.mark.parametrize("name", sorted(values(controls=True)))
def test_a_literal_of_the_script_is_the_value_it_was_written_from(
    name: str, database: Database, run: Run
) -> None:
    @given(value=values(controls=True)[name])
    @budget(max_examples=60, deadline=None)
    def is_read_back(value: object) -> None:
        statement = f"RETURN {literal(value)} = $value"
        assert run(database.read(statement, {"value": value}, name="literal")) == [True]

    is_read_back()
