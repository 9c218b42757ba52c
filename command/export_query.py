"""`safeguarding export --query FILE`: all rows of a question, however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from api.app import graphql_service
from api.execution.documents import Documents
from api.execution.limits import Limits
from api.exports.bulk import lines
from api.exports.paged_question import PagedQuestion, paged_question
from api.exports.row_stream import RowStream
from api.exports.selection import object_of, refusals_told
from api.schema.schema import core_schema
from command.console import say
from command.export import exported_database
from command.graph_access import neo4j_with_graph
from command.output import open_output
from command.signals import run_until_stopped, until_stopped
from graph.errors import ExportRefused, GraphError
from graph.neo4j.database import Auth, Databases
from graph.settings import Settings


def run_export_query(
    settings: Settings, document: Path, variables: str, *, is_alone: bool, out: Path | None
) -> None:
    """Write the rows to a file, or to standard output if None; a failure leaves no partial file.

    Raises ExportRefused with what the API says of a question that it does not answer, and NothingBuilt,
    StoreError, and GraphError.
    """
    if not is_alone:
        raise ExportRefused(
            "--query takes no format and no other choice; its document says what is exported."
        )
    given = object_of("--variables", variables, '{"first": 3}')
    question = _question(settings, _text(document), given)
    with (
        until_stopped(),
        open_output(out) as file,
        neo4j_with_graph(settings, keeps_version=True) as (uri, auth),
    ):
        count = run_until_stopped(partial(_export, settings, uri, auth, question, given, file))
    if count is None:
        raise GraphError("The export was interrupted.")
    if out is not None:
        say(f"{out}: {count} bytes.")


def _question(settings: Settings, text: str, variables: Mapping[str, Any]) -> PagedQuestion:
    """What a document asks for in bulk, within the API's limits. Raises ExportRefused."""
    documents = Documents(core_schema(), Limits.of(settings))
    with refusals_told():
        return paged_question(documents.prepare(text, None, variables, is_priced=False))


async def _export(
    settings: Settings,
    uri: str,
    auth: Auth,
    question: PagedQuestion,
    variables: Mapping[str, Any],
    file: BinaryIO,
) -> int:
    async with exported_database(settings, uri, auth) as database:
        service = graphql_service(Databases(database), settings)
        pages = RowStream(service, question, variables, settings.dear_cost).pages()
        with refusals_told():
            async with aclosing(lines(await anext(pages), pages)) as parts:
                return sum([file.write(part) async for part in parts])


def _text(document: Path) -> str:
    try:
        return document.read_text("utf-8")
    except OSError as error:
        raise ExportRefused(f"{document} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ExportRefused(f"{document} is not text in UTF-8.") from None
