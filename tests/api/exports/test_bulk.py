"""Any question in bulk: all rows that a client gets page by page, of one version, or an end that says so."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.bulk import EDGES, FINDINGS, SEARCH, answer, asked, by_hand, place


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages so small that the article's graph has several."""
    monkeypatch.setattr("api.exports.row_stream._SIZES", (7, 3, 1))


@pytest.mark.parametrize("where", [{}, {"polarity": {"eq": "ADVERSE"}}, {"id": {"eq": "finding:none"}}])
def test_its_rows_are_those_of_paging_by_hand(api: Api, where: dict[str, Any]) -> None:
    *rows, end = asked(api, FINDINGS, {"where": where})
    assert rows == by_hand(api, where)
    version = answer(api, "{ dataset { version } }", {})["data"]["dataset"]["version"]
    assert end == {"end": {"rows": len(rows), "version": version}}
    if not where:
        assert len(rows) > 40
        assert any(len(row["evidence"]) > 1 for row in rows)


def test_edges_are_rows_with_their_cursors(api: Api) -> None:
    *rows, end = asked(api, EDGES)
    first = answer(api, EDGES, {})["data"]["correspondences"]["edges"]
    assert rows[: len(first)] == first
    assert end["end"]["rows"] == len(rows) >= len(first) > 2


def test_a_search_streams_too(api: Api) -> None:
    *rows, _ = asked(api, SEARCH)
    first = answer(api, SEARCH, {})["data"]["search"]["edges"]
    assert rows[: len(first)] == first


def test_the_size_and_the_place_are_the_servers(api: Api) -> None:
    place = answer(api, FINDINGS, {"size": 3})["data"]["findings"]["pageInfo"]["endCursor"]
    assert asked(api, FINDINGS, {"size": 3, "place": place}) == asked(api, FINDINGS)


def test_one_of_several_operations_is_chosen_by_name(api: Api) -> None:
    query = f"{FINDINGS} query Other {{ themes {{ nodes {{ id }} }} }}"
    *rows, _ = asked(api, query, operationName="Other")
    assert {row["id"].partition(":")[0] for row in rows} == {"theme"}


REFUSED_BY_THE_API = [
    ("{ findings { nodes { id nothing } } }", {}),
    ("{ findings { nodes { id } ", {}),
    ("query($w: FindingWhere) { findings(where: $w) { nodes { id } } }", {"w": {"polarity": {"eq": "BAD"}}}),
    ("query($d: Date!) { findings(asOf: $d) { nodes { id } } }", {}),
    ('{ findings(asOf: "2016-13-01") { nodes { id } } }', {}),
    ("{ findings(first: 101) { nodes { id } } }", {}),
    ('{ findings(after: "nowhere") { nodes { id } } }', {}),
    ("query A { themes { nodes { id } } } query B { themes { nodes { id } } }", {}),
    ("{" + "a" * 60_000 + "}", {}),
]


@pytest.mark.parametrize(("query", "variables"), REFUSED_BY_THE_API)
def test_what_the_api_refuses_is_refused_in_its_words(
    api: Api, query: str, variables: dict[str, Any]
) -> None:
    response = httpx.post(place(api), json={"query": query, "variables": variables}, timeout=60)
    assert response.status_code == 400
    assert response.json()["errors"] == answer(api, query, variables)["errors"]
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{ findings { nodes { id } } themes { nodes { id } } }", "exactly one list at its root"),
        ("{ a: __typename }", "`__typename` is not a list with pages"),
        ('{ finding(id: "finding:x") { id } }', "`finding` is not a list with pages"),
        ("{ disputes { __typename } }", "`disputes` is not a list with pages"),
        ("{ findings { nodes { id } totalCount } }", "`totalCount` is no row"),
        ("{ findings { pageInfo { hasNextPage } } }", "`findings` needs `nodes` or `edges`"),
        ("{ findings { nodes { id } edges { cursor } } }", "`findings` needs `nodes` or `edges`"),
        ("{ findings(last: 3) { nodes { id } } }", "`last` reads a list from its end"),
    ],
)
def test_what_is_not_one_list_is_refused_before_the_first_line(api: Api, query: str, said: str) -> None:
    response = httpx.post(place(api), json={"query": query}, timeout=60)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert said in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_question_too_dear_for_a_usual_page_is_read_in_smaller_ones(
    served: Neo4jProcess, settings: Settings, api: Api
) -> None:
    cost = answer(api, FINDINGS, {"size": 20})["extensions"]["cost"]["asked"]
    with serving(served, replace(settings, deadline=60, max_cost=cost - 1)) as poor:
        refused = answer(poor, FINDINGS, {})
        assert refused["errors"][0]["extensions"]["code"] == "COST_LIMIT"
        assert asked(poor, FINDINGS) == asked(api, FINDINGS)
    with serving(served, replace(settings, deadline=60, max_cost=10)) as poor:
        response = httpx.post(place(poor), json={"query": FINDINGS}, timeout=60)
        assert response.status_code == 400
        assert "and 10 is allowed; ask for smaller pages." in response.json()["errors"][0]["message"]


def test_only_trusted_documents_are_streamed_where_only_they_are_answered(
    served: Neo4jProcess, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "edges.graphql").write_text(EDGES, "utf-8")
    with serving(served, replace(settings, deadline=60, trusted_documents=tmp_path)) as careful:
        assert len(asked(careful, EDGES)) > 2
        response = httpx.post(place(careful), json={"query": SEARCH}, timeout=60)
        assert response.status_code == 400
        assert response.json()["errors"] == answer(careful, SEARCH, {})["errors"]


def test_only_post_is_answered(api: Api) -> None:
    response = httpx.get(place(api), timeout=60)
    assert (response.status_code, response.headers["allow"]) == (405, "POST, OPTIONS")
    assert httpx.options(place(api), timeout=60).status_code == 204


def test_it_is_compressed_for_who_asks(api: Api) -> None:
    headers = {"accept-encoding": "gzip"}
    with httpx.stream("POST", place(api), json={"query": FINDINGS}, headers=headers, timeout=60) as response:
        assert response.headers["content-encoding"] == "gzip"
        assert response.headers["content-type"] == "application/x-ndjson"
        raw = b"".join(response.iter_raw())
    assert [json.loads(line) for line in gzip.decompress(raw).splitlines()] == asked(api, FINDINGS)


def test_two_at_once_get_their_own_rows(api: Api) -> None:
    with ThreadPoolExecutor() as pool:
        findings, edges = pool.submit(asked, api, FINDINGS), pool.submit(asked, api, EDGES)
        assert (findings.result(), edges.result()) == (asked(api, FINDINGS), asked(api, EDGES))
