"""The bench measures what it claims: its country is a valid graph, and its handwritten Cypher gives the
answers of the documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.schema.schema import core_schema
from bench.country import FORCES, country
from bench.documents import Asked, of_questions, of_relationships
from bench.extras import Extras, Pair, Spread
from bench.handwritten import statements
from bench.load import Post, answered, load
from bench.measure import Measured
from bench.questions import AS_OF, QUESTIONS, Question, comparable
from bench.report import write_report
from bench.rounds import Key, Result
from bench.servers import HAND, OURS, PEER
from bench.stores import Built
from graph.model.records import Records
from graph.neo4j.database import Database, Databases, SyncDatabase
from graph.schema_statements import schema_statements
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running
from seed.build.build import make_store
from seed.build.csv_files import csv_files
from seed.build.derive import derive
from seed.checks.soundness import check_rules
from seed.frameworks import read_frameworks
from seed.sources.all_sources import Sources
from tests.conftest import Run
from tests.helpers.api_server import Api

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
    files = csv_files(derive(records, FRAMEWORKS), place / "csv", schema_statements())
    make_store(settings, lambda line: None, place, files)
    with running(place, read_only=True, settings=settings) as neo4j:
        yield neo4j


def test_a_country_breaks_no_rule_of_the_build(records: Records) -> None:
    assert list(check_rules(records, FRAMEWORKS)) == []


def test_a_country_is_the_same_each_time_and_grows_in_depth(records: Records) -> None:
    assert country(FINDINGS) == records
    larger = country(2 * FINDINGS)
    for kind in ("PoliceForce", "LocalAuthority", "SafeguardingBoard", "Theme"):
        assert _count(larger, kind) == _count(records, kind)
    for kind in ("Inspection", "Correspondence", "Source"):
        assert _count(larger, kind) > 1.9 * _count(records, kind) - 10
    assert _count(records, "PoliceForce") == FORCES


@pytest.mark.parametrize("question", [*QUESTIONS, *AS_OF], ids=lambda question: question.name)
def test_by_hand_and_by_document_the_answers_are_equal(
    neo4j: Neo4jProcess, run: Run[Any], question: Question
) -> None:
    variables = question.variables(FINDINGS)[:4]
    answers = run(_answers(neo4j, question, variables))
    with SyncDatabase(neo4j.uri, auth=neo4j.auth) as database:
        for given, answer in zip(variables, answers, strict=True):
            ((by_hand,),) = database.rows(statements()[question.name], given)
            assert comparable(answer) == comparable(by_hand)
    assert max(len(str(answer)) for answer in answers) > 200, "empty answers compare with anything"


def test_documents_that_are_new_are_answered_and_each_is_planned_anew(
    neo4j: Neo4jProcess, run: Run[Any]
) -> None:
    changed, joined = list(islice(of_questions(QUESTIONS, FINDINGS), 24)), list(islice(of_relationships(), 9))
    known = {_statements(Asked(question.document, question.variables(FINDINGS)[0])) for question in QUESTIONS}
    texts = [_statements(asked) for asked in (*changed, *joined)]
    assert len(set(texts) - known) > 0.9 * len(texts)
    answers = run(_answered(neo4j, [*changed, *joined]))
    assert all(answers)


def test_a_report_has_what_was_measured(tmp_path: Path, settings: Settings) -> None:
    measured = Measured(*map(float, range(1, 9)))
    forms = [(each, name, "") for each in QUESTIONS for name in (OURS, HAND)]
    forms += [(each, PEER, form) for each in QUESTIONS for form in each.forms_of_peer]
    pairs = {question.name: Pair(2.0, 7.0) for question in QUESTIONS}
    as_of = {question.name: Pair(3.0, 3.0) for question in AS_OF}
    new, joined = Spread(20.0, 30.0, 2.0), Spread(200.0, 300.0, 3.0)
    extras = Extras(1.5, as_of, pairs, pairs, new, joined, 1.0, 1.25, 150.0)
    numbers = dict.fromkeys((question.name for question in QUESTIONS), 3)
    medians = {Key(*form): measured for form in forms}
    built = Built(nodes=600, relationships=400, generating=1.0, deriving=1.0, alone=4.0, importing=9.0)
    result = Result("S", built, 370_000, medians, numbers, numbers, (1.0, 1.1), [], extras)
    write_report([result], tmp_path / "page.md", settings, rounds=1, seconds=1.0)
    page = (tmp_path / "page.md").read_text("utf-8")
    assert "not asked at" not in page
    assert "3.50 (7 against 2)" in page
    assert f"| {AS_OF[0].title} | 1.00 (3 against 3) |" in page
    assert "| S | 1,000 | 1 | 9 | 100 | 4 | 2.5 | 0 | 370 |" in page
    assert f"a heap of {settings.heap} and a page cache of {settings.page_cache}" in page
    assert (tmp_path / "page" / "throughput-S.svg").exists()


def _statements(asked: Asked) -> tuple[str, ...]:
    prepared = Documents(core_schema()).prepare(asked.document, None, asked.variables)
    return tuple(root.statement for root in prepared.plan.statements.values())


async def _answers(neo4j: Neo4jProcess, question: Question, variables: list[Any]) -> list[Any]:
    return await _answered(neo4j, [Asked(question.document, each) for each in variables])


async def _answered(neo4j: Neo4jProcess, documents: Sequence[Asked]) -> list[Any]:
    database = Database.connect(neo4j.uri, auth=neo4j.auth, browser_url=neo4j.browser_url)
    service = GraphQLService(Documents(core_schema()), Executor(Databases(database), 60.0))
    try:
        found = [await service.run(Request(each.document, dict(each.variables), None)) for each in documents]
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


def test_the_client_refuses_an_invalid_answer(api: Api, run: Run[Any]) -> None:
    with pytest.raises(RuntimeError, match="400"):
        run(answered(Post(api.url, {"query": 1})))


def _count(records: Records, kind: str) -> int:
    return sum(type(record.node).__name__ == kind for record in records.nodes)
