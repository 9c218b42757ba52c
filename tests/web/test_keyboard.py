"""The pages without a mouse and without sight: the keyboard alone, and what a screen reader reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.helpers.api_server import Api
from tests.helpers.chromium import Page as Tab
from tests.helpers.chromium import chromium

TAB, ENTER = ("Tab", 9), ("Enter", 13)
MOST_STEPS = 400
FOCUSED = (
    "(document.activeElement.getAttribute('href') ?? '') + ' ' + document.activeElement.textContent.trim()"
)
IS_SEEN = """(() => { const box = document.activeElement.getBoundingClientRect(); const style =
  getComputedStyle(document.activeElement); return box.width > 0 && style.outlineStyle !== 'none'; })()"""
HEADINGS = [
    "What is here, and what is not",
    "Who it is",
    "Time line",
    "Grades",
    "Contested",
    "Found, recommended, answered, looked at again",
    "Findings by theme",
]


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


@pytest.fixture
def tab() -> Iterator[Tab]:
    with chromium() as tab:
        yield tab


def follow(tab: Tab, wanted: str) -> None:
    """Press Tab until a link is focused that has a text in its address or its name, then Enter."""
    before = tab.run("location.href")
    for _ in range(MOST_STEPS):
        tab.press(*TAB)
        if wanted in tab.run(FOCUSED):
            break
    else:
        pytest.fail(f"No link with '{wanted}' was reached")
    assert tab.run(IS_SEEN)
    tab.press(*ENTER)
    tab.until(f"location.href !== {before!r} && document.readyState === 'complete'")


def test_the_keyboard_alone_leads_from_home_to_the_evidence_of_a_dispute(tab: Tab, base: str) -> None:
    tab.go(f"{base}/")
    tab.until("document.readyState === 'complete' && location.pathname === '/'")
    for wanted, path in (
        ("/disputes", "/disputes"),
        ("/dispute/", "/dispute/"),
        ("/evidence/", "/evidence/"),
    ):
        follow(tab, wanted)
        assert str(tab.run("location.pathname")).startswith(path)
    assert tab.run("document.querySelector('main blockquote').textContent.length") > 0


def test_the_first_key_offers_to_skip_to_the_content(tab: Tab, base: str) -> None:
    tab.go(f"{base}/force/cleveland")
    tab.until("document.readyState === 'complete' && location.pathname.startsWith('/force')")
    tab.press(*TAB)
    assert "Skip to the content" in tab.run(FOCUSED)
    tab.press(*ENTER)
    tab.press(*TAB)
    assert tab.run("document.querySelector('main').contains(document.activeElement)")


def spoken(tab: Tab) -> Iterator[tuple[str, str]]:
    """Role and name of what a screen reader reads, in its order."""
    tab.send("Accessibility.enable")
    nodes: list[dict[str, Any]] = tab.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def walk(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if not node.get("ignored"):
            yield node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "")
        for child in node.get("childIds", ()):
            if child in by_id:
                yield from walk(by_id[child])

    yield from walk(nodes[0])


def test_a_screen_reader_reads_a_force_in_a_sensible_order(tab: Tab, base: str) -> None:
    tab.go(f"{base}/force/west-midlands")
    tab.until("document.readyState === 'complete' && location.pathname.startsWith('/force')")
    read = list(spoken(tab))
    landmarks = [role for role, _ in read if role in ("banner", "navigation", "main", "contentinfo")]
    assert landmarks.index("banner") < landmarks.index("main") < landmarks.index("contentinfo")
    headings = [name for role, name in read if role == "heading"]
    assert headings[0] == "West Midlands Police"
    places = [headings.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    # A picture has a name, and what it shows stands in a list, too.
    assert all(name for role, name in read if role in ("image", "img", "link", "button", "combobox"))
