"""Local policing bodies over the API; expected values are worked out by hand from the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.schema.schema import sdl
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask, ids
from tests.helpers.reconciliation_protocol import results
from tests.oracle import Graph, Oracle, read_graph

OVERSIGHT = """query($day: Date) { force(id: "force:north-yorkshire", asOf: $day) {
  localPolicingBodies { edges { node { id kind } period { start end endState certain } } }
} }"""
EVERYTHING = """{
  localPolicingBodies(first: 100) {
    totalCount facets(by: [KIND, FORCE]) { by buckets { value caption count } }
    nodes {
      id name kind note period { start end endState } otherNames { name since until }
      oversees { edges { node { id } period { start end endState } evidence { id } } }
      holders { edges { qualifier node { id name } period { start end endState } evidence { id quote } } }
      predecessors { nodes { id } } successors { nodes { id } } posts { nodes { id name } }
      history { totalCount } evidence { id source { id note } }
    }
  }
  forces(first: 100, where: {localPolicingBodies: {some: {kind: {eq: MAYOR}}}}) {
    nodes { id localPolicingBodies { totalCount nodes { id } } }
  }
}"""


@pytest.fixture(scope="module")
def graph(shipped: Path) -> Graph:
    return read_graph(shipped / "csv")


def test_a_force_is_overseen_by_the_body_of_the_day(shipped_api: Api) -> None:
    def overseen(day: str | None) -> list[tuple[str, str, bool | None]]:
        edges = ask(shipped_api, OVERSIGHT, day=day)["force"]["localPolicingBodies"]["edges"]
        return [
            (
                each["node"]["id"].removeprefix("local-policing-body:"),
                each["period"]["endState"],
                each["period"]["certain"],
            )
            for each in edges
        ]

    assert overseen(None) == [
        ("north-yorkshire-authority", "DATED", None),
        ("north-yorkshire", "DATED", None),
        ("north-yorkshire-mayor", "UNKNOWN", None),
    ]
    assert overseen("2012-11-21") == [("north-yorkshire-authority", "DATED", False)]
    assert overseen("2012-11-22") == [("north-yorkshire", "DATED", True)]
    assert overseen("2024-05-06") == [("north-yorkshire", "DATED", True)]
    assert overseen("2024-05-07") == [("north-yorkshire-mayor", "UNKNOWN", False)]


def test_a_post_that_was_held_twice_has_its_holder_twice(shipped_api: Api) -> None:
    edges = ask(
        shipped_api,
        '{ localPolicingBody(id: "local-policing-body:lancashire") { holders { edges {'
        " node { name } period { start end endState } } } } }",
    )["localPolicingBody"]["holders"]["edges"]
    assert [(each["node"]["name"], *each["period"].values()) for each in edges] == [
        ("Clive Grunshaw", "2012", "2021", "DATED"),
        ("Andrew Snowden", "2021", "2024", "DATED"),
        ("Clive Grunshaw", "2024", None, "UNKNOWN"),
    ]


def test_a_path_from_a_force_to_who_was_its_commissioner_is_in_words(shipped_api: Api) -> None:
    office = "Police and Crime Commissioner for Cleveland"
    (path,) = ask(
        shipped_api,
        '{ paths(from: "force:cleveland", to: "person:barry-coppinger") { steps { words } } }',
    )["paths"]
    assert [step["words"] for step in path["steps"]] == [
        f"Cleveland Police is overseen by {office}",
        f"{office} has the post {office}",
        f"{office} was held by Barry Coppinger",
    ]


def test_search_finds_a_body_by_a_name_that_it_had(shipped_api: Api) -> None:
    found = ask(shipped_api, '{ search(query: "MOPAC") { nodes { id } } }')["search"]
    assert "local-policing-body:metropolitan" in ids(found)


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Police and Crime Commissioner for Cumbria", "2020-01-01", "cumbria"),
        ("Police and Crime Commissioner for Cumbria", "2024-01-01", None),
        ("Police, Fire and Crime Commissioner for Cumbria", "2024-01-01", "cumbria"),
        ("Gwent Police and Crime Commissioner", None, "gwent"),
        ("MOPAC", None, "metropolitan"),
        ("Cleveland Police Authority", None, "cleveland-authority"),
        ("Kent PCC", None, "kent"),
        ("BCH", None, None),
    ],
)
def test_a_name_is_matched_to_the_body_that_has_it_on_the_day(
    shipped_api: Api, name: str, day: str | None, expected: str | None
) -> None:
    dated = {"properties": [{"pid": "asOf", "v": day}]} if day else {}
    asked = {"q": {"query": name, "type": "LocalPolicingBody", **dated}}
    found = [each["id"] for each in results(shipped_api, asked)["q"] if each["match"]]
    assert found == ([f"local-policing-body:{expected}"] if expected else [])


def test_lists_filters_and_facets_of_bodies_are_those_of_the_build(
    shipped_api: Api, graph: Graph, shipped_neo4j: Neo4jProcess
) -> None:
    answered = ask(shipped_api, EVERYTHING)
    expected = Oracle(sdl(), graph, shipped_neo4j.browser_url).execute(EVERYTHING)
    assert answered == expected.data
    assert answered["localPolicingBodies"]["totalCount"] == 80
    (kinds, _) = answered["localPolicingBodies"]["facets"]
    assert {each["value"]: each["count"] for each in kinds["buckets"]} == {
        "POLICE_AND_CRIME_COMMISSIONER": 36,
        "POLICE_FIRE_AND_CRIME_COMMISSIONER": 5,
        "MAYOR": 4,
        "MOPAC": 1,
        "COMMON_COUNCIL": 1,
        "POLICE_AUTHORITY": 33,
    }
