"""Warming the plan cache: documented questions, and the documents that an operator lists."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from command.plan_warmup import operations_of, warm
from graph.neo4j.database import Database
from graph.settings import Settings
from tests.helpers.paths import QUESTIONS

LISTED = """
query Page($first: Int!, $ids: [ID!]!, $between: Between!, $by: MatrixBy!, $day: Date) {
  forces(first: $first, asOf: $day) { nodes { history(between: $between) { totalCount } } }
  nodes(ids: $ids) { id }
  themeMatrix(by: $by) { totalCount }
}
query Other { dataset { version } }
"""


def test_every_documented_question_is_planned() -> None:
    assert [len(list(operations_of(path.read_text("utf-8")))) for path in QUESTIONS] == [1] * len(QUESTIONS)


def test_samples_stand_for_required_variables() -> None:
    page, other = operations_of(LISTED)
    assert page.values.variables.coerced["first"] == 1
    assert "day" not in page.values.variables.coerced
    assert [*other.plan.statements] == ["dataset"]


def test_an_invalid_document_has_no_operations_to_plan() -> None:
    assert list(operations_of("query {")) == []
    assert list(operations_of("{ nothing }")) == []


def test_trusted_documents_are_planned_after_waiting_requests(
    database: Database, run: Callable[[Any], Any], tmp_path: Path
) -> None:
    (tmp_path / "page.graphql").write_text(LISTED, "utf-8")
    settings = replace(Settings(), trusted_documents=tmp_path)

    async def warmed() -> tuple[int, int]:
        before = database.statements_run
        with database.held():
            warming = asyncio.create_task(warm(database, settings))
            await asyncio.sleep(0.5)
            held = database.statements_run - before
        await warming
        return held, database.statements_run - before

    held, run_in_all = run(warmed())
    assert held == 0
    assert run_in_all >= 4 + len(QUESTIONS)


@pytest.mark.parametrize("ticks", range(6))
def test_the_warm_up_can_be_cancelled_at_any_moment(ticks: int) -> None:
    async def stopped() -> bool:
        database = _Silent.connect("bolt://127.0.0.1:1", auth=("neo4j", ""))
        task = asyncio.create_task(warm(database, Settings()))
        for _ in range(ticks):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task], timeout=2.0)
        await database.close()
        return task.cancelled()

    assert asyncio.run(stopped())


class _Silent(Database):
    """A database that nobody uses, and that never answers."""

    async def read(self, *_: object, **__: object) -> list[Any]:
        await asyncio.Event().wait()
        return []
