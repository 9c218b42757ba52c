"""The Cypher shown is the Cypher that runs, ready to paste."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from api.execution.documents import Documents
from api.execution.explain import explained
from api.execution.limits import UNLIMITED
from api.schema.schema import core_schema
from graph.neo4j.database import Database
from graph.query.cypher_literals import literal
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving

QUERY = """
query($first: Int, $words: String!) {
  search(query: $words, first: $first) { nodes { id } }
  force(id: "force:cleveland") { history(between: {from: "2016-10-01"}, first: 2) { nodes { __typename } } }
}
"""


def test_a_pasted_statement_answers_as_the_api_does(database: Database, run: Callable[[Any], Any]) -> None:
    prepared = Documents(core_schema(), UNLIMITED).prepare(
        QUERY, None, {"first": 3, "words": "it's a \\ batch"}
    )
    for each in run(explained(prepared, database)):
        root = prepared.plan.statements[each.field]
        asked = run(database.read(root.statement, prepared.parameters[each.field], name=each.field))
        declared, _, statement = each.cypher.rpartition(";\nOPTIONAL MATCH")
        with_literals = _put_in("OPTIONAL MATCH" + statement, _declared(declared))
        assert run(database.read(with_literals.rstrip(";"), name="pasted")) == asked
        assert each.measured is not None
        assert each.measured.rows == 1
        assert each.measured.db_hits > 0


@pytest.mark.parametrize(
    ("value", "cypher"),
    [
        ("it's \\ \n", r"'it\'s \\ \n'"),
        (date(2016, 10, 17), "date('2016-10-17')"),
        (None, "null"),
        (True, "true"),
        (20, "20"),
        (["a", 1], "['a', 1]"),
        ("\x07", r"'\u0007'"),
        ({"day": "x", "a b": 1}, "{day: 'x', `a b`: 1}"),
    ],
)
def test_a_value_is_written_as_cypher_reads_it(value: object, cypher: str) -> None:
    assert literal(value) == cypher


def _declared(text: str) -> dict[str, str]:
    return dict(re.findall(r":param (\w+) => (.*?)(?:;\n|\Z)", text, re.DOTALL))


def _put_in(statement: str, values: dict[str, str]) -> str:
    return re.sub(r"\$(p\w+)", lambda found: values[found.group(1)], statement)


def test_a_request_can_ask_for_its_cypher_over_http(api: Api) -> None:
    body = {"query": '{ force(id: "force:kent") { name } }', "extensions": {"explain": True}}
    (told,) = httpx.post(api.url, json=body, timeout=60).json()["extensions"]["explain"]
    assert told["field"] == "force"
    assert told["cypher"].startswith(":param p1 => 'force:kent';\n")
    assert "dbHits" not in told


def test_asking_for_cypher_with_anything_but_a_truth_value_is_refused(api: Api) -> None:
    body = {"query": "{ __typename }", "extensions": {"explain": "yes"}}
    answer = httpx.post(api.url, json=body, timeout=60)
    assert answer.status_code == 400
    assert "explain" in answer.json()["errors"][0]["message"]


def test_cypher_is_measured_where_a_setting_allows_it(served: Neo4jProcess) -> None:
    body = {"query": '{ force(id: "force:kent") { name } }', "extensions": {"explain": True}}
    with serving(served, Settings(explain_profile=True)) as measured:
        (told,) = httpx.post(measured.url, json=body, timeout=60).json()["extensions"]["explain"]
    assert told["rows"] == 1
    assert told["dbHits"] > 0
