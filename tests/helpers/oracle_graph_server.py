"""A graph of the oracle, served from a Neo4j of its own, as another build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.admin import import_csv
from graph.store.jars import neo4j_jars
from graph.store.running import running
from seed.build.csv_files import csv_files
from seed.build.schema_creation import create_schema
from seed.rows import Graph as Rows
from seed.rows import NodeRow, RelationshipRow, Value
from tests.helpers.api_server import Api, serving
from tests.oracle import Graph


@contextmanager
def serving_graph(graph: Graph, place: Path, settings: Settings) -> Iterator[Api]:
    """Import the graph into a store in a new folder, and serve it while inside."""
    files = csv_files(rows_of(graph), place / "csv")
    jars = neo4j_jars(settings.cache, settings.neo4j_version)
    import_csv(place, files.nodes, files.relationships, jars=jars)
    with running(place, read_only=False, settings=settings) as neo4j:
        with SyncDatabase(neo4j.uri, auth=neo4j.auth) as database:
            create_schema(database)
        with serving(neo4j, replace(settings, deadline=60)) as api:
            yield api


def rows_of(graph: Graph) -> Rows:
    """The rows that a build would write for the graph."""
    nodes = [node for node in graph.nodes.values() if node.type != "Dataset"]
    return Rows.of(
        tuple(NodeRow(node.id, node.labels, _values(node.values)) for node in nodes),
        tuple(
            RelationshipRow(each.type, each.start.id, each.end.id, _values(each.values))
            for node in nodes
            for each in graph.leaving(node)
        ),
    )


def _values(found: Mapping[str, Any]) -> Mapping[str, Value]:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in found.items()
        if name != "id"
    }
