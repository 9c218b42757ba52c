"""Root fields that cost little are read by one statement, and no client can tell but by the time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from api.execution.answer import Answer
from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.prepared import Prepared
from api.execution.request import Request
from api.execution.service import GraphQLService, Result
from api.execution.statement_variants import ASKED_AGAIN, StatementVariants
from api.request_record import RequestRecord
from api.schema.schema import core_schema
from command.plan_warmup import operations_of
from graph.errors import StatementRefused
from graph.neo4j.database import Database, Databases
from tests.helpers.api_server import statements_sent
from tests.helpers.paths import QUESTIONS

Run = Callable[[Coroutine[Any, Any, Any]], Any]
# Root fields whose statements name the same variables and parameters: lists that are collected, facets, ids.
ALIKE = """fragment Kept on FindingConnection { totalCount nodes { id } }
fragment Asked on FacetBucket { value count }
{
  adverse: findings(
    first: 2
    where: { polarity: { eq: ADVERSE }, themes: { some: { id: { eq: "theme:conference-attendance" } } } }
  ) { ...Kept facets(by: [THEME]) { buckets { ...Asked } } }
  positive: findings(
    first: 2
    where: {
      polarity: { eq: POSITIVE }
      themes: { some: { id: { in: ["theme:joint-working", "theme:x"] } } }
    }
  ) { ...Kept facets(by: [THEME, YEAR]) { buckets { ...Asked } } }
  cleveland: force(id: "force:cleveland") { name findings(first: 1) { totalCount nodes { id } } }
  none: force(id: "force:none") { name }
}"""
DEAR = """fragment Counted on FindingConnection {
  facets(by: [THEME, FORCE, YEAR, POLARITY, STATUS, AUTHORITY]) { buckets { value count } }
}
{
  one: findings { ...Counted }
  other: findings(where: { polarity: { eq: ADVERSE } }) { ...Counted }
}"""


def joined() -> Iterator[Any]:
    texts = {path.stem: path.read_text("utf-8") for path in QUESTIONS} | {"alike": ALIKE}
    for name, text in texts.items():
        (prepared,) = operations_of(text)
        if prepared.is_joined:
            yield pytest.param(prepared, id=name)


@pytest.mark.parametrize("prepared", list(joined()))
def test_root_fields_have_the_same_rows_together_and_apart(
    prepared: Prepared, database: Database, run: Run
) -> None:
    (statement,) = prepared.statements()
    _, _, *rows = run(database.read(statement.text, statement.parameters, name="joined", timeout=60))
    for (key, root), row in zip(prepared.plan.statements.items(), rows, strict=True):
        alone = run(database.read(root.statement, prepared.parameters[key], name="alone", timeout=60))
        assert alone[2] == row, key


def service(database: Database, variants: StatementVariants | None = None) -> GraphQLService:
    return GraphQLService(Documents(core_schema()), Executor(Databases(database), 60.0, variants=variants))


def data(answer: Answer) -> dict[str, Any]:
    assert not answer.errors
    assert answer.data is not None
    return answer.data


@pytest.mark.parametrize(("text", "sent_at_once"), [(ALIKE, 1), (DEAR, 2)])
def test_what_is_dear_runs_side_by_side(text: str, sent_at_once: int, database: Database, run: Run) -> None:
    with statements_sent() as sent:
        data(run(service(database).run(Request(text))))
    assert sent.count == sent_at_once


def test_a_document_that_is_asked_again_is_read_at_once(database: Database, run: Run) -> None:
    variants = StatementVariants()
    asked = service(database, variants)
    with statements_sent() as sent:
        first = [data(run(asked.run(Request(ALIKE)))) for _ in range(ASKED_AGAIN)]
    assert sent.count == 4 * ASKED_AGAIN
    run(variants.settled())
    with statements_sent() as sent:
        assert data(run(asked.run(Request(ALIKE)))) == first[0]
    assert sent.count == 1
    assert first[0]["none"] is None
    assert first[0]["adverse"]["totalCount"] > 0


class Refusing(Database):
    """Refuses whatever reads several root fields."""

    async def read(self, *given: Any, name: str, **others: Any) -> list[Any]:
        if ", " in name:
            raise StatementRefused(f"{name} is refused.")
        return await super().read(*given, name=name, **others)


def test_where_one_statement_fails_each_root_field_answers_for_itself(database: Database, run: Run) -> None:
    refusing = Refusing.connect(database.uri, auth=database.auth)
    found = data(run(service(refusing).run(Request(ALIKE))))
    run(refusing.close())
    assert found == data(run(service(database).run(Request(ALIKE))))


@pytest.mark.parametrize(("text", "by_clients"), [(ALIKE, True), (ALIKE, False), (DEAR, True), (DEAR, False)])
def test_the_record_of_a_request_has_every_statement_that_is_sent(
    text: str, by_clients: bool, database: Database, run: Run
) -> None:
    """Whether clients or pages ask, and whether its root fields are read together or apart."""
    asked, request = service(database), Request(text)

    async def recorded() -> int | None:
        record = RequestRecord.begun("")
        if by_clients:
            answering = asked.respond(request)
            assert not isinstance(answering, Result)
            await answering
        else:
            data(await asked.run(request))
        return record.statements

    with statements_sent() as sent:
        assert run(recorded()) == sent.count > 0
