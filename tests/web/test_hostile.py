"""Addresses that nobody should send, and what a stored page keeps of its policy."""

from __future__ import annotations

import httpx
import pytest

from tests.helpers.api_server import Api


@pytest.fixture(scope="module")
def base(api: Api) -> str:
    return api.url.removesuffix("/graphql")


def read(address: str, method: str = "GET", **headers: str) -> httpx.Response:
    return httpx.request(method, address, headers={"accept": "text/html", **headers}, timeout=60)


def test_a_page_that_a_browser_has_stored_keeps_its_policy(base: str) -> None:
    """A browser gives a stored page the headers of the 304: a stricter policy would take its style away."""
    first = read(f"{base}/people")
    again = read(f"{base}/people", **{"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    for name in ("content-security-policy", "vary", "etag", "cache-control"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("path", ["/force/nope", "/findings?asOf=x", "/findings?after=x"])
def test_a_wildcard_stands_for_no_page_that_is_not_there(base: str, path: str) -> None:
    assert read(base + path, **{"if-none-match": "*"}).status_code in (400, 404)


@pytest.mark.parametrize(
    "query",
    [
        "/recommendations?status=none",
        "/recommendations?status=yes,no",
        "/sources?seen=none",
        "/letters?from=force,authority",
        "/findings?polarity=ADVERSE,MIXED",
        "/inspections?kind=none",
        "/disputes?kind=Bogus",
        "/disputes?how=zzz",
        "/search?q=missing&types=none",
    ],
)
def test_a_value_that_a_filter_does_not_have_is_refused_by_its_name(base: str, query: str) -> None:
    answer = read(base + query)
    name = query.partition("?")[2].rpartition("&")[2].partition("=")[0]
    assert answer.status_code == 400
    assert f"`{name}`" in answer.text
    assert "$where" not in answer.text


def test_other_matters_are_asked_for_in_no_other_word(base: str) -> None:
    answer = read(f"{base}/letters?otherMatters=true")
    assert answer.status_code == 400
    assert "`otherMatters` is yes or no" in answer.text


@pytest.mark.parametrize("path", ["/", "/developers", "/reports-and-letter"])
@pytest.mark.parametrize("day", ["2012-01-01", "%C2%B2", "9" * 5000, "<b>"])
def test_a_page_that_is_of_today_takes_no_other_day(base: str, path: str, day: str) -> None:
    answer = read(f"{base}{path}?asOf={day}")
    assert answer.status_code == 400
    assert "takes no `asOf`" in answer.text


def test_what_a_page_does_not_read_is_in_none_of_its_addresses(base: str) -> None:
    """Other sites put parameters behind links; a misspelt one must not look as if it had been heard."""
    plain = read(f"{base}/findings?polarity=ADVERSE")
    tracked = read(f"{base}/findings?polarity=ADVERSE&utm_source=x&polariy=POSITIVE")
    assert tracked.status_code == 200
    assert tracked.text == plain.text
    assert tracked.headers["etag"] == plain.headers["etag"]
    assert "polarity=ADVERSE" in plain.text


@pytest.mark.parametrize("path", ["/force/%00", "/search?q=%00", "/findings?theme=a%0Ab", "/search?q=%1b"])
def test_control_characters_are_refused_and_not_shown(base: str, path: str) -> None:
    answer = read(base + path)
    assert answer.status_code == 400
    assert "control characters" in answer.text
    assert not {character for character in answer.text if ord(character) < 32} - {"\n"}


def test_nothing_can_be_sent_to_a_page(base: str) -> None:
    answer = read(f"{base}/people", "POST")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "text/html" in answer.headers["content-type"]
    assert "Pages are read, not written to" in answer.text


def test_other_matters_are_asked_for_by_yes_alone(base: str) -> None:
    asked = {value: read(f"{base}/letters.json?otherMatters={value}").json() for value in ("", "no", "yes")}
    counts = {value: answer["data"]["list"]["totalCount"] for value, answer in asked.items()}
    assert counts["no"] == counts[""] <= counts["yes"]


def test_a_theme_of_a_force_is_asked_for_as_everywhere(base: str) -> None:
    short, whole = (
        read(f"{base}/force/cleveland/findings.json?theme={theme}conference-attendance").json()["data"]
        for theme in ("", "theme:")
    )
    assert short == whole
    assert short["force"]["findings"]["totalCount"] > 0


def test_pictures_of_the_documentation_are_shown_and_its_comments_are_not(base: str) -> None:
    page = read(f"{base}/docs/integrators").text
    assert 'src="/docs/pictures/forces-by-theme.svg"' in page
    picture = read(f"{base}/docs/pictures/forces-by-theme.svg")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    decisions = read(f"{base}/docs/decisions")
    assert decisions.status_code == 200
    assert "&lt;!--" not in decisions.text


def test_a_place_of_another_list_is_told_with_a_way_back(base: str) -> None:
    """Empty, as if there were nothing, it would mislead."""
    end = read(f"{base}/people.json").json()["data"]["list"]["pageInfo"]["endCursor"]
    answer = read(f"{base}/people?name=cunningham&after={end}")
    assert answer.status_code == 400
    assert "Nothing stands at the place" in answer.text
    assert "`after`" in answer.text
    assert 'href="/people?name=cunningham"' in answer.text
    assert read(f"{base}/people.json?name=cunningham&after={end}").status_code == 200


@pytest.mark.parametrize("day", ["x", "2016-13-01", "2016", "20161017", "²016-10-17"])
def test_a_day_that_is_none_is_told_in_the_words_of_the_address(base: str, day: str) -> None:
    answer = read(f"{base}/findings?asOf={day}")
    assert answer.status_code == 400
    assert f"`asOf` in the address is a day such as 2016-10-17, not &#39;{day}&#39;." in answer.text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html;q=0.1, application/json", "application/json"),
        ("application/json;q=0.1, text/html", "text/html"),
        ("text/html, application/json", "text/html"),
        ("application/json, text/plain, */*", "application/json"),
        ("application/json", "application/json"),
        ("application/graphql-response+json", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/json;q=0, */*", "text/html"),
        ("text/*, application/json;q=0.9", "text/html"),
        ("*/*", "text/html"),
        ("image/png", "text/html"),
    ],
)
def test_a_page_or_its_answer_is_what_accept_likes_best(base: str, accept: str, media_type: str) -> None:
    answer = httpx.get(f"{base}/people", headers={"accept": accept}, timeout=60)
    assert answer.headers["content-type"].partition(";")[0] == media_type


def test_where_nothing_is_a_browser_reads_a_page_and_a_program_does_not(base: str) -> None:
    for accept, media_type in (("text/html", "text/html"), ("*/*", "application/json"),
                               ("text/html;q=0.1, application/json", "application/json")):  # fmt: skip
        answer = httpx.get(f"{base}/nowhere", headers={"accept": accept}, timeout=60)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (404, media_type)


def test_the_first_page_has_one_address(base: str) -> None:
    answer = httpx.get(f"{base}/index", headers={"accept": "text/html"}, timeout=60)
    assert (answer.status_code, answer.headers["location"]) == (308, "/")


def test_numbers_of_requests_are_kept_by_page_and_not_by_node(base: str) -> None:
    for path in ("/force/cleveland", "/force/nowhere", "/force/cleveland.json", "/people"):
        read(base + path)
    told = httpx.get(f"{base}/metrics", timeout=60).text
    assert 'route="/force/{name}",status="200"' in told
    assert 'route="/force/{name}",status="404"' in told
    assert 'route="/people",status="200"' in told
    assert "cleveland" not in told


@pytest.mark.parametrize(
    "query", ["/findings?Force=kent", "/findings.json?FORCE=kent", "/forces?asof=2016-01-01"]
)
def test_a_parameter_in_other_capitals_is_not_passed_over(base: str, query: str) -> None:
    answer = read(base + query)
    sent = query.partition("?")[2].partition("=")[0]
    assert answer.status_code == 400
    meant = {"force": "force", "asof": "asOf"}[sent.lower()]
    assert f"`{sent}` is written `{meant}`" in answer.text


def test_a_parameter_that_other_sites_add_is_passed_over(base: str) -> None:
    assert read(f"{base}/findings?utm_source=a&fbclid=b").status_code == 200
