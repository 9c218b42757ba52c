"""Each block of the guides and each saved query runs on the served graph, and the text around it is true."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.browser.files import SAVED_QUERIES, SOURCES, browser_files
from graph.browser.guides import GRAPHQL, REFUSED, RUN, Block, Claim, Guide, read_guide, read_guides
from graph.browser.queries import read_queries
from graph.errors import BrowserFileInvalid, StatementRefused
from graph.model.relationships import DERIVED_ENDS
from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api

GUIDES = {guide.name: guide for guide in read_guides(SOURCES / "guides")}
QUERIES = {f"{query.folder}/{query.name}": query for query in read_queries(SOURCES / "queries")}
FALSE = [
    Claim("3 rows"),
    Claim("1 node"),
    Claim("c"),
    Claim("two", "first row"),
    Claim("one", "last row"),
    Claim("one", "every row"),
    Claim("two", "no row"),
    Claim("FROM", "no arrow"),
]
HEAD = "---\ntitle: T\n---\n\n## S\n\n"
BASE = "http://127.0.0.1:1/browser/safeguarding"


@dataclass(frozen=True)
class Answer:
    """What a block gave: the words of each row, the types of relationships that are drawn, and counts."""

    rows: list[str]
    arrows: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def graph(shipped_neo4j: Neo4jProcess) -> Iterator[SyncDatabase]:
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as opened:
        yield opened


@pytest.mark.parametrize("name", GUIDES)
def test_claims_of_a_guide_about_its_answers_are_true(
    name: str, graph: SyncDatabase, shipped_api: Api
) -> None:
    for block, answer in _answers(GUIDES[name], graph, shipped_api):
        wrong = [claim for claim in block.claims if not _holds(claim, answer)]
        assert not wrong, f"{name}.md:{block.line}: {wrong} not in {answer.counts}\n{answer.rows[:3]}"


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_says_how_many_rows_or_circles_and_arrows_its_answers_have(
    name: str, graph: SyncDatabase, shipped_api: Api
) -> None:
    for block, answer in _answers(GUIDES[name], graph, shipped_api):
        said = {re.sub(r"s?$", "", claim.words.partition(" ")[2]) for claim in block.claims}
        wanted = (
            {"node", "relationship"} if answer.counts.get("node") else {"row"} if answer.counts else set()
        )
        assert wanted <= said, f"{name}.md:{block.line} does not say {wanted - said}"


def test_an_arrow_that_is_denied_is_one_that_there_could_be(graph: SyncDatabase) -> None:
    blocks = (block for guide in GUIDES.values() for block in guide.blocks)
    denied = {claim.words for block in blocks for claim in block.claims if claim.part == "no arrow"}
    assert "ATTRIBUTED_TO" in denied
    assert denied <= {name for (name,) in graph.rows("MATCH ()-[arrow]->() RETURN DISTINCT type(arrow)")}


@pytest.mark.parametrize("name", GUIDES)
def test_a_picture_has_nothing_derived_but_what_its_text_names(
    name: str, graph: SyncDatabase, shipped_api: Api
) -> None:
    for block, answer in _answers(GUIDES[name], graph, shipped_api):
        named = {claim.words for claim in block.claims}
        assert answer.arrows & {*DERIVED_ENDS} <= named, f"{name}.md:{block.line}"


def test_the_first_block_of_the_first_guide_is_a_picture(graph: SyncDatabase, shipped_api: Api) -> None:
    block, answer = next(_answers(GUIDES["start"], graph, shipped_api))
    assert block.kind == RUN
    assert answer.arrows


@pytest.mark.parametrize("claim", FALSE, ids=str)
def test_a_false_claim_of_a_guide_is_reported(claim: Claim) -> None:
    assert not _holds(claim, Answer(["one a", "two b"], {"FROM"}, {"row": 2, "node": 0, "relationship": 0}))


@pytest.mark.parametrize("name", QUERIES)
def test_a_saved_query_answers_with_the_parameters_of_its_comment_and_draws_nothing_derived(
    name: str, graph: SyncDatabase
) -> None:
    query = QUERIES[name]
    parameters = {key: graph.rows(f"RETURN {value}")[0][0] for key, value in query.parameters.items()}
    rows = graph.rows(query.text, parameters)
    assert rows
    drawn = _arrows([part for cell in row for part in _parts(cell)] for row in rows)
    assert bool(drawn) == ("picture" in query.text)
    assert not {*DERIVED_ENDS}.intersection(drawn.values())


def test_the_zip_holds_every_saved_query_in_its_folder() -> None:
    with zipfile.ZipFile(BytesIO(browser_files(BASE)[SAVED_QUERIES])) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    assert held == {f"{name}.cypher": query.text for name, query in QUERIES.items()}


def test_every_guide_is_linked_from_the_first_and_leads_back() -> None:
    pages = browser_files(BASE)
    for name in GUIDES.keys() - {"start"}:
        assert f'exec-topic="guide {BASE}/guides/{name}.html"' in pages["guides/start.html"].decode()
        assert f'exec-topic="guide {BASE}/guides/start.html"' in pages[f"guides/{name}.html"].decode()


def test_every_link_of_a_guide_leads_to_a_file_of_ours() -> None:
    pages = browser_files(BASE)
    for name in GUIDES:
        page = pages[f"guides/{name}.html"].decode()
        for address in re.findall(r'(?:exec-topic="\w+ |href=")([^"]+)"', page):
            assert address.removeprefix(f"{BASE}/") in pages


def test_text_that_looks_like_an_event_handler_survives_browser(tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text(f"{HEAD}```cypher\nMATCH (n) WHERE one = 'x' RETURN n\n```\n\n> **1**\n")
    # What Browser removes from a guide before it shows it.
    handler = r"""\s+(on[^\s=]+)[^\s=]*\s*=\s*("[^"]*"|'[^']*'|[\w\-.:]+\s*)"""
    cleaned = re.sub(handler, "", read_guide(path).page(BASE))
    assert "WHERE one &#61; &#x27;x&#x27; RETURN n" in cleaned


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("## S\n", "front matter"),
        ("---\ntitle: T\n---\n\nText\n", "slides"),
        (f"{HEAD}```sql\nX\n```\n\n> **1**\n", ":7: a block must be 'cypher'"),
        (f"{HEAD}```cypher\nX\n```\n", ":7: add a quotation below the block"),
    ],
)
def test_a_guide_that_cannot_be_used_is_refused_by_name(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text(text)
    with pytest.raises(BrowserFileInvalid, match=re.escape(str(path)) + ".*" + re.escape(says)):
        read_guide(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("MATCH (n) RETURN n\n", "title"),
        ("// T\nMATCH (n {id: $id}) RETURN n\n", r"uses \['id'\] and its comment sets \[\]"),
        ("// T\n//   :param x => 1\nRETURN 1\n", r"uses \[\] and its comment sets \['x'\]"),
    ],
)
def test_a_saved_query_that_cannot_be_used_is_refused(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "query.cypher").write_text(text)
    with pytest.raises(BrowserFileInvalid, match=says):
        read_queries(tmp_path)


def _answers(guide: Guide, graph: SyncDatabase, api: Api) -> Iterator[tuple[Block, Answer]]:
    """The blocks of a guide in order, as a reader runs them, each with its answer."""
    parameters: dict[str, object] = {}
    for block in guide.blocks:
        yield block, _answer(block, parameters, graph, api)


def _answer(block: Block, parameters: dict[str, object], graph: SyncDatabase, api: Api) -> Answer:
    if block.kind == GRAPHQL:
        body = httpx.post(api.url, json={"query": block.code}, timeout=60.0).json()
        assert "errors" not in body, body
        return Answer([str(body["data"])])
    if block.kind == REFUSED:
        with pytest.raises(StatementRefused) as refusal:
            graph.write(block.code)
        return Answer([str(refusal.value)])
    if set_to := re.fullmatch(r":param (\w+) => (.+)", block.code):
        parameters[set_to[1]] = graph.rows(f"RETURN {set_to[2]}")[0][0]
        return Answer([str(parameters[set_to[1]])])
    rows = [[part for cell in row for part in _parts(cell)] for row in graph.rows(block.code, parameters)]
    assert rows, block.code
    nodes = {part.element_id for row in rows for part in row if hasattr(part, "labels")}
    drawn = _arrows(rows)
    counts = {"row": len(rows), "node": len(nodes), "relationship": len(drawn)}
    return Answer(["\n".join(map(_words, row)) for row in rows], set(drawn.values()), counts)


def _arrows(rows: Iterable[Iterable[Any]]) -> dict[str, str]:
    """The relationships among the parts of an answer, which is all that Browser draws, with their types."""
    return {part.element_id: part.type for row in rows for part in row if hasattr(part, "start_node")}


def _parts(cell: Any) -> Iterator[Any]:
    """The nodes and relationships of a path, the items of a list, or the value itself."""
    if hasattr(cell, "relationships"):
        yield from (*cell.nodes, *cell.relationships)
    elif isinstance(cell, list):
        for item in cell:
            yield from _parts(item)
    else:
        yield cell


def _words(part: Any) -> str:
    if hasattr(part, "items"):
        kinds = part.labels if hasattr(part, "labels") else [part.type]
        return " ".join(map(str, (*kinds, *part.values())))
    return str(part)


def _holds(claim: Claim, answer: Answer) -> bool:
    if counted := re.fullmatch(r"(\d+) (row|node|relationship)s?", claim.words):
        return answer.counts[counted[2]] == int(counted[1])
    if claim.part == "no arrow":
        return claim.words not in answer.arrows
    found = [claim.words in row for row in answer.rows]
    parts = {"first row": found[0], "last row": found[-1], "every row": all(found), "no row": not any(found)}
    return parts.get(claim.part, any(found))
