"""Pages of nodes that are no organisations: what stands where, worked out from the sources."""

from __future__ import annotations

import gzip

import httpx
import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.helpers.api_server import Api
from tests.helpers.site_pages import read

LETTER = "/letter/wilshaw-winsor-2016-10-17"
# Each of them among the fullest of its type.
FULL = (
    "/inspection/hmic-ncpi:metropolitan:2016-11-25",
    "/finding/dorset-conference-attendance",
    LETTER,
    "/recommendation/hmicfrs-5988",
    "/judgement/peel:bedfordshire:2016:effectiveness",
    "/statement/letter-lack-of-support-caused-board-judgement",
    "/theme/conference-attendance",
    "/person/michael-wilshaw",
    "/source/ofsted-csc-england-2023",
    "/framework/hmic-peel",
    "/dispute/statement/clm-wmid-2023-engage",
)


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


def page(base: str, path: str) -> HtmlElement:
    answer = read(base + path)
    assert answer.status_code == 200, path
    return html.fromstring(answer.text).xpath("//main")[0]


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(base: str, path: str, heading: str) -> str:
    """What the section with this heading says."""
    [found] = page(base, path).xpath(f"//section[h2[starts-with(normalize-space(), '{heading}')]]")
    return text_of(found)


def test_a_thread_shows_both_directions_with_posts(base: str) -> None:
    letters = page(base, LETTER).xpath("//ol[@class='thread']/li")
    assert [letter.get("class") for letter in letters] == ["out", *["back"] * 5]
    first, *_, last = (text_of(letter) for letter in letters)
    assert "Sir Michael Wilshaw, HM Chief Inspector, Ofsted, for Ofsted to Sir Thomas Winsor" in first
    assert last.startswith("Reply, 18 October 2016")
    assert "Sir Thomas Winsor, HM Chief Inspector of Constabulary" in last
    assert "also concerns of local authorities" in last


def test_a_thread_as_of_a_day_leaves_out_what_is_later(base: str) -> None:
    dates = page(base, f"{LETTER}?asOf=2016-10-17").xpath("//ol[@class='thread']/li/h3/span[1]")
    assert "Letter, 17 October 2016" in [text_of(each) for each in dates]
    assert "Reply, 18 October 2016" not in [text_of(each) for each in dates]


def test_the_letter_and_the_report_stand_side_by_side_from_either_end(base: str) -> None:
    """Ofsted's report on Bury, 16 May 2016, paragraph 131."""
    for path in ("/finding/bury-domestic-abuse-batches", "/finding/bury-report-batches"):
        [letter, report] = page(base, path).xpath("//div[@class='sides']")[0]
        assert "17 October 2016" in text_of(letter)
        assert "batches" in text_of(report)
    assert "The report agrees" in section(base, "/finding/bury-domestic-abuse-batches", "The letter")


def test_a_report_that_nobody_read_says_so_beside_the_letter(base: str) -> None:
    shown = section(base, "/finding/dorset-conference-attendance", "The letter")
    assert "Nobody here has read this report." in shown


def test_a_contested_grade_has_its_disputes_and_what_they_leave_standing_beside_it(base: str) -> None:
    main = page(base, "/judgement/peel:bedfordshire:2016:effectiveness")
    [beside] = main.xpath("//article//div[contains(@class, 'beside') and not(contains(@class, 'answer'))]")
    assert "Jon Boutcher for Bedfordshire Police" in text_of(beside)
    assert "Not disputed. He accepted fully that there were areas to improve." in text_of(beside)
    assert beside.xpath(".//a[starts-with(@href, '/dispute/judgement/peel:bedfordshire:2016')]")


def test_grades_before_and_after_are_of_the_same_scale_and_without_a_mark_of_better_or_worse(
    base: str,
) -> None:
    """Ofsted's releases: Stockton-on-Tees was inspected in 2016, 2019 and 2023."""
    main = page(base, "/judgement/ofsted-sif:E06000004:2016-08-05:overall")
    rows = [text_of(row) for row in main.xpath("//section[h2[@id='scale']]//tbody/tr")]
    assert [row[: row.index("Overall")] for row in rows] == [
        "5 August 2016 Good this one ",
        "1 July 2019 Requires improvement ",
        "9 May 2023 Requires improvement ",
    ]
    assert not {"BETTER", "WORSE", "↑", "↓"} & set(text_of(main).split())


def test_what_nobody_tells_is_said_to_be_not_found(base: str) -> None:
    path = "/recommendation/ncpi-review-durham-2022-improve-children-detained-custody"
    assert "None found." in section(base, path, "What became of it")


def test_a_recommendation_shows_each_status_in_its_own_words_and_by_its_day(base: str) -> None:
    """HMICFRS's register, entry 5988."""
    shown = section(base, "/recommendation/hmicfrs-5988", "What became of it")
    days = ("15 December 2015: awaiting review", "18 May 2018: complete")
    assert [day in shown for day in days] == [True, True]
    assert shown.index(days[0]) < shown.index(days[1])


def test_findings_of_a_theme_are_narrowed_down_by_the_address(base: str) -> None:
    path = "/theme/conference-attendance?polarity=POSITIVE"
    assert {text_of(each) for each in page(base, path).xpath("//article//span[@class='sign']")} >= {"works"}
    signs = page(base, path).xpath("//section[h2[@id='findings']]//article//span[@class='sign']")
    assert {text_of(each) for each in signs} == {"works"}
    assert read(f"{base}/theme/conference-attendance?polarity=BAD").status_code == 400


def test_a_finding_of_an_area_has_another_form_than_one_that_names_a_force(base: str) -> None:
    [area] = page(base, "/finding/dorset-conference-attendance").xpath("//main/article | //article[1]")[:1]
    assert "area" in area.get("class")
    main = page(base, "/inspection/hmic-ncpi:metropolitan:2016-11-25")
    forms = {each.get("class") for each in main.xpath("//section[h2[@id='findings']]//article")}
    assert forms == {"claim named"}


def test_a_source_leads_to_what_rests_on_it(base: str) -> None:
    main = page(base, "/source/dorset-echo-14811386")
    assert main.xpath("//li//a[@href='/finding/dorset-conference-attendance']")


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("/finding/bury-2016-conference-absence", "/finding/bury-report-conferences"),
        ("/letter/ltr-2016-dorset", "/letter/dorset-police-statement-2016-10"),
        (
            "/statement/clm-wmid-2023-online",
            "/recommendation/peel-west-midlands-2023-25-handled-danger-offenders-abuse-children",
        ),
    ],
)
def test_an_old_id_leads_to_the_page_of_its_node_of_whatever_type(base: str, old: str, now: str) -> None:
    for ending in ("", ".json"):
        moved = read(f"{base}{old}{ending}?asOf=2020-01-01")
        assert (moved.status_code, moved.headers["location"]) == (308, f"{now}{ending}?asOf=2020-01-01")


@pytest.mark.parametrize("path", FULL)
def test_a_full_page_stays_within_two_hundredths_of_the_cost_and_a_hundred_kilobytes(
    base: str, path: str
) -> None:
    cost = httpx.get(f"{base}{path}.json", timeout=60).json()["extensions"]["cost"]
    assert cost["asked"] <= 20_000
    assert len(gzip.compress(read(base + path).content)) < 100_000
