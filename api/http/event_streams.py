"""Answers as server-sent events, in the distinct connections mode of the GraphQL over SSE protocol.

Each answer is an event `next`; `complete` follows the last one. A stream that ends without it may be asked
for again, as `EventSource` and other clients do by themselves.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.execution.answer import Answer
from api.http.negotiation import EVENTS_TYPE

# Proxies close connections on which nothing is sent, often after a minute.
HEARTBEAT_SECONDS = 15.0
_RECONNECT_MILLISECONDS = 3000
_HEADERS = {
    "cache-control": "no-store",
    "vary": "Accept",
    # nginx would keep events until it had enough of them.
    "x-accel-buffering": "no",
}
# `EventSource` passes no event on that has no data.
_COMPLETE = b"event: complete\ndata: \n\n"
_HEARTBEAT = b":\n\n"


class EventStream(StreamingResponse):
    """Sends the first answer, and each later one; a comment in place of None. What makes the answers ends
    when the client leaves."""

    def __init__(self, first: Answer, later: AsyncGenerator[Answer | None]) -> None:
        self._events = _events(first, later)
        self._later = later
        super().__init__(self._events, 200, _HEADERS, EVENTS_TYPE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A generator that was never asked closes nothing that it would have used.
        async with aclosing(self._later), aclosing(self._events):
            await super().__call__(scope, receive, send)


def headers_alone() -> Response:
    """The headers of a stream, without one."""
    response = Response(headers=_HEADERS, media_type=EVENTS_TYPE)
    del response.headers["content-length"]
    return response


def one_event(body: bytes) -> Response:
    """The only answer there will be, as a stream that is whole."""
    return Response(_next(body) + _COMPLETE, 200, _HEADERS, EVENTS_TYPE)


async def _events(first: Answer, later: AsyncGenerator[Answer | None]) -> AsyncGenerator[bytes]:
    yield f"retry: {_RECONNECT_MILLISECONDS}\n\n".encode() + _next(first.as_json())
    async for answer in later:
        yield _HEARTBEAT if answer is None else _next(answer.as_json())


def _next(body: bytes) -> bytes:
    # JSON has no line breaks.
    return b"event: next\ndata: " + body + b"\n\n"
