"""`safeguarding export`: the graph, or a part of it, for another tool."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from api.execution.documents import Documents
from api.exports.selection import LISTS, Around, Choice, Everything, Listed, chosen_graph, where_of
from api.schema.schema import core_schema
from command.console import say
from command.graph_access import neo4j_with_graph
from command.output import open_output
from command.signals import run_until_stopped, until_stopped
from graph.errors import ExportRefused, GraphError
from graph.export.chunks import in_chunks
from graph.export.formats import FORMATS, Format, format_named, require_room
from graph.export.reader import ExportReader
from graph.export.scopes import require_depth
from graph.neo4j.database import Auth, Database
from graph.settings import Settings
from graph.store.stores import required_store
from seed.build.csv_reading import has_id
from seed.sources.manifest import size_of


def run_export(
    settings: Settings,
    name: str | None,
    *,
    around: str | None,
    depth: int | None,
    kind: str | None,
    where: str | None,
    derived: bool,
    variables: str | None,
    out: Path | None,
) -> None:
    """Write the export to a file, or to standard output if None; a failure leaves no partial file.

    Raises ExportRefused, NothingBuilt, StoreError, and GraphError if the file cannot be written.
    """
    if variables is not None:
        raise ExportRefused("--variables needs --query FILE.")
    if name is None:
        raise ExportRefused(f"Name a format, one of {', '.join(FORMATS)}; or give --query FILE.")
    chosen, choice = format_named(name), choice_from_options(around, depth, kind, where)
    if out is None and not chosen.is_text and sys.stdout.isatty():
        raise ExportRefused(f"{chosen.name} cannot be printed to a terminal; name a file with -o.")
    size = None
    refuse_early(settings, chosen, choice)
    with (
        until_stopped(),
        open_output(out) as file,
        neo4j_with_graph(settings, keeps_version=True) as (uri, auth),
    ):
        size = run_until_stopped(partial(_export, settings, uri, auth, chosen, choice, derived, file))
    if size is None:
        raise GraphError("The export was interrupted.")
    if out is not None:
        say(f"{out}: {size} bytes.")


def choice_from_options(around: str | None, depth: int | None, kind: str | None, where: str | None) -> Choice:
    """The part of the graph that the options select. Raises ExportRefused if they conflict."""
    if around is not None:
        if kind is not None or where is not None:
            raise ExportRefused("--around and --type cannot be combined; give one.")
        return Around(around, 1 if depth is None else depth)
    if depth is not None:
        raise ExportRefused("--depth needs --around ID.")
    if kind is None and where is None:
        return Everything()
    if kind is None:
        raise ExportRefused("--where filters one type; add it, as in --type Finding.")
    names = {each.type: name for name, each in LISTS.items()}
    if kind not in names:
        raise ExportRefused(f"'{kind}' is no type with a list; give one of {', '.join(names)}.")
    return Listed(names[kind], where_of(where or "{}"))


def refuse_early(settings: Settings, chosen: Format, choice: Choice) -> None:
    """Make the checks that need no Neo4j before Neo4j is started, which is slow. Raises ExportRefused,
    NothingBuilt."""
    match choice:
        case Listed():
            choice.prepared(Documents(core_schema()))
        case Around(depth=depth):
            require_depth(depth)
    if settings.neo4j_uri:
        return
    store = required_store(settings.home)
    match choice:
        case Around(centre=centre) if not has_id(store / "csv", centre):
            raise ExportRefused(f"Nothing has the id '{centre}'.")
        case Everything() if not chosen.streams:
            require_room(chosen, size_of(store), settings.export_in_memory)


async def _export(
    settings: Settings,
    uri: str,
    auth: Auth,
    chosen: Format,
    choice: Choice,
    derived: bool,
    file: BinaryIO,
) -> int:
    async with exported_database(settings, uri, auth) as database:
        reader = ExportReader(database, settings.export_seconds)
        documents = Documents(core_schema())
        graph = await chosen_graph(choice, chosen, reader, documents, derived=derived)
        if not chosen.streams:
            require_room(chosen, await graph.size(), settings.export_in_memory)
        async with aclosing(in_chunks(chosen, graph)) as parts:
            return sum([file.write(part) async for part in parts])


@asynccontextmanager
async def exported_database(settings: Settings, uri: str, auth: Auth) -> AsyncIterator[Database]:
    """A database to export from, for as long as an export may take. Raises GraphError after that."""
    database = Database.connect(uri, auth=auth, database=settings.neo4j_database)
    try:
        async with asyncio.timeout(settings.export_seconds):
            yield database
    except TimeoutError:
        raise GraphError(
            f"The export took longer than {settings.export_seconds} seconds; raise EXPORT_SECONDS."
        ) from None
    finally:
        await database.close()
