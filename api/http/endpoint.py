"""GraphQL over HTTP: requests read and refused in words, answers in the media type asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from graphql import GraphQLError
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from api.execution.executor import Answer, Execution, Request
from api.execution.prepared import Prepared, Refused
from api.http.conditional import matches, tag_of
from api.http.cross_origin import METHODS
from api.http.metrics import Metrics
from api.http.negotiation import JSON_TYPE, RESPONSE_TYPE, accepted
from api.http.request_reading import Malformed, read_request
from api.http.request_record import note_codes, note_operation, note_statements
from api.http.response_cache import CachedResponse, Deciding, ResponseCache

RETRY_SECONDS = 2
# Requests that the specification calls malformed; every media type answers them with 400.
_MALFORMED = {"BAD_REQUEST", "OPERATION_RESOLUTION_FAILURE"}
GONE_STATUS = 499
_WATCH_AFTER_SECONDS = 0.05


class Gone(Exception):
    """The client went away before it was answered."""


@dataclass(frozen=True)
class GraphQLEndpoint:
    """Answers GraphQL over HTTP: one request in, one response out.

    ``max_age`` is in seconds, ``largest_body`` in bytes; ``fingerprint`` is of the installed code and its
    settings; ``responses`` are answers that were sent before.
    """

    execution: Execution
    metrics: Metrics
    fingerprint: str
    max_age: int
    largest_body: int
    responses: ResponseCache

    async def answer(self, http: HttpRequest) -> Response:
        """The answer to one HTTP request; nobody reads it if the client has gone."""
        started = time.perf_counter()
        try:
            response = await self._answer(http)
        except (Gone, ClientDisconnect):
            response = Response(status_code=GONE_STATUS)
        self.metrics.request(http.method, response.status_code, time.perf_counter() - started)
        return response

    async def _answer(self, http: HttpRequest) -> Response:
        media_type = accepted(http.headers.get("accept", ""))
        try:
            if http.method not in METHODS:
                raise Malformed(f"{http.method} is not answered here; use GET or POST.", 405)
            if http.method == "OPTIONS":
                return Response(status_code=204, headers={"allow": ", ".join(METHODS)})
            if media_type is None:
                raise Malformed(f"Answers are {RESPONSE_TYPE} or {JSON_TYPE}; `Accept` must allow one.", 406)
            request = await read_request(http, self.largest_body)
        except Malformed as problem:
            error = GraphQLError(str(problem), extensions={"code": "BAD_REQUEST"})
            refused = CachedResponse.of(Answer(None, [error], executed=False))
            return self._response(refused, media_type or JSON_TYPE, problem.status)
        try:
            prepared = self.execution.prepare(request)
        except Refused as problem:
            found = CachedResponse.of(self.execution.refusal(problem))
            return self._response(found, media_type, _status(found.answer, media_type))
        note_operation(prepared.plan.operation.name, prepared.cost.asked)
        if http.method == "POST":
            found = await self._run(http, prepared, request, Deciding(prepared, request))
            return self._response(found, media_type, _status(found.answer, media_type))
        return await self._cached(http, prepared, request, media_type)

    async def _run(
        self, http: HttpRequest, prepared: Prepared, request: Request, deciding: Deciding
    ) -> CachedResponse:
        is_cached = self.responses.is_on and not request.explain
        told = self.execution.told() if is_cached else None
        if told and (known := self.responses.find(deciding.at(told, self.execution.place()))):
            return known
        response = CachedResponse.of(await _while_connected(http, self._answered(prepared, request.explain)))
        answer = response.answer
        if is_cached and answer.version and not answer.errors:
            self.responses.keep(deciding.at(answer.version, answer.place), response)
        return response

    async def _answered(self, prepared: Prepared, explain: bool) -> Answer:
        note_statements(len(prepared.plan.statements()))
        found = await self.execution.answer(prepared)
        if not explain or "STORE_UNAVAILABLE" in found.codes():
            return found
        return replace(found, explained=await self.execution.explain(prepared))

    async def _cached(
        self, http: HttpRequest, prepared: Prepared, request: Request, media_type: str
    ) -> Response:
        """The answer to a GET, which the version, the document and its variables decide."""
        # What explains itself tells of this server at this moment, and is nobody's to keep.
        is_tagged, deciding = not request.explain, Deciding(prepared, request)
        known = await self.execution.version() if is_tagged and "if-none-match" in http.headers else None
        if known:
            etag = self._etag(deciding.at(known, self.execution.place()), media_type)
            if matches(http.headers["if-none-match"], etag):
                return Response(status_code=304, headers=self._caching(etag))
        found = await self._run(http, prepared, request, deciding)
        headers, answer = {}, found.answer
        if is_tagged and answer.version and not answer.errors:
            etag = self._etag(deciding.at(answer.version, answer.place), media_type)
            headers = self._caching(etag)
        return self._response(found, media_type, _status(answer, media_type), headers)

    def _etag(self, decided: bytes, media_type: str) -> str:
        return tag_of(sha256(decided + f"{self.fingerprint} {media_type}".encode()).hexdigest()[:32])

    def _caching(self, etag: str) -> dict[str, str]:
        return {"etag": etag, "cache-control": f"public, max-age={self.max_age}", "vary": "Accept"}

    def _response(
        self, found: CachedResponse, media_type: str, status: int, headers: Mapping[str, str] | None = None
    ) -> Response:
        self.metrics.answer(found.answer)
        note_codes(found.answer.codes())
        sent = {"cache-control": "no-store", "vary": "Accept", **(headers or {})}
        if status == 503:
            sent["retry-after"] = str(RETRY_SECONDS)
        if status == 405:
            sent["allow"] = ", ".join(METHODS)
        return Response(found.body, status, sent, media_type=f"{media_type}; charset=utf-8")


async def _while_connected(http: HttpRequest, work: Coroutine[Any, Any, Answer]) -> Answer:
    """The work's result; the work is cancelled, and waited for, if the client leaves. Raises Gone then.

    Most work is done before it is worth a task to watch the client."""
    leaving, watching = asyncio.timeout(None), list[asyncio.Task[None]]()
    timer = asyncio.get_running_loop().call_later(
        _WATCH_AFTER_SECONDS, lambda: watching.append(asyncio.create_task(_end_when_left(http, leaving)))
    )
    try:
        async with leaving:
            return await work
    except TimeoutError:
        if leaving.expired():
            raise Gone from None
        raise
    finally:
        timer.cancel()
        for task in watching:
            task.cancel()


async def _end_when_left(http: HttpRequest, work: asyncio.Timeout) -> None:
    """Wait until the client has gone; the request's body was read before, or is not wanted."""
    while (await http.receive())["type"] != "http.disconnect":
        pass
    work.reschedule(0.0)


def _status(found: Answer, media_type: str) -> int:
    codes = found.codes()
    if "STORE_UNAVAILABLE" in codes:
        return 503
    if found.executed:
        return 200
    return 400 if media_type == RESPONSE_TYPE or codes & _MALFORMED else 200
