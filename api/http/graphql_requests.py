"""GraphQL over HTTP: the request in an address or in a body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request as HttpRequest

from api.execution.request import Request
from api.http.error_responses import RequestRefused
from api.http.negotiation import JSON_TYPE
from api.http.request_reading import body_of, parsed_json, query_parameters, require_type

_PARAMETERS = ("query", "variables", "operationName", "extensions")


async def read_request(http: HttpRequest, largest_body: int) -> Request:
    """Parse the GraphQL request in the URL of a GET or the body of a POST. Raises RequestRefused."""
    if http.method in ("GET", "HEAD"):
        return _request(_in_address(http))
    require_type(http, JSON_TYPE)
    body = parsed_json(await body_of(http, largest_body), "The body")
    if not isinstance(body, dict):
        raise RequestRefused('The body is not an object; send {"query": "..."}.')
    return _request(body)


def _in_address(http: HttpRequest) -> dict[str, Any]:
    """What the address holds, with JSON parsed; empty JSON counts as left out. Raises RequestRefused."""
    sent: dict[str, Any] = {**query_parameters(http)}
    for name in ("variables", "extensions"):
        if text := sent.pop(name, None):
            sent[name] = parsed_json(text, f"`{name}`")
    return sent


def _request(sent: Mapping[str, Any]) -> Request:
    """The request that a body or an address holds. Raises RequestRefused."""
    query, variables, name, extensions = (sent.get(key) for key in _PARAMETERS)
    if query is not None and not isinstance(query, str):
        raise RequestRefused("`query` is not a string; it holds a GraphQL document.")
    if variables is not None and not isinstance(variables, dict):
        raise RequestRefused("`variables` is not an object; it maps names of variables to their values.")
    if name is not None and not isinstance(name, str):
        raise RequestRefused("`operationName` is not a string; it names one operation of the document.")
    if extensions is not None and not isinstance(extensions, dict):
        raise RequestRefused("`extensions` is not an object.")
    persisted = (extensions or {}).get("persistedQuery")
    text = query if query and query.strip() else None
    if text is None and persisted is None:
        raise RequestRefused("`query` is missing; it holds the text of a GraphQL document.")
    digest = None if persisted is None else _digest(persisted)
    explain = (extensions or {}).get("explain", False)
    if not isinstance(explain, bool):
        raise RequestRefused("`extensions.explain` is not true or false.")
    return Request(text, variables, name or None, digest, explain)


def _digest(persisted: Any) -> str:
    """The hash of `extensions.persistedQuery`. Raises RequestRefused."""
    if not isinstance(persisted, dict) or persisted.get("version") != 1:
        raise RequestRefused('`extensions.persistedQuery` is not {"version": 1, "sha256Hash": "..."}.')
    digest = persisted.get("sha256Hash")
    if not isinstance(digest, str) or not re.fullmatch("[0-9a-f]{64}", digest):
        raise RequestRefused(
            "`extensions.persistedQuery.sha256Hash` is not a SHA-256 in 64 hexadecimal digits."
        )
    return digest
