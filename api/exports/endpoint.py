"""Exports over HTTP: streamed, named by their version, and aborted where they cannot be complete."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack

from starlette.requests import Request
from starlette.responses import Response

from api.digests import digest_of
from api.execution.admission import Admission
from api.execution.documents import Documents
from api.exports.selection import (
    LISTS,
    Around,
    Choice,
    Everything,
    Listed,
    chosen_graph,
    depth_of,
    derived_of,
    where_of,
)
from api.exports.sending import RETRY_SECONDS, ExportSlots, HeadersAlone, StreamedExport, begun
from api.http.client_presence import GONE_STATUS, ClientGone, while_connected
from api.http.conditional_answers import ConditionalAnswers
from api.http.error_responses import RequestRefused, answered
from api.http.request_reading import query_parameters
from graph.errors import DatasetNotReady, ExportRefused
from graph.export.chunks import in_chunks
from graph.export.formats import Format, format_named, require_room
from graph.export.reader import ExportReader
from graph.export.stored import StoredGraph
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_ready
from graph.settings import Settings

_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "dataset": ("derived",),
    "neighbourhood": ("id", "depth", "derived"),
    **dict.fromkeys(LISTS, ("where", "derived")),
}


class ExportsEndpoint:
    """Streams an export as the answer to `GET /export/FILE`, such as `dataset.ttl`."""

    def __init__(
        self,
        databases: Databases,
        documents: Documents,
        settings: Settings,
        conditional: ConditionalAnswers,
        slots: ExportSlots,
        admission: Admission,
    ) -> None:
        self._databases = databases
        self._documents = documents
        self._settings = settings
        self._conditional = conditional
        self._slots = slots
        self._admission = admission

    async def answer(self, request: Request) -> Response:
        """The export, its headers alone for HEAD, 304 for who has it, or a refusal in words."""
        try:
            return await answered(while_connected(request, self._answered(request)), RETRY_SECONDS)
        except ClientGone:
            return Response(status_code=GONE_STATUS)

    async def _answered(self, request: Request) -> Response:
        parameters = query_parameters(request)
        what, _, ending = request.path_params["file"].partition(".")
        choice, chosen = _choice(what, parameters), _format(ending)
        derived = derived_of(parameters.get("derived", "yes"))
        async with AsyncExitStack() as stack:
            deadline = asyncio.get_running_loop().time() + self._settings.export_seconds
            await stack.enter_async_context(self._slots.taken())
            database = await stack.enter_async_context(self._databases.request())
            async with asyncio.timeout_at(deadline):
                version = (await require_ready(database)).version
                digest = digest_of(version, choice.name, chosen.name, sorted(parameters.items()))
                if response := self._conditional.not_modified(request, digest):
                    return response
                name = f"safeguarding-{choice.name}-{version}.{chosen.extension}"
                headers = self._conditional.headers(digest)
                headers["content-disposition"] = f'attachment; filename="{name}"'
                # Finding what is chosen may take long, and so may making what does not stream. No slot is
                # held while a client reads: the statements of later parts are short.
                async with self._admission.dear():
                    graph = await self._graph(database, version, choice, chosen, derived)
                    parts = None if request.method == "HEAD" else await begun(in_chunks(chosen, graph))
            if parts is None:
                return HeadersAlone(headers=headers, media_type=chosen.media_type)
            return StreamedExport(parts, headers, chosen.media_type, stack.pop_all(), deadline)

    async def _graph(
        self, database: Database, version: str, choice: Choice, chosen: Format, derived: bool
    ) -> StoredGraph:
        """What is exported, of the version that the headers name. Raises ExportRefused, GraphError."""
        reader = ExportReader(database, self._settings.export_seconds)
        graph = await chosen_graph(choice, chosen, reader, self._documents, derived=derived)
        if graph.about.version != version:
            raise DatasetNotReady("The graph changed before its export began.")
        if not chosen.streams:
            require_room(chosen, await graph.size(), self._settings.export_in_memory)
        return graph


def _choice(what: str, parameters: Mapping[str, str]) -> Choice:
    """What the address asks for. Raises RequestRefused, ExportRefused."""
    if what not in _PARAMETERS:
        message = f"'{what}' cannot be exported; choose one of {', '.join(_PARAMETERS)}."
        raise RequestRefused(message, 404, "NOT_FOUND")
    for name in parameters:
        if name not in _PARAMETERS[what]:
            known = ", ".join(_PARAMETERS[what]) or "none"
            raise ExportRefused(f"`{name}` is not a parameter of {what}; it has {known}.")
    if what in LISTS:
        return Listed(what, where_of(parameters.get("where", "{}")))
    if what == "neighbourhood":
        return Around(_required(parameters, "id"), depth_of(parameters.get("depth", "1")))
    return Everything()


def _format(ending: str) -> Format:
    try:
        return format_named(ending)
    except ExportRefused as error:
        raise RequestRefused(str(error), 404, "NOT_FOUND") from None


def _required(parameters: Mapping[str, str], name: str) -> str:
    if not parameters.get(name):
        raise ExportRefused(f"`{name}` is missing.")
    return parameters[name]
