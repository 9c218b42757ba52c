"""Persisted documents: asked for by hash, or restricted to a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.execution.persisted_documents import AutomaticPersistedQueries
from api.execution.prepared import Refused
from api.execution.request import Request
from graph.errors import SettingInvalid
from graph.neo4j.database import Database, Databases
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving

NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
OWN = {"accept": "application/graphql-response+json"}


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def by_hash(text: str) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest(text)}}}


def codes(response: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json().get("errors", [])]


def post(api: Api, body: dict[str, Any]) -> httpx.Response:
    return httpx.post(api.url, json=body, headers=OWN, timeout=60)


def get(api: Api, text: str, **more: str) -> httpx.Response:
    extensions = json.dumps(by_hash(text)["extensions"])
    return httpx.get(api.url, params={"extensions": extensions, **more}, headers=OWN, timeout=60)


def test_a_document_is_sent_once_and_then_asked_for_by_its_hash(api: Api) -> None:
    text = "query Kept { dataset { version state } }"
    unknown = post(api, by_hash(text))
    assert (unknown.status_code, codes(unknown)) == (400, [NOT_FOUND])
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    sent = post(api, by_hash(text) | {"query": text})
    asked = post(api, by_hash(text))
    assert sent.status_code == asked.status_code == 200
    assert sent.content == asked.content


def test_a_hash_works_in_an_address_too_and_is_cached_as_the_text_is(api: Api) -> None:
    text = "query Address { dataset { version } }"
    assert codes(get(api, text)) == [NOT_FOUND]
    sent = get(api, text, query=text)
    asked = get(api, text)
    assert asked.status_code == 200
    assert asked.content == sent.content
    assert asked.headers["etag"] == sent.headers["etag"]


def test_a_hash_of_another_text_is_refused(api: Api) -> None:
    response = post(api, by_hash("{ __typename }") | {"query": "{ dataset { version } }"})
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


def test_a_document_that_is_refused_is_not_kept(api: Api) -> None:
    text = "query Broken { nothing }"
    assert codes(post(api, by_hash(text) | {"query": text})) == ["GRAPHQL_VALIDATION_FAILED"]
    assert codes(post(api, by_hash(text))) == [NOT_FOUND]


def test_the_store_of_sent_documents_is_bounded() -> None:
    sending = AutomaticPersistedQueries()
    texts = [f"{{ a{number}: __typename }}" for number in range(10_000)]
    for text in texts:
        sending.accepted(Request(text, digest=digest(text)))
    assert sending.text(Request(None, digest=digest(texts[-1]))) == texts[-1]
    with pytest.raises(Refused):
        sending.text(Request(None, digest=digest(texts[0])))


LISTED = "query Listed {\n  dataset { state }\n}\n"


@pytest.fixture(scope="module")
def trusting(served: Neo4jProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The API of an operator who lists the documents that it answers."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "part").mkdir()
    (folder / "part" / "listed.graphql").write_text(LISTED)
    with serving(served, Settings.from_environ({"TRUSTED_DOCUMENTS": str(folder)})) as api:
        yield api


@pytest.mark.parametrize("text", [LISTED, LISTED.strip()])
def test_a_listed_document_is_answered_by_text_and_by_hash(trusting: Api, text: str) -> None:
    for body in ({"query": text}, by_hash(text), by_hash(text) | {"query": text}):
        response = post(trusting, body)
        assert response.json()["data"] == {"dataset": {"state": "READY"}}


def test_no_other_document_is_answered(trusting: Api) -> None:
    other = "query Other { dataset { version } }"
    for body in ({"query": other}, by_hash(other), by_hash(other) | {"query": other}):
        response = post(trusting, body)
        assert (response.status_code, codes(response)) == (400, [NOT_FOUND])
        assert "data" not in response.json()
    pretended = post(trusting, by_hash(LISTED) | {"query": other})
    assert codes(pretended) == [NOT_FOUND]


def test_a_folder_without_documents_is_refused_before_anything_is_served(
    database: Database, tmp_path: Path
) -> None:
    databases = Databases(database)
    with pytest.raises(SettingInvalid, match=r"give a folder that holds \.graphql files"):
        create_app(databases, Settings.from_environ({"TRUSTED_DOCUMENTS": str(tmp_path)}))
