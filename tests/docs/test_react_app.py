"""The example app of `examples/react-app`, built, and driven in Chromium next to the served API."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings
from graph.store.ports import free_ports
from graph.store.process import Neo4jProcess
from tests.helpers import react_app as app
from tests.helpers.api_server import serving
from tests.helpers.chromium import Page as Tab
from tests.helpers.chromium import chromium
from tests.helpers.faulty_proxy import Answer, FaultyProxy, Forward, faulty_proxy
from tests.web.test_rendered import AXE, WIDER

FORCE, DAY = "force:cleveland", "2016-10-20"


@pytest.fixture(scope="module")
def ports() -> list[int]:
    """Of the server at the API's origin by a proxy, and of the one that has another origin."""
    return free_ports(2)


@pytest.fixture(scope="module")
def proxy(shipped_neo4j: Neo4jProcess, settings: Settings, ports: list[int]) -> Iterator[FaultyProxy]:
    allowed = replace(settings, deadline=60, cors_origins=(f"http://127.0.0.1:{ports[1]}",))
    with serving(shipped_neo4j, allowed) as api, faulty_proxy(api.url.removesuffix("/graphql")) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def generated() -> str:
    """The types that are generated from the documents of the app and the schema."""
    run = app.command("graphql-codegen")
    assert run.returncode == 0, run.stdout + run.stderr
    return (app.APP / "src" / "generated" / "graphql.ts").read_text("utf-8")


@pytest.fixture(scope="module")
def site(
    generated: str, proxy: FaultyProxy, ports: list[int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the app."""
    with app.previewed(app.build(tmp_path_factory.mktemp("app")), ports[0], proxy.url) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Tab]:
    with chromium() as tab:
        yield tab


@pytest.fixture
def tab(browser: Tab) -> Iterator[Tab]:
    """A tab in which the app itself says nothing to the console; Chromium does, of requests that fail."""
    browser.console.clear()
    yield browser
    browser.go("about:blank")
    said = [json.loads(each) for each in browser.console]
    assert [each for each in said if each.get("entry", {}).get("source") != "network"] == []


def test_documents_compile_in_strict_typescript_and_no_scalar_is_unknown(generated: str) -> None:
    answers = "\n".join(
        re.findall(r"^export type \w+(?:Query|Fragment|Variables) = .*?;$", generated, re.S | re.M)
    )
    assert "date: PartialDate | null" in answers
    assert "asOf?: Day | null" in answers
    assert re.findall(r"\b(?:unknown|any)\b", answers) == []
    run = app.command("tsc", "--noEmit")
    assert run.returncode == 0, run.stdout


def test_the_search_asks_once_for_what_was_typed_at_once(tab: Tab, site: str, proxy: FaultyProxy) -> None:
    tab.go(site)
    tab.until(app.FORCES, lambda count: count == 43)
    proxy.asked.clear()
    tab.run(app.TYPE % ["w", "wa", "wal", "wale", "wales"])
    tab.until(app.NAMES, lambda names: names == ["North Wales Police", "South Wales Police"])
    assert [each["variables"]["text"] for each in proxy.asked] == ["wales"]


def test_the_search_takes_back_what_is_no_longer_asked(tab: Tab, site: str, proxy: FaultyProxy) -> None:
    answered = threading.Event()

    def slow(request: dict[str, Any], forward: Forward) -> Answer:
        if request["variables"]["text"] == "dor":
            answered.wait(30)
        return forward()

    tab.go(site)
    tab.until(app.FORCES, lambda count: count == 43)
    tab.taken_back.clear()
    with proxy.answering(slow):
        tab.run(app.TYPE % ["dor"])
        tab.until("1", lambda _: any(each["variables"]["text"] == "dor" for each in proxy.asked))
        tab.run(app.TYPE % ["dorset"])
        tab.until(app.NAMES, lambda names: names == ["Dorset Police"])
        answered.set()
    assert tab.taken_back == [f"{site}/graphql"]


def test_scrolling_to_the_end_shows_every_entry_of_the_history_once(
    tab: Tab, site: str, proxy: FaultyProxy
) -> None:
    every, named = app.history(proxy.api, FORCE), app.history(proxy.api, FORCE, basis="NAMED")
    assert len(every) > len(named) > 100, "several pages of each"
    tab.go(f"{site}/?id={FORCE}")
    assert app.scrolled(tab, len(every)) == every
    tab.until("document.querySelectorAll('main > button').length", lambda count: count == 0)
    tab.run("document.querySelector('input[type=checkbox]').click()")
    tab.until(app.ROWS, lambda rows: 0 < len(rows) < len(every))
    assert app.scrolled(tab, len(named)) == named


def test_another_day_has_its_own_lists_and_the_way_back_asks_nothing(
    tab: Tab, site: str, proxy: FaultyProxy
) -> None:
    every, before = app.history(proxy.api, FORCE), app.history(proxy.api, FORCE, asOf=DAY)
    assert 20 < len(before) < len(every)
    tab.go(f"{site}/?id={FORCE}")
    assert app.scrolled(tab, 60)[:60] == every[:60]
    app.choose(tab, DAY)
    tab.until(app.ROWS, lambda rows: rows and rows[0] == before[0])
    assert app.scrolled(tab, len(before)) == before
    tab.until("document.querySelectorAll('main > button').length", lambda count: count == 0)
    proxy.asked.clear()
    app.any_day(tab)
    rows = tab.until(app.ROWS, lambda rows: len(rows) >= 60)
    assert rows == every[: len(rows)]
    app.choose(tab, DAY)
    assert tab.until(app.ROWS, lambda rows: len(rows) == len(before)) == before
    assert [each for each in proxy.asked if each["variables"]["asOf"] == DAY] == []


def test_an_object_is_on_each_day_what_it_was_then(tab: Tab, site: str) -> None:
    """The finding was disputed later: its list of disputes is that of the day, under one id."""
    contested = (
        "document.querySelector('.evidence') && document.body?.innerText.includes('Contested: both sides')"
    )
    tab.go(f"{site}/?id=finding:dorset-conference-attendance")
    tab.until(contested)
    app.choose(tab, "2016-10-16")
    tab.until(contested, lambda held: held is False)
    app.any_day(tab)
    tab.until(contested)


def test_an_empty_history_says_what_is_held(tab: Tab, site: str, proxy: FaultyProxy) -> None:
    tab.go(f"{site}/?id={FORCE}&asOf=1990-01-01")
    tab.until("document.querySelector('details')?.open")
    coverage = app.ask(proxy.api, "query($id: ID!) { force(id: $id) { coverage { explanation } } }", id=FORCE)
    shown = tab.run("[...document.querySelectorAll('dd')].map((each) => each.innerText)")
    assert shown == [each["explanation"] for each in coverage["force"]["coverage"]]
    assert "no sign that nothing was found" in tab.text()


def test_a_superseded_id_leads_to_that_of_today(tab: Tab, site: str) -> None:
    tab.go(f"{site}/?id=correspondence:ltr-2016-dorset")
    tab.until(
        "location.search", lambda search: "?id=correspondence:dorset-police-statement-2016-10" in search
    )
    assert "correspondence:ltr-2016-dorset. That id was superseded" in tab.text()
    tab.go(f"{site}/?id=force:nowhere")
    tab.until("document.querySelector('h1')?.innerText", lambda text: text == "Nothing is here")


def test_a_refusal_is_said_in_the_sentence_of_the_api(tab: Tab, site: str) -> None:
    tab.go(f"{site}/?asOf=2016-02-30")
    text = tab.until(app.ALERT)
    assert "'2016-02-30' is not a day that exists; write one as in 2016-10-17." in text
    assert "Ask again" not in text


def test_what_was_answered_is_shown_beside_what_was_not(tab: Tab, site: str, proxy: FaultyProxy) -> None:
    with proxy.answering(app.without_dataset):
        tab.go(site)
        said = tab.until(app.ALERT)
        assert "A part of this page is missing:" in said
        assert "This took too long. (dataset)" in said
        assert tab.run(app.FORCES) == 43
    tab.run(app.AGAIN)
    tab.until(f"document.body?.innerText.includes('version') && !{app.ALERT}")


def test_a_server_that_asks_for_time_is_asked_again_and_given_up_at_last(
    tab: Tab, site: str, proxy: FaultyProxy
) -> None:
    refusals = [2]

    def busy(request: dict[str, Any], forward: Forward) -> Answer:
        if not refusals:
            return forward()
        error = {"message": "The graph is being loaded.", "extensions": {"code": "STORE_UNAVAILABLE"}}
        return Answer.of_json(503, {"errors": [error]}, **{"retry-after": str(refusals.pop())})

    with proxy.answering(busy):
        tab.go(site)
        tab.until("document.body?.innerText.includes('It is asked again as soon as it may be.')")
        tab.until(app.FORCES, lambda count: count == 43)
        refusals += [0] * 4
        proxy.asked.clear()
        tab.go(f"{site}/?list=disputes")
        assert "The graph is being loaded." in tab.until(app.ALERT)
        assert len(proxy.asked) == 4
        tab.run(app.AGAIN)
        tab.until(app.FORCES, lambda count: count > 5)


def test_without_a_network_the_page_keeps_what_it_has_and_goes_on_later(tab: Tab, site: str) -> None:
    def network(there: bool) -> None:
        speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        tab.send("Network.emulateNetworkConditions", offline=not there, **speed)

    tab.go(f"{site}/?id={FORCE}")
    rows = tab.until(app.ROWS, lambda rows: len(rows) == 20)
    network(False)
    tab.run("scrollTo(0, 1e7)")
    assert "The server cannot be reached" in tab.until(app.ALERT)
    assert tab.run(app.ROWS) == rows
    network(True)
    tab.run(app.AGAIN)
    tab.until(app.ROWS, lambda more: len(more) > 20)


def test_answers_of_a_new_version_are_not_mixed_with_those_before(
    tab: Tab, site: str, proxy: FaultyProxy
) -> None:
    tab.go(f"{site}/?id={FORCE}")
    rows = tab.until(app.ROWS, lambda rows: len(rows) == 20)
    with proxy.answering(app.another_version):
        tab.run("scrollTo(0, 1e7)")
        assert "Reload the page" in tab.until(app.ALERT)
    assert tab.run(app.ROWS) == rows
    tab.run(app.RELOAD)
    tab.until(app.ROWS, lambda rows: len(rows) == 20)
    assert tab.run(app.ALERT) is None


def test_a_new_version_is_told_as_soon_as_it_is_served(tab: Tab, site: str, proxy: FaultyProxy) -> None:
    told = "document.body?.innerText.includes('A new version of the graph is there.')"
    proxy.streams.clear()
    tab.go(f"{site}/?id={FORCE}")
    tab.until(app.ROWS, lambda rows: len(rows) == 20)
    tab.until("1", lambda _: bool(proxy.streams))
    assert tab.run(told) is False
    proxy.tell({"data": {"datasetChanged": {"version": "another"}}})
    tab.until(told)
    tab.run(app.RELOAD)
    tab.until(f"!({told}) && document.querySelectorAll('.history li').length === 20")


@pytest.mark.parametrize(
    "path",
    [
        "",
        f"?id={FORCE}&asOf={DAY}",
        f"?id={FORCE}&asOf=1990-01-01",
        "?id=finding:dorset-conference-attendance",
        "?dispute=finding:dorset-conference-attendance",
        "?list=disputes",
        "?asOf=2016-02-30",
    ],
)
def test_a_page_is_readable_at_any_width(tab: Tab, axe: str, site: str, path: str) -> None:
    """By the rules of axe, and no wider than the window; and nothing is fetched from elsewhere."""
    tab.go(f"{site}/{path}")
    tab.until("!!document.querySelector('h1, [role=alert]') && !document.body?.innerText.includes('Loading')")
    for width in (320, 1280):
        tab.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        assert tab.run(WIDER) <= 0
        tab.run(f"{axe}; true")
        assert tab.run(AXE) == []
    assert [url for url in tab.asked if not url.startswith((site, "data:", "about:"))] == []


def test_the_app_asks_an_api_of_another_origin_that_allows_it(
    tab: Tab, site: str, proxy: FaultyProxy, ports: list[int], tmp_path: Path
) -> None:
    """As `CORS_ORIGINS` does."""
    with app.previewed(app.build(tmp_path, VITE_API=proxy.url), ports[1], "http://127.0.0.1:9") as elsewhere:
        tab.go(f"{elsewhere}/?id={FORCE}")
        tab.until(app.ROWS, lambda rows: len(rows) == 20)
    assert tab.asked[-1] == f"{proxy.url}/graphql"
