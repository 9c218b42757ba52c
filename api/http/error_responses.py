"""Answers in place of what was asked, on the addresses beside GraphQL: a sentence and a code, in JSON."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from starlette.responses import JSONResponse, Response

from api.errors import readable
from api.http.endpoint import RETRY_SECONDS
from api.http.request_reading import Malformed

log = logging.getLogger("safeguarding")


def refusal(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """The sentence, as an error of GraphQL is written."""
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status, headers)


def failure(error: Exception, headers: Mapping[str, str], retry: int = RETRY_SECONDS) -> Response:
    """What a client may read of what went wrong while it was answered; ``retry`` is in seconds, and stands in
    answers that may be right if asked again."""
    told = readable(error, [])
    code = str((told.extensions or {}).get("code"))
    if code == "INTERNAL_SERVER_ERROR":
        log.error("An answer failed", exc_info=error)
        return refusal(500, code, told.message, headers)
    return refusal(503, code, told.message, {**headers, "retry-after": str(retry)})


def malformed(problem: Malformed, allowed: Sequence[str]) -> Response:
    """The answer to a request that cannot be read; for a method that is not answered, with those that are."""
    headers = {"allow": ", ".join(allowed)} if problem.status == 405 else None
    return refusal(problem.status, "BAD_REQUEST", str(problem), headers)


def of_method(method: str, allowed: Sequence[str]) -> Response | None:
    """The answer to OPTIONS; None for another method that is allowed. Raises Malformed for the rest."""
    if method == "OPTIONS":
        return Response(status_code=204, headers={"allow": ", ".join(allowed)})
    if method not in allowed:
        raise Malformed(f"{method} is not answered here; use {', '.join(allowed)}.", 405)
    return None
