"""Pages that show everything at once or two side by side, against what the API says when asked otherwise."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from lxml import html as markup

from tests.helpers.api_server import Api
from tests.helpers.site_pages import read
from web.pictures.grades import GRADES
from web.pictures.heat_map import SHADES, cells, legend


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


def asked(api: Api, query: str, **variables: Any) -> Any:
    sent = {"query": query, "variables": variables}
    answer = httpx.post(api.url, json=sent, timeout=60).json()
    assert "errors" not in answer, answer
    return answer["data"]


def counted(api: Api, force: str, basis: str) -> Counter[str]:
    """How many findings of each theme are in the list of a force, one by one."""
    query = """query($id: ID!, $after: String) { force(id: $id) { findings(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor } edges { basis node { themes { name } } } } } }"""
    themes, after = Counter[str](), None
    while True:
        page = asked(api, query, id=force, after=after)["force"]["findings"]
        for edge in page["edges"]:
            if edge["basis"] == basis:
                themes.update(theme["name"] for theme in edge["node"]["themes"])
        if not page["pageInfo"]["hasNextPage"]:
            return themes
        after = page["pageInfo"]["endCursor"]


def table(page: str, label: str) -> Iterator[tuple[str, str, str]]:
    """Row, column and text of each cell of the table in the section with this label."""
    (found,) = markup.fromstring(page).xpath(f"//section[@aria-label='{label}']//table")
    columns = [each.text_content().strip() for each in found.xpath("./thead/tr[last()]/th")][1:]
    for row in found.xpath("./tbody/tr"):
        texts = [" ".join(each.text_content().split()) for each in row.xpath("./td")]
        assert len(texts) == len(columns)
        name = row.xpath("./th")[0].text_content().strip()
        yield from ((name, column, text) for column, text in zip(columns, texts, strict=True))


@pytest.mark.parametrize("basis", ["NAMED", "AREA"])
@pytest.mark.parametrize("force", ["metropolitan", "cleveland", "merseyside", "dyfed-powys"])
def test_the_heat_map_counts_the_findings_of_each_force(
    shipped_api: Api, base: str, force: str, basis: str
) -> None:
    name = asked(shipped_api, "query($id: ID!) { force(id: $id) { name } }", id=f"force:{force}")["force"][
        "name"
    ]
    shown = {
        theme: int(text)
        for theme, column, text in table(
            read(f"{base}/themes?basis={basis}").text, "Table of themes by force"
        )
        if text and column == name and theme != "No theme"
    }
    assert shown == counted(shipped_api, f"force:{force}", basis)


def test_the_heat_map_is_by_the_alphabet_both_ways(base: str) -> None:
    shown = [*table(read(f"{base}/themes").text, "Table of themes by force")]
    forces = [force for theme, force, _ in shown if theme == shown[0][0]]
    assert len(forces) == 43
    assert forces == sorted(forces)


def test_a_shade_stands_for_numbers_alone() -> None:
    assert [cell.shade for (cell,) in cells("abcdefgh", [dict(zip("abcdefgh", range(8), strict=True))])] == [
        *(0, 1, 2, 2, 3, 3, 3, 4)
    ]
    assert [shade.numbers for shade in legend()] == ["1", "2 to 3", "4 to 6", "7 or more"]
    assert len(legend()) == len(SHADES)


def test_coverage_shows_each_force_and_kind_with_its_state_in_words(shipped_api: Api, base: str) -> None:
    query = """{ forces(first: 100) { nodes { name
      coverage { framework { short } cycle state held exist } } } }"""
    page = read(f"{base}/coverage").text
    shown = {(force, column): text for force, column, text in table(page, "Coverage by force")}
    words = {
        "COMPLETE": "All outcomes held", "PARTIAL": "In part", "EXISTS_NOT_HELD": "Exists, not held",
        "NOT_KNOWN": "Not known", "NOT_ASKED": "Not asked", "NONE_FOUND": "None found",
    }  # fmt: skip
    number = 0
    for force in asked(shipped_api, query)["forces"]["nodes"]:
        for each in force["coverage"]:
            column = " ".join(filter(None, [each["framework"]["short"], each["cycle"]]))
            text = shown.pop((force["name"], column))
            of = f"{each['held']} of {each['exist']}" if each["exist"] is not None else str(each["held"])
            assert words[each["state"]] in text
            assert of in text
            number += 1
    assert number > 550
    assert set(shown.values()) <= {"does not apply"}


def test_coverage_says_how_it_is_known(shipped_api: Api, base: str) -> None:
    page = html.unescape(read(f"{base}/coverage").text)
    for each in asked(shipped_api, "{ dataset { coverage { explanation evidence { locator } } } }")[
        "dataset"
    ]["coverage"]:
        assert each["explanation"] in page
        assert all(evidence["locator"] in page for evidence in each["evidence"])


def test_the_letter_stands_beside_the_reports_of_each_theme(shipped_api: Api, base: str) -> None:
    query = """{ reportsBesideLetter { read reading letter { findings(first: 100) { nodes { summary } } }
      themes { read theme { name } } reports { name } } }"""
    both = asked(shipped_api, query)["reportsBesideLetter"]
    page = html.unescape(read(f"{base}/reports-and-letter").text)
    assert (both["read"], len(both["reports"])) == (44, 44)
    for text in (both["reading"], *(report["name"] for report in both["reports"])):
        assert text in page
    for finding in both["letter"]["findings"]["nodes"]:
        assert finding["summary"] in page
    tree = markup.fromstring(read(f"{base}/reports-and-letter").text)
    for row in both["themes"]:
        (article,) = tree.xpath("//article[h3[normalize-space() = $name]]", name=row["theme"]["name"])
        assert f"{row['read']} report" in article.text_content()


def test_forces_side_by_side_have_the_grades_of_each(shipped_api: Api, base: str) -> None:
    query = """{ forces(where: {id: {in: ["force:cleveland", "force:durham"]}}) { nodes { name
      judgements(first: 100) { nodes { question area grade scale cycle published } } } } }"""
    page = read(f"{base}/compare?force=cleveland&and=durham").text
    tree = markup.fromstring(page)
    shown = [
        " ".join(cell.text_content().split())
        for section in tree.xpath("//section[@aria-labelledby='grades']//section")
        for cell in section.xpath(".//td/a")
    ]
    held = [
        grade
        for force in asked(shipped_api, query)["forces"]["nodes"]
        for grade in force["judgements"]["nodes"]
    ]
    assert sorted(shown) == sorted(grade["grade"] for grade in held)
    tables = tree.xpath("//section[@aria-labelledby='grades']//table")
    assert len(tables) == len({grade["scale"] for grade in held}) == 2


def test_each_grade_side_by_side_is_one_filled_box_of_its_scale(base: str) -> None:
    tree = markup.fromstring(read(f"{base}/compare?force=cleveland&and=durham").text)
    tables = tree.xpath("//table[@class='strips']")
    assert tables
    for table in tables:
        (told,) = table.xpath("../preceding-sibling::p[1]/span[@class='hide']/text()")
        scale = GRADES[told.strip("()").split(", ")[1]]
        for cell in table.xpath(".//td[a]"):
            for boxes, grade in zip(cell.xpath("span[@class='boxes']"), cell.xpath("a"), strict=True):
                filled = [place for place, box in enumerate(boxes) if box.get("class") == "on"]
                assert [scale[place] for place in filled] == [grade.text]


@pytest.mark.parametrize("query", ["force=kent&and=kent", "force=force:kent&also=kent", "and=kent&also=kent"])
def test_a_force_is_not_compared_with_itself(base: str, query: str) -> None:
    answer = read(f"{base}/compare?{query}")
    assert answer.status_code == 400
    assert "choose two forces that differ" in answer.text


def test_a_force_that_is_none_is_told(base: str) -> None:
    page = html.unescape(read(f"{base}/compare?force=nope&and=kent").text)
    assert "No force has the id “nope”" in page
    assert "<table>" not in page


def test_ways_between_two_are_told_with_whoever_says_each_step(shipped_api: Api, base: str) -> None:
    query = """{ paths(from: "force:cleveland", to: "person:michael-wilshaw", longest: 6, first: 6) {
      steps { words evidence { locator speaker } } } }"""
    page = html.unescape(read(f"{base}/between?from=force:cleveland&to=person:michael-wilshaw").text)
    steps = [step for path in asked(shipped_api, query)["paths"] for step in path["steps"]]
    assert steps
    for step in steps:
        assert step["words"] in page
        assert all(each["locator"] in page and each["speaker"] in page for each in step["evidence"])


def test_names_of_two_ends_are_offered_to_choose_from(base: str) -> None:
    page = html.unescape(read(f"{base}/between?from=cleveland+police&to=wilshaw").text)
    assert 'href="/between?from=force:cleveland&to=wilshaw"' in page
    assert 'href="/between?from=cleveland+police&to=person:michael-wilshaw"' in page
    nothing = html.unescape(read(f"{base}/between?from=force:nope&to=qqqqqqqq").text)
    assert "Nothing here has the id “force:nope”" in nothing
    assert "No body and no person is found under this name" in nothing


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/themes?basis=<b>", "`basis` is NAMED or AREA, not '<b>'."),
        ("/compare?force=" + "a" * 400, "300"),
        ("/between?from=force:" + "a" * 400 + "&to=force:kent", "300"),
        ("/compare?force=kent&force=durham", "force"),
    ],
)
def test_what_cannot_be_asked_is_told(base: str, path: str, told: str) -> None:
    page = read(base + path)
    assert page.status_code == 400
    assert told in html.unescape(page.text)
    assert "<b>'" not in page.text


def test_doors_of_the_first_page_and_the_navigation_lead_somewhere(base: str) -> None:
    tree = markup.fromstring(read(f"{base}/").text)
    links = {link for link in tree.xpath("//a/@href") if link.startswith("/") and "#" not in link}
    assert len(links) > 15
    assert {link: read(base + link).status_code for link in links if "/force/" not in link} == {
        link: 200 for link in links if "/force/" not in link
    }
