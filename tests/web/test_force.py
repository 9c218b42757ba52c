"""The page of a force, those below it and beside it, against independent questions to the API."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from lxml import html

from tests.helpers.api_server import Api
from tests.helpers.site_pages import read

CONTESTED = """query($id: ID!) { force(id: $id) {
  judgements(first: 100, where: {or: [{disputedBy: {some: {}}}, {qualifiedBy: {some: {}}}]}) {
    nodes { grade disputedBy { summary } qualifiedBy { summary } } } } }"""
LANES = """query($id: ID!) { force(id: $id) {
  named: history(first: 1, basis: NAMED) { totalCount facets(by: [KIND]) { buckets { value count } } }
  area: history(first: 1, basis: AREA) { totalCount facets(by: [KIND]) { buckets { value count } } } } }"""


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


def page(address: str) -> Any:
    response = read(address)
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def asked(api: Api, query: str, **variables: str) -> Any:
    answer = httpx.post(api.url, json={"query": query, "variables": variables}, timeout=60).json()
    assert "errors" not in answer, answer
    return answer["data"]


def drawn(tree: Any, lane: str) -> int:
    """How many things the marks of a lane of the wide time line stand for."""
    [group] = tree.xpath(f"//svg[@class='wide']/g[@class='{lane}']")
    numbers = group.xpath("text[@class='many']")
    return sum(int(text(each)) for each in numbers) + len(group.xpath("g")) - len(numbers)


def test_coverage_comes_before_any_grade(base: str) -> None:
    headings = [text(each) for each in page(f"{base}/force/west-midlands").xpath("//main//h2")]
    assert headings[0] == "What is here, and what is not"
    assert headings.index("Grades") > headings.index("What is here, and what is not")


@pytest.mark.parametrize("force", ["west-midlands", "cleveland", "derbyshire", "gwent", "north-wales"])
def test_a_time_line_draws_each_entry_once(base: str, shipped_api: Api, force: str) -> None:
    tree = page(f"{base}/force/{force}")
    lanes = asked(shipped_api, LANES, id=f"force:{force}")["force"]
    assert drawn(tree, "named") == lanes["named"]["totalCount"]
    if lanes["area"]["totalCount"]:
        # Grades of councils in the area are on the pages of the councils.
        grades = {each["value"]: each["count"] for each in lanes["area"]["facets"][0]["buckets"]}
        assert drawn(tree, "area") == lanes["area"]["totalCount"] - grades.get("JUDGEMENT", 0)


def test_a_lane_with_very_many_entries_has_counts_per_year(base: str, shipped_api: Api) -> None:
    tree = page(f"{base}/force/metropolitan")
    [group] = tree.xpath("//svg[@class='wide']/g[@class='area']")
    assert [text(each) for each in group.xpath("text[@class='name']")] == ["All, per year", "Findings"]
    lanes = asked(shipped_api, LANES, id="force:metropolitan")["force"]
    assert drawn(tree, "area") == lanes["area"]["totalCount"]


@pytest.mark.parametrize("force", ["west-midlands", "bedfordshire", "northamptonshire", "north-wales"])
def test_a_contested_grade_is_marked_and_has_its_dispute_beside_it(
    base: str, shipped_api: Api, force: str
) -> None:
    tree = page(f"{base}/force/{force}")
    contested = asked(shipped_api, CONTESTED, id=f"force:{force}")["force"]["judgements"]["nodes"]
    assert contested
    marks = tree.xpath("//li[contains(@class, 'cell')]//a[@class='contested']")
    assert len(marks) == len(contested)
    for mark in marks:
        [beside] = tree.xpath(f"//*[@id='{mark.get('href').removeprefix('#')}']")
        assert beside.getparent() in mark.iterancestors()
        assert any(
            all(said["summary"] in text(beside) for said in grade["disputedBy"] + grade["qualifiedBy"])
            for grade in contested
        )


def test_an_absent_grade_says_of_which_kind_its_absence_is(base: str) -> None:
    """West Midlands, vulnerable people: no force was graded in 2014, all were in 2015; 2016 is unknown."""
    [strip] = page(f"{base}/force/west-midlands").xpath(
        "//div[@class='strip'][h4='Protecting vulnerable people'][ol/li[span='2014']]"
    )
    assert [text(each.xpath("*[contains(@class, 'grade')]")[0]) for each in strip.xpath("ol/li")] == [
        "Not graded",
        "Exists, not held",
        "Not known",
        "Inadequate",
        "Requires improvement",
    ]


def test_the_filled_box_is_the_grade_in_the_inspectorates_order(base: str) -> None:
    order = ["Outstanding", "Good", "Requires improvement", "Inadequate"]
    tree = page(f"{base}/force/derbyshire")
    until_2019 = tree.xpath("//div[@class='scale']")[0]
    cells = [each for each in until_2019.xpath(".//li") if each.xpath("*[@class='boxes']")]
    assert cells
    for cell in cells:
        boxes = [box.get("class") for box in cell.xpath("*[@class='boxes']/i")]
        assert boxes.index("on") == order.index(text(cell.xpath("a[@class='grade']")[0]))


def test_a_force_with_nothing_of_a_kind_says_so(base: str) -> None:
    tree = page(f"{base}/force/city-of-london")
    gaps = [text(each) for each in tree.xpath("//main//*[@class='gap']")]
    assert "No post of the force is held here." in gaps
    assert any("disputes or qualifies" in gap for gap in gaps)


@pytest.mark.parametrize(
    ("filters", "where"),
    [
        ("polarity=ADVERSE", "{polarity: {eq: ADVERSE}}"),
        ("basis=AREA", '{attributedTo: {none: {id: {eq: "force:cleveland"}}}}'),
        ("theme=theme:missing-children", '{themes: {some: {id: {eq: "theme:missing-children"}}}}'),
    ],
)
def test_findings_are_narrowed_down_by_the_address(
    base: str, shipped_api: Api, filters: str, where: str
) -> None:
    query = f'{{ force(id: "force:cleveland") {{ findings(first: 100, where: {where}) {{ totalCount }} }} }}'
    wanted = asked(shipped_api, query)["force"]["findings"]["totalCount"]
    tree = page(f"{base}/force/cleveland/findings?{filters}")
    assert 0 < wanted < 67
    assert text(tree.xpath("//p[@class='lead']")[0]).startswith(f"{wanted} finding")


def test_pages_of_findings_hold_every_finding_once(base: str, shipped_api: Api) -> None:
    query = '{ force(id: "force:cleveland") { findings(first: 100) { nodes { id } } } }'
    wanted = {each["id"] for each in asked(shipped_api, query)["force"]["findings"]["nodes"]}
    address, seen = f"{base}/force/cleveland/findings", list[str]()
    while address:
        tree = page(address)
        links = tree.xpath("//article//a[@class='plain'][starts-with(@href, '/finding/')]/@href")
        seen += [re.sub("^/finding/", "finding:", link) for link in links]
        address = next((base + link for link in tree.xpath("//a[@rel='next']/@href")), "")
    assert len(seen) == len(wanted)
    assert set(seen) == wanted


def test_links_of_a_page_of_a_day_are_of_that_day(base: str) -> None:
    """A number beside a link is that of the page behind it."""
    page = html.fromstring(read(f"{base}/force/cleveland?asOf=2016-10-20").text)
    links = [str(each) for each in page.xpath("//section[@aria-labelledby='findings']//a/@href")]
    assert [each for each in links if "/findings" in each]
    for each in links:
        assert "asOf=2016-10-20" in each or each.startswith(("/source/", "/evidence/")), each


@pytest.mark.parametrize("below", ["", "/findings", "/history", "/chain"])
def test_a_force_that_is_none_has_no_pages(base: str, below: str) -> None:
    response = read(f"{base}/force/nowhere{below}")
    assert response.status_code == 404
    assert "force:nowhere" in response.text


@pytest.mark.parametrize("filters", ["polarity=bad", "year=20x", "basis=BOTH", "after=x"])
def test_a_filter_that_is_none_is_told(base: str, filters: str) -> None:
    assert read(f"{base}/force/cleveland/findings?{filters}").status_code == 400


def test_the_chain_tells_what_became_of_a_recommendation(base: str) -> None:
    """Cleveland, PEEL 2015: the register's entry 5988 has four states."""
    tree = page(f"{base}/force/cleveland/chain")
    while not tree.xpath("//th[contains(., 'PEEL assessment 2015')]"):
        tree = page(base + tree.xpath("//a[@rel='next']/@href")[0])
    [group] = tree.xpath("//tbody[tr/th[contains(., 'PEEL assessment 2015')]]")
    looked = [len(row.xpath("td[@data-label='What became of it']//div[@class='step']")) for row in group[1:]]
    assert sorted(looked) == [0, 4]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/authority/E06000001", "Hartlepool Borough Council"),
        ("/local-policing-body/west-midlands", "David Jamieson"),
        ("/board/lscb:E09000002", "Barking and Dagenham"),
        ("/inspectorate/ofsted", "Single Inspection Framework"),
        ("/body/dfe", "Department for Education"),
    ],
)
def test_other_organisations_have_pages(base: str, path: str, says: str) -> None:
    assert says in text(page(base + path).xpath("//main")[0])


COVERED = """query($id: ID!) { force(id: $id) { coverage { framework { name } cycle explanation
  questions { state put } } } }"""


@pytest.mark.parametrize("force", ["west-midlands", "metropolitan", "gwent"])
def test_a_cycles_row_counts_the_grades_that_are_missing_or_may_be(
    base: str, shipped_api: Api, force: str
) -> None:
    rows = page(f"{base}/force/{force}").xpath("//table[contains(@class, 'known')]//td[last()]")
    told = {text(row.xpath(".//p")[0]): text(row.xpath(".//summary")[0]) for row in rows}
    cycles = [
        each
        for each in asked(shipped_api, COVERED, id=f"force:{force}")["force"]["coverage"]
        if each["questions"]
    ]
    assert cycles
    for each in cycles:
        name, _, sentence = each["explanation"].partition(": ")
        counts = [
            sum(1 for one in each["questions"] if one["state"] == "EXISTS_NOT_HELD"),
            sum(1 for one in each["questions"] if one["state"] == "NOT_KNOWN" and one["put"]),
            sum(1 for one in each["questions"] if one["state"] == "NOT_ASKED"),
        ]
        summary = told[f"{name}: {sentence[:1].upper()}{sentence[1:]}"]
        assert [int(number) for number in re.findall(r"\d+", summary)] == [each for each in counts if each]
