"""The outermost layer of the application: each request gets an id, a line in the log, and its numbers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.client_presence import GONE_STATUS
from api.http.error_responses import refusal
from api.http.metrics import Metrics
from api.request_record import PAGE, REFUSED_STATUS, REQUEST_ID, RequestRecord, current

log = logging.getLogger("safeguarding")

# What answers an uncaught exception, told where the log has it: in the application's state under this name,
# if it has another answer than the API's.
Failed = Callable[[Scope, str], Response]
FAILED = "failed"
_QUIET = (
    "/",
    "/assets",
    "/docs",
    "/health",
    "/metrics",
    "/static",
    "/schema.graphql",
    "/possible-types.json",
    "/labels.json",
)
_ROUTES = (*_QUIET, "/changes", "/export", "/graphql", "/mcp", "/reconcile")
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
        sent_id = state.get(REQUEST_ID) or Headers(scope=scope).get("x-request-id", "")
        record = RequestRecord.begun(sent_id)
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
                route = state.get(PAGE) or route_of(scope)
                self._metrics.answered(record, route, scope["method"], status, seconds)
                _write(record, scope["method"], path, route, status, seconds)


class Uncaught:
    """The innermost middleware: answers an uncaught exception with the id under which the log has it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            self._metrics.uncaught()
            if started:
                # Leave the response unfinished: the client must not take it for a whole one.
                raise
            log.error("An answer failed", exc_info=error)
            request_id = record.id if (record := current.get()) else "this moment"
            message = f"Something went wrong here; it is in the server's log under {request_id}."
            failed: Failed = getattr(scope["app"].state, FAILED, _failed)
            await failed(scope, message)(scope, receive, send)


def _failed(_: Scope, message: str) -> Response:
    return refusal(500, "INTERNAL_SERVER_ERROR", message)


def route_of(scope: Scope) -> str:
    """The first segment of a known path, else "other": few enough to label metrics with."""
    path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
    first = "/" + path.strip("/").partition("/")[0]
    return first if first in _ROUTES else "other"


def _write(record: RequestRecord, method: str, path: str, route: str, status: int, seconds: float) -> None:
    level = logging.DEBUG if route in _QUIET and status < 400 else logging.INFO
    if not log.isEnabledFor(level):
        return
    members = {
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "tool": record.tool,
        "operation": record.operation,
        "cost": record.cost,
        "statements": record.statements,
        "errors": " ".join(record.codes) or None,
    }
    # A space would start another member of the line.
    shown = quote(path[:_LONGEST_PATH], safe=_PLAIN, errors="replace")
    fields = {name: value for name, value in members.items() if value is not None}
    log.log(level, "%s %s", method[:20], shown, extra={"fields": fields})
