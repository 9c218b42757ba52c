"""The page of a contested claim: both sides in columns, and what nobody answered."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from lxml import html

from tests.helpers.api_server import Api
from tests.helpers.site_pages import leaves, read, shown_text, wordings
from web.pages.disputes import sides

DORSET = "/dispute/finding/dorset-conference-attendance"
ALL = "{ disputes(first: 100, qualified: true, otherMatters: true) { claim { ... on Entity { id } } } }"


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


def columns(page: str) -> list[list[str]]:
    """What the two sides of each row say."""
    found = html.fromstring(page).xpath("//div[@class='sides']")
    return [[" ".join(side.text_content().split()) for side in row] for row in found]


def test_both_sides_stand_beside_each_other_each_with_its_passages(base: str) -> None:
    """From the letter as the Dorset Echo prints it, and from the Bournemouth Echo."""
    rows = columns(read(base + DORSET).text)
    claim, disputed = rows[0]
    assert "in over a third of child protection conferences the police were not in attendance" in claim
    assert "About the area: Dorset" in claim
    assert disputed.startswith("James Vaughan for Dorset Police")
    assert "is not based on accurate data" in disputed
    assert [("of 293 conferences" in said, "the first six months of 2016" in said) for _, said in rows] == [
        (False, False),
        (True, True),
        (False, False),
    ]


def test_a_side_that_says_nothing_says_so(base: str) -> None:
    text = read(base + DORSET).text
    assert [left for left, _ in columns(text)][1:] == ["Nothing was found that answers this."] * 2
    assert "A reply or a correction: none found." in shown_text(text)


def test_a_reply_stands_beside_what_it_answers() -> None:
    def statement(own: str, **others: Any) -> dict[str, Any]:
        return {"id": own, "date": "2016", "summary": own, "evidence": [], **others}

    dispute = {
        "claim": {"evidence": []},
        "disputedBy": [statement("first")],
        "qualifiedBy": [statement("second")],
        "replies": [
            statement("to-second", answers=[{"id": "second"}]),
            statement("to-claim", answers=[{"id": "claim"}]),
        ],
        "outcomes": [],
    }
    found = sides({"dispute": dispute})
    assert [[each["id"] for each in row["replies"]] for row in found["rows"]] == [[], ["to-second"]]
    assert [each["id"] for each in found["answers"]] == ["to-claim"]
    assert [row["heading"] for row in found["rows"]] == ["The claim, disputed", "Also qualified"]


def test_every_contested_claim_has_its_page_and_drops_nothing(base: str, shipped_api: Api) -> None:
    answer = httpx.post(shipped_api.url, json={"query": ALL}, timeout=60).json()
    claims = [each["claim"]["id"] for each in answer["data"]["disputes"]]
    assert len(claims) > 40
    for claim in claims:
        path = "/dispute/" + claim.replace("correspondence:", "letter:").replace(":", "/", 1)
        page = read(base + path)
        assert page.status_code == 200, path
        shown = shown_text(page.text).casefold()
        held = leaves(httpx.get(f"{base}{path}.json", timeout=60).json()["data"])
        dropped = [pair for pair in held if not any(each.casefold() in shown for each in wordings(pair[1]))]
        assert dropped == [], path


def test_a_claim_that_nobody_contests_has_no_such_page(base: str) -> None:
    assert read(f"{base}/dispute/finding/letter-conferences-not-attended").status_code == 404


def test_the_first_part_of_an_id_leads_to_the_word_that_addresses_use(base: str) -> None:
    moved = read(f"{base}/dispute/correspondence/wilshaw-winsor-2016-10-17")
    assert (moved.status_code, moved.headers["location"]) == (
        308,
        "/dispute/letter/wilshaw-winsor-2016-10-17",
    )
