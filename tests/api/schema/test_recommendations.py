"""Recommendations and what became of them, over a small graph: every way to ask, and the oracle beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from api.schema.schema import core_schema, sdl
from graph.settings import Settings
from graph.store.running import running
from seed.build.build import build
from tests.helpers.api_server import Api, serving
from tests.helpers.graphql_requests import ask, ids
from tests.helpers.recommended import ENGAGE, FACTS, GOVERNANCE, INSPECTION, LATER, MEETINGS
from tests.helpers.small_sources import small_sources
from tests.oracle import Oracle, read_graph
from tests.oracle.whole_types import whole_type


@dataclass(frozen=True)
class Served:
    api: Api
    oracle: Oracle


@pytest.fixture(scope="module")
def small(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small sources with recommendations, built and served. It starts a Neo4j."""
    folder = tmp_path_factory.mktemp("recommendations")
    own = replace(settings, home=folder / "home", deadline=60)
    built = build(own, lambda line: None, sources=small_sources(folder / "sources", extra=FACTS))
    with running(built.store, read_only=True, settings=own) as neo4j, serving(neo4j, own) as api:
        assert neo4j.browser_url is not None
        yield Served(api, Oracle(sdl(), read_graph(built.store / "csv"), neo4j.browser_url))


def test_a_recommendation_has_its_inspection_its_addressee_and_what_became_of_it(small: Served) -> None:
    found = ask(
        small.api,
        f"""{{ recommendation(id: "{GOVERNANCE}") {{
            kind due date who summary caption themes {{ id }} addressedTo {{ id }} recommendedBy {{ id }}
            answeredBy {{ id }} reviews {{ status date saidBy caption reviewedBy {{ id }} }} }} }}""",
    )["recommendation"]
    assert found == {
        "kind": "RECOMMENDATION",
        "due": "within three months",
        "date": "2018-03-08",
        "who": None,
        "summary": "The force was to watch over all work with children.",
        "caption": "The force was to watch over all work with children.",
        "themes": [{"id": "theme:information"}],
        "addressedTo": [{"id": "force:eastmarsh"}],
        "recommendedBy": {"id": INSPECTION},
        "answeredBy": [{"id": "statement:dispute"}],
        "reviews": [
            {
                "status": "awaiting-review",
                "date": "2018-03-08",
                "saidBy": "INSPECTORATE",
                "caption": "awaiting review (inspectorate, 8 March 2018)",
                "reviewedBy": None,
            },
            {
                "status": "much improved",
                "date": None,
                "saidBy": "PRESS",
                "caption": "much improved (press)",
                "reviewedBy": {"id": LATER},
            },
            {
                "status": "complete",
                "date": "2019-11",
                "saidBy": "INSPECTORATE",
                "caption": "complete (inspectorate, November 2019)",
                "reviewedBy": None,
            },
        ],
    }


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("{kind: {eq: PRIORITY_ACTION}}", [MEETINGS]),
        ("{reviews: {none: {}}}", [MEETINGS]),
        ('{reviews: {some: {date: {gte: "2019-11-01"}}}}', [GOVERNANCE]),
        ("{reviews: {some: {saidBy: {eq: BODY}}}}", [ENGAGE]),
        ("{who: {eq: POLICE}}", [MEETINGS]),
        ('{recommendedBy: {some: {framework: {eq: "hmic-ncpi"}}}}', [GOVERNANCE]),
        ('{addressedTo: {some: {id: {eq: "force:westfell"}}}}', [ENGAGE]),
        ("{addressedTo: {none: {}}}", [MEETINGS]),
    ],
)
def test_recommendations_are_filtered(small: Served, where: str, found: list[str]) -> None:
    answer = ask(small.api, f"{{ recommendations(where: {where}) {{ nodes {{ id }} }} }}")
    assert ids(answer["recommendations"]) == found


def test_those_since_a_day_that_nobody_has_reviewed_are_one_question(small: Served) -> None:
    asked = """query($from: Date!) { recommendations(between: {from: $from}, where: {reviews: {none: {}}}) {
        totalCount } }"""
    assert ask(small.api, asked, **{"from": "2016-08-05"})["recommendations"] == {"totalCount": 1}
    assert ask(small.api, asked, **{"from": "2016-08-06"})["recommendations"] == {"totalCount": 0}


def test_recommendations_are_counted_by_their_facets(small: Served) -> None:
    by = ("KIND", "YEAR", "THEME", "ORGANISATION", "FRAMEWORK", "WHO")
    facets = ask(
        small.api,
        f"{{ recommendations {{ facets(by: [{' '.join(by)}]) {{ by buckets {{ value count }} }} }} }}",
    )["recommendations"]["facets"]
    counted = {each["by"]: {one["value"]: one["count"] for one in each["buckets"]} for each in facets}
    assert counted == {
        "KIND": {"PRIORITY_ACTION": 1, "REASON_FOR_ENGAGE": 1, "RECOMMENDATION": 1},
        "YEAR": {"2016": 2, "2018": 1},
        "THEME": {"theme:information": 1, None: 2},
        "ORGANISATION": {"force:eastmarsh": 1, "force:westfell": 1, None: 1},
        "FRAMEWORK": {"hmic-ncpi": 1, "ofsted-sif": 1, None: 1},
        "WHO": {"POLICE": 1, None: 2},
    }
    reviewed = ask(small.api, "{ reviews { facets(by: [STATUS, SAID_BY]) { buckets { value count } } } }")
    statuses, said = (
        {one["value"]: one["count"] for one in each["buckets"]} for each in reviewed["reviews"]["facets"]
    )
    assert statuses == dict.fromkeys(
        ["awaiting-review", "complete", "moved out of Engage", "much improved"], 1
    )
    assert said == {"INSPECTORATE": 2, "BODY": 1, "PRESS": 1}


def test_a_history_has_them_by_name_where_they_are_made_to_it_and_else_by_area(small: Served) -> None:
    asked = """query($id: ID!) { force(id: $id) { history(kinds: [RECOMMENDATION, REVIEW]) {
        edges { date kind basis node { ... on Node { id } } } } } }"""

    def history(own: str) -> list[tuple[Any, ...]]:
        edges = ask(small.api, asked, id=own)["force"]["history"]["edges"]
        return [(each["date"], each["kind"], each["basis"], each["node"]["id"]) for each in edges]

    assert history("force:eastmarsh") == [
        ("2016-08-05", "RECOMMENDATION", "AREA", MEETINGS),
        ("2018-03-08", "RECOMMENDATION", "NAMED", GOVERNANCE),
        ("2018-03-08", "REVIEW", "NAMED", "review:eastmarsh-governance-opened"),
        ("2019-05-02", "REVIEW", "NAMED", "review:eastmarsh-governance-better"),
        ("2019-11", "REVIEW", "NAMED", "review:eastmarsh-governance-complete"),
    ]
    assert history("force:westfell") == [
        ("2016-07", "RECOMMENDATION", "NAMED", ENGAGE),
        (None, "REVIEW", "NAMED", "review:westfell-engage-out"),
    ]


def test_bodies_inspections_and_themes_lead_to_them(small: Served) -> None:
    found = ask(
        small.api,
        f"""{{ force(id: "force:eastmarsh") {{ recommendations {{ edges {{ basis node {{ id }} }} }} }}
            council: authority(id: "authority:E10999001") {{ recommendations {{ nodes {{ id }} }} }}
            inspection(id: "{INSPECTION}") {{ recommendations {{ nodes {{ id }} }} }}
            later: inspection(id: "{LATER}") {{ reviews {{ nodes {{ status }} }} }}
            theme(id: "theme:information") {{ recommendations {{ totalCount nodes {{ id }} }} }} }}""",
    )
    assert found == {
        "force": {
            "recommendations": {
                "edges": [
                    {"basis": "NAMED", "node": {"id": GOVERNANCE}},
                    {"basis": "AREA", "node": {"id": MEETINGS}},
                ]
            }
        },
        "council": {"recommendations": {"nodes": [{"id": MEETINGS}]}},
        "inspection": {"recommendations": {"nodes": [{"id": GOVERNANCE}]}},
        "later": {"reviews": {"nodes": [{"status": "much improved"}]}},
        "theme": {"recommendations": {"totalCount": 1, "nodes": [{"id": GOVERNANCE}]}},
    }


def test_they_are_found_by_their_words_and_told_in_words(small: Served) -> None:
    for words, own in (
        ("within three months", GOVERNANCE),
        ("moved out of Engage", "review:westfell-engage-out"),
    ):
        found = ask(small.api, "query($q: String!) { search(query: $q, first: 1) { nodes { id } } }", q=words)
        assert ids(found["search"]) == [own]
    (path,) = ask(
        small.api,
        f"""{{ paths(from: "{INSPECTION}", to: "review:eastmarsh-governance-complete") {{
            steps {{ words }} }} }}""",
    )["paths"]
    assert [step["words"] for step in path["steps"]] == [
        "Child protection inspection of Eastmarsh Police, 2018 recommended [The force was to watch over all "
        "work with children]",
        "[The force was to watch over all work with children] was reviewed: complete "
        "(inspectorate, November 2019)",
    ]


@pytest.mark.parametrize("label", ["Recommendation", "Review", "Inspection", "PoliceForce", "Theme"])
def test_every_field_is_what_the_oracle_answers(small: Served, label: str) -> None:
    own = [node.id for node in small.oracle.graph.nodes.values() if node.type == label]
    assert own
    for text in whole_type(core_schema(), label, own):
        assert ask(small.api, text) == small.oracle.execute(text).data, text[-300:]
