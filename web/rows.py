"""The rows of a list page as a file: the page's own question, asked from cursor to cursor, and streamed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from api.digests import digest_of
from api.execution.answer import Answer
from api.execution.prepared import Refused
from api.execution.service import GraphQLService
from api.exports.row_stream import Page, PageFailed, RowStream
from api.exports.sending import RETRY_SECONDS, ExportSlots, HeadersAlone, StreamedExport, begun
from api.http.conditional_answers import ConditionalAnswers
from api.http.error_responses import answered
from graph.errors import DatasetNotReady
from graph.export.tables import cell
from web.errors import Problem
from web.page import Asked, Form, Variables, without_place
from web.rendering import HEADERS
from web.rows_question import RowsQuestion, cells

MEDIA_TYPES = {Form.CSV: "text/csv; charset=utf-8", Form.NDJSON: "application/x-ndjson"}
Pages = AsyncGenerator[Page]
Rows = AsyncGenerator[list[dict[str, Any]]]


@dataclass(frozen=True)
class RowFiles:
    """Answers requests for the rows of lists. ``seconds`` is how long one may take in all, ``affordable``
    what a page of rows should cost at most."""

    service: GraphQLService
    conditional: ConditionalAnswers
    slots: ExportSlots
    seconds: int
    affordable: int

    async def answer(
        self, http: HttpRequest, question: RowsQuestion, form: Form, asked: Asked, variables: Variables
    ) -> Response:
        """All rows that the filters of an address keep; headers alone for HEAD, 304 for who has them.

        Raises Problem for what cannot be asked for.
        """
        return await answered(self._answered(http, question, form, asked, variables), RETRY_SECONDS)

    async def _answered(
        self, http: HttpRequest, question: RowsQuestion, form: Form, asked: Asked, variables: Variables
    ) -> Response:
        try:
            return await self._begun(http, question, form, asked, variables)
        except Refused as refused:
            raise Problem.of(Answer(None, refused.errors, executed=False)) from None
        except PageFailed as failed:
            raise Problem.of(failed.answer) from None

    async def _begun(
        self, http: HttpRequest, question: RowsQuestion, form: Form, asked: Asked, variables: Variables
    ) -> Response:
        async with AsyncExitStack() as stack:
            deadline = asyncio.get_running_loop().time() + self.seconds
            await stack.enter_async_context(self.slots.taken())
            service = await stack.enter_async_context(self.service.pinned())
            version = await service.executor.version()
            digest = digest_of("rows", form, asked.path, without_place(asked.parameters), version)
            if version and (response := self.conditional.not_modified(http, digest)):
                return response
            name = f"safeguarding{asked.path.replace('/', '-')}-{version}{form}"
            headers = HEADERS | self.conditional.headers(digest)
            headers["content-disposition"] = f'attachment; filename="{name}"'
            stream = RowStream(service, question.paged, variables, self.affordable)
            write = _csv if form is Form.CSV else _ndjson
            parts = await begun(write(question, _of_version(stream.pages(), version)))
            if http.method == "HEAD":
                await parts.aclose()
                return HeadersAlone(headers=headers, media_type=MEDIA_TYPES[form])
            return StreamedExport(parts, headers, MEDIA_TYPES[form], stack.pop_all(), deadline)


async def _of_version(pages: Pages, version: str | None) -> Rows:
    """The rows of pages, which the headers say are of this version. Raises DatasetNotReady."""
    async with aclosing(pages):
        async for page in pages:
            if page.version != version:
                raise DatasetNotReady("The graph changed before its rows were read; ask again.")
            yield page.rows


async def _csv(question: RowsQuestion, pages: Rows) -> AsyncGenerator[bytes]:
    """A line for each row, under the paths of its fields. Text is quoted, lists are JSON."""
    head = _line(".".join(column) for column in question.columns)
    async with aclosing(pages):
        async for rows in pages:
            yield head + b"".join(_line(cells(row, question.columns)) for row in rows)
            head = b""


async def _ndjson(_: RowsQuestion, pages: Rows) -> AsyncGenerator[bytes]:
    """A line for each row, as the API answers it."""
    async with aclosing(pages):
        async for rows in pages:
            yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def _line(values: Any) -> bytes:
    return (",".join(map(cell, values)) + "\r\n").encode()
