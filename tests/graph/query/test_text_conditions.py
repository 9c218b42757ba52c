"""Comparison without case and accents, as the database does it; no name of the article has an accent."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from api.schema.inputs.text import like
from graph.neo4j.database import Database
from graph.query.conditions import in_cypher
from graph.query.selection import Compare, Operator

Run = Callable[[Any], Any]
NAME = "Orléans-sur-Mer, Ålesund"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("operator", "asked", "holds"),
    [
        (Operator.EQ, "orleans-sur-mer, alesund", True),
        (Operator.EQ, "ORLÉANS-SUR-MER, ÅLESUND", True),
        (Operator.EQ, "orleans-sur-mer", False),
        (Operator.STARTS_WITH, "orlea", True),
        (Operator.STARTS_WITH, "órlé", True),
        (Operator.STARTS_WITH, "alesund", False),
        (Operator.CONTAINS, "SUR-MER, AL", True),
        (Operator.CONTAINS, "sur.mer", False),
    ],
)
def test_accents_do_not_matter_however_they_are_stored(
    database: Database, run: Run, operator: Operator, asked: str, holds: bool, form: str
) -> None:
    def none(*_: object) -> str:
        raise AssertionError("no pattern is needed")

    condition = in_cypher(
        Compare("node", "name", Operator.LIKE, "wanted"), {"node": "node"}, none, is_start=True
    )
    stored = unicodedata.normalize(form, NAME)  # type: ignore[arg-type]
    given = {"name": stored, "wanted": like(operator)(asked)}
    statement = f"WITH {{name: $name}} AS node RETURN {condition}"
    assert run(database.read(statement, given, name="text")) == [holds]
