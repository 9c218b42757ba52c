"""The tokens of Cypher, read just far enough to add a condition."""

from __future__ import annotations

import pytest

from graph.query.cypher_text import last_clause


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("MATCH (n:Post)", ("MATCH", False)),
        ("MATCH (n:Post) WHERE n.name STARTS WITH $p", ("MATCH", True)),
        ("MATCH (n:Post) WHERE n.name ENDS WITH $p AND n.note STARTS WITH $q", ("MATCH", True)),
        ("MATCH (n:Post) WHERE EXISTS { MATCH (n)--(m) WITH m WHERE m.id = 'x' }", ("MATCH", True)),
        ("MATCH (n:Post) WHERE n.name STARTS WITH $p WITH n", ("WITH", False)),
        ("MATCH (n) WITH n, size([each IN n.all WHERE each > 1]) AS many", ("WITH", False)),
        ("MATCH (n:Finding WHERE n.id > 'a')", ("MATCH", False)),
    ],
)
def test_the_last_clause_that_takes_a_condition(text: str, clause: tuple[str, bool]) -> None:
    assert last_clause(text) == clause
