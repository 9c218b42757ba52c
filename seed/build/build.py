"""The build: sources to one immutable Neo4j store, published by a rename.

Killed at any moment, `current` is the store before or the new one, whole; what a killed build left behind
is removed by the next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import StoreDamaged, disk_errors
from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.admin import import_csv
from graph.store.checksums import note_checksums, require_whole
from graph.store.jars import neo4j_jars
from graph.store.lock import hold
from graph.store.running import running
from graph.store.stores import IN_USE, adopt, current_store, making, publish, repair, store_of
from seed.build.changes import note_changes
from seed.build.csv_files import FORMAT, CsvFiles, csv_files
from seed.build.derive import derive
from seed.build.schema_statements import create_schema, schema_statements
from seed.checks.soundness import refusals
from seed.errors import BuildFailed, raise_any
from seed.frameworks import read_frameworks
from seed.rows import Graph
from seed.sources.all_sources import Sources, read_sources
from seed.sources.imports.graph_assembly import ImportFile
from seed.sources.manifest import MANIFEST, entry, note_event, note_imports, sources_of

Report = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """What was built. `reused`: it was the published graph already. Counts are of the sources' graph,
    without the `Dataset` node."""

    version: str
    store: Path
    nodes: int
    relationships: int
    reused: bool


def assemble(sources: Sources | None = None) -> Graph:
    """The graph that the sources make, or those that come with this program.

    Raises SeedRefused with everything that is wrong with them."""
    sources = sources or Sources()
    records = read_sources(sources)
    frameworks = read_frameworks(sources.frameworks)
    raise_any(refusals(records, frameworks))
    return derive(records, frameworks)


def build(
    settings: Settings, report: Report, *, sources: Sources | None = None, add: Sequence[ImportFile] = ()
) -> BuildResult:
    """Build and publish the graph of the sources, unless it is published already.

    Without `sources`: those that come with this program, what was imported before, and `add`. Raises
    SeedError before anything is published; BuildFailed or a GraphError if Neo4j does not take it.
    """
    with hold(settings.home, "build", wait=True), making(settings.home) as place:
        # Under the lock, so that of two imports the second sees what the first added.
        sources = sources or sources_of(settings.home, add)
        report("Reading and checking the sources")
        # The graph gets no name, so that its records go once its files are there: Neo4j needs the memory.
        files = csv_files(assemble(sources), place / "csv", schema_statements())
        # A store belongs to the release of Neo4j that wrote it.
        name = f"{files.version}-neo4j-{settings.neo4j_version}"
        before = current_store(settings.home)
        reused = before is not None and before.name == name
        if (made_before := store_of(settings.home, name)) is None:
            make_store(settings, report, place, files)
            with disk_errors(place):
                _write_manifest(place / MANIFEST, settings, files, sources)
            adopt(settings.home, place, name)
        else:
            _mend(settings, report, place, files, made_before)
            note_imports(made_before, sources.imports)
        note_changes(settings.home, before, settings.home / "stores" / name, settings.keep_changes, report)
        store = publish(settings.home, name)
        if not reused or add:
            note_event(settings.home, "import" if add else "build", store, add)
    report("The graph is unchanged" if reused else f"Published {files.version}")
    return BuildResult(files.version, store, files.node_count, files.relationship_count, reused)


def make_store(settings: Settings, report: Report, place: Path, files: CsvFiles) -> None:
    """Import the files of a graph into a store in a folder, and give it its schema.

    Raises BuildFailed or a GraphError if Neo4j does not take it."""
    jars = neo4j_jars(settings.cache, settings.neo4j_version)
    report(f"Importing {files.node_count} nodes and {files.relationship_count} relationships")
    import_csv(place, files.nodes, files.relationships, jars=jars)
    report("Starting Neo4j to create constraints and indexes")
    with (
        running(place, read_only=False, settings=settings) as neo4j,
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as database,
    ):
        create_schema(database)
        verify_counts(database, files)
    note_checksums(place)


def _mend(settings: Settings, report: Report, place: Path, files: CsvFiles, store: Path) -> None:
    """Make a damaged store again from its sources. Raises InUse while a Neo4j runs on it."""
    try:
        require_whole(store)
    except StoreDamaged as damage:
        report(str(damage))
        with hold(store, IN_USE), disk_errors(place):
            make_store(settings, report, place, files)
            repair(store, place)


def verify_counts(database: SyncDatabase, files: CsvFiles) -> None:
    """Raise BuildFailed if the database does not hold as many nodes and relationships as the graph."""
    wanted = {"nodes": files.node_count + 1, "relationships": files.relationship_count}
    held = {
        "nodes": database.rows("MATCH (n) RETURN count(n)")[0][0],
        "relationships": database.rows("MATCH ()-[r]->() RETURN count(r)")[0][0],
    }
    if held != wanted:
        raise BuildFailed(f"Neo4j holds {held}, but {wanted} were written. Nothing was published; try again.")


def _write_manifest(path: Path, settings: Settings, files: CsvFiles, sources: Sources) -> None:
    content = {
        "version": files.version,
        "format": FORMAT,
        "neo4j": settings.neo4j_version,
        "nodes": files.node_count,
        "relationships": files.relationship_count,
        "counts": files.counts,
        "sources": sources.manifest(),
        "imports": [entry(file) for file in sources.imports],
    }
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
