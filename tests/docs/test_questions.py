"""The questions, each one request by an ordinary client over HTTP, against answers that are written down.

Those of the article are written by hand and asked of its graph; those of all forces are worked out from the
tables and asked of the shipped graph.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from gql import Client, gql
from gql.transport.httpx import HTTPXTransport
from graphql import FieldNode, OperationDefinitionNode, parse

from tests.helpers.api_server import Api, statements_sent
from tests.helpers.expected_answers import DOCUMENTS, answer, differences, passages, question
from tests.helpers.narration import AUTHOR, is_narration

QUESTIONS = sorted(path.stem for path in DOCUMENTS.glob("*.graphql"))
OF_THE_ARTICLE = [name for name in QUESTIONS if name < "11"]
# What is written of its answer are counts (`test_more_questions.py`).
COUNTED = {
    "12-protecting-vulnerable-people",
    "13-missing-children",
    "18-two-forces-compared",
    "19-who-spoke",
    "20-what-is-not-known",
}
OF_ALL_FORCES = [name for name in QUESTIONS if name >= "11" and name not in COUNTED]
LETTER = {"id": "correspondence:wilshaw-winsor-2016-10-17"}
# The speakers, as the checklist of facts writes them and as the graph does.
SPEAKERS = {
    "article (author)": "WillisPalmer",
    "Wilshaw (letter), as reported": "Sir Michael Wilshaw",
    "Ofsted inspectors, as reported in the letter": "Ofsted inspectors",
    "Nickless / Cleveland Police statement": "Simon Nickless",
    "Winsor (reply)": "Sir Thomas Winsor",
}


def asked(api: Api, name: str) -> dict[str, Any]:
    """The whole response to a question."""
    response = httpx.post(api.url, json={"query": question(name)}, timeout=60.0)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def without_scores(found: Any) -> Any:
    """An answer without the scores of its search results, which must not rise from one to the next."""
    if isinstance(found, list):
        scores = [item["score"] for item in found if isinstance(item, dict) and "score" in item]
        assert scores == sorted(scores, reverse=True)
        return [without_scores(item) for item in found]
    if isinstance(found, dict):
        return {key: without_scores(value) for key, value in found.items() if key != "score"}
    return found


def root_fields(name: str) -> list[str]:
    """What the operation of a question asks for at the root."""
    operation = next(
        definition
        for definition in parse(question(name)).definitions
        if isinstance(definition, OperationDefinitionNode)
    )
    return [field.name.value for field in operation.selection_set.selections if isinstance(field, FieldNode)]


def test_each_has_a_number_of_its_own_and_says_what_it_asks() -> None:
    numbers = [name.partition("-")[0] for name in QUESTIONS]
    assert numbers[:10] == [f"{number:02}" for number in range(1, 11)]
    assert len(set(numbers)) == len(numbers)
    for name in QUESTIONS:
        assert question(name).startswith("# "), name


@pytest.mark.parametrize("name", OF_THE_ARTICLE)
def test_the_answer_is_the_one_written_by_hand(api: Api, name: str) -> None:
    body = asked(api, name)
    assert "errors" not in body, body["errors"]
    assert differences(answer(name), without_scores(body["data"])) == []


@pytest.mark.parametrize("name", OF_ALL_FORCES)
def test_the_answer_is_the_one_worked_out_from_the_tables(shipped_api: Api, name: str) -> None:
    body = asked(shipped_api, name)
    assert "errors" not in body, body["errors"]
    assert differences(answer(name), without_scores(body["data"])) == []


@pytest.mark.parametrize("name", ["03-correspondence-as-a-thread", "08-what-good-looks-like"])
def test_a_typed_client_gets_the_same(api: Api, name: str) -> None:
    client = Client(transport=HTTPXTransport(api.url, timeout=60.0), fetch_schema_from_transport=True)
    assert differences(answer(name), client.execute(gql(question(name)))) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_root_field_costs_one_statement_or_shares_one(api: Api, name: str) -> None:
    """What costs less than 50 ms, in microseconds, is read by one statement for all its root fields."""
    with statements_sent() as sent:
        cost = asked(api, name)["extensions"]["cost"]["asked"]
    assert sent.count == (1 if cost < 50_000 else len(root_fields(name)))


def test_thirteen_areas_carry_findings_of_the_letter() -> None:
    """Row 93 of the checklist, and no area for Rotherham or Oxford, in the answer theme by theme."""
    themes = answer("02-theme-by-theme")["themes"]["nodes"]
    found = {
        (finding["id"], area["name"])
        for theme in themes
        for finding in theme["findings"]["nodes"]
        for area in finding["observedIn"]
        if finding["reportedIn"] == LETTER
    }
    once = ["Medway", "Wirral", "Slough", "Bromley", "Peterborough", "Doncaster", "Torbay", "Wandsworth"]
    assert Counter(area for _, area in found) == {
        "Stockton-on-Tees": 5,
        "Bury": 2,
        "Dorset": 2,
        **dict.fromkeys([*once, "West Sussex", "Southend-on-Sea"], 1),
    }


def test_the_letter_finds_the_police_missing_from_conferences_in_five_areas() -> None:
    themes = answer("02-theme-by-theme")["themes"]["nodes"]
    findings = next(each["findings"] for each in themes if each["id"] == "theme:conference-attendance")
    areas = [
        area["name"]
        for finding in findings["nodes"]
        for area in finding["observedIn"]
        if finding["reportedIn"] == LETTER
    ]
    assert areas == ["Bury", "Peterborough", "West Sussex", "Dorset", "Stockton-on-Tees"]


def test_passages_of_the_answers_are_the_article_and_the_checklist(sources: Path) -> None:
    text = (sources / "article.txt").read_text("utf-8")
    paragraphs = [line for line in text.splitlines() if line.strip()]
    with (sources / "data" / "seed_facts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["no"]: row for row in csv.DictReader(file)}
    for number, passage in passages()["article"].items():
        paragraph, start, end = passage["at"]
        row = rows[str(number).rstrip("b")]
        words = paragraphs[paragraph - 1][start:end]
        assert passage["quote"] in words, number
        assert words in [part.strip() for part in row["exact_quote"].split("||")], number
        speaker = SPEAKERS[row["asserted_by"]]
        own = speaker == "Sir Michael Wilshaw" and is_narration(words, text)
        assert passage["speaker"] == (AUTHOR if own else speaker), number
