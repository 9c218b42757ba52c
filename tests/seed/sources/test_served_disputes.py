"""Disputes over the API, counted by hand from the published tables; what is not about children or vulnerable
people stands outside the lists unless asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.schema.schema import sdl
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask
from tests.oracle import Graph, Oracle, read_graph

DISPUTES = """query ($qualified: Boolean, $other: Boolean) {
  disputes(first: 100, qualified: $qualified, otherMatters: $other) {
    claim { __typename ... on Entity { id } }
    disputedBy { id scope notDisputed } qualifiedBy { id scope notDisputed }
    replies { id } outcomes { id status doneBy } notDisputed { ... on Entity { id } }
  }
}"""
# Claims that somebody disputes: where either side is about children, all, and with what is only qualified.
DISPUTED, ALL, WITH_QUALIFIED = 10, 21, 41
# Rows of the tables of `scope` other that are a node of their own.
OTHERS = {"statements": 69, "correspondences": None, "reviews": 9}
GRADE = "judgement:peel:bedfordshire:2016:effectiveness"
EVERYTHING = """{
  reviews(first: 100, otherMatters: true, where: {reviewOf: {some: {}}, doneBy: {isNull: false}}) {
    totalCount nodes { id status doneBy scope reviewOf { ... on Entity { id } } recommendation { id } }
    facets(by: [STATUS, SAID_BY]) { by buckets { value count } }
  }
  statements(first: 100, where: {notDisputed: {isNull: false}}) { totalCount nodes {
    id kind notDisputed scope outcomes { id } answeredBy { id } evidence { id }
  } }
  correspondences(first: 100, otherMatters: true, where: {scope: {eq: OTHER}}) {
    totalCount nodes { id thread { id } }
  }
  disputes(first: 100, qualified: true, otherMatters: true) {
    claim { ... on Entity { id } } disputedBy { id } qualifiedBy { id } replies { id } outcomes { id }
  }
}"""


@pytest.fixture(scope="module")
def graph(shipped: Path) -> Graph:
    return read_graph(shipped / "csv")


def contested(api: Api, **variables: bool) -> dict[str, Any]:
    found = ask(api, DISPUTES, **variables)["disputes"]
    return {each["claim"]["id"]: each for each in found}


def test_claims_are_contested_as_the_tables_say(shipped_api: Api) -> None:
    usual = contested(shipped_api)
    assert len(usual) == DISPUTED
    assert len(contested(shipped_api, other=True)) == ALL
    assert len(contested(shipped_api, other=True, qualified=True)) == WITH_QUALIFIED


def test_a_dispute_shows_both_sides_also_where_one_is_about_something_else(shipped_api: Api) -> None:
    grade = contested(shipped_api)[GRADE]
    assert grade["claim"]["__typename"] == "Judgement"
    said = {each["id"].removeprefix("statement:dsp-beds-2017-"): each for each in grade["disputedBy"]}
    assert {name: each["scope"] for name, each in said.items()} == {
        "boutcher-reflection": None,
        "boutcher-unfair": None,
    }
    assert said["boutcher-reflection"]["notDisputed"] == "He accepted fully that there were areas to improve."
    assert [each["id"] for each in grade["replies"]] == ["statement:rep-beds-2017-stands"]
    assert {(each["id"].removeprefix("review:out-beds-"), each["status"]) for each in grade["outcomes"]} == {
        ("2018-ppog", "monitoring ended"),
        ("2020-good", "later inspection"),
    }


def test_a_complaint_about_how_it_was_inspected_is_no_dispute_of_a_grade(shipped_api: Api) -> None:
    """The commissioner's spokesman said of it: "not about one single assessment rating, but the process"."""
    found = ask(
        shipped_api,
        """{ statement(id: "statement:dsp-beds-2017-complaint") { disputes { ... on Entity { id } }
        answeredBy { id } outcomes { id } about { id } } }""",
    )["statement"]
    assert found == {
        "disputes": [],
        "answeredBy": [{"id": "statement:rep-beds-2017-qc"}],
        "outcomes": [{"id": "review:out-beds-2017-inquiry"}],
        "about": [{"id": "force:bedfordshire"}, {"id": "inspectorate:hmic"}],
    }


def test_what_the_answers_to_the_letter_leave_standing_is_shown_with_their_dispute(shipped_api: Api) -> None:
    dorset = contested(shipped_api)["finding:dorset-conference-attendance"]
    assert dorset["replies"] == dorset["outcomes"] == []
    assert [each["id"] for each in dorset["disputedBy"]] == ["statement:dorset-data-not-accurate"]


def test_lists_leave_out_what_is_about_something_else_unless_asked(shipped_api: Api) -> None:
    for field, others in OTHERS.items():
        usual, everything, left_out, default = (
            ask(shipped_api, f"{{ {field}{given} {{ totalCount }} }}")[field]["totalCount"]
            for given in (
                "(otherMatters: false)",
                "(otherMatters: true)",
                "(otherMatters: true, where: {scope: {eq: OTHER}})",
                "",
            )
        )
        assert usual + left_out == everything, field
        assert left_out == (others or left_out), field
        assert default == usual, field


def test_the_search_leaves_it_out_unless_asked(shipped_api: Api) -> None:
    found = [
        {each["id"] for each in ask(shipped_api, query)["search"]["nodes"]}
        for query in (
            '{ search(query: "stalking", first: 100) { nodes { id } } }',
            '{ search(query: "stalking", first: 100, otherMatters: true) { nodes { id } } }',
        )
    ]
    assert "correspondence:ltr-2022-sc-slt" in found[1] - found[0]


def test_the_history_of_a_force_has_its_disputes_and_nothing_about_something_else(shipped_api: Api) -> None:
    asked = """{ force(id: "force:bedfordshire") { history(first: 100, kinds: [STATEMENT, REVIEW]) { nodes {
      ... on Entity { id } } } } }"""
    found = {each["id"] for each in ask(shipped_api, asked)["force"]["history"]["nodes"]}
    assert {"statement:dsp-beds-2017-boutcher-unfair", "review:out-beds-2020-good"} <= found
    assert not found & {"statement:dsp-beds-2017-complaint", "review:out-beds-2017-inquiry"}


def test_a_step_of_a_path_says_who_disputes_a_grade(shipped_api: Api) -> None:
    ends = f'from: "statement:dsp-beds-2017-boutcher-unfair", to: "{GRADE}"'
    (path,) = ask(shipped_api, f"{{ paths({ends}, longest: 1) {{ steps {{ words }} }} }}")["paths"]
    (step,) = path["steps"]
    assert "(said by Jon Boutcher for Bedfordshire Police) disputes " in step["words"]


def test_the_oracle_answers_alike(shipped_api: Api, shipped_neo4j: Neo4jProcess, graph: Graph) -> None:
    assert (
        ask(shipped_api, EVERYTHING)
        == Oracle(sdl(), graph, shipped_neo4j.browser_url).execute(EVERYTHING).data
    )
