"""What holds for every page: its forms, its errors, its policy, and where its links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

import httpx
import pytest
from lxml import html

from graph.model import vocabulary
from graph.model.dates import EndState
from graph.model.nodes import NODE_TYPES
from graph.news import News
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.chromium import Page as Tab
from tests.helpers.chromium import chromium
from tests.helpers.paths import ROOT
from web.addresses import FOLDERS, id_at, path_of
from web.pages import PAGES
from web.words import LABELS, NOUNS, dates, day, label

BACKGROUND = "document.documentElement ? getComputedStyle(document.documentElement).backgroundColor : ''"
LISTS = [page for page in PAGES if "{" not in page.path]
# Vocabularies that no page shows.
UNSHOWN = {"DatasetState"}


@pytest.fixture(scope="module")
def base(api: Api) -> str:
    return api.url.removesuffix("/graphql")


@pytest.fixture
def tab() -> Iterator[Tab]:
    with chromium() as tab:
        yield tab


def read(address: str, **headers: str) -> httpx.Response:
    return httpx.get(address, headers={"accept": "text/html", **headers}, timeout=60)


def test_the_first_page_says_what_this_is_and_leads_on(tab: Tab, base: str, api: Api) -> None:
    tab.go(f"{base}/")
    tab.until("document.readyState === 'complete' && document.querySelector('h1') !== null")
    version = httpx.post(api.url, json={"query": "{ dataset { version } }"}, timeout=60).json()
    assert version["data"]["dataset"]["version"] in tab.text()
    links = tab.run("[...document.links].map(link => link.getAttribute('href'))")
    for link in ("/forces", "/developers"):
        assert link in links
        assert read(base + link).status_code == 200
    assert [url for url in tab.asked if not url.startswith(base)] == []


def test_pages_are_dark_where_the_reader_wants_it(tab: Tab, base: str) -> None:
    tab.go(f"{base}/")
    light = tab.until(BACKGROUND, lambda colour: colour not in ("", "rgba(0, 0, 0, 0)"))
    tab.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert tab.until(BACKGROUND, lambda colour: colour != light)


@pytest.mark.parametrize("path", [page.path for page in LISTS])
def test_the_data_of_a_page_are_the_answer_to_its_question(base: str, api: Api, path: str) -> None:
    stem = "/index" if path == "/" else path
    question = httpx.get(f"{base}{stem}.question", timeout=60).json()
    asked = httpx.post(api.url, json=question, timeout=60).json()
    assert "errors" not in asked
    answer = httpx.get(f"{base}{stem}.json", timeout=60).json()
    assert answer["data"] == asked["data"]
    assert httpx.get(base + path, headers={"accept": "application/json"}, timeout=60).json() == answer


@pytest.mark.parametrize("path", [page.path for page in LISTS])
def test_a_page_forbids_inline_code_and_other_hosts(base: str, path: str) -> None:
    response = read(base + path)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert not re.search(r"<style|<script(?! src)| style=| on\w+=", response.text)


def test_a_client_that_holds_a_page_gets_no_body(base: str) -> None:
    first = read(f"{base}/forces")
    again = read(f"{base}/forces", **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert read(f"{base}/forces?asOf=2016-10-17").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("day", ["<script>alert(1)</script>", "2016-13-01", "2016-02-30", "%00", "tomorrow"])
def test_a_day_that_is_none_is_told_and_nothing_is_reflected_unescaped(base: str, day: str) -> None:
    response = read(f"{base}/forces?asOf={day}")
    assert response.status_code == 400
    assert "text/html" in response.headers["content-type"]
    assert "asOf" in response.text
    assert "<script>alert" not in response.text
    as_data = httpx.get(f"{base}/forces.json?asOf={day}", timeout=60)
    assert as_data.status_code == 400
    assert as_data.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_an_address_of_nothing_helps_a_reader_and_tells_a_program(base: str) -> None:
    for path in ("/nothing", "/forces/", "/docs/nothing", "/docs/..%2Fpyproject", "/assets/..%2Fapp.py"):
        response = read(base + path)
        assert response.status_code in (307, 404)
    page = read(f"{base}/nothing")
    assert "There is no such page" in page.text
    assert "search" in page.text
    program = httpx.get(f"{base}/nothing", headers={"accept": "application/json"}, timeout=60)
    assert program.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_links_of_the_documentation_lead_somewhere(base: str) -> None:
    pages = re.findall(r'href="(/docs/[^"#]+)"', read(f"{base}/docs").text)
    assert len(pages) > 20
    links = {link for page in pages for link in re.findall(r'href="(/[^"#]+)"', read(base + page).text)}
    assert {link for link in links if link.startswith("/docs/")} >= {"/docs/errors", "/docs/errors.md"}
    missing = {link for link in links if link.startswith("/docs") and read(base + link).status_code != 200}
    assert missing == set()


def test_every_member_of_a_vocabulary_has_its_words() -> None:
    vocabularies = {
        re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): kind
        for name, kind in {**vars(vocabulary), "EndState": EndState}.items()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
        if name not in UNSHOWN
    }
    # No vocabularies: types of relationships, and states of coverage as a question has them.
    assert LABELS.keys() - {"relationship", "question_state"} == vocabularies.keys()
    for name, kind in vocabularies.items():
        assert LABELS[name].keys() == {member.value for member in kind}
        assert label(next(iter(kind)).value, name)


def test_a_type_or_a_member_that_is_new_has_a_word() -> None:
    """A type that somebody adds is shown before anybody words it for readers."""
    assert NOUNS.keys() == {each.label for each in NODE_TYPES}
    assert label("CALLED_FOR", "history_kind") == "Called for"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2016-10-17", "17 October 2016"),
        ("2016-10", "October 2016"),
        ("2016", "2016"),
        ("2023-25", "2023-25"),
        (None, ""),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(published: str | None, shown: str) -> None:
    assert day(published) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2016-10-17", "2016-10-17", "17 October 2016"),
        ("2016", "2016", "2016"),
        ("2022-03-03", "2022", "3 March 2022 and unknown days of 2022"),
        ("2016", "2016-10-17", "17 October 2016 and unknown days of 2016"),
        ("2022-03", "2022-05", "March 2022 to May 2022"),
        ("2013-11-19", "2018", "19 November 2013 to 2018"),
        ("2016-10-17", None, "17 October 2016"),
    ],
)
def test_two_dates_say_no_more_than_is_known_of_either(first: str, last: str | None, shown: str) -> None:
    assert dates(first, last) == shown


def test_the_address_of_a_node_leads_back_to_its_id() -> None:
    for folder in FOLDERS:
        node_id = id_at(folder, "some-thing:2016")
        assert path_of(node_id) == f"/{folder}/some-thing:2016"


def test_the_documentation_lists_every_address() -> None:
    text = (ROOT / "docs" / "pages.md").read_text("utf-8")
    listed = {
        path for line in re.findall(r"^\|(.*?)\|", text, re.M) for path in re.findall(r"`(/[^`?]*)", line)
    }
    assert listed == {page.path.replace("{name}", "NAME").replace("{kind}", "TYPE") for page in PAGES}


def test_the_first_page_tells_what_is_new_since_the_last_version(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = (("Finding", "finding:bury-domestic-abuse-batches", "Found <b>anew</b>"),)
    news = News("1" * 16, Counter(Finding=1234), Counter(), Counter(Person=2), 7, named)
    monkeypatch.setattr("web.pages.start.news_of", lambda home, version: news)
    # Another name of this host is another page, which is not stored yet.
    text = read(api.url.removesuffix("/graphql").replace("127.0.0.1", "localhost") + "/").text
    page = html.fromstring(text)
    lines = page.xpath("//section[@aria-labelledby='news']//tr")
    rows = [[cell.text_content() for cell in row] for row in lines]
    assert rows[1:] == [["Person", "0", "0", "2"], ["Finding", "1,234", "0", "0"]]
    assert "Found &lt;b&gt;anew&lt;/b&gt;" in text
    assert 'href="/finding/bury-domestic-abuse-batches"' in text
    assert f'href="/changes?since={"1" * 16}"' in text


@pytest.mark.parametrize(
    ("contact", "href"),
    [
        ("errors@example.org", "mailto:errors@example.org?subject=Error%3A%20/people%20%C2%B7%20"),
        ("https://example.org/contact", "https://example.org/contact"),
    ],
)
def test_readers_are_told_what_to_quote_and_where_to_report_an_error(
    served: Neo4jProcess, contact: str, href: str
) -> None:
    with serving(served, Settings(report_errors_to=contact)) as api:
        page = html.fromstring(read(api.url.removesuffix("/graphql") + "/people").text)
    (link,) = page.xpath(f"//footer//a[text()='{contact}']")
    assert str(link.get("href")).startswith(href)
    assert any(text.startswith("/people · ") for text in page.xpath("//footer//p/code/text()"))


def test_without_an_address_readers_are_told_whom_to_ask(base: str) -> None:
    text = read(f"{base}/people").text
    assert "Tell whoever runs this site" in text
    assert "mailto:" not in text
