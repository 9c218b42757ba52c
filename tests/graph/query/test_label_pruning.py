"""A composed statement checks fewer labels than its pattern, and finds the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.neo4j.database import Database
from graph.query.label_pruning import without_implied_labels
from graph.query.patterns import patterns

Run = Callable[[Any], Any]
SHORTER = [name for name, pattern in patterns().items() if without_implied_labels(name) != pattern.body]


@pytest.mark.parametrize("name", SHORTER)
def test_a_label_that_is_left_out_changes_nothing(name: str, database: Database, run: Run) -> None:
    pattern = patterns()[name]
    owners = f"MATCH (owner:{'|'.join(pattern.starts)}) " if pattern.starts else ""
    counts = ", ".join(f"COUNT {{ {owners}{text} }}" for text in (pattern.body, without_implied_labels(name)))
    whole, without = run(database.read(f"RETURN [{counts}]", name=name))[0]
    assert whole == without


def test_labels_that_a_type_does_not_imply_stay() -> None:
    assert without_implied_labels("findings_of_theme") == "MATCH (node:Finding)-[edge:HAS_THEME]->(owner)"
    assert without_implied_labels("themes_of_finding") == "MATCH (owner)-[edge:HAS_THEME]->(node)"
    assert without_implied_labels("source_of_evidence") == "MATCH (owner)-[edge:FROM]->(node)"


def test_derived_relationships_imply_labels_too() -> None:
    assert without_implied_labels("history_of_organisation") == "MATCH (node)-[edge:IN_HISTORY_OF]->(owner)"
    assert (
        without_implied_labels("findings_of_organisation")
        == "MATCH (node:Finding)-[edge:IN_HISTORY_OF]->(owner)"
    )


LISTS = [
    name
    for name, pattern in patterns().items()
    if pattern.order
    and not (pattern.starts or pattern.parameters)
    and all(key.property for key in pattern.order)
]


@pytest.mark.parametrize("name", LISTS)
def test_no_node_of_a_list_lacks_a_key_of_its_order(name: str, database: Database, run: Run) -> None:
    pattern = patterns()[name]
    lacking = " OR ".join(f"{key.variable}.{key.property} IS NULL" for key in pattern.order)
    text = f"{pattern.body}\nWITH * WHERE {lacking}\nRETURN count(*)"
    assert run(database.read(text, name=name)) == [0]
