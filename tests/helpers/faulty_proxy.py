"""A proxy before the API that passes requests on, notes them, and can be told to answer otherwise.

Streams of events are passed on as they come, and can be told more.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

# What belongs to one connection, and what the proxy says itself.
_OWN = {"connection", "content-length", "transfer-encoding", "keep-alive", "date", "server"}


@dataclass
class Answer:
    """An answer on its way to a client."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_json(cls, status: int, body: Any, **headers: str) -> Answer:
        """A response of GraphQL."""
        kind = {"content-type": "application/graphql-response+json"}
        return cls(status, json.dumps(body).encode(), kind | headers)

    def json(self) -> Any:
        return json.loads(self.body)


Forward = Callable[[], Answer]
Fault = Callable[[dict[str, Any], Forward], Answer]


def _none(request: dict[str, Any], forward: Forward) -> Answer:
    return forward()


class FaultyProxy(ThreadingHTTPServer):
    """Passes on to an API. `fault` answers GraphQL requests, which are dictionaries; it may forward them."""

    daemon_threads = True

    def __init__(self, api: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.api = httpx.Client(base_url=api, timeout=60, headers={"accept-encoding": "identity"})
        self.asked: list[dict[str, Any]] = []
        self.fault: Fault = _none
        self.streams: list[_Handler] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @contextmanager
    def answering(self, fault: Fault) -> Iterator[None]:
        """Answer so while inside."""
        self.fault = fault
        try:
            yield
        finally:
            self.fault = _none

    def tell(self, body: Any) -> None:
        """Send one more event to everyone who follows a stream."""
        for stream in self.streams:
            with suppress(ConnectionError, ValueError):  # of a page that was left
                stream.wfile.write(f"event: next\ndata: {json.dumps(body)}\n\n".encode())


class _Handler(BaseHTTPRequestHandler):
    server: FaultyProxy

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if "text/event-stream" in self.headers.get("accept", ""):
            self._stream(body)
        elif self.path == "/graphql" and body:
            request = json.loads(body)
            self.server.asked.append(request)
            self._send(self.server.fault(request, lambda: self._forwarded(body)))
        else:
            self._send(self._forwarded(body))

    do_GET = do_POST = do_OPTIONS = _handle

    def _request(self, body: bytes) -> httpx.Request:
        own = _OWN | {"host", "accept-encoding"}
        headers = {name: value for name, value in self.headers.items() if name.lower() not in own}
        return self.server.api.build_request(self.command, self.path, content=body, headers=headers)

    def _forwarded(self, body: bytes) -> Answer:
        found = self.server.api.send(self._request(body))
        return Answer(found.status_code, found.content, dict(found.headers))

    def _send(self, answer: Answer) -> None:
        self._head(answer.status, {**answer.headers, "Content-Length": str(len(answer.body))})
        # A client may have taken its request back, as some tests want it to.
        with suppress(ConnectionError):
            self.wfile.write(answer.body)

    def _stream(self, body: bytes) -> None:
        found = self.server.api.send(self._request(body), stream=True)
        self._head(found.status_code, dict(found.headers))
        self.server.streams.append(self)
        # It ends with the client, or with the API.
        with suppress(ConnectionError, httpx.TransportError):
            for part in found.iter_raw():
                self.wfile.write(part)
        found.close()

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name not in _OWN:
                self.send_header(name, value)
        with suppress(ConnectionError):
            self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def faulty_proxy(api: str) -> Iterator[FaultyProxy]:
    """A proxy on a free port before the API at an address, such as http://127.0.0.1:8000."""
    with FaultyProxy(api) as proxy:
        thread = threading.Thread(target=proxy.serve_forever)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
