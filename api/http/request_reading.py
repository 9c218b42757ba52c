"""What an HTTP request holds: the parameters of its address, a form, JSON. All endpoints read it here."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.http.error_responses import RequestRefused

FORM = "application/x-www-form-urlencoded"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What the parser says of a number beyond 1.8e308, and what that means.
_NUMBER_TOO_LARGE = "number is infinity when parsed as double", "a number is too large"
# Longer than any client sends; the rest is not read.
_LONGEST_CONTENT_TYPE = 300


def method_response(http: Request, allowed: Sequence[str]) -> Response | None:
    """The response to OPTIONS; None for another allowed method. Raises RequestRefused for the rest."""
    if http.method == "OPTIONS":
        return Response(status_code=204, headers={"allow": ", ".join(allowed)})
    if http.method not in allowed:
        message = f"{http.method} is not answered here; use {', '.join(allowed)}."
        raise RequestRefused(message, 405, headers={"allow": ", ".join(allowed)})
    return None


def query_parameters(http: Request) -> dict[str, str]:
    """The parameters of the address, each given once. Raises RequestRefused."""
    return _pairs(http.scope["query_string"], "the address")


async def form_parameters(http: Request, largest: int) -> dict[str, str]:
    """The parameters of a form in the body, each given once. Raises RequestRefused."""
    require_type(http, FORM)
    return _pairs(await body_of(http, largest), "the body")


def parsed_json(text: bytes | str, name: str) -> Any:
    """JSON; ``name`` says which in an error. Raises RequestRefused."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        reason = str(error).replace(*_NUMBER_TOO_LARGE)
        raise RequestRefused(f"{name} is not JSON in UTF-8: {reason}.") from None


def require_type(http: Request, wanted: str) -> None:
    """Refuse a body of another media type or charset than UTF-8. Raises RequestRefused."""
    content_type, charset = _content_type(http.headers.get("content-type", "")[:_LONGEST_CONTENT_TYPE])
    if content_type != wanted:
        raise RequestRefused(
            f"The body's content type is {content_type or 'not given'}; send it as {wanted}.", 415
        )
    if charset not in ("utf-8", "utf8"):
        raise RequestRefused(f"The body's charset is {charset}; send it as utf-8.", 415)


async def body_of(http: Request, largest: int) -> bytes:
    """The body of a request, without a byte order mark. Raises RequestRefused if it is compressed, or larger
    than so many bytes."""
    encoding = http.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise RequestRefused(
            f"The body's encoding is {encoding[:50]}; send it without a Content-Encoding.", 415
        )
    too_large = RequestRefused(f"The body is larger than {largest} bytes.", 413)
    if int(http.headers.get("content-length", 0)) > largest:
        raise too_large
    body = bytearray()
    async for chunk in http.stream():
        body += chunk
        if len(body) > largest:
            raise too_large
    return bytes(body).removeprefix(_BYTE_ORDER_MARK)


def _content_type(header: str) -> tuple[str, str]:
    """The media type and the charset of a header."""
    message = Message()
    message["content-type"] = header or "none"
    charset = message.get_param("charset", "utf-8")
    # RFC 2231 lets a name of characters come in parts. Nobody sends that, and it is not UTF-8.
    charset = charset if isinstance(charset, str) else str(charset[2])
    return header.partition(";")[0].strip().lower(), charset.lower()


def _pairs(text: bytes, place: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise RequestRefused(f"{place.capitalize()} is not percent-encoded UTF-8.") from None
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise RequestRefused(f"`{name}` is given twice in {place}.")
        found[name] = value
    return found
