"""Cacheable answers: tags, versions, and the same bytes for the same question."""

from __future__ import annotations

import httpx
import pytest

from tests.helpers.api_server import Api, statements_sent
from tests.helpers.expected_answers import DOCUMENTS, question

DOCUMENT = "query Force($id: ID!) { force(id: $id) { name areas { nodes { name } } } }"
CLEVELAND = '{"id": "force:cleveland"}'
OWN = "application/graphql-response+json"


def get(api: Api, **headers: str) -> httpx.Response:
    asked = {"query": DOCUMENT, "variables": CLEVELAND}
    return httpx.get(api.url, params=asked, headers=headers, timeout=60)


def test_an_answer_to_get_has_a_max_age(api: Api) -> None:
    response = get(api)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=60"
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert response.headers["etag"].startswith('W/"')


@pytest.mark.parametrize("name", ["schema.graphql", "possible-types.json"])
def test_what_is_made_of_the_schema_is_stored_until_the_program_changes(api: Api, name: str) -> None:
    address = api.url.replace("graphql", name)
    response = httpx.get(address, timeout=60)
    assert response.headers["cache-control"] == "public, max-age=60"
    again = httpx.get(address, headers={"if-none-match": response.headers["etag"]}, timeout=60)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("form", ["{}", "W/{}", '"another", {}', "*"])
def test_a_matching_etag_is_answered_304_without_a_statement(api: Api, form: str) -> None:
    etag = get(api).headers["etag"]
    with statements_sent() as sent:
        response = get(api, **{"if-none-match": form.format(etag.removeprefix("W/"))})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == etag
    assert response.headers["cache-control"] == "public, max-age=60"
    assert sent.count == 0


def test_a_tag_is_of_one_document_its_variables_and_its_media_type(api: Api) -> None:
    etag = get(api).headers["etag"]
    others = (
        {"query": DOCUMENT + " ", "variables": CLEVELAND},
        {"query": DOCUMENT, "variables": '{"id": "force:durham"}'},
    )
    for other in others:
        response = httpx.get(api.url, params=other, headers={"if-none-match": etag}, timeout=60)
        assert response.status_code == 200
        assert response.headers["etag"] != etag
    assert get(api, accept=OWN).headers["etag"] != etag


def test_the_order_of_variables_does_not_matter(api: Api) -> None:
    document = "query($a: ID!, $b: ID!) { a: force(id: $a) { name } b: force(id: $b) { name } }"
    tags = {
        httpx.get(api.url, params={"query": document, "variables": variables}, timeout=60).headers["etag"]
        for variables in ('{"a": "x", "b": "y"}', '{"b": "y",  "a": "x"}')
    }
    assert len(tags) == 1


@pytest.mark.parametrize("query", ["{ nothing }", "{", "{ forces(first: 1000) { totalCount nodes { id } } }"])
def test_a_refusal_is_not_kept(api: Api, query: str) -> None:
    response = httpx.get(api.url, params={"query": query}, timeout=60)
    assert "errors" in response.json()
    assert "etag" not in response.headers
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.graphql")), ids=lambda path: path.stem)
def test_the_same_question_is_answered_with_the_same_bytes(api: Api, path) -> None:  # type: ignore[no-untyped-def]
    asked = {"query": question(path.stem)}
    first, second = (httpx.post(api.url, json=asked, timeout=60) for _ in range(2))
    assert first.content == second.content
    assert "errors" not in first.json()


@pytest.mark.parametrize("query", ["{ __typename }", "{ dataset { version } }", "{ nothing }"])
def test_every_answer_names_the_version_that_it_comes_from(api: Api, query: str) -> None:
    version = httpx.post(api.url, json={"query": "{ dataset { version } }"}, timeout=60).json()
    found = httpx.post(api.url, json={"query": query}, timeout=60).json()
    assert found["extensions"]["dataset"] == {"version": version["data"]["dataset"]["version"]}
