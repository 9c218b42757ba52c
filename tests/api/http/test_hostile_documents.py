"""A thousand oversized documents, sent to a server of its own: each is refused at once and leaves nothing in
memory.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import httpx
import pytest

from graph.store.process import Neo4jProcess
from tests.helpers.hostile_documents import REFUSED, SOON
from tests.helpers.serve_on_shared_neo4j import ServingProcess, serving_process

SECONDS = 0.05
TRIES = 20
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def server(served: Neo4jProcess) -> Iterator[ServingProcess]:
    with serving_process(served.uri, served.auth) as server:
        yield server


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    headers = {"accept": "application/graphql-response+json"}
    with httpx.Client(headers=headers, timeout=60) as client:
        yield client


def refuse(client: httpx.Client, server: ServingProcess, text: str) -> float:
    """The time until the refusal."""
    started = time.perf_counter()
    response = client.post(server.url, json={"query": text})
    took = time.perf_counter() - started
    assert response.status_code in (400, 413)
    assert response.json()["errors"]
    return took


@pytest.mark.parametrize("name", sorted(SOON))
def test_a_hostile_document_is_refused_in_less_than_50_ms(
    client: httpx.Client, server: ServingProcess, name: str
) -> None:
    """The best of several times, because the machine does other work too."""
    assert min(refuse(client, server, REFUSED[name]) for _ in range(TRIES)) < SECONDS


def test_a_thousand_hostile_documents_leave_the_memory_of_the_server_as_it_was(
    client: httpx.Client, server: ServingProcess
) -> None:
    """All differ, so none is known already."""
    number = itertools.count()

    def send(count: int) -> int:
        for each in range(count):
            refuse(client, server, f"{REFUSED[sorted(SOON)[each % len(SOON)]]} # {next(number)}")
        return server.resident()

    # The first of them fill what the allocator keeps from then on.
    before = send(2_000)
    assert send(1_000) - before < 4 * MEGABYTE
