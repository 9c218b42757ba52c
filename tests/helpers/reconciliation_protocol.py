"""Requests to the reconciliation service, and the shapes of its protocol, 0.2, as JSON Schemas written from
its text.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
from jsonschema import validate

from tests.helpers.api_server import Api

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
URI = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:"}
TEMPLATE = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}


def members(**needed: Any) -> dict[str, Any]:
    """An object that has these members; others may stand beside them."""
    return {"type": "object", "properties": needed, "required": list(needed)}


def listed(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


NAMED = members(id=TEXT, name=TEXT)
SERVICE = members(service_url=URI, service_path={"type": "string", "pattern": "^/"})
SETTING = members(
    name=TEXT,
    label=TEXT,
    type={"enum": ["number", "text", "checkbox", "select"]},
    default={"type": ["string", "number", "boolean"]},
    help_text={"type": "string"},
)
MANIFEST = members(
    versions={"type": "array", "contains": {"const": "0.2"}},
    name=TEXT,
    identifierSpace=URI,
    schemaSpace=URI,
    defaultTypes={**listed(NAMED), "uniqueItems": True},
    view=members(url=TEMPLATE),
    preview=members(url=TEMPLATE, width={"type": "integer"}, height={"type": "integer"}),
    suggest=members(entity=SERVICE, type=SERVICE, property=SERVICE),
    extend=members(propose_properties=SERVICE, property_settings=listed(SETTING)),
    batchSize={"type": "integer", "minimum": 1},
)
CANDIDATE = members(
    id=TEXT,
    name=TEXT,
    description=TEXT,
    type=listed(NAMED),
    score={"type": "number", "minimum": 0, "maximum": 100},
    features=listed(members(id=TEXT, value={"type": ["number", "boolean"]})),
    match={"type": "boolean"},
)
RESULTS = {"type": "object", "additionalProperties": members(result=listed(CANDIDATE))}
SUGGESTED = members(result=listed(NAMED))
SUGGESTED_ENTITIES = members(result=listed(members(id=TEXT, name=TEXT, notable=listed(NAMED))))
PROPOSED = members(type=TEXT, properties=listed(NAMED))
VALUE = {
    "oneOf": [
        {**members(str={"type": "string"}), "additionalProperties": False},
        {**members(int={"type": "integer"}), "additionalProperties": False},
        {**NAMED, "additionalProperties": False},
    ]
}
EXTENDED = members(
    meta=listed(NAMED),
    rows={
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": listed(VALUE)},
    },
)
FORM = {"content-type": "application/x-www-form-urlencoded"}


def place(api: Api, path: str = "") -> str:
    return api.url.replace("/graphql", f"/reconcile{path}")


def get(api: Api, path: str = "", **parameters: Any) -> httpx.Response:
    return httpx.get(place(api, path), params=parameters, timeout=60)


def post(api: Api, **fields: str) -> httpx.Response:
    return httpx.post(place(api), data=fields, timeout=60)


def results(api: Api, queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    response = post(api, queries=json.dumps(queries))
    assert response.status_code == 200, response.text
    validate(response.json(), RESULTS)
    return {key: found["result"] for key, found in response.json().items()}


def only(api: Api, **query: Any) -> list[dict[str, Any]]:
    return results(api, {"q0": query})["q0"]


def told(found: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    return [(each["id"], each["match"]) for each in found]


def refused(response: httpx.Response, status: int) -> str:
    """The sentence that says what is wrong. A refusal has its status, and pages of others may read it."""
    assert response.status_code == status, response.text
    (error,) = response.json()["errors"]
    assert error["message"][-1] in ".?"
    assert error["extensions"] == {"code": "BAD_REQUEST"}
    assert response.headers["access-control-allow-origin"] == "*"
    return str(error["message"])
