"""Exports over HTTP: streamed, named by their version, and aborted where they cannot be complete."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing, asynccontextmanager

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from api.digests import digest_of
from api.execution.documents import Documents
from api.exports.selection import Around, Choice, Everything, Findings, chosen_graph, depth_of, where_of
from api.http.conditional_answers import ConditionalAnswers
from api.http.error_responses import RequestRefused, answered
from api.http.request_reading import query_parameters
from graph.errors import DatasetNotReady, ExportRefused, GraphError
from graph.export.chunks import in_chunks
from graph.export.formats import Format, format_named, require_room
from graph.export.reader import ExportReader
from graph.export.stored import StoredGraph
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_ready
from graph.settings import Settings

log = logging.getLogger("safeguarding")

# Concurrent exports; further clients are told to retry.
AT_ONCE = 4
_RETRY_SECONDS = 10
# Before compression, which sends about a tenth. Slower, the shipped graph would not arrive in EXPORT_SECONDS.
LEAST_BYTES_A_SECOND = 50_000
# How long a client that has not fallen behind may take nothing.
PATIENCE_SECONDS = 30.0
_PARAMETERS = {"dataset": (), "findings": ("where",), "neighbourhood": ("id", "depth")}


class ExportsEndpoint:
    """Streams an export as the answer to `GET /export/{what}.{format}`. ``under_way`` is how many
    exports are being made or sent."""

    def __init__(
        self, databases: Databases, documents: Documents, settings: Settings, conditional: ConditionalAnswers
    ) -> None:
        self._databases = databases
        self._documents = documents
        self._settings = settings
        self._conditional = conditional
        self.under_way = 0

    async def answer(self, request: Request) -> Response:
        """The export, its headers alone for HEAD, 304 for who has it, or a refusal in words."""
        return await answered(self._answered(request), _RETRY_SECONDS)

    async def _answered(self, request: Request) -> Response:
        parameters = query_parameters(request)
        choice, chosen = _choice(request.path_params["what"], parameters), _format(request)
        async with AsyncExitStack() as stack:
            deadline = asyncio.get_running_loop().time() + self._settings.export_seconds
            await stack.enter_async_context(self._slot())
            database = await stack.enter_async_context(self._databases.request())
            async with asyncio.timeout_at(deadline):
                version = (await require_ready(database)).version
                digest = digest_of(version, choice.name, chosen.name, sorted(parameters.items()))
                if response := self._conditional.not_modified(request, digest):
                    return response
                name = f"safeguarding-{choice.name}-{version}.{chosen.extension}"
                headers = self._conditional.headers(digest)
                headers["content-disposition"] = f'attachment; filename="{name}"'
                graph = await self._graph(database, version, choice, chosen)
                parts = None if request.method == "HEAD" else await _begun(chosen, graph)
            if parts is None:
                return _Headers(headers=headers, media_type=chosen.media_type)
            return _Export(parts, headers, chosen.media_type, stack.pop_all(), deadline)

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """One of the exports that may be under way at once. Raises RequestRefused."""
        if self.under_way >= AT_ONCE:
            message = f"{AT_ONCE} exports are being made; try again shortly."
            raise RequestRefused(message, 503, "BUSY", {"retry-after": str(_RETRY_SECONDS)})
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1

    async def _graph(self, database: Database, version: str, choice: Choice, chosen: Format) -> StoredGraph:
        """What is exported, of the version that the headers name. Raises ExportRefused, GraphError."""
        reader = ExportReader(database, self._settings.export_seconds)
        graph = await chosen_graph(choice, reader, self._documents)
        if graph.about.version != version:
            raise DatasetNotReady("The graph changed before its export began.")
        if not chosen.streams:
            require_room(chosen, await graph.size(), self._settings.export_in_memory)
        return graph


async def _begun(chosen: Format, graph: StoredGraph) -> AsyncGenerator[bytes]:
    """The parts of an export, with the first one made already: what is refused is refused before it
    begins."""
    parts = in_chunks(chosen, graph)
    return _continued(await anext(parts), parts)


class _Headers(Response):
    """The headers of an export, whose length is not known."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        super().init_headers(headers)
        del self.headers["content-length"]


class TooSlow(GraphError):
    """A client reads an export more slowly than it must."""


class _Pace:
    """Sends an export to a client that may fall below the least rate, but not for long."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._patience = PATIENCE_SECONDS

    async def send(self, message: Message) -> None:
        """Send on. Only the wait for the client counts. Raises TooSlow."""
        allowed = self._patience + len(message.get("body", b"")) / LEAST_BYTES_A_SECOND
        started = time.monotonic()
        try:
            async with asyncio.timeout(allowed):
                await self._send(message)
        except TimeoutError:
            raise TooSlow("The client reads too slowly.") from None
        self._patience = min(PATIENCE_SECONDS, allowed - (time.monotonic() - started))


class _Export(StreamingResponse):
    """A streaming export. ``held`` is released when it ends, however it ends."""

    def __init__(
        self,
        parts: AsyncGenerator[bytes],
        headers: dict[str, str],
        media_type: str,
        held: AsyncExitStack,
        deadline: float,
    ) -> None:
        super().__init__(parts, 200, headers, media_type)
        self._parts, self._held, self._deadline = parts, held, deadline

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._held, aclosing(self._parts):
            try:
                async with asyncio.timeout_at(self._deadline):
                    await super().__call__(scope, receive, _Pace(send).send)
            except (GraphError, TimeoutError) as error:
                # Leave the response unfinished: the client must not take it for a whole one.
                log.error("An export broke off; EXPORT_SECONDS bounds its time", exc_info=error)


async def _continued(first: bytes, parts: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    async with aclosing(parts):
        yield first
        async for part in parts:
            yield part


def _choice(what: str, parameters: Mapping[str, str]) -> Choice:
    """What the address asks for. Raises RequestRefused, ExportRefused."""
    if what not in _PARAMETERS:
        message = f"'{what}' cannot be exported; choose one of {', '.join(_PARAMETERS)}."
        raise RequestRefused(message, 404, "NOT_FOUND")
    for name in parameters:
        if name not in _PARAMETERS[what]:
            known = ", ".join(_PARAMETERS[what]) or "none"
            raise ExportRefused(f"`{name}` is not a parameter of {what}; it has {known}.")
    if what == "findings":
        return Findings(where_of(parameters.get("where", "{}")))
    if what == "neighbourhood":
        return Around(_required(parameters, "id"), depth_of(parameters.get("depth", "1")))
    return Everything()


def _format(request: Request) -> Format:
    try:
        return format_named(request.path_params["format"])
    except ExportRefused as error:
        raise RequestRefused(str(error), 404, "NOT_FOUND") from None


def _required(parameters: Mapping[str, str], name: str) -> str:
    if not parameters.get(name):
        raise ExportRefused(f"`{name}` is missing.")
    return parameters[name]
