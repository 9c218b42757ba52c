"""Conditions on time apply only where a node or relationship can hold a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.paged import OWNERS
from graph.neo4j.database import Database
from graph.query.patterns import patterns
from graph.query.temporal_columns import Times, times

Run = Callable[[Any], Any]
TIMED = [
    (name, column)
    for name, pattern in patterns().items()
    for column in ("node", "edge")
    if column in pattern.columns
    and not pattern.parameters
    # Others start from a value of another row, and do not run alone.
    and all(start[0].isupper() for start in pattern.starts)
]


@pytest.mark.parametrize(("name", "column"), TIMED)
def test_what_is_not_asked_for_its_time_has_none(
    name: str, column: str, database: Database, run: Run
) -> None:
    pattern = patterns()[name]
    body = f"{pattern.body}\nRETURN count({column}.startFirst), count({column}.day)"
    held = times(name, column)
    periods, days = run(database.read(body, name=name))
    assert held.period or periods == 0
    # What is paged has the day of what it leads to, which is asked already.
    paged = column == "edge" and not OWNERS.keys().isdisjoint(pattern.edge_types)
    assert held.dated or paged or days == 0


def test_the_shapes_of_time_that_the_model_has() -> None:
    assert times("forces_of_authority", "node") == Times(True, False)
    assert times("forces_of_authority", "edge") == Times(True, False)
    assert times("findings_in_authority", "node") == Times(False, True, always_dated=True)
    assert times("statements", "node") == Times(False, True, always_dated=True)
    assert times("history_of_organisation", "edge") == Times(False, True)
    assert times("judgements_in_areas", "edge") == Times(False, True)
    assert times("evidence_of", "edge") == Times(False, False)
    assert times("edges_among", "edge") == times("steps_of_path", "edge") == Times(True, False)
    assert times("by_id", "node") == Times(True, True)
