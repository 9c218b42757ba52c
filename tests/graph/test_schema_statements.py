"""The schema of a store: what lists are read in the order of has an index, and search reads every type."""

from __future__ import annotations

import pytest

from graph.model.nodes import LABELS
from graph.query.patterns import FOLDER, Pattern, patterns
from graph.schema_statements import schema_statements

LISTS = [
    found
    for path in sorted((FOLDER / "roots").glob("*.cypher"))
    if not (found := patterns()[path.stem]).parameters and set(found.ends) <= LABELS.keys()
]


@pytest.mark.parametrize("pattern", LISTS, ids=lambda pattern: pattern.name)
def test_each_list_of_a_type_has_an_index(pattern: Pattern) -> None:
    first, (label,) = pattern.order[0].property, pattern.ends
    assert any(f"FOR (n:{label})\nON (n.{first}, n.id)" in each for each in schema_statements())


def test_search_reads_every_type() -> None:
    (statement,) = (each for each in schema_statements() if "FULLTEXT" in each)
    assert f"FOR (n:{'|'.join(LABELS)})" in statement


def test_no_statement_has_a_place_to_be_filled() -> None:
    assert [each for each in schema_statements() if "$" in each] == []
