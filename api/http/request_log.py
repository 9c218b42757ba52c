"""The outermost layer of the application: each request gets an id, a line in the log, and its numbers."""

from __future__ import annotations

import logging
import time
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.endpoint import GONE_STATUS
from api.http.error_responses import refusal
from api.http.metrics import Metrics
from api.request_record import REFUSED_STATUS, REQUEST_ID, RequestRecord, current

log = logging.getLogger("safeguarding")

_QUIET = ("/", "/docs", "/health", "/metrics", "/static", "/schema.graphql", "/possible-types.json")
_ROUTES = (*_QUIET, "/changes", "/export", "/graphql", "/reconcile")
_LONGEST_PATH = 200
_PLAIN = "/:@!$&'()*+,;=~"


class RequestLog:
    """The outermost middleware: gives each request an id, a log line and metrics.

    One line a request that asks something of the graph, or is refused.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        given = state.get(REQUEST_ID) or Headers(scope=scope).get("x-request-id", "")
        record = RequestRecord.begun(given)
        state[REQUEST_ID] = record.id
        # Layers further in change the path.
        path, started, status = str(scope["path"]), time.perf_counter(), GONE_STATUS

        async def identified(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = record.id
            await send(message)

        with self._metrics.in_flight():
            try:
                await self._app(scope, receive, identified)
            finally:
                seconds = time.perf_counter() - started
                status = state.get(REFUSED_STATUS, status)
                route = route_of(scope)
                self._metrics.answered(record, route, scope["method"], status, seconds)
                _write(record, scope["method"], path, route, status, seconds)


class Uncaught:
    """The innermost layer: what nothing else caught is answered with the id under which it is in the log."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            self._metrics.uncaught()
            if begun:
                # Left without an end, the connection is broken: what was sent cannot be taken for a whole.
                raise
            log.error("An answer failed", exc_info=error)
            own = record.id if (record := current.get()) else "this moment"
            told = f"Something went wrong here; it is in the server's log under {own}."
            await refusal(500, "INTERNAL_SERVER_ERROR", told)(scope, receive, send)


def route_of(scope: Scope) -> str:
    """The first part of the address, of those that there are: few enough to be counted by."""
    path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
    first = "/" + path.strip("/").partition("/")[0]
    return first if first in _ROUTES else "other"


def _write(record: RequestRecord, method: str, path: str, route: str, status: int, seconds: float) -> None:
    level = logging.DEBUG if route in _QUIET and status < 400 else logging.INFO
    if not log.isEnabledFor(level):
        return
    told = {
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "operation": record.operation,
        "cost": record.cost,
        "statements": record.statements,
        "errors": " ".join(record.codes) or None,
    }
    # A space would begin a member of the line, as if it were ours.
    shown = quote(path[:_LONGEST_PATH], safe=_PLAIN, errors="replace")
    fields = {name: value for name, value in told.items() if value is not None}
    log.log(level, "%s %s", method[:20], shown, extra={"fields": fields})
