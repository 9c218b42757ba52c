"""Responses in place of what was asked: a sentence and a code, in the form of a GraphQL error."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping

import orjson
from starlette.responses import Response

from api.errors import readable
from api.execution.admission import Busy
from api.request_record import note_codes
from graph.errors import ChangesNotKept, ExportRefused, GraphError, VersionUnknown

log = logging.getLogger("safeguarding")

RETRY_SECONDS = 2
JSON = "application/json"
# What is refused for a reason that its message tells; the first that fits.
_REFUSED: Mapping[type[GraphError], tuple[int, str]] = {
    ExportRefused: (400, "BAD_USER_INPUT"),
    VersionUnknown: (404, "CHANGES_NOT_KEPT"),
    ChangesNotKept: (410, "CHANGES_NOT_KEPT"),
}


class RequestRefused(Exception):
    """A request that is not answered, with the HTTP status and the code that say so."""

    def __init__(
        self,
        message: str,
        status: int = 400,
        code: str = "BAD_REQUEST",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = headers


def refusal(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None, media_type: str = JSON
) -> Response:
    """A response with one error."""
    note_codes([code])
    body = {"errors": [{"message": message, "extensions": {"code": code}}]}
    return Response(orjson.dumps(body), status, headers, media_type)


def error_response(error: Exception, retry: int = RETRY_SECONDS, media_type: str = JSON) -> Response:
    """What a client may read of an error; ``retry`` is in seconds, for what may succeed if asked again."""
    if isinstance(error, RequestRefused):
        return refusal(error.status, error.code, str(error), error.headers, media_type)
    if isinstance(error, Busy):
        return refusal(503, "BUSY", str(error), {"retry-after": str(retry)}, media_type)
    for kind, (status, code) in _REFUSED.items():
        if isinstance(error, kind):
            return refusal(status, code, str(error), media_type=media_type)
    shown = readable(error, [])
    code = str((shown.extensions or {}).get("code"))
    if code == "INTERNAL_SERVER_ERROR":
        log.error("An answer failed", exc_info=error)
        return refusal(500, code, shown.message, media_type=media_type)
    return refusal(503, code, shown.message, {"retry-after": str(retry)}, media_type)


async def answered(response: Awaitable[Response], retry: int = RETRY_SECONDS) -> Response:
    """The response, or the error response in its place."""
    try:
        return await response
    except (RequestRefused, Busy, GraphError, TimeoutError) as error:
        return error_response(error, retry)
