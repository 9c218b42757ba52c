"""What is around a node: the table is the API's answer, and the picture shows what the table has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from lxml import html

from tests.helpers.api_server import Api
from tests.helpers.chromium import Page as Tab
from tests.helpers.chromium import chromium
from tests.helpers.site_pages import leaves, read, shown_text, wordings
from tests.web.test_rendered import AXE, WIDER

AROUND = """query ($id: ID!, $types: [EntityType!]) {
  neighbourhood(id: $id, types: $types, first: 24) {
    centre { id caption }
    nodes { node { id caption } }
    links { id from { id } to { id } }
  }
}"""
FORCE, LETTER = "force:cleveland", "correspondence:wilshaw-winsor-2016-10-17"
FINDING = "finding:bury-domestic-abuse-batches"
GRAPH = "document.querySelector('.canvas')?._cyreg?.cy"
DRAWN = f"{GRAPH} && {GRAPH}.edges().map((edge) => edge.id())"
ROWS = "[...document.querySelectorAll('.links-of tbody tr')].map((row) => row.dataset.id)"
TOLD = "document.querySelector('.chosen p').textContent"


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


@pytest.fixture
def tab() -> Iterator[Tab]:
    with chromium() as tab:
        yield tab


def around(api: Api, node_id: str, types: list[str] | None = None) -> dict[str, Any]:
    body = {"query": AROUND, "variables": {"id": node_id, "types": types}}
    return dict(httpx.post(api.url, json=body, timeout=60).json()["data"]["neighbourhood"])


def rows(base: str, address: str) -> list[tuple[str, str, str]]:
    """The links of the table: their ids, and the ids of both ends."""
    found = html.fromstring(read(base + address).text).xpath("//table[@class='links-of']/tbody/tr")
    return [(row.get("data-id"), *row.xpath("td//@data-node")) for row in found]


@pytest.mark.parametrize("node_id", [FORCE, "force:west-midlands", LETTER, FINDING, "theme:missing-children"])
def test_the_table_has_the_links_of_the_api_in_their_direction(
    shipped_api: Api, base: str, node_id: str
) -> None:
    links = around(shipped_api, node_id)["links"]
    assert links
    assert rows(base, f"/neighbourhood?of={node_id}") == [
        (each["id"], each["from"]["id"], each["to"]["id"]) for each in links
    ]


def test_everything_that_is_answered_is_shown(base: str) -> None:
    for node_id in (FORCE, LETTER, FINDING):
        text = shown_text(read(f"{base}/neighbourhood?of={node_id}").text).casefold()
        answer = httpx.get(f"{base}/neighbourhood.json?of={node_id}", timeout=60).json()["data"]
        assert [
            (name, value)
            for name, value in leaves(answer)
            if not any(each.casefold() in text for each in wordings(value))
        ] == []


def test_one_kind_can_be_kept_to(shipped_api: Api, base: str) -> None:
    themes = {each["node"]["id"] for each in around(shipped_api, FINDING, ["THEME"])["nodes"]}
    assert themes
    kept = rows(base, f"/neighbourhood?of={FINDING}&only=themes")
    assert {end for _, *ends in kept for end in ends} == {FINDING, *themes}
    assert read(f"{base}/neighbourhood?of={FINDING}&only=nothing").status_code == 400


def test_a_link_names_a_force_or_speaks_of_its_area_and_the_table_tells_which(base: str) -> None:
    page = html.fromstring(read(f"{base}/neighbourhood?of={FORCE}").text)
    kinds: dict[str, set[str]] = {}
    for row in page.xpath("//table[@class='links-of']/tbody/tr"):
        (cell,) = row.xpath("td[contains(@class, 'link')]")
        kinds.setdefault(row.get("data-id").partition("|")[0], set()).add(cell.get("class").strip())
    assert kinds["ATTRIBUTED_TO"] == {"link named"}
    assert kinds["POLICED_BY"] == {"link area"}


@pytest.mark.parametrize("node_id", ["force:nowhere", "<b>", "x" * 200])
def test_an_id_that_nothing_has_is_told_so(base: str, node_id: str) -> None:
    answer = httpx.get(
        f"{base}/neighbourhood", params={"of": node_id}, headers={"accept": "text/html"}, timeout=60
    )
    assert "Nothing here has the id" in answer.text
    assert "<b>x" not in answer.text
    assert "“<b>”" not in answer.text


def test_the_picture_has_the_links_of_the_table_and_breaks_no_policy(
    tab: Tab, shipped_api: Api, base: str
) -> None:
    tab.go(f"{base}/neighbourhood?of={FORCE}")
    drawn = tab.until(DRAWN, bool)
    assert sorted(drawn) == sorted(each["id"] for each in around(shipped_api, FORCE)["links"])
    assert sorted(drawn) == sorted(tab.run(ROWS))
    assert tab.console == []
    assert [url for url in tab.asked if not url.startswith((base, "data:"))] == []


def test_named_and_area_differ_by_more_than_colour(tab: Tab, base: str) -> None:
    tab.go(f"{base}/neighbourhood?of={FORCE}")
    tab.until(DRAWN, bool)
    looks = {
        form: tab.run(
            f"['line-style', 'width', 'target-arrow-fill'].map((name) => "
            f"{GRAPH}.edges('[form = \"{form}\"]').first().style(name))"
        )
        for form in ("named", "area")
    }
    assert all(one != other for one, other in zip(looks["named"], looks["area"], strict=True)), looks


def test_the_keyboard_alone_unfolds_a_node_and_the_table_gets_its_links(
    tab: Tab, shipped_api: Api, base: str
) -> None:
    tab.go(f"{base}/neighbourhood?of={FINDING}")
    tab.until(DRAWN, bool)
    tab.run("document.querySelector('.canvas').focus()")
    for key, code in (("ArrowLeft", 37), ("ArrowRight", 39), ("ArrowUp", 38), ("ArrowDown", 40)):
        tab.press(key, code)
        if (chosen := tab.run(f"{GRAPH}.$('node:selected').id()")) != FINDING:
            break
    assert chosen != FINDING
    tab.press("Enter", 13)
    tab.until(TOLD, lambda text: "more node" in text)
    expected = {each["id"] for node_id in (FINDING, chosen) for each in around(shipped_api, node_id)["links"]}
    assert {*tab.run(DRAWN)} == {*tab.run(ROWS)} == expected
    assert len(tab.run(ROWS)) == len(expected)


@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (768, "light"), (1280, "dark")])
def test_the_page_of_a_node_unfolds_what_is_around_it(
    tab: Tab, axe: str, shipped_api: Api, base: str, width: int, theme: str
) -> None:
    tab.send("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    tab.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
    tab.go(f"{base}/finding/bury-domestic-abuse-batches")
    tab.until("document.readyState === 'complete' && document.querySelector('.around a')?.textContent")
    tab.run("document.querySelector('.around a').click()")
    drawn = tab.until(DRAWN, bool)
    assert sorted(drawn) == sorted(each["id"] for each in around(shipped_api, FINDING)["links"])
    assert tab.run("location.pathname") == "/finding/bury-domestic-abuse-batches"
    assert tab.run(WIDER) <= 0
    tab.run(f"{axe}; true")
    assert tab.run(AXE) == []
    assert tab.console == []
