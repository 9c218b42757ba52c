"""Exports over HTTP: streamed, named by their version, and broken off where they cannot be whole."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from hashlib import sha256
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from api.execution.documents import Documents
from api.exports.selection import Around, Choice, Everything, Findings, chosen_graph, depth_of, where_of
from api.http.conditional import matches, tag_of
from api.http.error_responses import failure, refusal
from graph.errors import DatasetNotReady, ExportRefused, GraphError
from graph.export.formats import Format, format_named, require_room
from graph.export.reader import Reader
from graph.export.stored import StoredGraph
from graph.export.written import written
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_ready
from graph.settings import Settings

log = logging.getLogger("safeguarding")

# How many exports are made side by side; whoever comes then is asked to come again.
AT_ONCE = 4
_RETRY_SECONDS = 10
# Before compression, which sends about a tenth. Slower, the shipped graph would not arrive in EXPORT_SECONDS.
LEAST_BYTES_A_SECOND = 50_000
# For how long a client may take nothing, when it has not fallen behind yet.
PATIENCE_SECONDS = 30.0
_NOT_KEPT = {"cache-control": "no-store"}
_PARAMETERS = {"dataset": (), "findings": ("where",), "neighbourhood": ("id", "depth")}


class _Refusal(Exception):
    """An answer in place of an export."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class ExportsEndpoint:
    """Streams an export as the answer to `GET /export/{what}.{format}`. ``under_way`` is how many
    exports are being made or sent."""

    def __init__(
        self, databases: Databases, documents: Documents, settings: Settings, fingerprint: str
    ) -> None:
        self._databases = databases
        self._documents = documents
        self._settings = settings
        self._fingerprint = fingerprint
        self.under_way = 0

    async def answer(self, request: Request) -> Response:
        """The export, its headers alone for HEAD, 304 for who has it, or a refusal in words."""
        try:
            choice, chosen = _choice(request), _format(request)
            async with AsyncExitStack() as stack:
                deadline = asyncio.get_running_loop().time() + self._settings.export_seconds
                await stack.enter_async_context(self._place())
                database = await stack.enter_async_context(self._databases.request())
                async with asyncio.timeout_at(deadline):
                    version = (await require_ready(database)).version
                    headers = self._headers(request, version, choice, chosen)
                    if matches(request.headers.get("if-none-match", ""), headers["etag"]):
                        return Response(status_code=304, headers=headers)
                    graph = await self._graph(database, version, choice, chosen)
                    parts = None if request.method == "HEAD" else await _begun(chosen, graph)
                if parts is None:
                    return _Headers(headers=headers, media_type=chosen.media_type)
                return _Export(parts, headers, chosen.media_type, stack.pop_all(), deadline)
        except _Refusal as refused:
            again = {"retry-after": str(_RETRY_SECONDS)} if refused.status == 503 else {}
            return refusal(refused.status, refused.code, str(refused), {**_NOT_KEPT, **again})
        except ExportRefused as refused:
            return refusal(400, "BAD_USER_INPUT", str(refused), _NOT_KEPT)
        except (GraphError, TimeoutError) as error:
            return failure(error, _NOT_KEPT, _RETRY_SECONDS)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        if self.under_way >= AT_ONCE:
            raise _Refusal(503, "BUSY", f"{AT_ONCE} exports are being made; try again shortly.")
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1

    def _headers(self, request: Request, version: str, choice: Choice, chosen: Format) -> dict[str, str]:
        decides = orjson.dumps([self._fingerprint, version, chosen.name, sorted(_given(request).items())])
        name = f"safeguarding-{choice.name}-{version}.{chosen.extension}"
        return {
            "etag": tag_of(f"{choice.name}-{sha256(decides).hexdigest()[:32]}"),
            "cache-control": f"public, max-age={self._settings.max_age}",
            "content-disposition": f'attachment; filename="{name}"',
        }

    async def _graph(self, database: Database, version: str, choice: Choice, chosen: Format) -> StoredGraph:
        """What is exported, of the version that the headers name. Raises ExportRefused, GraphError."""
        reader = Reader(database, self._settings.export_seconds)
        graph = await chosen_graph(choice, reader, self._documents)
        if graph.about.version != version:
            raise DatasetNotReady("The graph changed before its export began.")
        if not chosen.streams:
            require_room(chosen, await graph.size(), self._settings.export_in_memory)
        return graph


async def _begun(chosen: Format, graph: StoredGraph) -> AsyncGenerator[bytes]:
    """The parts of an export whose first part is there, so that what is refused is refused before."""
    parts = written(chosen, graph)
    return _continued(await anext(parts), parts)


class _Headers(Response):
    """The headers of an export whose length nobody knows."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        super().init_headers(headers)
        del self.headers["content-length"]


class TooSlow(GraphError):
    """A client takes less of an export than it must, to keep its place."""


class _Pace:
    """Sends an export to a client that may fall behind the least rate, but not for long."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._patience = PATIENCE_SECONDS

    async def send(self, message: Message) -> None:
        """Send on. Only the wait for the client counts. Raises TooSlow."""
        allowed = self._patience + len(message.get("body", b"")) / LEAST_BYTES_A_SECOND
        begun = time.monotonic()
        try:
            async with asyncio.timeout(allowed):
                await self._send(message)
        except TimeoutError:
            raise TooSlow("The client reads too slowly.") from None
        self._patience = min(PATIENCE_SECONDS, allowed - (time.monotonic() - begun))


class _Export(StreamingResponse):
    """An export on its way. ``held`` is let go when it ends, however it ends."""

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
                # Left without an end, the connection is broken: what was sent cannot be taken for a whole.
                log.error("An export broke off; EXPORT_SECONDS bounds its time", exc_info=error)


async def _continued(first: bytes, parts: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    async with aclosing(parts):
        yield first
        async for part in parts:
            yield part


def _choice(request: Request) -> Choice:
    """What the address asks for. Raises _Refusal, ExportRefused."""
    what = request.path_params["what"]
    if what not in _PARAMETERS:
        raise _Refusal(404, "NOT_FOUND", f"'{what}' cannot be exported; there are {', '.join(_PARAMETERS)}.")
    given = _given(request)
    for name in given:
        if name not in _PARAMETERS[what]:
            known = ", ".join(_PARAMETERS[what]) or "none"
            raise ExportRefused(f"`{name}` is no parameter of {what}; there are {known}.")
    if what == "findings":
        return Findings(where_of(given.get("where", "{}")))
    if what == "neighbourhood":
        return Around(_required(given, "id"), depth_of(given.get("depth", "1")))
    return Everything()


def _format(request: Request) -> Format:
    try:
        return format_named(request.path_params["format"])
    except ExportRefused as error:
        raise _Refusal(404, "NOT_FOUND", str(error)) from None


def _given(request: Request) -> dict[str, str]:
    """The parameters of the address. Raises ExportRefused."""
    try:
        pairs = parse_qsl(request.url.query, keep_blank_values=True, errors="strict")
    except ValueError:
        raise ExportRefused("The address is not percent-encoded UTF-8.") from None
    if len(dict(pairs)) != len(pairs):
        raise ExportRefused("A parameter is given twice in the address.")
    return dict(pairs)


def _required(given: dict[str, str], name: str) -> str:
    if not given.get(name):
        raise ExportRefused(f"`{name}` is missing.")
    return given[name]
