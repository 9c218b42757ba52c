"""Facets count every row, put the most frequent values first, and return no more than asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from api.execution.documents import Documents
from api.execution.prepared import Refused
from api.schema.schema import core_schema
from graph.neo4j.database import Database
from graph.query.composition import compose
from graph.query.selection import From, Groups, Value
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask

Run = Callable[[Any], Any]


def ranked(counts: Counter[str | None]) -> list[tuple[str | None, int]]:
    """The values by how often they occur, equal ones by the alphabet; missing ones after all that are as
    frequent."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0] is None, each[0] or ""))


def buckets(found: Any) -> list[tuple[str | None, int]]:
    (facet,) = found["facets"]
    return [(each["value"], each["count"]) for each in facet["buckets"]]


def test_rows_without_a_value_are_counted_too(api: Api) -> None:
    """Some findings have no theme, and some have several: those count once for each. A matter counts once."""
    found = ask(
        api,
        """{ findings(first: 100) {
          nodes { matter themes { id } } facets(by: [THEME]) { buckets { value count } }
        } }""",
    )["findings"]
    themes = {
        (own, node["matter"])
        for node in found["nodes"]
        for own in [theme["id"] for theme in node["themes"]] or [None]
    }
    counts = Counter(own for own, _ in themes)
    assert counts[None] > 0
    assert buckets(found) == ranked(counts)


@pytest.mark.parametrize("by", ["REGION", "KIND"])
def test_the_most_frequent_values_come_first(api: Api, by: str) -> None:
    nodes = f"nodes {{ {by.lower()} }} pageInfo {{ endCursor }}"
    text = f"query($at: String) {{ authorities(first: 100, after: $at) {{ {nodes} FACETS }} }}"
    faceted = text.replace("FACETS", f"facets(by: [{by}]) {{ buckets {{ value count }} }}")
    page = ask(api, faceted)["authorities"]
    rest = ask(api, text.replace("FACETS", ""), at=page["pageInfo"]["endCursor"])["authorities"]
    counts = Counter(node[by.lower()] for node in (*page["nodes"], *rest["nodes"]))
    assert sum(counts.values()) > 150
    assert buckets(page) == ranked(counts)


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_no_more_values_come_than_asked_for(database: Database, run: Run, limit: int) -> None:
    statement = compose((Groups(From("authorities"), Value("node", "region"), limit),))
    _, _, (found,) = run(database.read(statement, name="facets"))
    counts = [many for _, _, many in found]
    assert found[0][0] == "London"
    assert len(found) == min(limit, 10)
    assert counts == sorted(counts, reverse=True)


def test_the_rows_without_a_value_are_never_cut_off(database: Database, run: Run, api: Api) -> None:
    """However few they are. The statement puts them first; the answer puts them where their number does."""
    statement = compose((Groups(From("findings"), From("themes_of_finding", "node"), 2),))
    _, _, (found,) = run(database.read(statement, name="facets"))
    assert [value for value, _, _ in found] == [None, "theme:conference-attendance"]
    query = "{ findings(first: 0) { facets(by: [THEME]) { isComplete buckets { value count } } } }"
    facet = ask(api, query)["findings"]["facets"][0]
    assert facet["isComplete"]
    values = [each["value"] for each in facet["buckets"]]
    assert 0 < values.index(None) < len(values) - 1


def test_a_facet_says_that_rarer_values_are_left_out(shipped_api: Api) -> None:
    """Of 150 councils and more; the rows without one are among the hundred."""
    query = """{ findings(first: 0) { facets(by: [AUTHORITY, POLARITY]) {
      by isComplete buckets { value count } } } }"""
    of_areas, of_polarity = ask(shipped_api, query)["findings"]["facets"]
    assert (len(of_areas["buckets"]), of_areas["isComplete"]) == (100, False)
    assert None in [each["value"] for each in of_areas["buckets"]]
    assert of_polarity["isComplete"]


@pytest.mark.parametrize("day", ["2016-10-17", "2019-03-31", "2019-04-01", "2025-01-01"])
def test_a_facet_uses_the_day_of_its_list(api: Api, day: str) -> None:
    """The councils of Dorset and others were replaced on 1 April 2019, and who polices an area is dated."""
    found = ask(
        api,
        """query($day: Date) {
          forces(first: 100, asOf: $day) { nodes { id areas { totalCount } } }
          authorities(asOf: $day) { facets(by: [FORCE]) { buckets { value count } } }
        }""",
        day=day,
    )
    areas = Counter({node["id"]: node["areas"]["totalCount"] for node in found["forces"]["nodes"]})
    assert dict(buckets(found["authorities"])) == {own: many for own, many in areas.items() if many}


def test_facets_through_relationships_use_the_day_of_their_list() -> None:
    """In the statement: no relationship of the article ends while both its ends go on."""
    text = '{ authorities(asOf: "2016-10-17") { facets(by: [FORCE]) { by } } }'
    (root,) = Documents(core_schema()).prepare(text, None, {}).plan.statements.values()
    (groups,) = root.slots
    assert isinstance(groups, Groups)
    assert isinstance(groups.by, From)
    assert groups.by.as_of == groups.source.as_of is not None


@pytest.mark.parametrize("by", [["KIND", "KIND"], ["REGION", "KIND", "REGION"], ["KIND"] * 1_000])
def test_a_facet_that_is_asked_for_twice_is_refused(by: list[str]) -> None:
    """Each repetition would be answered for free."""
    documents = Documents(core_schema())
    variable = "query($by: [FacetBy!]!) { authorities { facets(by: $by) { by } } }"
    literal = f"{{ authorities {{ facets(by: [{', '.join(by)}]) {{ by }} }} }}"
    for text, variables in ((variable, {"by": by}), (literal, {})):
        with pytest.raises(Refused, match=f"`facets` by {by[0]} is asked for more than once"):
            documents.prepare(text, None, variables)


# What was said of the inspection of Stockton-on-Tees, and of the review of its board.
ABOUT_INSPECTIONS = {
    "statement:ofsted-recommendation-10": "ofsted-sif",
    "statement:letter-dangerous-gulf": "ofsted-sif",
    "statement:nickless-cooperation": "ofsted-sif",
    "statement:cleveland-report-of-july": "ofsted-sif",
    "statement:letter-lack-of-support-caused-board-judgement": "lscb-review",
    "statement:nickless-dispute": "lscb-review",
}


def test_a_history_is_counted_by_what_its_entries_are(api: Api) -> None:
    """Each entry once; one with several themes for each of them."""
    found = ask(
        api,
        """{ force(id: "force:cleveland") { history(first: 100) {
          totalCount
          edges { kind basis date node {
            ... on Entity { id }
            ... on Finding { themes { id } foundBy { framework } }
            ... on Statement { themes { id } }
            ... on Inspection { framework }
            ... on Judgement { of: inspection { framework } }
          } }
          facets(by: [KIND, BASIS, YEAR, THEME, FRAMEWORK]) { by buckets { value count } }
        } } }""",
    )["force"]["history"]
    edges = found["edges"]
    assert len(edges) == found["totalCount"] > 20
    counts = {
        facet["by"]: {each["value"]: each["count"] for each in facet["buckets"]} for facet in found["facets"]
    }
    assert counts["KIND"] == Counter(edge["kind"] for edge in edges)
    assert counts["BASIS"] == Counter(edge["basis"] for edge in edges)
    assert counts["YEAR"] == Counter(edge["date"][:4] for edge in edges)
    themes = [[theme["id"] for theme in edge["node"].get("themes", [])] or [None] for edge in edges]
    assert counts["THEME"] == Counter(own for each in themes for own in each)
    behind = [edge["node"].get("foundBy") or edge["node"].get("of") or edge["node"] for edge in edges]
    assert {edge["node"]["id"] for edge in edges} >= set(ABOUT_INSPECTIONS)
    assert counts["FRAMEWORK"] == Counter(
        ABOUT_INSPECTIONS.get(edge["node"]["id"], inspection.get("framework"))
        for edge, inspection in zip(edges, behind, strict=True)
    )
    assert {"ofsted-sif", None} <= set(counts["FRAMEWORK"])
