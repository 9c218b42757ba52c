"""Answers that are kept: the same bytes as without, and only for the same question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.serving import Api, serving

QUESTIONS = sorted((Path(__file__).parents[1] / "docs" / "questions").glob("*.graphql"))
NAMES = "query($id: ID!) { force(id: $id) { name } }"


@pytest.fixture(scope="module")
def keeping(served: Neo4jProcess) -> Iterator[Api]:
    with serving(served, Settings(deadline=60, response_cache=1)) as api:
        yield api


def _asked(api: Api, query: str, variables: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
    return httpx.post(api.url, json={"query": query, "variables": variables, **more}, timeout=90)


def _unlike(response: httpx.Response) -> list[tuple[str, str]]:
    return [(name, value) for name, value in response.headers.items() if name != "date"]


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_an_answer_is_the_same_bytes_from_neo4j_and_from_memory(path: Path, keeping: Api, api: Api) -> None:
    text = path.read_text("utf-8")
    plain, first = _asked(api, text), _asked(keeping, text)
    before = keeping.database.statements_run
    again = _asked(keeping, text)
    assert keeping.database.statements_run == before
    assert again.content == first.content == plain.content
    assert _unlike(again) == _unlike(first) == _unlike(plain)


def test_an_answer_to_get_is_kept_with_its_tag(keeping: Api, api: Api) -> None:
    address = {"query": '{ force(id: "force:kent") { id name } }'}
    answers = [httpx.get(each.url, params=address, timeout=60) for each in (api, keeping, keeping)]
    assert len({each.content for each in answers}) == 1
    assert len({each.headers["etag"] for each in answers}) == 1


def test_other_variables_are_another_question(keeping: Api) -> None:
    for own, name in (("force:kent", "Kent Police"), ("force:cleveland", "Cleveland Police")) * 2:
        assert _asked(keeping, NAMES, {"id": own}).json()["data"] == {"force": {"name": name}}


def test_another_operation_of_the_document_is_another_question(keeping: Api) -> None:
    text = 'query A { force(id: "force:kent") { id } } query B { force(id: "force:kent") { name } }'
    for name, field in (("A", "id"), ("B", "name")) * 2:
        assert [*_asked(keeping, text, operationName=name).json()["data"]["force"]] == [field]


def test_errors_and_explanations_are_asked_anew(keeping: Api) -> None:
    for _ in range(2):
        before = keeping.database.statements_run
        told = _asked(keeping, NAMES, {"id": "force:kent"}, extensions={"explain": True}).json()
        assert told["extensions"]["explain"]
        assert keeping.database.statements_run > before
        assert _asked(keeping, NAMES, {}).json()["errors"]


def test_answers_that_do_not_fit_are_forgotten(keeping: Api) -> None:
    text = "query($n: Int) { judgements(first: $n) { nodes { id area grade published note } } }"
    expected = {n: _asked(keeping, text, {"n": n}).content for n in range(1, 12)}
    assert {n: _asked(keeping, text, {"n": n}).content for n in expected} == expected
