"""A page and the answer to its question: nothing is dropped silently, nothing is added."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from lxml import html

from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.site_pages import LISTS, NODES, extremes, leaves, read, shown_text, some, wordings


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


@pytest.fixture(scope="module")
def database(shipped_neo4j: Neo4jProcess) -> Iterator[SyncDatabase]:
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as database:
        yield database


def dropped(base: str, path: str) -> list[str]:
    """What the answer holds and the page does not show."""
    stem = "/index" if path == "/" else path
    answer = httpx.get(f"{base}{stem}.json", timeout=60).json()["data"]
    text = shown_text(read(base + path).text)
    folded = text.casefold()
    return [
        f"{path}: {name} {value!r}"
        for name, value in leaves(answer)
        if not any(wording.casefold() in folded for wording in wordings(value))
    ]


def added(base: str, path: str) -> list[str]:
    """Quotations of the page that are not in the answer."""
    stem = "/index" if path == "/" else path
    held = {
        " ".join(value.split())
        for _, value in leaves(httpx.get(f"{base}{stem}.json", timeout=60).json())
        if isinstance(value, str)
    }
    quotes = html.fromstring(read(base + path).text).xpath("//main//blockquote")
    texts = [" ".join(quote.text_content().split()) for quote in quotes]
    return [f"{path}: {text}" for text in texts if text not in held]


@pytest.mark.parametrize("path", [page.path for page in LISTS])
def test_a_list_shows_what_its_question_answers(base: str, path: str) -> None:
    assert dropped(base, path) == []
    assert added(base, path) == []


@pytest.mark.parametrize("folder", NODES)
def test_a_page_shows_what_its_question_answers(base: str, database: SyncDatabase, folder: str) -> None:
    page = NODES[folder]
    paths = dict.fromkeys([*extremes(database, page), *some(database, page, 10)])
    assert [each for path in paths for each in dropped(base, path)] == []
    assert [each for path in paths for each in added(base, path)] == []
