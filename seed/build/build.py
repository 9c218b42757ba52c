"""Build an immutable Neo4j store from the sources, and publish it by a rename.

If the build is killed at any moment, `current` is the previous store or the complete new one. The next build
removes what a killed build leaves behind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import StoreDamaged, disk_errors
from graph.neo4j.database import SyncDatabase
from graph.neo4j.dataset import FORMAT
from graph.schema_statements import schema_statements
from graph.settings import Settings
from graph.store.admin import import_csv
from graph.store.checksums import require_intact, write_checksums
from graph.store.jars import neo4j_jars
from graph.store.lock import hold
from graph.store.running import running
from graph.store.stores import IN_USE, add_store, current_store, publish, repair, staging, store_of
from seed.build.changes import write_changes_between
from seed.build.csv_files import CsvFiles, csv_files
from seed.build.derive import derive
from seed.build.schema_creation import create_schema
from seed.build.unchanged import inputs, note_inputs, published_from
from seed.checks.soundness import check_rules
from seed.errors import BuildFailed, raise_any
from seed.frameworks import read_frameworks
from seed.rows import Graph
from seed.sources.all_sources import Sources, read_sources
from seed.sources.imports.graph_assembly import ImportFile
from seed.sources.manifest import MANIFEST, append_event, entry, sources_of, write_imports

Report = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """The result of a build. `reused`: the graph was already published. The counts exclude the `Dataset`
    node."""

    version: str
    store: Path
    nodes: int
    relationships: int
    reused: bool


def assemble(sources: Sources | None = None) -> Graph:
    """The graph of the sources; by default of those in this repository.

    Raises SeedRefused with all problems of the sources."""
    sources = sources or Sources()
    records = read_sources(sources)
    frameworks = read_frameworks(sources.frameworks)
    raise_any(check_rules(records, frameworks))
    return derive(records, frameworks)


def build(
    settings: Settings, report: Report, *, sources: Sources | None = None, add: Sequence[ImportFile] = ()
) -> BuildResult:
    """Build and publish the graph of the sources, unless it is already published.

    The default `sources` are those in this repository, the files imported before, and `add`. Raises SeedError
    for invalid sources, and BuildFailed or a GraphError if Neo4j fails; then nothing was published.
    """
    with hold(settings.home, "build", wait=True), staging(settings.home) as place:
        # Read under the lock, so that the second of two imports sees the files of the first.
        is_given, sources = sources is not None or bool(add), sources or sources_of(settings.home, add)
        digest = inputs(settings, sources)
        if not is_given and (published := published_from(settings.home, digest)):
            report("The graph is unchanged")
            return _published(published)
        report("Reading and checking the sources")
        # No variable for the graph, so that its records are freed before Neo4j needs the memory.
        files = csv_files(assemble(sources), place / "csv", schema_statements())
        # A store can only be used by the release of Neo4j that wrote it.
        name = f"{files.version}-neo4j-{settings.neo4j_version}"
        before = current_store(settings.home)
        reused = before is not None and before.name == name
        if (existing := store_of(settings.home, name)) is None:
            make_store(settings, report, place, files)
            with disk_errors(place):
                _write_manifest(place / MANIFEST, settings, files, sources)
            add_store(settings.home, place, name)
        else:
            _repair_if_damaged(settings, report, place, files, existing)
            write_imports(existing, sources.imports)
        write_changes_between(
            settings.home, before, settings.home / "stores" / name, settings.keep_changes, report
        )
        store = publish(settings.home, name)
        if not reused or add:
            append_event(settings.home, "import" if add else "build", store, add)
        note_inputs(store, digest)
    report("The graph is unchanged" if reused else f"Published {files.version}")
    return BuildResult(files.version, store, files.node_count, files.relationship_count, reused)


def _published(store: Path) -> BuildResult:
    content = json.loads((store / MANIFEST).read_text("utf-8"))
    return BuildResult(content["version"], store, content["nodes"], content["relationships"], reused=True)


def make_store(settings: Settings, report: Report, place: Path, files: CsvFiles) -> None:
    """Create a store in a folder: import the files of a graph, then create constraints and indexes.

    Raises BuildFailed or a GraphError."""
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
    write_checksums(place)


def _repair_if_damaged(settings: Settings, report: Report, place: Path, files: CsvFiles, store: Path) -> None:
    """Rebuild a store if it is damaged. Raises InUse while a Neo4j runs on it."""
    try:
        require_intact(store)
    except StoreDamaged as damage:
        report(str(damage))
        with hold(store, IN_USE), disk_errors(place):
            make_store(settings, report, place, files)
            repair(store, place)


def verify_counts(database: SyncDatabase, files: CsvFiles) -> None:
    """Raise BuildFailed if the database and the graph differ in their numbers of nodes or relationships."""
    wanted = {"nodes": files.node_count + 1, "relationships": files.relationship_count}
    held = {
        "nodes": database.rows("MATCH (n) RETURN count(n)")[0][0],
        "relationships": database.rows("MATCH ()-[r]->() RETURN count(r)")[0][0],
    }
    if held != wanted:
        raise BuildFailed(f"Neo4j has {held}, but {wanted} were written. Nothing was published; try again.")


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
