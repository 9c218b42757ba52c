"""uvicorn's connections, bounded: in number, and each request's head and body in size and time.

uvicorn with httptools bounds none of these: a line without an end takes memory as long as it is sent, and a
head that is never finished holds its connection for ever.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlsplit

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.http.response_headers import DEFAULTS
from api.request_record import REFUSED_STATUS, REQUEST_ID, new_id

# Below 65,536, where the parser's own lengths wrap around.
LINE_BYTES = 65_000
HEAD_BYTES = 65_536
# How long a client may take to read why its connection is closed.
_LINGER_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """``connections`` at once, and ``seconds`` for a head, and for a body; ``refused`` and ``connected`` are
    told the status and the id of what is refused before it is a request, and what more or less is open."""

    connections: int
    seconds: float
    refused: Callable[[int, str], None]
    connected: Callable[[int], None]


def bounded(bounds: Bounds) -> type[HttpToolsProtocol]:
    """The class of connections with these bounds."""
    return type("Connection", (BoundedConnection,), {"bounds": bounds})


class BoundedConnection(HttpToolsProtocol):
    """An HTTP connection with bounds on its size and time.

    Between two requests, uvicorn's own time for idle connections runs.
    """

    bounds: ClassVar[Bounds]

    # As uvicorn does: asyncio tells of any transport, and a server has one that writes too.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head_bytes = self._unread_bytes = 0
        self._refusal: tuple[int, str] | None = None
        self._closing = self._heard = self._in_body = False
        self._timer: asyncio.TimerHandle | None = None
        self._watch: asyncio.TimerHandle | None = None
        self.bounds.connected(1)
        self._within_time()
        if len(self.connections) > self.bounds.connections:
            self._refuse(503, "This server has as many connections as it may; try again shortly.")

    def connection_lost(self, exc: Exception | None) -> None:
        self.bounds.connected(-1)
        self._in_time()
        self._stop_watching()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; what arrives on a connection that is being closed is dropped."""
        if self._closing:
            return
        self._heard = True
        self._within_time()
        self._unread_bytes += len(data)
        super().data_received(data)
        if self._unread_bytes > HEAD_BYTES:
            self._refuse(*(_HEAD_TOO_LARGE if self.headers else _LINE_TOO_LONG))

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head_bytes = 0
        self._within_time()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > LINE_BYTES:
            self._end_parsing(_LINE_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._unread_bytes = 0
        self._head_bytes += len(name) + len(value) + len(b": \r\n")
        if self._head_bytes > HEAD_BYTES:
            self._end_parsing(_HEAD_TOO_LARGE)

    def on_headers_complete(self) -> None:
        self._in_body = True
        self._in_time()
        self._within_time()
        self._unread_bytes = 0
        if not self.url.startswith(b"/"):
            self._take_host_from_target()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._unread_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_body = False
        self._unread_bytes = 0
        self._in_time()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be parsed, or what a callback of the parser refused."""
        self._refuse(*(self._refusal or (400, "This is not a request of HTTP/1.1.")))

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection; a client that still reads its answer is watched instead."""
        if not self.transport.get_write_buffer_size():
            super().timeout_keep_alive_handler()
            return
        self._watch_client()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_client()

    def resume_writing(self) -> None:
        self._stop_watching()
        super().resume_writing()

    def _watch_client(self) -> None:
        """See to it that the client goes on taking what is written."""
        if self._watch is None and (unsent := self.transport.get_write_buffer_size()):
            self._watch = self.loop.call_later(self.timeout_keep_alive, self._look, unsent)

    def _look(self, before: int) -> None:
        """End the connection of a client that took nothing since the last look, or not the rest in time."""
        self._watch = None
        if self.transport.get_write_buffer_size() == before or self.transport.is_closing():
            self.transport.abort()
        else:
            self._watch_client()

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _unsupported_upgrade_warning(self) -> None:
        """An upgrade is a wish that need not be granted."""

    def _take_host_from_target(self) -> None:
        """`GET http://name/path`: the name counts, whatever `Host` says."""
        target = urlsplit(self.url.decode("latin-1"))
        if target.scheme not in ("http", "https") or not target.netloc:
            self._end_parsing((400, "The request's target is neither a path nor an address."))
        self.headers[:] = [header for header in self.headers if header[0] != b"host"]
        self.headers.append((b"host", target.netloc.encode("latin-1")))
        self.url = self.url.split(b"/", 3)[3] if self.url.count(b"/") > 2 else b""
        self.url = b"/" + self.url

    def _end_parsing(self, refusal: tuple[int, str]) -> None:
        self._refusal = refusal
        raise ValueError(refusal[1])

    def _within_time(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(self.bounds.seconds, self._out_of_time)

    def _in_time(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _out_of_time(self) -> None:
        self._timer = None
        if self.pipeline or self._is_answering():
            # What is read slowly here waits for an answer to what was read before it.
            self._within_time()
        elif not self._heard or (self._in_body and self.cycle.response_started):
            # A browser connected for what it may ask later, or a client goes on with a body that was answered
            # before its end.
            self.transport.close()
        else:
            self._refuse(408, f"The request took longer than {self.bounds.seconds} seconds to arrive.")

    def _is_answering(self) -> bool:
        return self.cycle is not None and not (self.cycle.more_body or self.cycle.response_complete)

    def _refuse(self, status: int, sentence: str) -> None:
        """Answer in place of the application, and close once the client had time to read that."""
        if self._closing or self.transport.is_closing():
            return
        self._closing = True
        self._in_time()
        self._unset_keepalive_if_required()
        if self.cycle is None or self.cycle.response_complete:
            own = new_id()
            self.bounds.refused(status, own)
        else:
            own = self._refuse_under_way(status)
        self.transport.write(_answer(status, sentence, own))
        if self.transport.can_write_eof():
            # Closed at once, with data unread, the client's system would throw the answer away.
            self.transport.write_eof()
        self._timer = self.loop.call_later(_LINGER_SECONDS, self.transport.close)

    def _refuse_under_way(self, status: int) -> str:
        """End a request that is the application's already, which counts and logs it; its id."""
        state = self.cycle.scope["state"]
        state[REFUSED_STATUS] = status
        self.cycle.disconnected = True
        self.cycle.message_event.set()
        return str(state.setdefault(REQUEST_ID, new_id()))


_LINE_TOO_LONG = 414, f"The request's line is longer than {LINE_BYTES} bytes; send long documents with POST."
_HEAD_TOO_LARGE = 431, f"The request's headers are larger than {HEAD_BYTES} bytes."


def _answer(status: int, sentence: str, own: str) -> bytes:
    code = "BUSY" if status == 503 else "BAD_REQUEST"
    body: Any = {"errors": [{"message": sentence, "extensions": {"code": code}}]}
    written = json.dumps(body).encode()
    head = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "content-type: application/json",
        f"content-length: {len(written)}",
        f"x-request-id: {own}",
        *(f"{name}: {value}" for name, value in DEFAULTS.items()),
        *(["retry-after: 2"] if status == 503 else []),
        "connection: close",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + written
