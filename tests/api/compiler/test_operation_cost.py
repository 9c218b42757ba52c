"""The cost of operations: a page costs its size times what is inside; counts, facets and filters through
relationships have fixed charges.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.compiler import cost
from api.execution.documents import Documents
from api.execution.limits import Limits
from api.execution.prepared import Refused
from api.schema.schema import core_schema
from graph.settings import Settings
from tests.helpers.api_server import Api, statements_sent


def asked(query: str, **variables: Any) -> int:
    return Documents(core_schema()).prepare(query, None, variables).cost.asked


ROW = "nodes { id }"


def test_a_page_costs_its_size_times_what_is_inside() -> None:
    assert asked(f"{{ forces(first: 7) {{ {ROW} }} }}") == 7
    assert asked(f"{{ forces {{ {ROW} }} }}") == 20
    assert asked(f"{{ forces(last: 7) {{ {ROW} }} }}") == 7
    assert asked(f"{{ forces(first: 7) {{ nodes {{ findings(first: 9) {{ {ROW} }} }} }} }}") == 7 * (1 + 9)
    assert asked(f"{{ forces(first: 7) {{ nodes {{ findings(first: 0) {{ {ROW} }} }} }} }}") == 7


def test_the_size_of_a_page_counts_where_it_is_a_variable() -> None:
    query = f"query($n: Int) {{ forces(first: $n) {{ nodes {{ findings(first: $n) {{ {ROW} }} }} }} }}"
    documents = Documents(core_schema())
    costs = [documents.prepare(query, None, {"n": size}).cost.asked for size in (1, 10, 100)]
    assert costs == [size * (1 + size) for size in (1, 10, 100)]
    assert documents.prepare(query, None, {}).cost.asked == 20 * (1 + 20)


def test_a_plain_list_costs_a_few_rows() -> None:
    assert asked("{ findings(first: 5) { nodes { id themes { id } } } }") == 5 * (1 + cost.EVERY)
    inner = "{ findings(first: 5) { nodes { id themes { id findings(first: 9) { nodes { id } } } } } }"
    assert asked(inner) == 5 * (1 + cost.EVERY * (1 + 9))


def test_nodes_by_ids_cost_one_row_each() -> None:
    inner = f"... on PoliceForce {{ findings(first: 9) {{ {ROW} }} }}"
    one = asked(f"{{ forces(first: 1) {{ nodes {{ {inner} }} }} }}")
    for number in (0, 1, 2, 43, 100):
        ids = [f"force:{each}" for each in range(number)]
        literal = ", ".join(f'"{each}"' for each in ids)
        assert asked(f"{{ nodes(ids: [{literal}]) {{ {inner} }} }}") == number * one
        assert asked(f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ {inner} }} }}", ids=ids) == number * one


def test_the_parts_of_one_page_cost_once_however_often_they_are_selected() -> None:
    assert (
        asked("{ forces(first: 7) { edges { node { id } cursor } nodes { name } pageInfo { hasNextPage } } }")
        == 7
    )
    assert asked("{ a: forces(first: 7) { nodes { id } } b: forces(first: 7) { nodes { id } } }") == 14


def test_counts_facets_and_related_filters_have_fixed_charges() -> None:
    page = asked(f"{{ findings(first: 5) {{ {ROW} }} }}")
    related = 'where: {themes: {some: {id: {eq: "x"}}}}'
    more = {
        f"{{ findings(first: 5) {{ {ROW} totalCount }} }}": cost.COUNT,
        f"{{ findings(first: 5) {{ {ROW} facets(by: [THEME]) {{ by }} }} }}": cost.FACETS,
        f"{{ findings(first: 5, {related}) {{ {ROW} }} }}": cost.RELATED,
    }
    for query, charge in more.items():
        assert asked(query) == page + charge
    assert asked('{ paths(from: "a", to: "b", first: 1) { length } }') == cost.QUESTIONS["shortest_paths"] + 1
    assert asked(f'{{ search(query: "x", first: 1) {{ {ROW} }} }}') == cost.QUESTIONS["search"] + 1


def test_an_order_by_a_count_is_charged() -> None:
    plain = asked(f"{{ forces(first: 5) {{ {ROW} }} }}")
    ordered = f"{{ forces(first: 5, orderBy: [{{findings: {{count: DESC}}}}]) {{ {ROW} }} }}"
    assert asked(ordered) == plain + cost.SORTED


def test_a_node_of_several_types_costs_as_its_dearest_type() -> None:
    query = """{ node(id: "x") {
      ... on PoliceForce { findings(first: 50) { nodes { id } } }
      ... on Theme { findings(first: 80) { nodes { id } } }
    } }"""
    assert asked(query) == 1 + 80
    plain = '{ node(id: "x") { ... on Finding { themes { id } } ... on Theme { name } id } }'
    assert asked(plain) == 1 + cost.EVERY


def test_every_answer_shows_its_cost_and_the_limit(api: Api) -> None:
    for query in ("{ forces(first: 3) { nodes { id } } }", "{ __typename }"):
        body = httpx.post(api.url, json={"query": query}, timeout=60).json()
        assert body["extensions"]["cost"] == {"asked": asked(query), "allowed": Settings().max_cost}


def test_a_refusal_names_both_and_runs_nothing(api: Api) -> None:
    inner = "inspections(first: 100) { nodes { findings(first: 100) { nodes { id } } } }"
    query = f"{{ forces(first: 100) {{ nodes {{ {inner} }} }} }}"
    headers = {"accept": "application/graphql-response+json"}
    httpx.post(api.url, json={"query": "{ dataset { version } }"}, timeout=60)
    with statements_sent() as sent:
        response = httpx.post(api.url, json={"query": query}, headers=headers, timeout=60)
    assert sent.count == 0
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "COST_LIMIT"
    shown = response.json()["extensions"]["cost"]
    assert shown["asked"] > shown["allowed"]
    assert str(shown["asked"]) in error["message"]
    assert str(shown["allowed"]) in error["message"]


def test_a_cost_beyond_every_number_is_refused_in_words(api: Api) -> None:
    """Twelve nested pages of a hundred rows: more than a JSON reader can hold."""
    around = "themes { findings(first: 100) { nodes { "
    query = "{ themes(first: 100) { nodes { findings(first: 100) { nodes { "
    query += around * 6 + "id" + " }" * (6 * 3 + 5)
    assert asked(query) == cost.HIGHEST
    headers = {"accept": "application/graphql-response+json"}
    response = httpx.post(api.url, json={"query": query}, headers=headers, timeout=60)
    assert response.status_code == 400
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["COST_LIMIT"]


def test_what_is_allowed_is_a_setting() -> None:
    limits = Limits.of(Settings.from_environ({"MAX_COST": "19"}))
    documents = Documents(core_schema(), limits)
    assert documents.prepare("{ forces(first: 19) { nodes { id } } }", None, {}).cost.asked == 19
    with pytest.raises(Refused, match="This would cost 20, and 19 is allowed"):
        documents.prepare("{ forces(first: 20) { nodes { id } } }", None, {})
