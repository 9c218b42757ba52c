"""What a condition needs is found once in a statement, and not for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from command.plan_warmup import operations_of
from graph.neo4j.database import Database
from graph.store.process import Neo4jProcess

Run = Callable[[Any], Any]


@pytest.fixture(scope="module")
def shipped_database(shipped_neo4j: Neo4jProcess, run: Run) -> Iterator[Database]:
    """The shipped graph: the article's is too small to tell one reading from many."""
    opened = Database.connect(shipped_neo4j.uri, auth=shipped_neo4j.auth)
    yield opened
    run(opened.close())


def profiled(text: str, database: Database, run: Run) -> list[dict[str, Any]]:
    """Every operator of the statement of a document after a run."""
    (prepared,) = operations_of(text)
    (statement,) = prepared.statements()
    return list(operators(run(database.profile(statement.text, statement.parameters))))


def operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from operators(child)


def told(operator: dict[str, Any]) -> str:
    return str(operator["args"].get("Details"))


def test_a_page_and_its_count_follow_relationships_once(shipped_database: Database, run: Run) -> None:
    text = """{ force(id: "force:derbyshire") { findings(
      first: 5, where: { themes: { some: { id: { in: ["theme:missing-children", "theme:none"] } } } }
    ) { totalCount nodes { id } } } }"""
    plan = profiled(text, shipped_database, run)
    expanded = [each for each in plan if each["operatorType"].startswith("Expand")]
    assert sum("HAS_THEME" in told(each) for each in expanded) == 1
    # Former ids are looked up once, and not for each theme of each finding.
    former = [each["dbHits"] for each in plan if "Alias(id)" in told(each)]
    assert len(former) == 2
    assert sum(former) < 6


def test_nodes_that_are_asked_for_by_their_ids_are_sought_by_them(
    shipped_database: Database, run: Run
) -> None:
    text = """{ findings(where: { id: { in: ["finding:bury-domestic-abuse-batches", "finding:none"] } }) {
      totalCount nodes { id }
    } }"""
    assert sum(each.get("dbHits", 0) for each in profiled(text, shipped_database, run)) < 40


def test_whether_there_is_a_related_node_is_told_by_the_degree(shipped_database: Database, run: Run) -> None:
    text = "{ correspondences(where: { dutyToComment: { some: {} } }) { totalCount } }"
    assert any("getDegree" in told(each) for each in profiled(text, shipped_database, run))


def test_paths_read_no_evidence_and_nothing_derived(shipped_database: Database, run: Run) -> None:
    """A force has more passages and entries of its history than relationships that say something of it."""
    text = '{ paths(from: "force:thames-valley", to: "force:city-of-london") { length } }'
    assert 0 < sum(each.get("dbHits", 0) for each in profiled(text, shipped_database, run)) < 20_000
