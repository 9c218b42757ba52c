"""`push`: write the graph to the user's Neo4j server, in batches.

Until the last step, the `Dataset` node has the state LOADING, and the API answers that the graph is being
loaded. All steps are idempotent, so after a failure a second run finishes the job. A version is READY only
once the changes that lead to it are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import SettingInvalid, disk_errors
from graph.model.vocabulary import DatasetState
from graph.neo4j.database import SyncDatabase
from graph.schema_statements import schema_statements
from graph.settings import Settings
from seed.build.build import Report, assemble, verify_counts
from seed.build.csv_files import DATASET, CsvFiles, csv_files, dataset
from seed.build.pushed_changes import end_push, keep_graph, write_changes_of_push
from seed.build.schema_creation import create_schema
from seed.errors import PushRefused
from seed.rows import Graph, NodeRow, RelationshipRow, Values
from seed.sources.all_sources import Sources
from seed.sources.manifest import sources_of

_FOREIGN = """
MATCH (n)
WHERE NOT (n:Entity OR n:Alias OR n:Dataset)
RETURN labels(n), count(n)
ORDER BY count(n) DESC
LIMIT 1"""
_STATE = "MATCH (d:Dataset {id: $id}) RETURN d.version, d.state, d.replaces"
_ANY_NODE = "MATCH (n) RETURN n.id LIMIT 1"
_SET_DATASET = "MERGE (d:Dataset {id: $id}) SET d = $values"
_NODE_IDS = "MATCH (n) WHERE n:Entity OR n:Alias RETURN n.id, labels(n), elementId(n)"
_RELATIONSHIP_IDS = "MATCH ()-[r]->() RETURN r.id, elementId(r)"
_DELETE_NODES = "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.element DETACH DELETE n"
_DELETE_RELATIONSHIPS = "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.element DELETE r"
_MERGE_ENTITIES = "UNWIND $rows AS row MERGE (n:Entity {id: row.id}) SET n:$(row.labels), n = row.values"
_MERGE_ALIASES = "UNWIND $rows AS row MERGE (n:Alias {id: row.id}) SET n = row.values"
_MERGE_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (start:Entity {{id: row.start}})
MATCH (end:Entity {{id: row.end}})
MERGE (start)-[r:{type} {{id: row.values.id}}]->(end)
SET r = row.values"""
_MERGE_NOW = """
UNWIND $rows AS row
MATCH (start:Alias {id: row.start})
MATCH (end:Entity {id: row.end})
MERGE (start)-[r:NOW]->(end)
SET r = row.values"""


@dataclass(frozen=True)
class Held:
    """The version that a database served last. `is_ready`: it serves it now, and holds it whole."""

    version: str
    is_ready: bool


@dataclass(frozen=True)
class PushResult:
    """The graph on the server. `unchanged`: the server already had this version."""

    version: str
    nodes: int
    relationships: int
    unchanged: bool


def push(settings: Settings, report: Report, *, sources: Sources | None = None) -> PushResult:
    """Make the database at `settings.neo4j_uri` contain exactly the graph of the sources.

    Raises SettingInvalid without an address, SeedRefused for invalid sources, PushRefused if the database has
    other data, and StoreError if the server fails.
    """
    if settings.neo4j_uri is None:
        raise SettingInvalid("NEO4J_URI is not set; give the address of the server to push to.")
    report("Reading and checking the sources")
    graph = assemble(sources or sources_of(settings.home))
    with TemporaryDirectory() as folder:
        with disk_errors(Path(folder)):
            files = csv_files(graph, Path(folder), schema_statements())
        with _database(settings, settings.neo4j_uri) as database:
            _refuse_foreign(database, settings)
            held = _held(database)
            unchanged = held == Held(files.version, is_ready=True)
            if not unchanged:
                _replace(settings, database, held, graph, files, report)
    report("The server holds this graph already" if unchanged else f"Pushed {files.version}")
    return PushResult(files.version, files.node_count, files.relationship_count, unchanged)


def _database(settings: Settings, uri: str) -> SyncDatabase:
    return SyncDatabase(uri, auth=settings.neo4j_auth, database=settings.neo4j_database)


def _replace(
    settings: Settings,
    database: SyncDatabase,
    held: Held | None,
    graph: Graph,
    files: CsvFiles,
    report: Report,
) -> None:
    """Replace what the database holds, and write what that changes before the database says READY."""
    since = held.version if held else None
    if held and held.is_ready and settings.keep_changes:
        report(f"Copying what the server holds, {since}, to tell what changes")
        keep_graph(settings, held.version)
    _load(database, graph, files, since, report)
    write_changes_of_push(settings, since, files, report)
    done = dataset(files)
    database.write(_SET_DATASET, {"id": DATASET, "values": _plain(done.id, done.values)})
    end_push(settings.home, files.version)


def _refuse_foreign(database: SyncDatabase, settings: Settings) -> None:
    advice = (
        f"Give an empty database with NEO4J_DATABASE; nothing in '{settings.neo4j_database}' was changed."
    )
    foreign = database.rows(_FOREIGN)
    if foreign:
        labels, count = foreign[0]
        named = ":".join(labels) or "no label"
        raise PushRefused(
            f"The database holds {count} nodes with {named}, which are not of this graph. {advice}"
        )
    if database.rows(_ANY_NODE) and not database.rows(_STATE, {"id": DATASET}):
        raise PushRefused(f"The database holds nodes, but no dataset that was pushed before. {advice}")


def _held(database: SyncDatabase) -> Held | None:
    """What the database served last: now, or before a push that stopped."""
    for version, state, replaces in database.rows(_STATE, {"id": DATASET}):
        is_ready = state == DatasetState.READY.value
        if served := version if is_ready else replaces:
            return Held(served, is_ready)
    return None


def _load(database: SyncDatabase, graph: Graph, files: CsvFiles, since: str | None, report: Report) -> None:
    loading = {
        "id": DATASET,
        "version": files.version,
        "state": DatasetState.LOADING.value,
        "replaces": since,
    }
    database.write(_SET_DATASET, {"id": DATASET, "values": loading})
    report("Creating constraints and indexes")
    create_schema(database)
    report("Removing what is no longer in the graph")
    _remove_stale(database, graph)
    report(f"Writing {files.node_count} nodes")
    for kind, nodes in graph.nodes.items():
        database.write_rows(_MERGE_ALIASES if kind == "Alias" else _MERGE_ENTITIES, _node_rows(nodes))
    report(f"Writing {files.relationship_count} relationships")
    for kind, links in graph.relationships.items():
        statement = _MERGE_NOW if kind == "NOW" else _MERGE_RELATIONSHIPS.format(type=kind)
        database.write_rows(statement, _relationship_rows(links))
    verify_counts(database, files)


def _remove_stale(database: SyncDatabase, graph: Graph) -> None:
    links = {row.id for row in graph.all_relationships()}
    stale = [element for own, element in database.rows(_RELATIONSHIP_IDS) if own not in links]
    database.write_rows(_DELETE_RELATIONSHIPS, [{"element": element} for element in stale])
    kept = {row.id: set(row.labels) for row in graph.all_nodes()}
    stale = [element for own, labels, element in database.rows(_NODE_IDS) if kept.get(own) != set(labels)]
    database.write_rows(_DELETE_NODES, [{"element": element} for element in stale])


def _node_rows(nodes: Iterable[NodeRow]) -> list[dict[str, object]]:
    return [{"id": row.id, "labels": list(row.labels), "values": _plain(row.id, row.values)} for row in nodes]


def _relationship_rows(links: Iterable[RelationshipRow]) -> list[dict[str, object]]:
    return [{"start": row.start, "end": row.end, "values": _plain(row.id, row.values)} for row in links]


def _plain(own: str, values: Values) -> dict[str, object]:
    return {"id": own, **dict(_listed(values))}


def _listed(values: Values) -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        if not isinstance(value, tuple):
            yield name, value
        elif any(value):  # as in the CSV files of a build, which have no fields for other lists
            yield name, list(value)
