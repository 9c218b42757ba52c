"""What front ends show of lists: one selection for all entries of a history, its order, results by type."""

from __future__ import annotations

from typing import Any

import httpx
from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLUnionType

from api.schema.schema import core_schema
from graph.model.nodes import BY_KIND, LABELS
from tests.helpers.api_server import Api

ENTRIES = """
query($by: [EntityOrder!]) {
  force(id: "force:cleveland") {
    history(first: 100, orderBy: $by) {
      edges { date dateIs kind node { __typename ... on DatedEntity { id caption date historyKind } } }
    }
  }
}"""
FOUND = """
query($types: [EntityType!]) {
  search(query: "police", types: $types, first: 100) {
    totalCount
    nodes { __typename }
    facets(by: [TYPE, YEAR]) { by isComplete buckets { value count } }
  }
}"""


def ask(api: Api, query: str, **variables: Any) -> Any:
    body = httpx.post(api.url, json={"query": query, "variables": variables}, timeout=60).json()
    assert "errors" not in body, body["errors"]
    return body["data"]


def entries(api: Api, **by: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(api, ENTRIES, by=[by] if by else None)["force"]["history"]["edges"]
    return found


def test_one_selection_tells_of_every_entry_what_when_and_which_kind(api: Api) -> None:
    found = entries(api)
    assert len({each["node"]["__typename"] for each in found}) >= 4
    for each in found:
        node = each["node"]
        assert node["caption"]
        assert node["historyKind"] == each["kind"]
        # An entry without a date of its own stands at that of what holds it.
        assert node["date"] in (each["date"], None)
        if node["__typename"] in ("Inspection", "Judgement"):
            assert node["date"] == each["date"]


def test_a_history_can_begin_with_the_newest_and_what_has_no_date_stands_last(api: Api) -> None:
    older, newer = entries(api), entries(api, date="DESC")
    assert {each["node"]["id"] for each in older} == {each["node"]["id"] for each in newer}
    dates = [each["date"] for each in newer if each["date"]]
    assert dates[0] > dates[-1]
    years = [each[:4] for each in dates]
    assert years == sorted(years, reverse=True)
    for found in (older, newer):
        known = [each["date"] is not None for each in found]
        assert known == sorted(known, reverse=True)


def test_a_search_is_counted_by_type_and_narrowed_to_types(api: Api) -> None:
    everything = ask(api, FOUND, types=None)["search"]
    by_type, by_year = everything["facets"]
    counts = {each["value"]: each["count"] for each in by_type["buckets"]}
    assert by_type["isComplete"]
    assert sum(counts.values()) == everything["totalCount"]
    assert {"FINDING", "POLICE_FORCE", "EVIDENCE"} <= counts.keys()
    assert {"2016"} <= {each["value"] for each in by_year["buckets"]}
    for name in ("FINDING", "POLICE_FORCE"):
        narrowed = ask(api, FOUND, types=[name])["search"]
        assert narrowed["totalCount"] == counts[name]
        assert {each["__typename"].upper() for each in narrowed["nodes"]} == {name.replace("_", "")}
    both = ask(api, FOUND, types=["FINDING", "POLICE_FORCE"])["search"]
    assert both["totalCount"] == counts["FINDING"] + counts["POLICE_FORCE"]
    assert ask(api, FOUND, types=[])["search"]["totalCount"] == 0


def test_every_entry_of_a_history_is_a_dated_entity() -> None:
    schema = core_schema()
    union, dated = schema.type_map["HistoryItem"], schema.type_map["DatedEntity"]
    assert isinstance(union, GraphQLUnionType)
    assert isinstance(dated, GraphQLInterfaceType)
    assert {each.name for each in union.types} == {each.name for each in schema.get_possible_types(dated)}
    declared = {name for name, kind in LABELS.items() if BY_KIND[kind].history}
    assert {each.name for each in union.types} == declared


def test_each_member_of_an_enumeration_says_what_it_means() -> None:
    """In the schema, which generators copy into code, and in a file for programs."""
    kinds = [each for each in core_schema().type_map.values() if isinstance(each, GraphQLEnumType)]
    missing = {
        f"{kind.name}.{name}"
        for kind in kinds
        if not kind.name.startswith("__")
        for name, value in kind.values.items()
        if not value.description
    }
    assert missing == set()


def test_labels_are_served_by_the_names_that_the_schema_has(api: Api) -> None:
    served = httpx.get(api.url.replace("graphql", "labels.json"), timeout=60).json()
    scales = served.pop("scale")
    assert scales["ofsted-four-grades"] == "four grades of Ofsted"
    for name, members in served.items():
        kind = core_schema().type_map[name]
        assert isinstance(kind, GraphQLEnumType)
        assert members == {each: value.description for each, value in kind.values.items()}
    assert served["HistoryKind"]["JUDGEMENT"] == "Grade"
