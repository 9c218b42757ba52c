"""The bench measures what it says: its country is a graph that the build would take, and the Cypher written
by hand answers what the documents answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.execution import Execution, Request
from api.schema import core_schema
from bench.country import FORCES, country
from bench.handwritten import statements
from bench.load import Post, answered, load
from bench.questions import QUESTIONS, Question, comparable
from graph.database import Database, Databases, SyncDatabase
from graph.model.records import Records
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running
from seed.build import make_store
from seed.checking import refusals
from seed.csv_files import csv_files
from seed.derive import derive
from seed.frameworks import read_frameworks
from seed.schema_statements import schema_statements
from seed.sources import Sources
from tests.conftest import Run
from tests.serving import Api

FINDINGS = 1_200
FRAMEWORKS = read_frameworks(Sources().frameworks)


@pytest.fixture(scope="module")
def records() -> Records:
    return country(FINDINGS)


@pytest.fixture(scope="module")
def neo4j(
    records: Records, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neo4jProcess]:
    place = tmp_path_factory.mktemp("bench")
    graph = derive(records, FRAMEWORKS)
    make_store(settings, lambda line: None, place, graph, csv_files(graph, schema_statements()))
    with running(place, read_only=True, settings=settings) as neo4j:
        yield neo4j


def test_a_country_breaks_no_rule_of_the_build(records: Records) -> None:
    assert list(refusals(records, FRAMEWORKS)) == []


def test_a_country_is_the_same_each_time_and_grows_in_depth(records: Records) -> None:
    assert country(FINDINGS) == records
    larger = country(2 * FINDINGS)
    for kind in ("PoliceForce", "LocalAuthority", "SafeguardingBoard", "Theme"):
        assert _count(larger, kind) == _count(records, kind)
    for kind in ("Inspection", "Correspondence", "Source"):
        assert _count(larger, kind) > 1.9 * _count(records, kind) - 10
    assert _count(records, "PoliceForce") == FORCES


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_by_hand_and_by_document_the_answers_are_equal(
    neo4j: Neo4jProcess, run: Run[Any], question: Question
) -> None:
    variables = question.variables(FINDINGS)[:4]
    answers = run(_answers(neo4j, question, variables))
    with SyncDatabase(neo4j.uri) as database:
        for given, answer in zip(variables, answers, strict=True):
            ((by_hand,),) = database.rows(statements()[question.name], given)
            assert comparable(answer) == comparable(by_hand)
    assert max(len(str(answer)) for answer in answers) > 200, "empty answers compare with anything"


async def _answers(neo4j: Neo4jProcess, question: Question, variables: list[Any]) -> list[Any]:
    database = Database.connect(neo4j.uri, browser_url=neo4j.browser_url)
    execution = Execution(core_schema(), Databases(database), 60.0)
    try:
        found = [await execution.run(Request(question.document, dict(each), None)) for each in variables]
    finally:
        await database.close()
    assert [each.errors for each in found] == [[]] * len(found)
    return [each.data for each in found]


def test_the_client_counts_each_answer_once(api: Api, run: Run[Any]) -> None:
    post = Post(api.url, {"query": "{ dataset { version } }"})
    body = run(answered(post))
    loaded = run(load([post], connections=2, seconds=0.5))
    assert loaded.bytes == len(body) * len(loaded.latencies)
    assert 0 < loaded.percentile(50) <= loaded.percentile(99) < 0.5 + loaded.seconds


def test_the_client_refuses_what_is_no_answer(api: Api, run: Run[Any]) -> None:
    with pytest.raises(RuntimeError, match="400"):
        run(answered(Post(api.url, {"query": 1})))


def _count(records: Records, kind: str) -> int:
    return sum(type(record.node).__name__ == kind for record in records.nodes)
