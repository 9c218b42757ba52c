"""Answers to inspections over the API; Derbyshire's, worked out by hand from the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.schema.schema import sdl
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask
from tests.oracle import Graph, Oracle, read_graph

DERBYSHIRE = """{ force(id: "force:derbyshire") { answers { nodes {
  date kind daysToAnswer sentFor { name } sender { name } senderPost { name } answers { kind published }
  statements { nodes { kind madeBy { name } } }
} } } }"""
EVERYTHING = """{
  inspections(first: 100, where: {answers: {some: {}}}) {
    totalCount
    nodes { id answers {
      totalCount
      facets(by: [KIND, YEAR]) { by buckets { value count } }
      edges { evidence { id } node {
        id name date kind daysToAnswer sentFor { id } sender { id } answers { id }
      } }
    } }
  }
  correspondences(first: 100, where: {daysToAnswer: {gte: 0}}, orderBy: [{daysToAnswer: DESC}]) {
    totalCount nodes { id daysToAnswer thread { id } statements { nodes { id kind answers { __typename } } } }
  }
  forces(first: 100) { nodes { id answers(first: 3) { totalCount nodes { id } } } }
  statements(first: 100, where: {kind: {eq: ACCEPTANCE}}) {
    totalCount nodes { id madeIn { id } madeFor { id } }
  }
}"""


@pytest.fixture(scope="module")
def graph(shipped: Path) -> Graph:
    return read_graph(shipped / "csv")


def test_what_was_answered_for_derbyshire(shipped_api: Api) -> None:
    found = ask(shipped_api, DERBYSHIRE)["force"]["answers"]["nodes"]
    said = {
        (each["sentFor"]["name"], each["answers"][0]["published"]): (
            each["date"],
            each["daysToAnswer"],
            (each["sender"] or {}).get("name"),
            [statement["kind"] for statement in each["statements"]["nodes"]].count("ACCEPTANCE"),
            len(each["statements"]["nodes"]),
        )
        for each in found
    }
    assert said == {
        ("Derbyshire Constabulary", "2021-11-16"): (None, None, "Rachel Swann", 3, 5),
        ("Derbyshire Constabulary", "2022-10-21"): (None, None, None, 0, 1),
        ("Police and Crime Commissioner for Derbyshire", "2022-10-21"): (
            *("2022-10-21", 0, "Angelique Foster", 1, 3),
        ),
    }


def test_lists_of_answers_are_those_of_the_build(
    shipped_api: Api, graph: Graph, shipped_neo4j: Neo4jProcess
) -> None:
    answered = ask(shipped_api, EVERYTHING)
    assert answered == Oracle(sdl(), graph, shipped_neo4j.browser_url).execute(EVERYTHING).data
    assert answered["correspondences"]["totalCount"] == 23
    assert answered["statements"]["totalCount"] == 51
