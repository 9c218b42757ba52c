"""Every template in a browser: readable at any width, in light and dark, by axe's rules; valid; quiet."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.chromium import Page as Tab
from tests.helpers.chromium import chromium
from tests.helpers.paths import AUDITS
from tests.helpers.site_pages import LISTS, NODES, extremes, read, some
from web.page import Page

WIDTHS = (320, 768, 1280)
THEMES = ("light", "dark")
READY = "document.readyState === 'complete' && location.href !== 'about:blank'"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = """
axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`)))
"""


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


@pytest.fixture(scope="module")
def database(shipped_neo4j: Neo4jProcess) -> Iterator[SyncDatabase]:
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as database:
        yield database


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with chromium() as tab:
        yield tab


def opened(tab: Tab, address: str, width: int, theme: str) -> None:
    tab.send("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    tab.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
    tab.go(address)
    tab.until(READY)


def audit(tab: Tab, axe: str, base: str, path: str, width: int, theme: str) -> list[str]:
    """What is wrong with a page at a width in a theme."""
    opened(tab, base + path, width, theme)
    wrong = (
        [f"{path} at {width}: {excess} pixels wider than the window"]
        if (excess := tab.run(WIDER)) > 0
        else []
    )
    tab.run(f"{axe}; true")
    return [*wrong, *(f"{path} at {width}, {theme}: {each}" for each in tab.run(AXE))]


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
def test_a_list_is_readable_at_any_width_in_light_and_dark(tab: Tab, axe: str, base: str, page: Page) -> None:
    path = page.path
    assert [
        each for width in WIDTHS for theme in THEMES for each in audit(tab, axe, base, path, width, theme)
    ] == []


@pytest.mark.parametrize("folder", NODES)
def test_a_page_is_readable_for_its_fullest_emptiest_and_longest_named_node(
    tab: Tab, axe: str, base: str, database: SyncDatabase, folder: str
) -> None:
    fullest, *others = extremes(database, NODES[folder])
    views = [(fullest, width, theme) for width in WIDTHS for theme in THEMES]
    views += [(path, width, theme) for path in others for width, theme in ((320, "dark"), (1280, "light"))]
    assert [each for view in views for each in audit(tab, axe, base, *view)] == []


def test_pages_say_nothing_to_the_console_and_ask_no_other_host(tab: Tab, base: str) -> None:
    """Last of all: whatever was opened before counts, too."""
    opened(tab, f"{base}/forces", 1280, "light")
    assert tab.console == []
    assert [url for url in tab.asked if not url.startswith((base, "data:"))] == []


def test_every_force_and_some_of_each_type_have_a_page_and_it_is_valid(
    base: str, database: SyncDatabase, packages: Path
) -> None:
    paths = [page.path for page in LISTS]
    for folder, page in NODES.items():
        paths += some(database, page, 43 if folder == "force" else 20)
    answers = {path: read(base + path) for path in paths}
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    texts = {path: answer.text for path, answer in answers.items()}
    run = subprocess.run(
        ["node", "validate.mjs"],
        cwd=AUDITS,
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == []
    assert len(texts) > len(LISTS)


def test_the_lock_of_the_audits_names_no_registry() -> None:
    assert '"resolved"' not in (AUDITS / "package-lock.json").read_text("utf-8")
