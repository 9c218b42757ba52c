"""The shipped outcomes through the API: previous grades, disagreements between releases, judgements in the
areas of a force, and counts. Expected values are worked out from the tables themselves.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.schema.schema import core_schema, sdl
from graph.neo4j.database import Database, Databases
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from seed.sources.all_sources import Sources
from tests.conftest import Run
from tests.helpers.api_server import Api, serving
from tests.helpers.graphql_requests import ask, ids
from tests.oracle import Graph, Oracle, read_graph
from tests.oracle.comparison import difference
from tests.oracle.whole_types import whole_type

AT_ONCE = 60


@pytest.fixture(scope="module")
def shipped_api(shipped_neo4j: Neo4jProcess, settings: Settings) -> Iterator[Api]:
    with serving(shipped_neo4j, replace(settings, deadline=60)) as api:
        yield api


@pytest.fixture(scope="module")
def graph(shipped: Path) -> Graph:
    return read_graph(shipped / "csv")


def test_a_grade_shows_the_one_before_within_its_scale(shipped_api: Api) -> None:
    """Rotherham, by hand from the tables: "Adequate" of 2012 is of an older scale."""
    found = ask(
        shipped_api,
        """{ authority(id: "authority:E08000018") { judgements(
          where: {area: {eq: "overall"}}, orderBy: [{published: ASC}]
        ) { nodes {
          published framework grade relabelled trend previous { published } next { published }
        } } } }""",
    )
    columns = ("published", "framework", "grade", "relabelled", "trend", "previous", "next")
    rows = [tuple(_dated(node[name]) for name in columns) for node in _nodes(found["authority"])]
    assert rows == [
        ("2012-08-10", "ofsted-cpi", "Adequate", True, None, None, None),
        ("2014-11-19", "ofsted-sif", "Inadequate", False, None, None, "2018-01-29"),
        ("2018-01-29", "ofsted-sif", "Good", False, "BETTER", "2014-11-19", "2022-08-12"),
        ("2022-08-12", "ofsted-ilacs", "Good", False, "SAME", "2018-01-29", "2025-12-16"),
        ("2025-12-16", "ofsted-ilacs", "Outstanding", False, "BETTER", "2022-08-12", None),
    ]


def test_a_re_inspection_leads_to_the_inspection_before(shipped_api: Api) -> None:
    found = ask(
        shipped_api,
        """{ inspection(id: "inspection:ofsted-sif:E08000018:2018-01-29") {
          kind reInspectionOf { id reInspections { id } }
        } }""",
    )
    assert found["inspection"] == {
        "kind": "re-inspection",
        "reInspectionOf": {
            "id": "inspection:ofsted-sif:E08000018:2014-11-19",
            "reInspections": [{"id": "inspection:ofsted-sif:E08000018:2018-01-29"}],
        },
    }


def test_a_visit_says_what_it_looked_at(shipped_api: Api) -> None:
    (row,) = [
        row
        for row in _rows("ofsted-2025.csv")
        if (row["body"], row["published"]) == ("authority:E08000018", "2024-07-12")
    ]
    found = ask(
        shipped_api,
        """{ inspection(id: "inspection:ofsted-ilacs:E08000018:2024-07-12") { kind focus deliveredBy } }""",
    )
    assert found["inspection"] == {
        "kind": "focused visit",
        "focus": row["focus"],
        "deliveredBy": row["delivered_by"] or None,
    }


def test_the_release_that_counts_less_stays_beside_the_one_that_counts(shipped_api: Api) -> None:
    """Somerset, care leavers, 2024: one release says Good, the next requires improvement."""
    own = "judgement:ofsted-ilacs:E10000028:2024-01-12:care-leavers"
    found = ask(
        shipped_api,
        """query Revised($id: ID!) {
          judgement(id: $id) {
            grade revisions { field value released source { id } } evidence { source { id } }
          }
          dataset { conflicts(first: 100) { totalCount nodes { ... on Node { id } } } }
        }""",
        id=own,
    )
    assert found["judgement"]["grade"] == "Requires improvement"
    earlier = "source:ofsted-inspection-outcomes-2024"
    assert found["judgement"]["revisions"] == [
        {"field": "grade", "value": "Good", "released": "2024-08-30", "source": {"id": earlier}}
    ]
    assert earlier in [each["source"]["id"] for each in found["judgement"]["evidence"]]
    assert own in ids(found["dataset"]["conflicts"])


def test_judgements_in_the_areas_of_a_force_are_those_of_the_bodies_there(
    shipped_api: Api, graph: Graph
) -> None:
    """Cleveland polices the same four boroughs in all the years of the tables; each has one board."""
    areas = {each.start.id for each in graph.reaching(graph.nodes["force:cleveland"], "POLICED_BY")}
    boards = {each.start.id for area in areas for each in graph.reaching(graph.nodes[area], "BOARD_OF")}
    expected = {
        judgement.start.id
        for body in areas | boards
        for judgement in graph.reaching(graph.nodes[body], "JUDGEMENT_OF")
    }
    found = ask(
        shipped_api,
        """{ force(id: "force:cleveland") { judgementsInAreas(first: 100) {
          totalCount edges { basis node { id } evidence { id } }
          facets(by: [GRADE]) { buckets { value count } }
        } } }""",
    )["force"]["judgementsInAreas"]
    assert len(areas) == 4
    assert {edge["node"]["id"] for edge in found["edges"]} == expected
    assert found["totalCount"] == len(found["edges"]) == len(expected)
    assert {edge["basis"] for edge in found["edges"]} == {"AREA"}
    assert all(len(edge["evidence"]) > 1 for edge in found["edges"])
    grades = Counter(graph.nodes[own].values["grade"] for own in expected)
    assert {each["value"]: each["count"] for each in found["facets"][0]["buckets"]} == grades


def test_judgements_are_counted_by_framework_grade_year_and_region(shipped_api: Api, graph: Graph) -> None:
    (found,) = ask(
        shipped_api,
        """{ judgements(first: 1, where: {area: {eq: "overall"}}) {
          totalCount facets(by: [FRAMEWORK, GRADE, YEAR, REGION]) { by buckets { value count } }
        } }""",
    ).values()
    held = [node for node in graph.of("Judgement") if node.values["area"] == "overall"]
    bodies = {node.id: graph.leaving(node, "JUDGEMENT_OF")[0].end for node in held}
    expected = {
        "FRAMEWORK": Counter(node.values["framework"] for node in held),
        "GRADE": Counter(node.values["grade"] for node in held),
        "YEAR": Counter(node.values["published"][:4] for node in held),
        "REGION": Counter(bodies[node.id].values.get("region") for node in held),
    }
    counted = {
        each["by"]: {bucket["value"]: bucket["count"] for bucket in each["buckets"]}
        for each in found["facets"]
    }
    assert counted == expected
    assert found["totalCount"] == len(held)


def test_what_lies_around_a_judgement_that_has_one_before(shipped_api: Api) -> None:
    """Relationships that the build derives have no words, and are no steps."""
    found = ask(
        shipped_api,
        """{ neighbourhood(id: "judgement:ofsted-ilacs:E08000018:2022-08-12:overall", depth: 2) {
          nodes { node { id } } links { relationship words }
        } }""",
    )["neighbourhood"]
    assert {each["relationship"] for each in found["links"]}.isdisjoint({"PREVIOUS", "JUDGED_IN_AREA_OF"})
    assert all(each["words"] for each in found["links"])


@pytest.mark.parametrize("label", ["Inspection", "Judgement"])
def test_every_field_of_what_was_imported(
    shipped_neo4j: Neo4jProcess, graph: Graph, run: Run[Any], label: str
) -> None:
    """Everything that has revisions, and every so-many-th of the others, against the oracle."""
    nodes = sorted(graph.of(label), key=lambda node: node.id)
    told = [node.id for node in nodes if "revisedFields" in node.values]
    chosen = (told + [node.id for node in nodes[:: len(nodes) // AT_ONCE]])[:100]
    assert shipped_neo4j.browser_url
    oracle = Oracle(sdl(), graph, shipped_neo4j.browser_url)
    answers = run(_answers(shipped_neo4j, list(whole_type(oracle.schema, label, chosen))))
    for text, answer in answers.items():
        assert difference(answer, oracle.execute(text)) is None, text[-200:]


async def _answers(neo4j: Neo4jProcess, texts: list[str]) -> dict[str, Any]:
    database = Database.connect(neo4j.uri, auth=neo4j.auth, browser_url=neo4j.browser_url)
    service = GraphQLService(Documents(core_schema()), Executor(Databases(database), 60.0))
    try:
        return {text: await service.run(Request(text, {}, None)) for text in texts}
    finally:
        await database.close()


def _nodes(owner: dict[str, Any]) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = owner["judgements"]["nodes"]
    return nodes


def _dated(value: Any) -> Any:
    return value["published"] if isinstance(value, dict) else value


def _rows(name: str) -> list[dict[str, str]]:
    with (Sources().outcomes / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
