"""Plans of statements: a count is not collected, a page reads about a page, many counts are one statement."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from api.execution.documents import Documents
from api.execution.explain import explained
from api.execution.limits import UNLIMITED
from api.schema.schema import core_schema
from graph.neo4j.database import Database
from tests.helpers.api_server import Api, statements_sent
from tests.helpers.graphql_requests import ask


def statement(query: str) -> str:
    """The one statement of a query."""
    plan = Documents(core_schema(), UNLIMITED).prepare(query, None, {}).plan
    (root,) = plan.statements.values()
    return root.statement


@pytest.mark.parametrize(
    "query",
    [
        "{ authorities(first: 1) { totalCount } }",
        '{ authorities(where: {name: {contains: "a"}}, first: 1) { totalCount } }',
        "{ forces { nodes { inspections { totalCount } areas { totalCount } } } }",
        "{ themes(orderBy: [{narrower: {count: DESC}}]) { nodes { id } } }",
        "{ authorities(where: {findings: {count: {gt: 2}}}) { nodes { id } } }",
    ],
)
def test_a_count_uses_a_count(query: str) -> None:
    """COUNT passes a number on; collecting the nodes for their size would hold all of them."""
    text = statement(query)
    assert re.search(r"\bCOUNT \{", text)
    assert not re.search(r"\bcollect\(|\bsize\(", text)


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("{ forces { nodes { findings { totalCount } } } }", "findingsInHistory"),
        ("{ themes(orderBy: [{findings: {count: DESC}}]) { nodes { id } } }", "findingCount"),
    ],
)
def test_a_stored_count_is_not_counted_again(query: str, known: str) -> None:
    text = statement(query)
    assert f".{known}, 0)" in text
    assert not re.search(r"\bCOUNT \{|\bcollect\(", text)


def test_an_unselected_count_is_not_counted() -> None:
    page = "{ authorities(first: 2) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }"
    assert "COUNT {" not in statement(page)


def hits(database: Database, run: Callable[[Any], Any], query: str) -> int:
    """The database hits of a query."""
    prepared = Documents(core_schema(), UNLIMITED).prepare(query, None, {})
    (found,) = run(explained(prepared, database))
    assert found.measured is not None
    return int(found.measured.db_hits)


def test_a_page_reads_about_a_page(database: Database, run: Callable[[Any], Any]) -> None:
    """Nested rows are read for the page alone, not for all rows before the limit."""
    nested = "nodes { id name areas(first: 100) { nodes { id } } }"
    one, forty = (hits(database, run, f"{{ forces(first: {size}) {{ {nested} }} }}") for size in (1, 40))
    plain = hits(database, run, "{ forces(first: 40) { nodes { id } } }")
    assert one < plain + (forty - plain) / 8


def test_counts_of_many_parents_are_one_statement(api: Api) -> None:
    with statements_sent() as sent:
        data = ask(
            api,
            "{ forces(first: 100) { totalCount nodes { "
            "areas { totalCount } findings { totalCount } history { totalCount } } } }",
        )
    assert sent.count == 1
    forces = data["forces"]
    assert len(forces["nodes"]) == forces["totalCount"] == 43
    assert sum(force["areas"]["totalCount"] for force in forces["nodes"]) > 100


def test_ten_thousand_rows_become_an_answer_in_well_under_a_second() -> None:
    """Field by field through resolvers takes seconds."""
    query = "{ findings(first: 1) { nodes { id summary date polarity status note } } }"
    prepared = Documents(core_schema(), UNLIMITED).prepare(query, None, {})
    ((key, root),) = prepared.plan.statements.items()
    row = ["finding:x", "What was found.", "2016-10-17", "ADVERSE", "REPORTED", None]
    found, parameters = [[row] * 10_000], dict.fromkeys(prepared.parameters[key], 10_000)

    def once() -> float:
        started = time.process_time()
        answer = root.answer(found, parameters, "http://x/")
        assert len(orjson.dumps(answer)) > 1_000_000
        return time.process_time() - started

    assert min(once() for _ in range(3)) < 0.3


def test_conditions_as_of_a_day_use_no_or() -> None:
    """Neo4j's planner takes OR apart: in conditions inside conditions it took 40 s to plan this."""
    where = "{correspondenceReceived: {every: {statistics: {every: {about: {count: {eq: 0}}}}}}}"
    text = statement(f'{{ people(asOf: "2016-10-17", where: {where}) {{ nodes {{ id }} }} }}')
    assert "$p" in text
    assert " OR " not in text
