"""The changes that a push makes, for users who keep a copy.

    HOME/pushed/VERSION.ndjson.gz    what a server held before a push, until the push has ended
    HOME/pushed/version              the version that was pushed last

What a server held is read from it before anything changes there: nothing else is sure to know. A push that
stopped leaves the copy for the next one, which may bring another graph.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from pathlib import Path

from graph.changes import diff, prune, route, write_changes
from graph.errors import disk_errors
from graph.export.json_lines import node_line, relationship_line
from graph.export.reader import ExportReader
from graph.export.scopes import WHOLE
from graph.export.stored import StoredGraph
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.lock import hold
from graph.store.stores import note_pushed, pushed_to
from graph.whole_files import replacing
from seed.build.build import Report
from seed.build.changes import csv_lines
from seed.build.csv_files import CsvFiles

# A page of an export is read in hundredths of a second; a server far away may take longer.
_SECONDS = 60.0


def keep_graph(settings: Settings, version: str) -> None:
    """Copy what the server holds to the home. Raises GraphError."""
    place = _copy(settings.home, version)
    with disk_errors(settings.home):
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            with replacing(place) as fresh, gzip.open(fresh, "wb", compresslevel=1) as file:
                asyncio.run(_write_lines(settings, file))


def write_changes_of_push(settings: Settings, since: str | None, files: CsvFiles, report: Report) -> None:
    """Write the changes from the version that the server held to the graph in CSV files, unless a file
    has them. If they cannot be determined, report it; users of that version then start from an export.

    Raises GraphError."""
    home, to = settings.home, files.version
    if not settings.keep_changes:
        return
    with hold(home, "build", wait=True), disk_errors(home):
        if since and since != to and len(route(home, since, to) or ()) != 1:
            if _copy(home, since).exists():
                write_changes(home, since, to, diff(_kept(home, since), csv_lines(files.nodes[0].parent)))
            else:
                report(f"The changes since {since} cannot be determined: another machine pushed over it")
        prune(home, settings.keep_changes)


def end_push(home: Path, version: str) -> None:
    """Note that a version is served from now on, and remove the copy of what was. Raises GraphError."""
    note_pushed(home, version)
    with disk_errors(home):
        for copy in pushed_to(home).parent.glob("*.ndjson.gz"):
            copy.unlink(missing_ok=True)


async def _write_lines(settings: Settings, file: gzip.GzipFile) -> None:
    assert settings.neo4j_uri is not None
    database = Database.connect(
        settings.neo4j_uri, auth=settings.neo4j_auth, database=settings.neo4j_database
    )
    try:
        reader = ExportReader(database, _SECONDS)
        graph = StoredGraph(await reader.about(), reader, WHOLE)
        async for node in graph.nodes():
            file.write(node_line(node))
        async for relationship in graph.relationships():
            file.write(relationship_line(relationship))
    finally:
        await database.close()


def _kept(home: Path, version: str) -> Iterator[bytes]:
    with gzip.open(_copy(home, version)) as file:
        yield from file


def _copy(home: Path, version: str) -> Path:
    return pushed_to(home).with_name(f"{version}.ndjson.gz")
