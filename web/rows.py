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
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.exports.sending import RETRY_SECONDS, ExportSlots, HeadersAlone, StreamedExport, begun
from api.http.conditional_answers import ConditionalAnswers
from api.http.error_responses import answered
from graph.errors import DatasetNotReady, GraphError
from graph.export.tables import cell
from web.errors import Problem
from web.page import Asked, Form, Variables, without_place
from web.rendering import HEADERS
from web.rows_question import RowsQuestion, cells

MEDIA_TYPES = {Form.CSV: "text/csv; charset=utf-8", Form.NDJSON: "application/x-ndjson"}
# Few enough that a statement stays among the cheap ones, which wait for nobody.
_ROWS_A_STATEMENT = 20
Pages = AsyncGenerator[list[dict[str, Any]]]
_PAGING = ("first", "after", "last", "before")


@dataclass(frozen=True)
class RowFiles:
    """Answers requests for the rows of lists. ``seconds`` is how long one may take in all."""

    service: GraphQLService
    conditional: ConditionalAnswers
    slots: ExportSlots
    seconds: int

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
        async with AsyncExitStack() as stack:
            deadline = asyncio.get_running_loop().time() + self.seconds
            await stack.enter_async_context(self.slots.taken())
            version = await self.service.executor.version()
            digest = digest_of("rows", form, asked.path, without_place(asked.parameters), version)
            if version and (response := self.conditional.not_modified(http, digest)):
                return response
            name = f"safeguarding{asked.path.replace('/', '-')}-{version}{form}"
            headers = HEADERS | self.conditional.headers(digest)
            headers["content-disposition"] = f'attachment; filename="{name}"'
            kept = {name: value for name, value in variables.items() if name not in _PAGING}
            write = _csv if form is Form.CSV else _ndjson
            parts = await begun(write(question, self._pages(question, kept, version)))
            if http.method == "HEAD":
                await parts.aclose()
                return HeadersAlone(headers=headers, media_type=MEDIA_TYPES[form])
            return StreamedExport(parts, headers, MEDIA_TYPES[form], stack.pop_all(), deadline)

    async def _pages(self, question: RowsQuestion, variables: Variables, version: str | None) -> Pages:
        """The rows, some at a time. Raises Problem instead of the first, GraphError instead of the others."""
        place: Variables = {}
        while True:
            paged = {**variables, "first": _ROWS_A_STATEMENT, **place}
            answer = await self.service.run(Request(question.text, paged))
            if answer.errors or answer.data is None:
                raise GraphError(str(Problem.of(answer))) if place else Problem.of(answer)
            if answer.version != version:
                raise DatasetNotReady("The graph changed before all of its rows were read; ask again.")
            found = answer.data["list"]
            yield found["nodes"]
            if not found["pageInfo"]["hasNextPage"]:
                return
            place = {"after": found["pageInfo"]["endCursor"]}


async def _csv(question: RowsQuestion, pages: Pages) -> AsyncGenerator[bytes]:
    """A line for each row, under the paths of its fields. Text is quoted, lists are JSON."""
    head = _line(".".join(column) for column in question.columns)
    async with aclosing(pages):
        async for rows in pages:
            yield head + b"".join(_line(cells(row, question.columns)) for row in rows)
            head = b""


async def _ndjson(_: RowsQuestion, pages: Pages) -> AsyncGenerator[bytes]:
    """A line for each row, as the API answers it."""
    async with aclosing(pages):
        async for rows in pages:
            yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def _line(values: Any) -> bytes:
    return (",".join(map(cell, values)) + "\r\n").encode()
