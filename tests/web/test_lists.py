"""Lists that readers narrow down: what is left is what the API lists; numbers of options are its counts."""

from __future__ import annotations

import html
import re
from typing import Any

import httpx
import pytest

from tests.helpers.api_server import Api
from web.addresses import path_of
from web.pages.search import _found

# A list, its root field, an address that narrows it down, and the same as a condition of the API.
NARROWED = [
    (
        "/findings?force=cleveland&polarity=ADVERSE",
        "findings",
        '{attributedTo: {some: {id: {eq: "force:cleveland"}}}, polarity: {eq: ADVERSE}}',
    ),
    (
        "/findings?theme=missing-children",
        "findings",
        '{themes: {some: {id: {eq: "theme:missing-children"}}}}',
    ),
    ("/findings?year=2016", "findings", '{date: {gte: "2016-01-01", lt: "2017-01-01"}}'),
    ("/findings?who=none", "findings", "{who: {isNull: true}}"),
    ("/recommendations?status=yes", "recommendations", "{reviews: {count: {gt: 0}}}"),
    ("/recommendations?status=no&kind=CAUSE_OF_CONCERN", "recommendations",
     "{reviews: {count: {eq: 0}}, kind: {eq: CAUSE_OF_CONCERN}}"),
    ("/letters?from=inspectorate", "correspondences",
     '{sentForBodies: {some: {id: {startsWith: "inspectorate:"}}}}'),
    ("/letters?organisation=cleveland", "correspondences",
     '{sentForBodies: {some: {caption: {contains: "Cleveland"}}}}'),
    ("/statements?kind=DISPUTE", "statements", "{kind: {eq: DISPUTE}}"),
    ("/judgements?framework=ofsted-ilacs&area=overall", "judgements",
     '{framework: {eq: "ofsted-ilacs"}, area: {eq: "overall"}}'),
    ("/judgements?body=kent", "judgements",
     '{organisation: {some: {caption: {contains: "Kent"}}}}'),
    ("/inspections?framework=jtai", "inspections", '{framework: {eq: "jtai"}}'),
    ("/sources?seen=no", "sources", "{seen: {eq: false}}"),
    ("/sources?publisher=hmicfrs&kind=WEB_PAGE", "sources",
     '{publisher: {contains: "HMICFRS"}, kind: {eq: WEB_PAGE}}'),
    ("/authorities?force=cleveland", "authorities", '{policedBy: {some: {id: {eq: "force:cleveland"}}}}'),
    ("/people?name=winsor", "people", '{name: {contains: "Winsor"}}'),
]  # fmt: skip


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


def read(address: str) -> httpx.Response:
    return httpx.get(address, headers={"accept": "text/html"}, timeout=60)


def asked(api: Api, query: str) -> Any:
    answer = httpx.post(api.url, json={"query": query}, timeout=60).json()
    assert "errors" not in answer, answer
    return answer["data"]


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page)))


@pytest.mark.parametrize(("path", "field", "where"), NARROWED, ids=[path for path, *_ in NARROWED])
def test_a_list_is_narrowed_down_to_what_the_api_lists(
    shipped_api: Api, base: str, path: str, field: str, where: str
) -> None:
    listed = asked(shipped_api, f"{{ {field}(where: {where}) {{ totalCount nodes {{ id caption }} }} }}")[
        field
    ]
    page = read(base + path)
    assert page.status_code == 200
    assert f"<b>{listed['totalCount']:,} " in page.text
    assert (
        0 < listed["totalCount"] < asked(shipped_api, f"{{ {field} {{ totalCount }} }}")[field]["totalCount"]
    )
    data = httpx.get(base + path.replace("?", ".json?"), timeout=60).json()["data"]["list"]["nodes"]
    first = listed["nodes"][: len(data)]
    assert [row["id"] for row in data] == [row["id"] for row in first]
    for row in data:
        name = html.escape(row.get("summary") or row.get("name") or row["grade"], quote=True)
        assert name.replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page.text


def test_numbers_of_options_are_the_counts_of_the_api(shipped_api: Api, base: str) -> None:
    facets = asked(shipped_api, "{ findings { facets(by: [THEME]) { buckets { caption count } } } }")
    page = text_of(read(f"{base}/findings").text)
    buckets = facets["findings"]["facets"][0]["buckets"]
    assert len(buckets) > 30
    for bucket in buckets:
        assert f"{bucket['caption'] or 'No theme'} ({bucket['count']:,})" in page


def test_forces_are_offered_by_the_alphabet(base: str) -> None:
    chosen = re.search(r'<select id="by-force".*?</select>', read(f"{base}/findings").text, re.S)
    assert chosen is not None
    names = re.findall(r'<option value="[a-z-]+">([^<]+)<', chosen[0])
    assert len(names) == 43
    assert names == sorted(names)


def test_a_list_is_paged_to_its_end_and_back(shipped_api: Api, base: str) -> None:
    where = "{kind: {eq: CAUSE_OF_CONCERN}}"
    listed = asked(shipped_api, f"{{ recommendations(first: 100, where: {where}) {{ nodes {{ id }} }} }}")
    ids = [path_of(node["id"]) for node in listed["recommendations"]["nodes"]]
    address, seen = f"{base}/recommendations?kind=CAUSE_OF_CONCERN", list[str]()
    pages = [address]
    while address:
        page = read(address).text
        seen += re.findall(r'<a class="plain" href="(/recommendation/[^"]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = base + html.unescape(following[1]) if following else ""
        pages += [address] if address else []
    assert len(pages) == 3
    assert seen == ids
    back = re.search(r'rel="prev" href="([^"]+)"', read(pages[1]).text)
    assert back is not None
    first = re.findall(
        r'<a class="plain" href="(/recommendation/[^"]+)"', read(base + html.unescape(back[1])).text
    )
    assert first == seen[:10]


def test_a_filter_is_kept_with_others_and_can_be_taken_off(base: str) -> None:
    page = read(f"{base}/findings?force=cleveland&year=2016&asOf=2020-01-01").text
    assert '<input type="hidden" name="force" value="cleveland">' in page
    assert '<input type="hidden" name="asOf" value="2020-01-01">' in page
    assert 'href="/findings?year=2016&amp;asOf=2020-01-01"' in page


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/findings?polarity=BAD", "`polarity` is one of ADVERSE, MIXED, POSITIVE, not 'BAD'."),
        ("/findings?year=%D9%A2%D9%A0%D9%A1%D9%A6", "`year` is a year such as 2016"),
        ("/findings?year=<b>16", "`year` is a year such as 2016, not '<b>16'."),
        ("/letters?after=nonsense", "cursor"),
        ("/search?q=a&types=force,<b>", "`types` is one of"),
        ("/search?q=" + "a" * 301, "`q` has 301 characters; 300 are allowed."),
        ("/findings?force=" + "a" * 301, "`force` has 301 characters; 300 are allowed."),
        ("/search?q=" + "+".join(["police"] * 41), "40"),
    ],
)
def test_an_address_that_asks_for_nonsense_is_told_what_is_wrong(base: str, path: str, told: str) -> None:
    page = read(base + path)
    assert page.status_code == 400
    assert told in html.unescape(page.text)
    assert "<b>16" not in page.text


def test_an_empty_list_says_that_this_does_not_mean_none(base: str) -> None:
    page = text_of(read(f"{base}/findings?force=cleveland&asOf=1990-01-01").text)
    assert "That does not mean that there is none" in page


def test_search_marks_the_words_and_names_the_type(base: str) -> None:
    page = read(f"{base}/search?q=strategy+discusions").text
    assert "<mark>discussions</mark>" in page
    assert "Finding" in page


@pytest.mark.parametrize(
    ("caption", "excerpt", "shown"),
    [
        ("A force told a council.", "A **force** told a council.", ""),
        ("A force told a council.", "A **force** told…", ""),
        ("A force told a coun…", "A **force** told a coun…", ""),
        ("A force told a council.", "…told a **council**.", "…told a council."),
        ("A force told a council.", "Another **text** of it…", "Another text of it…"),
    ],
)
def test_no_text_of_a_result_is_lost_or_told_twice(caption: str, excerpt: str, shown: str) -> None:
    row = _found({"caption": caption}, excerpt)
    assert "".join(text for text, _ in row["name"]) == caption
    assert "".join(text for text, _ in row["excerpt"]) == shown


@pytest.mark.parametrize(
    ("words", "name"),
    [("GMP", "Greater Manchester Police"), ("Heddlu", "Gwent Police"), ("e06000004", "Stockton-on-Tees"),
     ("e23000013", "Cleveland Police")],
)  # fmt: skip
def test_search_finds_everyday_names_and_codes_first(base: str, words: str, name: str) -> None:
    found = re.findall(r"<h2><a[^>]*>(.*?)</a></h2>", read(f"{base}/search?q={words}").text)
    assert name in found[:4]
    assert found.index(name) == 0 or words == "Heddlu"


@pytest.mark.parametrize(
    "words", ["", "*", '"(AND', "<script>alert(1)</script>", "qqqqqqqq", "%00", "a" * 300]
)
def test_search_helps_where_nothing_is_found(base: str, words: str) -> None:
    page = httpx.get(f"{base}/search", params={"q": words}, headers={"accept": "text/html"}, timeout=60)
    assert page.status_code == 200
    assert "Or begin with a list" in page.text
    assert "<script>alert" not in page.text


def test_contested_claims_show_both_sides_of_each(shipped_api: Api, base: str) -> None:
    query = """{ disputes(qualified: true, first: 100) { claim { ... on Entity { caption } }
      disputedBy { summary } qualifiedBy { summary } replies { summary } outcomes { status summary } } }"""
    page = text_of(read(f"{base}/disputes").text)
    disputes = asked(shipped_api, query)["disputes"]
    assert f"{len(disputes)} contested claims" in page
    for dispute in disputes:
        said = [*dispute["disputedBy"], *dispute["qualifiedBy"], *dispute["replies"], *dispute["outcomes"]]
        for text in (dispute["claim"]["caption"], *(each["summary"] for each in said)):
            assert re.sub(r"\s+", " ", text) in page


def test_contested_claims_of_a_force_are_also_those_that_it_contests(base: str) -> None:
    """Dorset Police disputes what was found in Dorset, without a force's name."""
    found = httpx.get(f"{base}/disputes?force=dorset", headers={"accept": "text/html"}, timeout=60).text
    assert "/dispute/finding/dorset-conference-attendance" in found


def test_contested_claims_of_a_force_alone(base: str) -> None:
    page = read(f"{base}/disputes?force=cleveland").text
    assert "Neither the text nor the recommendations" in page
    assert "Dorset" not in page
