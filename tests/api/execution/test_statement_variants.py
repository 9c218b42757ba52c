"""A new document runs a shared statement; one that is asked again runs its own."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from api.compiler.selection import RootPlan
from api.execution.answer import Answer
from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.execution.statement_variants import ASKED_AGAIN, QUESTIONS, StatementVariants
from api.schema.schema import core_schema
from graph.neo4j.database import Database, Databases
from tests.helpers.api_server import statements_sent

Run = Callable[[Coroutine[Any, Any, Any]], Any]
TEXT = """query Themes($id: ID!) {
  force(id: $id) { name findings(first: 3) { nodes { id summary themes { name } } pageInfo { hasNextPage } } }
}"""
GIVEN = {"id": "force:cleveland"}
# Other values of the same types, under other names.
SIMILAR = [
    TEXT.replace("id summary", "date"),
    TEXT.replace("id summary", "words: summary polarity evidenceNote: id"),
    TEXT.replace("themes { name }", "themes { id called: name }"),
    TEXT.replace("name findings", "note findings"),
    TEXT.replace("name findings", "__typename findings"),
]


class Watched(StatementVariants):
    """Records which plans were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def choose(self, text: str, root: RootPlan, *rest: Any) -> RootPlan:
        found = super().choose(text, root, *rest)
        self.chosen.append("own" if found is root else "whole")
        return found


@pytest.fixture
def variants() -> Watched:
    return Watched()


@pytest.fixture
def ask(variants: Watched, database: Database, run: Run) -> Callable[[str], dict[str, Any]]:
    service = GraphQLService(Documents(core_schema()), Executor(Databases(database), 60.0, variants=variants))

    def asked(text: str) -> dict[str, Any]:
        answer: Answer = run(service.run(Request(text, GIVEN)))
        assert not answer.errors
        assert answer.data is not None
        return answer.data

    return asked


def root_of(text: str) -> RootPlan:
    (root,) = Documents(core_schema()).prepare(text, None, GIVEN).plan.statements.values()
    return root


def test_page_info_comes_from_the_same_statement() -> None:
    assert root_of(TEXT.replace(" pageInfo { hasNextPage }", "")).statement == root_of(TEXT).statement


@pytest.mark.parametrize("text", SIMILAR)
def test_documents_that_show_other_values_share_a_statement(text: str) -> None:
    root, similar = root_of(TEXT), root_of(text)
    assert similar.statement != root.statement
    assert similar.whole.statement == root.whole.statement


def test_a_document_that_is_asked_again_gets_a_statement_of_its_own(
    variants: Watched, ask: Callable[[str], dict[str, Any]], run: Run
) -> None:
    answers = [ask(TEXT) for _ in range(ASKED_AGAIN)]
    run(variants.settled())
    answers += [ask(TEXT) for _ in range(2)]
    assert variants.chosen == ["whole"] * ASKED_AGAIN + ["own"] * 2
    assert answers == [answers[0]] * (ASKED_AGAIN + 2)
    assert answers[0]["force"]["name"] == "Cleveland Police"


def test_the_log_of_neo4j_marks_statements_planned_ahead(
    variants: Watched, ask: Callable[[str], dict[str, Any]], database: Database, run: Run
) -> None:
    before = database.statements_run
    with statements_sent() as sent:
        for _ in range(ASKED_AGAIN):
            ask(TEXT)
        run(variants.settled())
    assert (sent.count, database.statements_run - before) == (ASKED_AGAIN, ASKED_AGAIN + 1)


def test_a_statement_planned_on_one_database_is_new_to_another(
    variants: Watched, ask: Callable[[str], dict[str, Any]], database: Database, run: Run
) -> None:
    for _ in range(ASKED_AGAIN):
        ask(TEXT)
    run(variants.settled())
    other = Database.connect(database.uri, auth=database.auth)
    service = GraphQLService(Documents(core_schema()), Executor(Databases(other), 60.0, variants=variants))
    run(service.run(Request(TEXT, GIVEN)))
    run(other.close())
    ask(TEXT)
    assert variants.chosen[-2:] == ["whole", "own"]


def test_a_documented_question_runs_as_it_was_planned_at_the_start(
    variants: Watched, database: Database
) -> None:
    for path in QUESTIONS.glob("*.graphql"):
        for text in (path.read_text("utf-8"), path.read_text("utf-8").strip()):
            assert variants.choose(text, root := root_of(TEXT), {}, database) is root


def test_a_statement_that_fails_is_tried_again_later(variants: Watched, run: Run) -> None:
    async def scenario() -> tuple[list[bool], int]:
        nowhere, root, found = Database.connect("bolt://127.0.0.1:1", auth=("neo4j", "")), root_of(TEXT), []
        for _ in range(2 * ASKED_AGAIN):
            found.append(variants.choose(TEXT, root, {}, nowhere) is root)
            await variants.settled()
        await nowhere.close()
        return found, nowhere.statements_run

    chosen, tried = run(scenario())
    assert chosen == [False] * 2 * ASKED_AGAIN
    assert tried == 2


@pytest.mark.parametrize("text", [TEXT, *SIMILAR])
def test_both_statements_take_the_same_parameters_and_cost_the_same(text: str) -> None:
    root = root_of(text)
    values = Documents(core_schema()).prepare(text, None, GIVEN).values
    assert root.whole.parameters.bind(values) == root.parameters.bind(values)
