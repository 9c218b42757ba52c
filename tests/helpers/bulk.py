"""Questions in bulk, and the same rows by hand."""

from __future__ import annotations

import json
from typing import Any

import httpx

from tests.helpers.api_server import Api

PLAIN = {"accept-encoding": "identity"}
FINDINGS = """
query Bulk($where: FindingWhere, $size: Int, $place: String) {
  findings(where: $where, orderBy: [{ id: DESC }], first: $size, after: $place) {
    pageInfo { endCursor hasNextPage }
    nodes { ...Row }
  }
}
fragment Row on Finding {
  id summary polarity
  evidence { id quote source { name } }
  themes { id name }
  statements(first: 5) { nodes { id madeBy { name } } }
  foundBy { id findings(first: 5) { nodes { id } } }
}
"""
EDGES = "{ correspondences(orderBy: [{ id: ASC }]) { edges { cursor node { id caption } } } }"
SEARCH = '{ search(query: "missing") { edges { node { id } } } }'


def asked(api: Api, query: str, variables: dict[str, Any] | None = None, **more: Any) -> list[dict[str, Any]]:
    """The lines of the answer in bulk."""
    body = {"query": query, "variables": variables or {}, **more}
    response = httpx.post(place(api), json=body, timeout=300)
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def place(api: Api) -> str:
    return api.url.replace("/graphql", "/export/query")


def answer(api: Api, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    response = httpx.post(api.url, json={"query": query, "variables": variables}, timeout=300)
    found: dict[str, Any] = response.json()
    return found


def by_hand(api: Api, where: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of FINDINGS, seven at a time."""
    rows: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        found = answer(api, FINDINGS, {"where": where, "size": 7, "place": after})["data"]["findings"]
        rows += found["nodes"]
        if not found["pageInfo"]["hasNextPage"]:
            return rows
        after = found["pageInfo"]["endCursor"]
