"""`POST /export/query`: the rows of any question, as lines of JSON, however many there are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, aclosing
from typing import Any

import orjson
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from api.errors import RETRIED, readable
from api.execution.answer import Answer
from api.execution.prepared import Refused
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.exports.paged_question import PagedQuestion, paged_question
from api.exports.row_stream import Page, PageFailed, RowStream
from api.exports.sending import RETRY_SECONDS, ExportSlots, StreamedExport
from api.http.client_presence import GONE_STATUS, ClientGone, while_connected
from api.http.error_responses import JSON, answered
from api.http.graphql_requests import read_request
from api.http.request_reading import method_response
from api.request_record import note_codes, note_operation
from graph.errors import DatasetNotReady, GraphError
from graph.export.json_lines import MEDIA_TYPE
from graph.settings import Settings

_METHODS = ("POST", "OPTIONS")


class BulkEndpoint:
    """Streams all rows of a question's list as the answer to `POST /export/query`."""

    def __init__(self, service: GraphQLService, settings: Settings, slots: ExportSlots) -> None:
        self._service = service
        self._settings = settings
        self._slots = slots

    async def answer(self, http: HttpRequest) -> Response:
        """The rows, or what the API says of a question that it does not answer."""
        try:
            return await answered(self._answered(http), RETRY_SECONDS)
        except (ClientGone, ClientDisconnect):
            return Response(status_code=GONE_STATUS)

    async def _answered(self, http: HttpRequest) -> Response:
        try:
            return await self._begun(http)
        except Refused as refused:
            return _refusal(Answer(None, refused.errors, executed=False, cost=refused.cost))
        except PageFailed as failed:
            return _refusal(failed.answer)

    async def _begun(self, http: HttpRequest) -> Response:
        if (response := method_response(http, _METHODS)) is not None:
            return response
        request = await read_request(http, self._settings.max_body)
        question = bulk_question(self._service, request)
        async with AsyncExitStack() as stack:
            deadline = asyncio.get_running_loop().time() + self._settings.export_seconds
            await stack.enter_async_context(self._slots.taken())
            service = await stack.enter_async_context(self._service.pinned())
            stream = RowStream(service, question, request.variables or {}, self._settings.dear_cost)
            pages = stream.pages()
            first = await while_connected(http, anext(pages))
            name = f"safeguarding-query-{first.version}.ndjson"
            headers = {"content-disposition": f'attachment; filename="{name}"'}
            return StreamedExport(lines(first, pages), headers, MEDIA_TYPE, stack.pop_all(), deadline)


def bulk_question(service: GraphQLService, request: Request) -> PagedQuestion:
    """What a request asks for in bulk. Raises Refused with the API's own words.

    A page of the usual size may cost too much; whether a smaller one does is for the stream to find out.
    """
    prepared = service.query(request, is_priced=False)
    note_operation(prepared.plan.name)
    return paged_question(prepared)


async def lines(first: Page, others: AsyncGenerator[Page]) -> AsyncGenerator[bytes]:
    """A line for each row, and as last line how many there were.

    Where the stream breaks off, its last line says why instead, and the error is raised.
    """
    count, page = 0, first
    async with aclosing(others):
        try:
            while True:
                count += len(page.rows)
                yield b"".join(map(_line, page.rows))
                page = await anext(others)
        except StopAsyncIteration:
            yield _line({"end": {"rows": count, "version": first.version}})
        except GraphError as error:
            yield _line({"error": {"rows": count, "version": first.version, **_told(error)}})
            raise


def _told(error: GraphError) -> dict[str, Any]:
    told = error.answer.errors[0] if isinstance(error, PageFailed) else readable(error, [])
    message = str(error) if isinstance(error, DatasetNotReady) else told.message
    return {"message": message, "code": (told.extensions or {}).get("code")}


def _line(members: Mapping[str, Any]) -> bytes:
    return orjson.dumps(members, option=orjson.OPT_APPEND_NEWLINE)


def _refusal(answer: Answer) -> Response:
    """The API's answer to a question that it does not answer in full."""
    codes = answer.codes()
    note_codes(codes)
    if not codes.isdisjoint({*RETRIED, "TIMEOUT"}):
        return Response(answer.as_json(), 503, {"retry-after": str(RETRY_SECONDS)}, JSON)
    return Response(answer.as_json(), 500 if answer.executed else 400, media_type=JSON)
