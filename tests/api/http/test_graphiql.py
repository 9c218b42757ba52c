"""GraphiQL, in a browser that reaches only this server; health and metrics for operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.http.graphiql import graphiql_page
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.chromium import Page, chromium
from tests.helpers.expected_answers import DOCUMENTS

RESULT = "document.querySelector('.result-window')?.innerText ?? ''"


@pytest.fixture(scope="module")
def base(api: Api) -> str:
    return api.url.removesuffix("/graphql")


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium() as page:
        yield page


def assert_nothing_else_was_asked(page: Page, base: str) -> None:
    assert page.asked
    assert [url for url in page.asked if not url.startswith((base, "data:"))] == []


def words(name: str) -> str:
    """The name of an operation as readers write it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z0-9])(?=[A-Z])", " ", name)


def test_graphiql_opens_with_the_first_question_and_answers_it(page: Page, base: str) -> None:
    page.go(f"{base}/graphql")
    page.until("document.querySelectorAll('.graphiql-tab').length")
    names = page.run("[...document.querySelectorAll('.graphiql-tab')].map(tab => tab.innerText.trim())")
    assert names == ["HistoryOfAForce", "ThemeByTheme"]
    page.run("document.querySelector('.graphiql-execute-button').click()")
    page.until(RESULT, lambda text: '"data"' in text and "Cleveland" in text)
    assert "errors" not in page.run(RESULT)
    assert_nothing_else_was_asked(page, base)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)], ids=["desktop", "phone"])
def test_every_example_can_be_chosen_and_asked(page: Page, base: str, width: int, height: int) -> None:
    """Whatever the width, each stands in a list that nothing covers, and opens in a tab of its own."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
    page.send("Emulation.setDeviceMetricsOverride", **size)
    page.go(f"{base}/graphql")
    page.until("document.querySelectorAll('#example option').length > 1")
    texts = [path.read_text("utf-8") for path in sorted(DOCUMENTS.glob("*.graphql"))]
    titles = [words(re.findall(r"^query (\w+)", text, re.M)[0]) for text in texts]
    assert (
        page.run("[...document.querySelectorAll('#example option')].slice(1).map(each => each.text)")
        == titles
    )
    assert uncovered(page, "#example")
    page.run(
        "document.getElementById('example').value = 4;"
        "document.getElementById('example').dispatchEvent(new Event('change'))"
    )
    page.until(
        "document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.getValue()",
        lambda text: text == texts[4],
    )
    assert page.run("document.querySelectorAll('.graphiql-tab').length") == 3
    name = re.findall(r"^query (\w+)", texts[4], re.M)[0]
    page.until("document.querySelector('.graphiql-tab-active')?.innerText", lambda text: name in text)
    assert uncovered(page, ".graphiql-execute-button")
    page.run("document.querySelector('.graphiql-execute-button').click()")
    page.until(RESULT, lambda text: '"paths"' in text or '"data"' in text)
    assert "errors" not in page.run(RESULT)
    assert page.run("document.documentElement.scrollWidth") <= width


def uncovered(page: Page, selector: str) -> bool:
    """Whether what is seen in the middle of an element is that element, or a part of it."""
    found: bool = page.run(
        f"(() => {{ const it = document.querySelector('{selector}'), box = it.getBoundingClientRect();"
        "return it.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); })()"
    )
    return found


def test_graphiql_shows_what_a_subscription_tells(page: Page, base: str) -> None:
    page.go(f"{base}/graphql")
    page.until("document.querySelectorAll('#example option').length > 1")
    page.run(
        "document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue("
        "'subscription Told { datasetChanged { state } }')"
    )
    # The tab has the name of the operation that is run.
    page.until(
        "[...document.querySelectorAll('.graphiql-tab')].map(tab => tab.innerText).join()",
        lambda names: "Told" in names,
    )
    page.run("document.querySelector('.graphiql-execute-button').click()")
    page.until(RESULT, lambda text: '"READY"' in text)
    assert_nothing_else_was_asked(page, base)


def test_graphiql_opens_the_question_of_a_page(page: Page, base: str) -> None:
    """In a browser that was never here, and in one that keeps tabs of its own."""
    for address in ("/forces.question?asOf=2016-10-17", "/forces.question?asOf=2015-10-17"):
        page.go("about:blank")
        page.go(f"{base}/graphql#{address}")
        page.until("document.querySelectorAll('.graphiql-tab').length")
        page.until("document.querySelector('.graphiql-tab-active')?.innerText", lambda text: "Forces" in text)
        page.run("document.querySelector('.graphiql-execute-button').click()")
        page.until(RESULT, lambda text: "Avon and Somerset Constabulary" in text)
    assert_nothing_else_was_asked(page, base)


def test_graphiql_forbids_requests_elsewhere(base: str) -> None:
    response = httpx.get(f"{base}/graphql", headers={"accept": "text/html"}, timeout=60)
    assert response.headers["content-security-policy"].startswith("default-src 'self';")


def test_an_operator_can_ask_whether_it_lives_and_is_ready(base: str) -> None:
    assert httpx.get(f"{base}/health/live", timeout=60).json() == {"live": True}
    assert httpx.get(f"{base}/health/ready", timeout=60).json() == {"ready": True}


def test_metrics_count_what_was_asked_and_answered(api: Api, base: str) -> None:
    def read(name: str) -> float:
        text = httpx.get(f"{base}/metrics", timeout=60).text
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.M)
        return float(found[1]) if found else 0.0

    names = (
        'graphql_requests_total{method="POST",status="200"}',
        'graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"}',
        "graphql_cost_count",
        "neo4j_statements_run",
    )
    before = [read(name) for name in names]
    for query in ("{ dataset { version } }", "{ nothing }"):
        httpx.post(api.url, json={"query": query}, timeout=60)
    assert [read(name) - old for name, old in zip(names, before, strict=True)] == [2, 1, 1, 1]
    assert read("graphql_documents_kept") >= 1
    assert read("process_resident_memory_bytes") > 0


def test_graphiql_needs_no_documentation(tmp_path: Path) -> None:
    """A wheel carries none."""
    assert "What is in the graph?" in graphiql_page(tmp_path)


def test_there_is_no_browser_link_without_a_known_address(served: Neo4jProcess) -> None:
    """A guess would lead to somebody else's, or nowhere."""
    with serving(served, browser_url=None) as api:
        asked = {"query": '{ node(id: "force:cleveland") { ... on Entity { id browserUrl } } }'}
        found = httpx.post(api.url, json=asked, timeout=60).json()
        assert found["data"]["node"] == {"id": "force:cleveland", "browserUrl": None}
        developers = httpx.get(f"{api.url.removesuffix('graphql')}developers", timeout=60)
        assert "Neo4j Browser</a>" not in developers.text
    with serving(served, browser_url="https://neo4j.example.org/browser/?") as api:
        url = httpx.post(api.url, json=asked, timeout=60).json()["data"]["node"]["browserUrl"]
        assert url.startswith("https://neo4j.example.org/browser/?cmd=edit&arg=MATCH")
