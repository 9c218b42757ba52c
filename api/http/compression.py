"""Answers compressed on their way, for clients that ask for it."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.negotiation import quality_of

_SMALLEST_BYTES = 1000
# A few hundredths larger than at the highest level, in a quarter of the time.
_LEVEL = 4


class Compression:
    """gzip for what is not small. Large parts are compressed on a thread, streams part by part.

    The tag of a file becomes weak with it, as those of answers are anyway: the bytes differ by encoding.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        wanted = quality_of("gzip", asked.get("accept-encoding", "")) > 0

        async def varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "Accept-Encoding" not in headers.get("vary", ""):
                    headers.add_vary_header("Accept-Encoding")
                is_head = scope["method"] == "HEAD" and message["status"] == 200
                if wanted and is_head and _would_stream(headers):
                    headers["content-encoding"] = "gzip"
                if headers.get("content-encoding") == "gzip":
                    _weaken(headers)
            await send(message)

        app = GZipResponder(self._app, _SMALLEST_BYTES, _LEVEL) if wanted else self._app
        await app(scope, receive, varying)


def _would_stream(headers: MutableHeaders) -> bool:
    """Whether these are the headers of a stream that would be compressed, without the stream."""
    media_type = headers.get("content-type", "").partition(";")[0]
    return "content-length" not in headers and media_type not in DEFAULT_EXCLUDED_CONTENT_TYPES


def _weaken(headers: MutableHeaders) -> None:
    if (etag := headers.get("etag")) and not etag.startswith("W/"):
        headers["etag"] = f"W/{etag}"
