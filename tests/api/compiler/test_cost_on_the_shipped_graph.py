"""Costs against what statements read of the shipped graph, in database hits, which have no noise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from api.compiler.cost_weights import LENGTHS
from api.execution.documents import Documents
from api.schema.schema import core_schema
from bench.dearest_kind import Kind
from bench.dearest_kinds import KINDS
from bench.list_lengths import list_lengths
from graph.neo4j.database import Database, SyncDatabase
from graph.store.process import Neo4jProcess
from tests.conftest import Run

# A hit takes a tenth of a microsecond to two. By kind: hits of a condition that Neo4j keeps by the million.
MOST_HITS = 15
DOCUMENTS = Documents(core_schema())


@pytest.fixture(scope="module")
def database(shipped_neo4j: Neo4jProcess, run: Run[Any]) -> Iterator[Database]:
    opened = Database.connect(shipped_neo4j.uri, auth=shipped_neo4j.auth)
    yield opened
    run(opened.close())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_costs_little_reads_little(kind: Kind, database: Database, run: Run[Any]) -> None:
    text, variables = kind.asked(100 if "$first" in kind.call else 1)
    prepared = DOCUMENTS.prepare(text, None, variables)
    plans = [
        run(database.profile(root.statement, prepared.parameters[key]))
        for key, root in prepared.plan.statements.items()
    ]
    assert sum(map(_hits, plans)) <= MOST_HITS * prepared.cost.asked


def _hits(plan: Mapping[str, Any]) -> int:
    return int(plan.get("dbHits", 0)) + sum(map(_hits, plan.get("children", ())))


def test_lists_are_about_as_long_as_the_costs_assume(shipped_neo4j: Neo4jProcess) -> None:
    """Where this fails, the graph has grown: `python -m bench.list_lengths` prints its lengths."""
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as server:
        found = list_lengths(server)
    wrong = {
        name: (length, LENGTHS.get(name))
        for name, length in found.items()
        if not length / 2 - 3 <= LENGTHS.get(name, 1.0) <= 2 * length + 3
    }
    assert not wrong
