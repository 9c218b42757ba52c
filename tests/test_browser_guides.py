"""Each block of the guides and each saved query runs on the served graph, and what is said of it is true."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from graph.browser.files import SAVED_QUERIES, SOURCES, files
from graph.browser.guides import GRAPHQL, REFUSED, Block, read_guide, read_guides
from graph.browser.queries import read_queries
from graph.database import Database, Databases, SyncDatabase
from graph.errors import BrowserFileInvalid, StatementRefused
from tests.conftest import Run

GUIDES = {guide.name: guide for guide in read_guides(SOURCES / "guides")}
QUERIES = {f"{query.folder}/{query.name}": query for query in read_queries(SOURCES / "queries")}
HEAD = "---\ntitle: T\n---\n\n## S\n\n"
BASE = "http://127.0.0.1:1/browser/safeguarding"


@pytest.fixture(scope="module")
def graph(database_uri: str) -> Iterator[SyncDatabase]:
    with SyncDatabase(database_uri) as opened:
        yield opened


@pytest.mark.parametrize("name", GUIDES)
def test_what_a_guide_says_of_its_answers_is_true(
    name: str, graph: SyncDatabase, database: Database, run: Run[Any]
) -> None:
    parameters: dict[str, object] = {}
    for block in GUIDES[name].blocks:
        words, counts = _answer(block, parameters, graph, database, run)
        wrong = [claim for claim in block.claims if not _holds(claim, words, counts)]
        assert not wrong, f"{name}.md:{block.line}: {wrong} not in {counts}\n{words[:3000]}"


@pytest.mark.parametrize("name", QUERIES)
def test_a_saved_query_answers_with_the_parameters_of_its_comment(name: str, graph: SyncDatabase) -> None:
    query = QUERIES[name]
    parameters = {key: graph.rows(f"RETURN {value}")[0][0] for key, value in query.parameters.items()}
    assert graph.rows(query.text, parameters)


def test_the_zip_holds_every_saved_query_in_its_folder() -> None:
    with zipfile.ZipFile(BytesIO(files(BASE)[SAVED_QUERIES])) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    assert held == {f"{name}.cypher": query.text for name, query in QUERIES.items()}


def test_every_guide_is_linked_from_the_first_and_leads_back() -> None:
    pages = files(BASE)
    for name in GUIDES.keys() - {"start"}:
        assert f'exec-topic="guide {BASE}/guides/{name}.html"' in pages["guides/start.html"].decode()
        assert f'exec-topic="guide {BASE}/guides/start.html"' in pages[f"guides/{name}.html"].decode()


def test_every_link_of_a_guide_leads_to_a_file_of_ours() -> None:
    pages = files(BASE)
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
        (f"{HEAD}```sql\nX\n```\n\n> **1**\n", ":7: a block is 'cypher'"),
        (f"{HEAD}```cypher\nX\n```\n", ":7: say below the block"),
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
        ("// T\nMATCH (n {id: $id}) RETURN n\n", r"asks for \['id'\] and its comment sets \[\]"),
        ("// T\n//   :param x => 1\nRETURN 1\n", r"asks for \[\] and its comment sets \['x'\]"),
    ],
)
def test_a_saved_query_that_cannot_be_used_is_refused(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "query.cypher").write_text(text)
    with pytest.raises(BrowserFileInvalid, match=says):
        read_queries(tmp_path)


def _answer(
    block: Block, parameters: dict[str, object], graph: SyncDatabase, database: Database, run: Run[Any]
) -> tuple[str, dict[str, int]]:
    """The words of an answer, and its counts."""
    if block.kind == GRAPHQL:
        return run(_graphql(block.code, database)), {}
    if block.kind == REFUSED:
        with pytest.raises(StatementRefused) as refusal:
            graph.write(block.code)
        return str(refusal.value), {}
    if set_to := re.fullmatch(r":param (\w+) => (.+)", block.code):
        parameters[set_to[1]] = graph.rows(f"RETURN {set_to[2]}")[0][0]
        return str(parameters[set_to[1]]), {}
    rows = graph.rows(block.code, parameters)
    assert rows, block.code
    parts = [part for row in rows for cell in row for part in _parts(cell)]
    nodes = {part.element_id for part in parts if hasattr(part, "labels")}
    links = {part.element_id for part in parts if hasattr(part, "type")}
    words = "\n".join(map(_words, parts))
    return words, {"row": len(rows), "node": len(nodes), "relationship": len(links)}


async def _graphql(document: str, database: Database) -> str:
    transport = httpx.ASGITransport(create_app(Databases(database)))
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        answer = (await client.post("/graphql", json={"query": document})).json()
    assert "errors" not in answer, answer
    return str(answer["data"])


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


def _holds(claim: str, words: str, counts: dict[str, int]) -> bool:
    if counted := re.fullmatch(r"(\d+) (row|node|relationship)s?", claim):
        return counts[counted[2]] == int(counted[1])
    return claim in words
