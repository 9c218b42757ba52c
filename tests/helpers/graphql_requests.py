"""Requests to the served API for tests that need only the data, or only the refusal."""

from __future__ import annotations

from typing import Any

import httpx

from tests.helpers.api_server import Api


def ask(api: Api, query: str, **variables: Any) -> Any:
    """The data of an answer; fails on errors."""
    body = respond(api, query, **variables)
    assert "errors" not in body, body["errors"]
    return body["data"]


def refusal(api: Api, query: str, **variables: Any) -> str:
    """The one message with which a document is refused."""
    (error,) = respond(api, query, **variables)["errors"]
    return str(error["message"])


def respond(api: Api, query: str, **variables: Any) -> dict[str, Any]:
    """The whole body of an answer."""
    response = httpx.post(api.url, json={"query": query, "variables": variables}, timeout=60)
    body: dict[str, Any] = response.json()
    return body


def ids(connection: dict[str, Any]) -> list[str]:
    """The ids of the nodes of a page."""
    return [node["id"] for node in connection["nodes"]]
