"""Cached answers have the same bytes as uncached ones, and answer only the same question."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.digests import digest_of
from api.execution.answer import Answer, EncodedAnswer
from api.execution.lru import WeightedLRU
from api.execution.request import Request
from api.execution.response_cache import AnswerIdentity, ResponseCache
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.paths import QUESTIONS

NAMES = "query($id: ID!) { force(id: $id) { name } }"


@pytest.fixture(scope="module")
def keeping(served: Neo4jProcess) -> Iterator[Api]:
    with serving(served, Settings(deadline=60, response_cache=1)) as api:
        yield api


def _asked(api: Api, query: str, variables: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
    return httpx.post(api.url, json={"query": query, "variables": variables, **more}, timeout=90)


def _unlike(response: httpx.Response) -> list[tuple[str, str]]:
    """The headers of an answer that do not depend on when it is sent."""
    return [each for each in response.headers.items() if each[0] not in ("date", "x-request-id")]


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_an_answer_is_the_same_bytes_from_neo4j_and_from_memory(path: Path, keeping: Api, api: Api) -> None:
    text = path.read_text("utf-8")
    plain, first = _asked(api, text), _asked(keeping, text)
    before = keeping.database.statements_run
    again = _asked(keeping, text)
    assert keeping.database.statements_run == before
    assert again.content == first.content == plain.content
    assert _unlike(again) == _unlike(first) == _unlike(plain)


def test_a_cached_answer_to_get_has_the_same_bytes_and_tag(keeping: Api, api: Api) -> None:
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


def test_an_explanation_has_no_tag(keeping: Api) -> None:
    address = {"query": '{ force(id: "force:kent") { id } }', "extensions": '{"explain": true}'}
    response = httpx.get(keeping.url, params=address, headers={"if-none-match": "*"}, timeout=60)
    assert response.status_code == 200
    assert "etag" not in response.headers
    assert response.headers["cache-control"] == "no-store"


PARTIAL = """query($deprecated: Boolean) {
  force(id: "force:kent") { name }
  __type(name: "Theme") { name fields(includeDeprecated: $deprecated) { name } }
}"""


def test_an_answer_with_an_error_in_it_is_not_cached(keeping: Api) -> None:
    for _ in range(2):
        before = keeping.database.statements_run
        body = _asked(keeping, PARTIAL, {"deprecated": None}).json()
        assert body["data"]["force"] == {"name": "Kent Police"}
        assert body["data"]["__type"] == {"name": "Theme", "fields": None}
        (error,) = body["errors"]
        assert error["path"] == ["__type", "fields"]
        assert error["locations"] == [{"line": 3, "column": 58}]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert keeping.database.statements_run > before
    assert "errors" not in _asked(keeping, PARTIAL, {"deprecated": True}).json()


@pytest.mark.parametrize(("value", "right"), [(None, False), (True, True), (False, True)] * 2)
def test_an_introspection_that_fails_where_a_value_is_promised_has_no_data(
    keeping: Api, value: bool | None, right: bool
) -> None:
    text = (
        'query($d: Boolean) { a: __type(name: "PoliceForce") { name }'
        " __schema { directives { args(includeDeprecated: $d) { name } } } }"
    )
    body = _asked(keeping, text, {"d": value}).json()
    if right:
        assert "errors" not in body
        assert body["data"]["a"] == {"name": "PoliceForce"}
        assert body["data"]["__schema"]["directives"]
    else:
        assert body["data"] is None
        assert [error["path"] for error in body["errors"]] == [["__schema", "directives", 0, "args"]]


def _response(size: int) -> EncodedAnswer:
    return EncodedAnswer(b"x" * size)


def test_an_answer_larger_than_the_cache_is_not_kept_and_evicts_nothing() -> None:
    cache = ResponseCache(1)
    for number in range(100):
        cache.keep(str(number), _response(5_000))
    cache.keep("large", _response(2**20))
    assert cache.find("large") is None
    assert all(cache.find(str(number)) for number in range(100))


def test_the_least_recently_used_entry_is_evicted_first() -> None:
    cache: WeightedLRU[str] = WeightedLRU(10)
    for key in "abc":
        cache.keep(key, key, 3)
    assert cache.find("a")
    cache.keep("d", "d", 3)
    assert [key for key in "abcd" if cache.find(key)] == ["a", "c", "d"]
    cache.keep("e", "e", 10)
    assert [key for key in "abcde" if cache.find(key)] == ["e"]
    assert (len(cache), cache.weight) == (1, 10)


def test_a_response_cache_takes_no_more_memory_than_it_may() -> None:
    gc.collect()
    tracemalloc.start()
    cache = ResponseCache(4)
    for number in range(20_000):
        cache.keep(f"{number:032}", EncodedAnswer.of(Answer({"a": "b" * 200 + str(number)})))
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 2 * 2**20 < taken < 4.2 * 2**20


def test_every_part_of_a_question_decides() -> None:
    text = "query A($n: Int) { forces(first: $n) { totalCount } } query B { __typename }"

    def decided(version: str, browser_url: str, operation: str, variables: dict[str, Any]) -> str:
        return AnswerIdentity(text, Request(text, variables, operation)).digest(version, browser_url)

    questions: list[tuple[str, str, str, dict[str, Any]]] = [
        ("1", "", "A", {}), ("2", "", "A", {}), ("1", "http://browser/", "A", {}), ("1", "", "B", {}),
        ("1", "", "A", {"n": 1}), ("1", "", "A", {"n": 2}), ("1", "", "A", {"n": None}),
    ]  # fmt: skip
    assert len({decided(*each) for each in questions}) == len(questions)


@pytest.mark.parametrize("megabytes", [0, 64])
def test_a_request_hashes_its_answer_key_once(
    served: Neo4jProcess, monkeypatch: pytest.MonkeyPatch, megabytes: int
) -> None:
    hashed: list[tuple[object, ...]] = []

    def counted(*decides: object) -> str:
        hashed.append(decides)
        return digest_of(*decides)

    with serving(served, Settings(deadline=60, response_cache=megabytes)) as api:
        asked = {"query": "{ forces(first: 1) { nodes { id } } }"}
        tag = httpx.get(api.url, params=asked, timeout=60).headers["etag"]
        another = tag.replace(tag.removeprefix('W/"')[:32], "0" * 32)
        monkeypatch.setattr("api.execution.response_cache.digest_of", counted)
        for held in ('"foreign"', another, "*"):
            hashed.clear()
            httpx.get(api.url, params=asked, headers={"if-none-match": held}, timeout=60)
            assert len(hashed) == 1
