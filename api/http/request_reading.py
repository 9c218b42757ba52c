"""Requests of GraphQL over HTTP, read from an address or a body, and refused in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request as HttpRequest

from api.execution.executor import Request
from api.http.negotiation import JSON_TYPE

_PARAMETERS = ("query", "variables", "operationName", "extensions")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What the parser says of a number beyond 1.8e308, and what that means.
_NUMBER_TOO_LARGE = "number is infinity when parsed as double", "a number is too large"
# Longer than any client sends; the rest is not read.
_LONGEST_CONTENT_TYPE = 300


class Malformed(Exception):
    """A request that is not GraphQL over HTTP; ``status`` is the HTTP status that says so."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


async def read_request(http: HttpRequest, largest_body: int) -> Request:
    """Parse the GraphQL request in the URL of a GET or the body of a POST. Raises Malformed."""
    if http.method in ("GET", "HEAD"):
        return _request(_from_url(http.scope["query_string"]))
    require_type(http, JSON_TYPE)
    body = _parsed(await body_of(http, largest_body), "The body")
    if not isinstance(body, dict):
        raise Malformed('The body is not an object; send {"query": "..."}.')
    return _request(body)


def require_type(http: HttpRequest, wanted: str) -> None:
    """Refuse a body that is not of the media type, in UTF-8; its other parameters are left alone. Raises
    Malformed."""
    content_type, charset = _content_type(http.headers.get("content-type", "")[:_LONGEST_CONTENT_TYPE])
    if content_type != wanted:
        raise Malformed(
            f"The body's content type is {content_type or 'not given'}; send it as {wanted}.", 415
        )
    if charset not in ("utf-8", "utf8"):
        raise Malformed(f"The body's charset is {charset}; send it as utf-8.", 415)


async def body_of(http: HttpRequest, largest: int) -> bytes:
    """The body of a request, without a byte order mark. Raises Malformed if it is larger than so many bytes,
    or compressed."""
    encoding = http.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise Malformed(f"The body's encoding is {encoding[:50]}; send it without a Content-Encoding.", 415)
    too_large = Malformed(f"The body is larger than {largest} bytes.", 413)
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
    # Some name of characters in several parts, which nobody sends; it is then not UTF-8.
    charset = charset if isinstance(charset, str) else str(charset[2])
    return header.partition(";")[0].strip().lower(), charset.lower()


def _from_url(query: bytes) -> dict[str, Any]:
    """A request in the address. Raises Malformed."""
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Malformed("The address is not percent-encoded UTF-8.") from None
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name in given:
            raise Malformed(f"`{name}` is given twice in the address.")
        given[name] = value
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _parsed(given[name].encode(), f"`{name}`")
        else:
            given.pop(name, None)
    return given


def _parsed(text: bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        reason = str(error).replace(*_NUMBER_TOO_LARGE)
        raise Malformed(f"{what} is not JSON in UTF-8: {reason}.") from None


def _request(given: Mapping[str, Any]) -> Request:
    """The request that a body or an address holds. Raises Malformed."""
    query, variables, name, extensions = (given.get(key) for key in _PARAMETERS)
    if query is not None and not isinstance(query, str):
        raise Malformed("`query` is not a text; it holds a GraphQL document.")
    if variables is not None and not isinstance(variables, dict):
        raise Malformed("`variables` is not an object; it maps names of variables to their values.")
    if name is not None and not isinstance(name, str):
        raise Malformed("`operationName` is not a text; it names one operation of the document.")
    if extensions is not None and not isinstance(extensions, dict):
        raise Malformed("`extensions` is not an object.")
    persisted = (extensions or {}).get("persistedQuery")
    text = query if query and query.strip() else None
    if text is None and persisted is None:
        raise Malformed("`query` is missing; it holds the text of a GraphQL document.")
    digest = None if persisted is None else _digest(persisted)
    explain = (extensions or {}).get("explain", False)
    if not isinstance(explain, bool):
        raise Malformed("`extensions.explain` is not true or false.")
    return Request(text, variables, name or None, digest, explain)


def _digest(persisted: Any) -> str:
    """The hash of `extensions.persistedQuery`. Raises Malformed."""
    if not isinstance(persisted, dict) or persisted.get("version") != 1:
        raise Malformed('`extensions.persistedQuery` is not {"version": 1, "sha256Hash": "..."}.')
    digest = persisted.get("sha256Hash")
    if not isinstance(digest, str) or not re.fullmatch("[0-9a-f]{64}", digest):
        raise Malformed("`extensions.persistedQuery.sha256Hash` is not a SHA-256 in 64 hexadecimal digits.")
    return digest
