"""Whoever has the name, code or id that is typed comes first in search, over the shipped graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from api.schema.lengths import LONGEST_QUERY, MOST_WORDS
from api.schema.search_text import index_query
from graph.neo4j.database import Database
from graph.reconcile.names import folded
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask, ids
from tests.oracle.graph import Node, read_graph

Asks = Callable[[str, list[dict[str, Any]]], list[Any]]
SEARCH = "query($q: String!, $first: Int) { search(query: $q, first: $first) { nodes { id } } }"


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        ("GMP", "force:greater-manchester"),
        ("Met", "force:metropolitan"),
        ("The Met", "force:metropolitan"),
        ("met police", "force:metropolitan"),
        ("Scotland Yard", "force:metropolitan"),
        ("WMP", "force:west-midlands"),
        ("West Mids Police", "force:west-midlands"),
        ("W Yorks Police", "force:west-yorkshire"),
        ("TVP", "force:thames-valley"),
        ("Northants Police", "force:northamptonshire"),
        ("Notts Police", "force:nottinghamshire"),
        ("Hants Police", "force:hampshire"),
        ("Lancs Constabulary", "force:lancashire"),
        ("Herts", "force:hertfordshire"),
        ("Heddlu De Cymru", "force:south-wales"),
        ("heddlu dyfed powys", "force:dyfed-powys"),
        ("Avon & Somerset", "force:avon-and-somerset"),
        ("Cleveland", "force:cleveland"),
        ("BCP Council", "authority:E06000058"),
        ("RBKC", "authority:E09000020"),
        ("Bury MBC", "authority:E08000002"),
        ("L.B. Bromley", "authority:E09000006"),
        ("Sir Ddinbych", "authority:W06000004"),
        ("Ynys Mon", "authority:W06000001"),
        ("e06000004", "authority:E06000004"),
        ("E06000048", "authority:E06000057"),
        ("80486", "authority:E09000002"),
        ("E23000013", "force:cleveland"),
        ("force:cleveland", "force:cleveland"),
        ("finding:bath-2017-police-cells", "finding:bath-2017-police-cells"),
        ("Lancs", "authority:E10000017"),
        ("Lancs Police", "force:lancashire"),
        ("Kent PCC", "local-policing-body:kent"),
        ("OPCC Kent", "local-policing-body:kent"),
        ("MOPAC", "local-policing-body:metropolitan"),
        ("Wilshaw", "person:michael-wilshaw"),
    ],
)
def test_what_people_in_the_field_say_finds_whom_they_mean(shipped_api: Api, typed: str, own: str) -> None:
    assert ids(ask(shipped_api, SEARCH, q=typed, first=1)["search"]) == [own]


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        ("clev", "force:cleveland"),
        ("Stockt", "authority:E06000004"),
        ("west mer", "force:west-mercia"),
        ("force:clev", "force:cleveland"),
        ("E0600000", "authority:E06000004"),
        ("wilsh", "person:michael-wilshaw"),
        ("Heddlu Gog", "force:north-wales"),
    ],
)
def test_a_name_is_found_by_how_it_begins(shipped_api: Api, typed: str, own: str) -> None:
    assert own in ids(ask(shipped_api, SEARCH, q=typed, first=10)["search"])


def test_words_of_texts_are_not_searched_for_by_how_they_begin(shipped_api: Api) -> None:
    found = ids(ask(shipped_api, SEARCH, q="safeguardi", first=100)["search"])
    assert len(found) == 100
    assert {own.partition(":")[0] for own in found} <= {"board", "body"}


def graph_of(store: Path) -> Mapping[str, Node]:
    """The nodes that search finds: whatever has a caption."""
    nodes = read_graph(store / "csv").nodes
    return {own: node for own, node in nodes.items() if "caption" in node.values}


def names_of(node: Node) -> Iterator[str]:
    """The names, codes and the id of a body."""
    yield node.id
    yield from node.values.get("otherNames", ())
    yield from node.values.get("formerOnsCodes", ())
    for name in ("name", "officialName", "onsCode", "dfeCode", "ofstedUrn"):
        if name in node.values:
            yield node.values[name]


FIRST = """
CALL (asked) {
  CALL db.index.fulltext.queryNodes('searchText', asked.query) YIELD node, score
  WITH node, CASE WHEN node:Evidence THEN score / 1000 ELSE score END AS score
  ORDER BY score DESC, node.id LIMIT 10
  RETURN collect(node.id) AS found
}
RETURN collect([asked.name, asked.owners, found])
"""
FOUND = """
CALL (asked) {
  CALL db.index.fulltext.queryNodes('searchText', asked.query) YIELD node
  WHERE node.id = asked.id
  RETURN count(node) AS found
}
WITH asked, found WHERE found <> 1
RETURN collect(asked.name)
"""


@pytest.fixture(scope="module")
def ask_all(shipped_neo4j: Neo4jProcess, run: Callable[[Any], Any]) -> Iterator[Asks]:
    """Runs a statement of Cypher for each of some questions, and returns what it collects."""

    async def connected() -> Database:
        return Database.connect(
            shipped_neo4j.uri, auth=shipped_neo4j.auth, browser_url=shipped_neo4j.browser_url
        )

    def answers(statement: str, asked: list[dict[str, Any]]) -> list[Any]:
        found: list[Any] = []
        for at in range(0, len(asked), 100):
            some = {"asked": asked[at : at + 100]}
            rows = database.read(f"UNWIND $asked AS asked {statement}", some, name="names", timeout=120)
            found += run(rows)[0]
        return found

    database = run(connected())
    yield answers
    run(database.close())


def test_a_body_comes_before_all_others_by_each_of_its_names_and_codes(ask_all: Asks, shipped: Path) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    typed: dict[str, str] = {}
    for own, node in graph_of(shipped).items():
        if "Organisation" in node.labels:
            for name in names_of(node):
                owners[folded(name)].add(own)
                typed[folded(name)] = name
    asked = [
        {"name": typed[name], "owners": sorted(held), "query": index_query(typed[name])}
        for name, held in owners.items()
    ]
    assert len(asked) > 1500
    wrong = [each for each in ask_all(FIRST, asked) if {*each[1]} != {*each[2][: len(each[1])]}]
    assert wrong == []


def test_nodes_are_found_by_their_ids_and_captions(ask_all: Asks, shipped: Path) -> None:
    """Those of the shipped graph that a seeded choice falls on; tests/graph/test_search_words.py asks for all
    nodes of the graph of the article."""
    chosen = Random(20161017).sample(list(graph_of(shipped).items()), 1_000)
    asked = [
        {"id": own, "name": text, "query": index_query(text)}
        for own, node in chosen
        for text in (own[:LONGEST_QUERY], _as_typed(node.values["caption"]))
    ]
    assert ask_all(FOUND, asked) == []


def _as_typed(caption: str) -> str:
    """As much of a caption as a search takes."""
    return " ".join(caption.split()[: MOST_WORDS - 10])[:LONGEST_QUERY]
