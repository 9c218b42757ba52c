"""The notebook, run as a person would on the shipped graph: its tables are the graph's, and it draws."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pandas
import pytest

from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT

NOTEBOOK = ROOT / "examples" / "notebook" / "grades_and_recommendations.ipynb"
# Beside the interpreter; make test installs it.
EXECUTE = Path(sys.executable).with_name("jupyter-execute")
GRADES = """
{
  forces(first: 100) {
    nodes {
      name
      judgements(where: {area: {eq: "protecting-vulnerable-people"}}, first: 100) {
        nodes { cycle scale grade }
      }
    }
  }
}
"""
RECOMMENDATIONS = """
query ($after: String) {
  recommendations(first: 100, after: $after) {
    nodes { recommendedBy { framework } reviews { id } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


@pytest.fixture(scope="module")
def outputs(shipped_neo4j: Neo4jProcess, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The outputs of each cell, by its id."""
    own = shutil.copy(NOTEBOOK, tmp_path_factory.mktemp("notebook"))
    environment = {**os.environ, "NEO4J_URI": shipped_neo4j.uri, "NEO4J_PASSWORD": shipped_neo4j.password}
    ran = subprocess.run([EXECUTE, "--inplace", own], env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return {cell["id"]: cell.get("outputs", []) for cell in json.loads(Path(own).read_text("utf-8"))["cells"]}


def test_the_committed_notebook_has_no_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert {(len(each["outputs"]), each["execution_count"]) for each in cells if "outputs" in each} == {
        (0, None)
    }


def test_its_grades_are_those_of_the_graph(outputs: dict[str, list[Any]], shipped_api: Api) -> None:
    shown = _table(outputs["grades"], header=[0, 1], index_col=0).fillna("")
    found = {
        (force, scale, cycle, grade)
        for force, row in shown.iterrows()
        for (scale, cycle), grade in row.items()
        if grade
    }
    assert found == {
        (force["name"], each["scale"], each["cycle"], each["grade"])
        for force in _asked(shipped_api, GRADES)["forces"]["nodes"]
        for each in force["judgements"]["nodes"]
    }


def test_it_counts_recommendations_and_reviews_as_the_graph_holds_them(
    outputs: dict[str, list[Any]], shipped_api: Api
) -> None:
    held: dict[str, Counter[str]] = {}
    for each in _recommendations(shipped_api):
        framework = (each["recommendedBy"] or {}).get("framework") or "inspection not held"
        reviews = len(each["reviews"])
        held.setdefault(framework, Counter()).update(
            recommendations=1, reviewed=bool(reviews), reviews=reviews
        )
    shown = _table(outputs["recommendations"], header=0, index_col=0).drop("framework")
    assert {name: {key: int(row[key]) for key in row.index} for name, row in shown.iterrows()} == held


def test_it_draws_a_figure_for_each_scale_and_warns_of_nothing(outputs: dict[str, list[Any]]) -> None:
    assert ["image/png" in each.get("data", {}) for each in outputs["figures"]] == [True, True]
    assert not [each for cell in outputs.values() for each in cell if each["output_type"] == "stream"]


def _table(cell: list[Any], **options: Any) -> pandas.DataFrame:
    """The table that a cell shows."""
    (table,) = pandas.read_html(StringIO("".join(cell[0]["data"]["text/html"])), **options)
    return table


def _recommendations(api: Api) -> Iterator[Any]:
    page: dict[str, Any] = {"pageInfo": {"hasNextPage": True, "endCursor": None}}
    while page["pageInfo"]["hasNextPage"]:
        page = _asked(api, RECOMMENDATIONS, after=page["pageInfo"]["endCursor"])["recommendations"]
        yield from page["nodes"]


def _asked(api: Api, document: str, **variables: Any) -> Any:
    asked = {"query": document, "variables": variables}
    body = httpx.post(api.url, json=asked, timeout=60).json()
    assert "errors" not in body, body["errors"]
    return body["data"]
