"""The Model Context Protocol over HTTP: one message in, one answer out, and nothing kept between them."""

from __future__ import annotations

import asyncio
import importlib
from contextvars import Context
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Scope

from api.execution.service import GraphQLService
from api.http.client_presence import GONE_STATUS, ClientGone, while_connected
from api.http.error_responses import RequestRefused, error_response
from api.http.negotiation import JSON_TYPE
from api.http.request_reading import body_of, method_response, parsed_json, require_type
from graph.settings import Settings
from web.endpoint import site_of

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

METHODS = ("POST", "OPTIONS")
_NO_STORE = {"cache-control": "no-store"}


class AssistantEndpoint:
    """Answers POSTs of the protocol, without sessions: workers and restarts do no harm to a client.

    The protocol's SDK is loaded when the first message arrives, on a thread: it takes as long to load as the
    rest of the program."""

    def __init__(self, service: GraphQLService, settings: Settings) -> None:
        self._service = service
        self._largest_body = settings.max_body
        self._origins = settings.cors_origins
        self._loading: asyncio.Task[StreamableHTTPSessionManager] | None = None
        self._running: asyncio.Task[None] | None = None

    async def answer(self, http: Request) -> Response:
        """The response to one HTTP request; nobody reads it if the client has gone."""
        try:
            return method_response(http, METHODS) or await self._answered(http)
        except RequestRefused as refused:
            return error_response(refused)
        except (ClientGone, ClientDisconnect):
            return Response(status_code=GONE_STATUS)

    async def _answered(self, http: Request) -> Response:
        self._require_origin(http)
        require_type(http, JSON_TYPE)
        body = await body_of(http, self._largest_body)
        _require_message(body)
        manager = await self._manager()
        return await while_connected(http, _response(manager, http.scope, body))

    def _require_origin(self, http: Request) -> None:
        """Raises RequestRefused for a page of another origin than ours and those of CORS_ORIGINS."""
        origin = http.headers.get("origin")
        if origin is None or origin == site_of(http).origin or {origin, "*"} & {*self._origins}:
            return
        message = f"Pages of '{origin[:100]}' may not ask here; CORS_ORIGINS lists those that may."
        raise RequestRefused(message, 403, "FORBIDDEN")

    async def _manager(self) -> StreamableHTTPSessionManager:
        """The SDK's manager, which runs as long as the event loop."""
        if self._loading is None or (self._loading.done() and self._loading.exception()):
            # Not in the context of the request that happens to be the first.
            self._loading = asyncio.get_running_loop().create_task(self._load(), context=Context())
        return await asyncio.shield(self._loading)

    async def _load(self) -> StreamableHTTPSessionManager:
        server = await asyncio.to_thread(importlib.import_module, "assistants.server")
        manager: StreamableHTTPSessionManager = server.session_manager(self._service)
        started = asyncio.Event()
        self._running = asyncio.create_task(_run(manager, started))
        await started.wait()
        return manager


def _require_message(body: bytes) -> None:
    """Raises RequestRefused for what is no single message; what one may hold, the SDK checks."""
    message = parsed_json(body, "The body")
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        told = (
            'The body is not one message; send {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, no batch.'
        )
        raise RequestRefused(told)
    if "id" in message and (isinstance(message["id"], bool) or not isinstance(message["id"], str | int)):
        raise RequestRefused("`id` is neither a whole number nor a string; the answer would have none.")
    if not isinstance(message.get("params", {}), dict):
        raise RequestRefused("`params` is not an object; it names the arguments of the method.")
    if not isinstance(message.get("method"), str):
        raise RequestRefused("`method` is not a string; it names what is asked for, such as tools/call.")


async def _run(manager: StreamableHTTPSessionManager, started: asyncio.Event) -> None:
    async with manager.run():
        started.set()
        await asyncio.Event().wait()


async def _response(manager: StreamableHTTPSessionManager, scope: Scope, body: bytes) -> Response:
    """What the SDK answers to a message that has been read whole."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    status, headers, parts = 500, dict[str, str](), list[bytes]()

    async def receive() -> Message:
        if unread:
            return unread.pop()
        # Whoever watches the connection cancels this.
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = {name.decode(): value.decode() for name, value in message.get("headers", ())}
        else:
            parts.append(message.get("body", b""))

    await manager.handle_request(scope, receive, send)
    return Response(b"".join(parts), status, headers | _NO_STORE)
