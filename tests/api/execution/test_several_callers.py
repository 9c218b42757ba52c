"""One document, several callers, one process: each gets the answer to their own variables.

Each document is asked by POST and by GET, from statements of its own and of whole types, with the response
cache and without it, and each answer is that of the oracle.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from api.compiler.selection import RootPlan
from api.execution.statement_variants import StatementVariants
from api.schema.schema import sdl
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.caller_dependent_documents import CHOSEN, Chosen
from tests.oracle import Oracle, read_graph


class _Own(StatementVariants):
    def choose(
        self, text: str, root: RootPlan, parameters: Mapping[str, Any], database: Database
    ) -> RootPlan:
        return root


class _Whole(_Own):
    def choose(
        self, text: str, root: RootPlan, parameters: Mapping[str, Any], database: Database
    ) -> RootPlan:
        return root.whole


@pytest.fixture(
    scope="module",
    params=[(_Own, 0), (_Own, 64), (_Whole, 0), (_Whole, 64)],
    ids=["own", "own-cached", "whole", "whole-cached"],
)
def client(request: pytest.FixtureRequest, served: Neo4jProcess) -> Iterator[httpx.Client]:
    variants, megabytes = request.param
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("api.app.StatementVariants", variants)
        settings = Settings(deadline=60, response_cache=megabytes)
        with serving(served, settings) as api, httpx.Client(timeout=90) as client:
            client.base_url = httpx.URL(api.url.removesuffix("graphql"))
            yield client


@pytest.fixture(scope="module")
def oracle(store: Path) -> Oracle:
    return Oracle(sdl(), read_graph(store / "csv"))


@dataclass(frozen=True, eq=False)
class _Caller:
    """A caller that sends a document with a set of variables."""

    client: httpx.Client
    chosen: Chosen
    number: int

    @property
    def operation(self) -> str | None:
        return self.chosen.operations[self.number]

    def post(self) -> httpx.Response:
        body = {"query": self.chosen.text, "variables": self.chosen.sets[self.number]}
        return self.client.post("graphql", json=body | {"operationName": self.operation})

    def get(self, etag: str = "") -> httpx.Response:
        variables = orjson.dumps(self.chosen.sets[self.number]).decode()
        asked = {"query": self.chosen.text, "variables": variables, "operationName": self.operation or ""}
        return self.client.get("graphql", params=asked, headers={"if-none-match": etag})

    def expected(self, oracle: Oracle) -> bytes:
        found = oracle.execute(self.chosen.text, self.chosen.sets[self.number], self.operation)
        return orjson.dumps(found.data)


def _data(response: httpx.Response) -> bytes:
    return orjson.dumps(response.json().get("data"))


def test_the_documents_are_chosen_to_differ(oracle: Oracle) -> None:
    assert len(CHOSEN) >= 30
    for name, chosen in CHOSEN.items():
        asked = zip(chosen.sets, chosen.operations, strict=False)
        answers = {orjson.dumps(oracle.execute(chosen.text, *each).data) for each in asked}
        assert len(answers) == len(chosen.sets) >= 3, name


@pytest.mark.parametrize("name", CHOSEN)
def test_each_caller_gets_an_answer_of_their_own(client: httpx.Client, oracle: Oracle, name: str) -> None:
    callers = [_Caller(client, CHOSEN[name], number) for number in range(len(CHOSEN[name].sets))]
    for caller in (*callers, *reversed(callers)):
        assert _data(caller.post()) == caller.expected(oracle)
    tags = {}
    for caller in callers:
        response = caller.get()
        assert _data(response) == caller.expected(oracle)
        if "errors" not in response.json():
            tags[caller] = response.headers["etag"]
    assert len(set(tags.values())) == len(tags)
    for caller, other in zip(tags, (*list(tags)[1:], next(iter(tags))), strict=True):
        response = other.get(tags[caller])
        assert (response.status_code, response.headers["etag"]) == (200, tags[other])
        assert _data(response) == other.expected(oracle)
        response = caller.get(tags[caller])
        assert (response.status_code, response.content) == (304, b"")


TEXTS = [f"nobody {number}" for number in range(40)]


def kept_by_functions() -> dict[str, int]:
    """How many arguments each function of the product remembers."""
    return {
        f"{each.__module__}.{each.__qualname__}": each.cache_info().currsize
        for each in gc.get_objects()
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith(("api.", "graph."))
    }


def send_everywhere(client: httpx.Client, text: str) -> None:
    """Send a text in every place that a caller can fill, except the document itself."""
    queries = {"q": {"query": text, "properties": [{"pid": "region", "v": text}]}}
    client.post("reconcile", data={"queries": orjson.dumps(queries).decode()})
    for address in ("suggest/entity", "suggest/type", "suggest/property"):
        client.get(f"reconcile/{address}", params={"prefix": text})
    client.get("reconcile/preview", params={"id": text})
    client.get("changes", params={"from": text})
    client.get("export/dataset.json", params={"ids": text})
    document = "query($q: String!, $id: ID!) { search(query: $q) { totalCount } node(id: $id) { id } }"
    named = {"accept": f"*/*, x/{text}", "content-type": f"application/json; x={text}", "origin": text}
    asked = {"query": document, "variables": {"q": text, "id": text}}
    client.post("graphql", content=orjson.dumps(asked), headers=named)
    client.get("graphql", params={"query": "{ __typename }"}, headers={**named, "if-none-match": text})


def test_no_function_remembers_what_callers_send(api: Api) -> None:
    """Documents and answers have weighted caches; nothing else of a request stays."""
    with httpx.Client(base_url=api.url.removesuffix("graphql"), timeout=90) as client:
        for text in TEXTS[:2]:
            send_everywhere(client, text)
        before = kept_by_functions()
        assert before
        for text in TEXTS:
            send_everywhere(client, text)
    # What another test's documents still plan meanwhile is less than one entry for each text.
    assert {name: size for name, size in kept_by_functions().items() if size > before.get(name, 0) + 25} == {}
