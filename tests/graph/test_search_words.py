"""Every node is found by what it says, typed as it stands: one function reads both.

Each name and caption of the graph is searched for, and words from the middle of texts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schema.lengths import LONGEST_QUERY
from api.schema.search_text import index_query
from graph.model.nodes import LABELS
from graph.neo4j.database import Database
from graph.search_text import LONGEST_WORD, search_text, words
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask
from tests.oracle.graph import Node, read_graph

Run = Callable[[Any], Any]
FOUND = """
CALL (asked) {
  CALL db.index.fulltext.queryNodes('searchText', asked[1]) YIELD node
  WHERE node.id = asked[0]
  RETURN count(node) AS found
}
WITH asked, found WHERE found <> 1
RETURN collect(asked)
"""
BY_CAPTION = "query($q: String!, $id: String!) { search(query: $q, where: {id: {eq: $id}}) { nodes { id } } }"
PHRASES = {
    "children's services": "Children’s Services, a report",
    "Ofsted’s": "Ofsted's inspectors",
    "Ofsted": "what Ofsted’s inspectors saw",
    "Wilshaw's": "Sir Michael Wilshaw",
    "pcc.gov.uk": "at cleveland.pcc.gov.uk",
    "information-sharing": "information sharing",
    "and/or": "either and/or both or",
    "Avon & Somerset": "Avon and Somerset",
    "Dŵr Cymru": "dwr cymru",
    "Ynys Mo\u0302n": "Ynys Môn",
    "O'Brien": "Mr O’Brien",
    **{f"Ofsted{sign}s": "what Ofsted’s inspectors saw" for sign in "'’‘‛`´′ʹʻʼ＇"},
    **{f"O{sign}Brien": "Mr O’Brien" for sign in "'’‘‛`´′ʹʻʼ＇"},
    "‘Ofsted’": "Ofsted",
    "`Ofsted`": "Ofsted",
    "safe\u00adguarding": "safeguarding",
    "ﬁndings": "findings",
    "Ｐｏｌｉｃｅ": "police",
    "STRASSE": "Straße",
    "2016/17": "the year 2016-17",
    "(Ofsted)": "Ofsted",
    "“early help”": "early help",
    "x" * 200: "x" * 100,
}


@pytest.mark.parametrize(("typed", "text"), PHRASES.items())
def test_one_thing_written_two_ways_has_the_same_words(typed: str, text: str) -> None:
    asked = [word.letters for word in words(typed)]
    held = search_text([text]).split()
    assert set(asked) <= set(held)
    assert asked or typed == "and/or"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_words_that_the_index_keeps_whole(one: str, other: str) -> None:
    text = f"{one} {other}"
    read = words(text)
    assert [word.letters for word in read] == search_text([one + " " + other]).split()
    for word in read:
        assert 0 < len(word.letters) <= LONGEST_WORD
        assert word.letters.isalnum()
        assert 0 <= word.start < word.end <= len(text)
    # A part between spaces is read alone as it is read in the whole.
    assert [word.letters for word in words(one)] == [word.letters for word in read[: len(words(one))]]


@given(st.text(max_size=LONGEST_QUERY))
def test_composed_and_decomposed_letters_are_the_same_words(text: str) -> None:
    latin = "".join(letter for letter in text if ord(letter) < 0x250)
    composed, apart = unicodedata.normalize("NFC", latin), unicodedata.normalize("NFD", latin)
    assert search_text([composed]) == search_text([apart])


def asked_by_their_own_words(nodes: list[Node]) -> Iterator[tuple[str, str]]:
    """Ids, each with a text that must find it."""
    random = Random(20161017)
    for node in nodes:
        texts = [node.values[key] for key in ("caption", "name", "officialName") if key in node.values]
        texts += node.values.get("otherNames", ())
        for text in texts:
            yield node.id, text
        # Only the caption of evidence is searched; its words are found at what it is evidence of.
        summary = None if node.type == "Evidence" else node.values.get("summary")
        long = str(summary or node.values["caption"]).split()
        start = random.randrange(len(long))
        part = " ".join(long[start : start + random.randint(1, 12)])
        if words(part):
            yield node.id, part


def searchable(store: Path) -> list[Node]:
    """The nodes that search finds: whatever has a caption."""
    nodes = read_graph(store / "csv").nodes.values()
    return [node for node in nodes if "caption" in node.values]


def test_every_node_is_found_by_its_caption_its_names_and_words_of_its_text(
    store: Path, database: Database, run: Run
) -> None:
    nodes = searchable(store)
    asked = [[own, index_query(text)] for own, text in asked_by_their_own_words(nodes)]
    assert len({own for own, _ in asked}) == len(nodes) > 1000
    # The graph of the article has none of the others.
    others = {"Framework", "LocalPolicingBody", "Recommendation", "Review"}
    assert {node.type for node in nodes} == LABELS.keys() - others
    assert not_found(database, run, asked) == []
    # A word that the node does not have finds it no more.
    assert len(not_found(database, run, [[own, f"{query} +zzzzz"] for own, query in asked[:3]])) == 3


def not_found(database: Database, run: Run, asked: list[list[str]]) -> list[list[str]]:
    """Those of the ids whose query does not find them; some at once."""
    left: list[list[str]] = []
    for at in range(0, len(asked), 40):
        some = {"asked": asked[at : at + 40]}
        statement = f"UNWIND $asked AS asked {FOUND}"
        left += run(database.read(statement, some, name="captions", timeout=60))[0]
    return left


def test_words_compare_as_they_stand_with_one_letter_wrong_and_no_stem(
    store: Path, database: Database, run: Run
) -> None:
    plural = [
        node.id
        for node in searchable(store)
        if node.type != "Evidence"
        and {"referrals"} == {each for each in words_of(node) if each.startswith("refer")}
    ]
    assert plural
    for typed in ("referrals", "referral", "refferrals"):
        assert not_found(database, run, [[own, index_query(typed)] for own in plural]) == []
    for typed in ("referal", "refer", "referring"):
        asked = [[own, index_query(typed)] for own in plural]
        assert not_found(database, run, asked) == asked


def words_of(node: Node) -> set[str]:
    """The words of every text of a node."""
    texts = [
        text for value in node.values.values() for text in (value if isinstance(value, list) else [value])
    ]
    return {word.letters for text in texts if isinstance(text, str) for word in words(text)}


@pytest.mark.parametrize("typed", ["children's services", "Ofsted’s", "Wilshaw's", "childrens services"])
def test_typical_searches_find_something(api: Api, typed: str) -> None:
    found = ask(api, "query($q: String!) { search(query: $q) { totalCount edges { excerpt } } }", q=typed)
    assert found["search"]["totalCount"] > 0
    assert "**" in found["search"]["edges"][0]["excerpt"]


def test_a_caption_finds_its_node_over_http(api: Api, store: Path) -> None:
    for node in Random(5).sample(searchable(store), 25):
        found = ask(api, BY_CAPTION, q=node.values["caption"], id=node.id)
        assert [each["id"] for each in found["search"]["nodes"]] == [node.id]


@pytest.mark.parametrize(("term", "forgiven"), [("october", True), ("2016", False), ("e06000004", False)])
def test_one_wrong_letter_is_forgiven_and_no_wrong_digit(term: str, forgiven: bool) -> None:
    """A year is not another year, nor a code another code."""
    assert ("~1" in index_query(term)) is forgiven


@pytest.mark.parametrize("typed", ["police", "Ofsted", "Stockton", "Winsor", "children", "codes"])
def test_evidence_comes_last_in_a_search(api: Api, typed: str) -> None:
    """A place in a document is found by the document's title, and would hide what people look for."""
    query = """query($q: String!, $after: String) { search(query: $q, first: 100, after: $after) {
      nodes { __typename } pageInfo { endCursor hasNextPage }
    } }"""
    kinds, after = [], None
    while True:
        page = ask(api, query, q=typed, after=after)["search"]
        kinds += [node["__typename"] == "Evidence" for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert kinds == sorted(kinds)
    assert set(kinds) == {False, True}
