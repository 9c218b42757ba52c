"""An operation that takes too long, or whose client has left, ends in Neo4j too."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pytest

from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.statement_implementations import IMPLEMENTATIONS, using

Run = Callable[[Coroutine[Any, Any, Any]], Any]

DEADLINE = 5
# How long a test waits for what Neo4j plans first: on a busy machine that alone takes seconds.
PATIENCE = 60
OPERATION = "Slow"
# For each of thousands of findings, every way over three themes to a finding that there is none of: minutes
# of work that needs no memory, and is quickly planned.
ROUND = "themes { findings(first: 100) { nodes { "
PATH = "{ themes: { some: { findings: { some: " * 3 + '{ summary: { eq: "nothing" } }' + " } } } }" * 3
SLOW = f"query {OPERATION} {{ themes(first: 100) {{ nodes {{ findings(first: 100) {{ nodes {{ "
SLOW += ROUND * 3 + f"themes {{ findings(where: {PATH}) {{ nodes {{ id }} }} }}" + " }" * (3 * 3 + 5)
COUNT = """SHOW TRANSACTIONS YIELD metaData, currentQuery
WHERE metaData.operation = $operation
RETURN count(*)"""
# A statement that is still being planned has no text yet, and does not hear that it is terminated.
EXECUTING = COUNT.replace("RETURN", "  AND currentQuery <> ''\nRETURN")


@pytest.fixture(scope="module", params=IMPLEMENTATIONS)
def implementation(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each way in which statements run."""
    with using(request.param):
        yield


@pytest.fixture(scope="module")
def hurried(implementation: None, served: Neo4jProcess) -> Iterator[Api]:
    """An API without limits on documents, and a deadline of five seconds."""
    with serving(served, unlimited(DEADLINE)) as api:
        yield api


@pytest.fixture(scope="module")
def patient(implementation: None, served: Neo4jProcess) -> Iterator[Api]:
    """An API without limits on documents, whose deadline no test reaches."""
    with serving(served, unlimited(2 * PATIENCE)) as api:
        yield api


def unlimited(deadline: int) -> Settings:
    """Settings that let any document run for so many seconds."""
    anything = {"MAX_COST": "1" + "0" * 20, "MAX_PLANNING": "1000", "MAX_DEPTH": "60"}
    return Settings.from_environ({"DEADLINE_SECONDS": str(deadline), **anything})


@pytest.fixture
def asked(database: Database, run: Run) -> Callable[[str], int]:
    """How many statements of the slow operation a question finds in Neo4j."""

    def count(question: str) -> int:
        found = run(database.read(question, {"operation": OPERATION}, name="count", timeout=60))
        return int(found[0])

    return count


def until(count: Callable[[], int], wanted: int, seconds: float) -> float:
    """The time until there were that many."""
    started = time.monotonic()
    while count() != wanted:
        assert time.monotonic() - started < seconds
        time.sleep(0.05)
    return time.monotonic() - started


def test_an_operation_ends_at_its_deadline_in_neo4j_too(hurried: Api, asked: Callable[[str], int]) -> None:
    started = time.monotonic()
    response = httpx.post(hurried.url, json={"query": SLOW}, timeout=60)
    took = time.monotonic() - started
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "TIMEOUT"}
    assert error["path"] == ["themes"]
    # Without a deadline it takes minutes; a busy machine may be seconds late.
    assert DEADLINE <= took < 2 * DEADLINE
    until(lambda: asked(COUNT), 0, DEADLINE)


def test_a_client_that_goes_away_ends_its_statement_within_a_second(
    patient: Api, asked: Callable[[str], int]
) -> None:
    with asking(patient):
        until(lambda: asked(EXECUTING), 1, PATIENCE)
    assert until(lambda: asked(COUNT), 0, DEADLINE) < 1


def test_others_are_answered_while_clients_come_and_go(patient: Api, asked: Callable[[str], int]) -> None:
    for _ in range(3):
        with asking(patient):
            until(lambda: asked(EXECUTING), 1, PATIENCE)
            response = httpx.post(patient.url, json={"query": "{ dataset { state } }"}, timeout=60)
            assert response.json()["data"] == {"dataset": {"state": "READY"}}
    until(lambda: asked(COUNT), 0, DEADLINE)


@contextmanager
def asking(api: Api) -> Iterator[None]:
    """A client that sends the slow question, and hangs up at the end of the block."""
    place = urlsplit(api.url)
    body = orjson.dumps({"query": SLOW})
    head = f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
    with socket.create_connection((place.hostname, place.port)) as client:
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        yield
