"""Neo4j Browser itself, in Chromium, as a researcher meets it, without any other server.

With SCREENSHOTS=FOLDER each test leaves a picture there, to be looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from api.app import create_app
from graph.browser.files import SOURCES, base_url
from graph.browser.guides import GRAPHQL, read_guides
from graph.browser.queries import read_queries
from graph.neo4j.database import Database, Databases
from graph.store.process import Neo4jProcess
from tests.conftest import Run
from tests.helpers.browser_login import open_browser
from tests.helpers.chromium import Page, chromium

BLOCKS = "[...document.querySelectorAll('pre.runnable')].map(block => block.textContent)"
EDITOR = "document.querySelector('#monaco-main-editor')?.innerText.replaceAll('\\u00a0', ' ') ?? ''"
NODES = "[...document.querySelectorAll('g.node')].map(node => node.textContent)"
ARROWS = "[...document.querySelectorAll('g.relationship')].map(arrow => arrow.textContent)"
SHAFTS = (
    "[...document.querySelectorAll('g.relationship path.b-outline')].map(arrow => arrow.getAttribute('fill'))"
)
LEGEND = "[...document.querySelectorAll('[data-testid=vizInspector]')].map(panel => panel.innerText).join()"
FILLS = "[...document.querySelectorAll('g.node circle.b-outline')].map(node => node.getAttribute('fill'))"
DROP = """
fetch('/browser/safeguarding/saved-queries.zip').then(answer => answer.blob()).then(zip => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([zip], 'saved-queries.zip'));
  const place = document.querySelector('[data-testid=activeEditor]');
  for (const kind of ['dragenter', 'drop'])
    place.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: dropped}));
})
"""
FORM = "[...document.querySelectorAll('form input')].map(field => field.value)"
DRAWER = "document.querySelector('[data-testid=guidesDrawer]').innerText"
BATCHES = "finding:bury-domestic-abuse-batches"


@pytest.fixture
def page(served: Neo4jProcess, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh Chromium. Afterwards: the policy refused every request outside this machine."""
    with chromium() as opened:
        yield opened
        if folder := os.environ.get("SCREENSHOTS"):
            opened.screenshot(Path(folder) / f"{request.node.name}.png")
        outside = {url for url in opened.asked if urlsplit(url).hostname not in (None, "127.0.0.1")}
        assert outside == set()


@pytest.fixture
def opened(page: Page, served: Neo4jProcess) -> Page:
    """Browser, as `safeguarding browser` opens it, with the first guide in its drawer."""
    open_browser(page, served)
    page.until(f"{BLOCKS}.length")
    return page


def test_it_opens_connected_with_the_guide_and_nothing_else(opened: Page) -> None:
    opened.until("document.body.innerText.includes('neo4j$')")
    text = opened.text()
    assert "Look around" in text
    assert "Connect to Neo4j" not in text
    assert opened.run("document.querySelectorAll('[data-testid=frame]').length") == 0


def test_a_block_of_a_guide_fills_the_editor_and_its_answer_wears_the_style(opened: Page) -> None:
    _slide(opened, 2)
    _click_block(opened, "BOARD_OF")
    _run(opened)
    opened.until(NODES, lambda found: len(found) == 3 and any("Bury" in name for name in found))
    opened.until(FILLS, lambda found: set(found) == {"#0072B2", "#56B4E9", "#A6D8F5"})


def test_the_first_block_draws_a_picture_whose_legend_can_be_closed(opened: Page) -> None:
    _click_block(opened, "OBSERVED_IN|REPORTED_IN")
    _run(opened)
    opened.until(ARROWS, lambda found: sorted(found) == ["OBSERVED_IN", "REPORTED_IN"])
    opened.until(LEGEND, lambda text: "Overview" in text and "OBSERVED_IN (1)" in text)
    opened.run("document.querySelector('[aria-label=\"Collapse the node properties display\"]').click()")
    opened.until(LEGEND, lambda text: "Overview" not in text)


def test_a_picture_has_the_circles_and_arrows_that_the_guide_says(served: Neo4jProcess, opened: Page) -> None:
    """The finding is in the histories of Bury and of the force that polices it; nothing of that is drawn."""
    _guide(served, opened, "follow-one-finding", "Follow one finding")
    _slide(opened, 2)
    _click_block(opened, "OBSERVED_IN|HAS_THEME")
    _run(opened)
    drawn = ["HAS_THEME", "OBSERVED_IN"]
    opened.until(ARROWS, lambda found: sorted(found) == drawn)
    _click_block(opened, "POLICED_BY")
    _run(opened)
    opened.until(ARROWS, lambda found: sorted(found) == sorted([*drawn, "POLICED_BY"]))


def test_a_history_is_drawn_with_its_basis_and_not_as_a_statement_of_fact(
    served: Neo4jProcess, opened: Page
) -> None:
    _slide(opened, 3)
    _click_block(opened, "IN_HISTORY_OF")
    _run(opened)
    drawn = ["derived: AREA", "derived: NAMED"]
    opened.until(ARROWS, lambda found: sorted(found) == drawn)
    assert opened.run(SHAFTS) == ["#D9D9D9", "#D9D9D9"]
    assert "IN_HISTORY_OF (2)" in opened.run(LEGEND)


def test_browser_adds_no_arrow_that_a_question_does_not_ask_for(opened: Page) -> None:
    _type(opened, f"MATCH (finding {{id: '{BATCHES}'}})-[:OBSERVED_IN]->(area) RETURN finding, area")
    _run(opened)
    opened.until(NODES, lambda found: len(found) == 2)
    # An answer that was asked for later is drawn later than what Browser would have added to the first.
    _type(opened, f"MATCH path = ({{id: '{BATCHES}'}})-[:OBSERVED_IN]->() RETURN path")
    _run(opened)
    opened.until(ARROWS, lambda found: found == ["OBSERVED_IN"])


def test_guides_lead_from_one_to_the_next(opened: Page) -> None:
    _slide(opened, 7)
    opened.run("[...document.querySelectorAll('a')].find(a => a.innerText == 'A contested claim').click()")
    opened.until(BLOCKS, lambda found: any("CAUSAL_CLAIM" in block for block in found))
    assert "The claim" in opened.text()


def test_a_write_is_refused_in_words(opened: Page) -> None:
    _slide(opened, 4)
    _click_block(opened, "CREATE")
    _run(opened)
    opened.until("document.body.innerText.includes('No write operations are allowed on this database')")


def test_browser_url_asks_a_stranger_for_the_password_alone(
    page: Page, database: Database, run: Run[Any]
) -> None:
    page.go(run(_browser_url(database, BATCHES)))
    form = page.until(FORM, lambda values: len(values) > 1)
    assert form == [database.uri.removeprefix("bolt://"), "neo4j", "neo4j", ""]
    assert page.run(NODES) == []


def test_browser_url_opens_browser_with_the_query_for_that_node(
    opened: Page, database: Database, run: Run[Any]
) -> None:
    page = opened
    page.until("document.body.innerText.includes('neo4j$')")
    page.go(run(_browser_url(database, BATCHES)))
    page.until(EDITOR, lambda text: BATCHES in text)
    assert f"MATCH (n:Entity {{id: '{BATCHES}'}}) RETURN n" in page.run(EDITOR)
    page.until(f"{BLOCKS}.length")
    _run(page)
    page.until(NODES, lambda found: len(found) == 1 and "Notifications of domestic abuse" in found[0])


def test_the_saved_queries_are_imported_by_one_drop(opened: Page) -> None:
    opened.run(DROP)
    opened.run("document.querySelector('[data-testid=navigationFavorites]').click()")
    for folder in {query.folder for query in read_queries(SOURCES / "queries")}:
        assert opened.until(
            f"document.querySelector('[data-testid=\"savedScriptsFolder-{folder}\"]') !== null"
        )
    opened.run("document.querySelector('[data-testid=\"expandFolder-3 Over time\"]').click()")
    opened.until("document.body.innerText.includes('Bodies that were abolished, and what replaced them')")


def test_every_guide_shows_all_its_slides(served: Neo4jProcess, opened: Page) -> None:
    for guide in read_guides(SOURCES / "guides"):
        _guide(served, opened, guide.name, guide.title)
        shown = []
        for number in range(len(guide.slides)):
            shown += opened.run(BLOCKS)
            if number + 1 < len(guide.slides):
                _slide(opened, 2)
        assert shown == [block.code for block in guide.blocks if block.kind != GRAPHQL]


async def _browser_url(database: Database, node_id: str) -> str:
    query = {"query": f'{{ node(id: "{node_id}") {{ ... on Entity {{ browserUrl }} }} }}'}
    transport = httpx.ASGITransport(create_app(Databases(database)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = (await client.post("/graphql", json=query)).json()
    return str(answer["data"]["node"]["browserUrl"])


def _guide(served: Neo4jProcess, page: Page, name: str, title: str) -> None:
    _type(page, f":guide {base_url(served.config.ports.http)}/guides/{name}.html")
    _run(page)
    page.until(f"{DRAWER}.startsWith({title!r})")


def _type(page: Page, text: str) -> None:
    page.run("document.querySelector('#monaco-main-editor textarea').focus()")
    page.type(text)


def _slide(page: Page, number: int) -> None:
    for _ in range(number - 1):
        page.run("document.querySelector('[data-testid=guideNextSlide]').click()")


def _click_block(page: Page, words: str) -> None:
    """Click the block of the slide that holds the words, and wait until the editor holds them."""
    page.until(BLOCKS, lambda found: any(words in block for block in found))
    page.run(
        f"[...document.querySelectorAll('pre.runnable')].find(b => b.textContent.includes('{words}')).click()"
    )
    page.until(EDITOR, lambda text: words in text)


def _run(page: Page) -> None:
    page.run("document.querySelector('[data-testid=editor-Run]').click()")
