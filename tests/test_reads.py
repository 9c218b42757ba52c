"""A documented question reads what it answers from, and not all nodes of a type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from command.warming import operations_of
from graph.database import Database

Run = Callable[[Any], Any]
QUESTIONS = sorted((Path(__file__).parents[1] / "docs" / "questions").glob("*.graphql"))
# Beside the questions: lists of each type, a page further on, and what was asked for by ids.
LISTS = """{
  inspections(first: 2) { nodes { id } pageInfo { hasNextPage } }
  judgements(last: 2) { nodes { id } }
  statements(first: 2) { nodes { id } }
  authorities(first: 2) { nodes { evidence { source { id } } } }
  findings(where: { id: { in: ["finding:bury-domestic-abuse-batches"] } }) { nodes { id } }
}"""
TEXTS = {path.stem: path.read_text("utf-8") for path in QUESTIONS} | {"lists": LISTS}


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    """The operators of a plan, without those that count: a count under a filter looks at every node."""
    name = str(plan["operatorType"]).partition("@")[0]
    if name != "EagerAggregation":
        yield name
        for child in plan.get("children", ()):
            yield from _operators(child)


@pytest.mark.parametrize("name", TEXTS)
def test_no_question_reads_every_node_of_a_type(name: str, database: Database, run: Run) -> None:
    (prepared,) = operations_of(TEXTS[name])
    for key, root in prepared.plan.statements().items():
        plan = run(database.explain(root.statement, prepared.parameters[key]))
        assert "NodeByLabelScan" not in set(_operators(plan)), root.statement
