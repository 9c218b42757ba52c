"""Limits for uvicorn's connections: their number, and the size and duration of each request's head and body.

uvicorn with httptools has none of these limits: an endless line fills the memory, and a client that never
finishes its head holds its connection for ever.
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

# httptools' lengths wrap around at 65,536.
LINE_BYTES = 65_000
HEAD_BYTES = 65_536
# The time a client has to read an error before its connection is closed.
_LINGER_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """At most ``connections`` at once; ``seconds`` for each head, and again for each body.

    ``refused`` is called with the status and the request id when a request is refused before the application
    sees it; ``connected`` with +1 or -1 when a connection opens or closes."""

    connections: int
    seconds: float
    refused: Callable[[int, str], None]
    connected: Callable[[int], None]


def limited_protocol(limits: ConnectionLimits) -> type[HttpToolsProtocol]:
    """A protocol class with these limits."""
    return type("Connection", (LimitedConnection,), {"limits": limits})


class LimitedConnection(HttpToolsProtocol):
    """An HTTP connection with limits on its size and time.

    Between requests, uvicorn's keep-alive timeout applies."""

    limits: ClassVar[ConnectionLimits]

    # As in uvicorn: the base class declares any transport, but a server's transport also writes.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head_bytes = self._unread_bytes = 0
        self._refusal: tuple[int, str] | None = None
        self._closing = self._has_data = self._in_body = False
        self._timer: asyncio.TimerHandle | None = None
        self._watch: asyncio.TimerHandle | None = None
        self.limits.connected(1)
        self._start_timer()
        if len(self.connections) > self.limits.connections:
            self._refuse(503, "This server has reached its limit of connections; try again shortly.")

    def connection_lost(self, exc: Exception | None) -> None:
        self.limits.connected(-1)
        self._cancel_timer()
        self._stop_watching()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse data; drop what arrives while the connection is being closed."""
        if self._closing:
            return
        self._has_data = True
        self._start_timer()
        self._unread_bytes += len(data)
        super().data_received(data)
        if self._unread_bytes > HEAD_BYTES:
            self._refuse(*(_HEAD_TOO_LARGE if self.headers else _LINE_TOO_LONG))

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head_bytes = 0
        self._start_timer()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > LINE_BYTES:
            self._abort_parsing(_LINE_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._unread_bytes = 0
        self._head_bytes += len(name) + len(value) + len(b": \r\n")
        if self._head_bytes > HEAD_BYTES:
            self._abort_parsing(_HEAD_TOO_LARGE)

    def on_headers_complete(self) -> None:
        self._in_body = True
        self._cancel_timer()
        self._start_timer()
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
        self._cancel_timer()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer a request that the parser, or a callback of it, refused."""
        self._refuse(*(self._refusal or (400, "This is not an HTTP/1.1 request.")))

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
        """Ignore upgrades: a server may decline them, and uvicorn's warning would fill the log."""

    def _take_host_from_target(self) -> None:
        """In `GET http://name/path`, the name takes precedence over `Host` (RFC 9112, 3.2.2)."""
        target = urlsplit(self.url.decode("latin-1"))
        if target.scheme not in ("http", "https") or not target.netloc:
            self._abort_parsing((400, "The request's target is neither a path nor a URL."))
        self.headers[:] = [header for header in self.headers if header[0] != b"host"]
        self.headers.append((b"host", target.netloc.encode("latin-1")))
        self.url = self.url.split(b"/", 3)[3] if self.url.count(b"/") > 2 else b""
        self.url = b"/" + self.url

    def _abort_parsing(self, refusal: tuple[int, str]) -> None:
        self._refusal = refusal
        raise ValueError(refusal[1])

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(self.limits.seconds, self._timed_out)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _timed_out(self) -> None:
        self._timer = None
        if self.pipeline or self._is_answering():
            # The request waits for the answer to an earlier one, not for its client.
            self._start_timer()
        elif not self._has_data or (self._in_body and self.cycle.response_started):
            # Either a browser opened the connection in advance, or a client still sends a body that was
            # already answered. Neither awaits an answer.
            self.transport.close()
        else:
            self._refuse(408, f"The request took longer than {self.limits.seconds} seconds to arrive.")

    def _is_answering(self) -> bool:
        return self.cycle is not None and not (self.cycle.more_body or self.cycle.response_complete)

    def _refuse(self, status: int, sentence: str) -> None:
        """Answer in place of the application; close after the client had time to read the answer."""
        if self._closing or self.transport.is_closing():
            return
        self._closing = True
        self._cancel_timer()
        self._unset_keepalive_if_required()
        if self.cycle is None or self.cycle.response_complete:
            request_id = new_id()
            self.limits.refused(status, request_id)
        else:
            request_id = self._refuse_under_way(status)
        self.transport.write(_answer(status, sentence, request_id))
        if self.transport.can_write_eof():
            # Closing at once with unread data sends a reset, and the client would lose the answer.
            self.transport.write_eof()
        self._timer = self.loop.call_later(_LINGER_SECONDS, self.transport.close)

    def _refuse_under_way(self, status: int) -> str:
        """Tell the application that its request was refused, so that it counts and logs it; return its id."""
        state = self.cycle.scope["state"]
        state[REFUSED_STATUS] = status
        self.cycle.disconnected = True
        self.cycle.message_event.set()
        return str(state.setdefault(REQUEST_ID, new_id()))


_LINE_TOO_LONG = 414, f"The request line is longer than {LINE_BYTES} bytes; send long documents with POST."
_HEAD_TOO_LARGE = 431, f"The request's headers are larger than {HEAD_BYTES} bytes."


def _answer(status: int, sentence: str, request_id: str) -> bytes:
    code = "BUSY" if status == 503 else "BAD_REQUEST"
    body: Any = {"errors": [{"message": sentence, "extensions": {"code": code}}]}
    encoded = json.dumps(body).encode()
    head = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "content-type: application/json",
        f"content-length: {len(encoded)}",
        f"x-request-id: {request_id}",
        *(f"{name}: {value}" for name, value in DEFAULTS.items()),
        *(["retry-after: 2"] if status == 503 else []),
        "connection: close",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + encoded
