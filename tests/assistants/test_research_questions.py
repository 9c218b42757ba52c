"""The questions of docs/assistants.md, asked as printed there; what answers must hold was worked out from
the published tables and texts, without the graph."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from tests.helpers.api_server import Api
from tests.helpers.assistant import Told, connected, told
from tests.helpers.paths import ROOT
from tests.helpers.police_tables import Row, table

PAGE = (ROOT / "docs" / "assistants.md").read_text("utf-8")
QUESTIONS = re.findall(r"^### (.+?)\n\n```json\n(.*?)^```$", PAGE, re.M | re.S)
Tables = Callable[[str], list[Row]]


@pytest.fixture(scope="module")
def asked(shipped_api: Api) -> dict[str, list[Told]]:
    """The answers to the calls of each question."""

    async def all_of_them(client: Client) -> dict[str, list[Told]]:
        return {
            question: [await told(client, call["tool"], call["arguments"]) for call in json.loads(calls)]
            for question, calls in QUESTIONS
        }

    return connected(shipped_api.url.removesuffix("/graphql") + "/mcp", all_of_them)


@pytest.fixture(scope="module")
def tables(sources: Path) -> Tables:
    return lambda name: table(sources / "data" / "police" / f"{name}.csv")


def answer(asked: dict[str, list[Told]], words: str) -> list[Told]:
    (found,) = (answers for question, answers in asked.items() if words in question)
    return found


def rows(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in an answer."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from rows(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from rows(inner)


@pytest.mark.parametrize("question", [question for question, _ in QUESTIONS])
def test_a_question_takes_three_calls_and_eight_thousand_tokens_at_most(
    asked: dict[str, list[Told]], question: str
) -> None:
    answers = asked[question]
    assert 1 <= len(answers) <= 3
    assert not any(each.is_error for each in answers)
    assert sum(each.tokens for each in answers) <= 8_000
    assert sum(each.structured_tokens for each in answers) <= 8_000
    version = answers[-1].structured["version"]
    assert version in answers[-1].text
    assert any(
        "speaker" in row and "locator" in row for each in answers for row in rows(each.structured)
    ) or ("coverage" in question or "assessed" in question)


def test_there_are_ten_questions() -> None:
    assert len(QUESTIONS) == 10


def test_what_was_found_about_cleveland(asked: dict[str, list[Told]], tables: Tables) -> None:
    (found,) = answer(asked, "find about Cleveland")
    published = [row for row in tables("findings") if row["inspection_key"] == "ncpi-cleveland-2025"]
    published += [
        row
        for row in tables("findings")
        if row["force_id"] == "cleveland" and row["cycle"].startswith("2023")
    ]
    assert len(published) == 6
    edges = found.structured["answer"]["body"]["findings"]["edges"]
    assert {edge["node"]["evidence"][0]["quote"] for edge in edges} == {row["quote"] for row in published}
    assert {edge["basis"] for edge in edges} == {"NAMED"}
    polarities = {edge["node"]["evidence"][0]["quote"]: edge["node"]["polarity"].lower() for edge in edges}
    mended = {
        row["id"]: row["value"]
        for row in table(ROOT / "tests" / "seed" / "sources" / "mended.csv")
        if row["column"] == "polarity"
    }
    assert polarities == {
        row["quote"]: mended.get(f"finding:{row['finding_key']}", row["polarity"]) for row in published
    }


def test_the_council_its_force_and_its_grades(asked: dict[str, list[Told]], sources: Path) -> None:
    search, council, grades = answer(asked, "E06000004")
    (row,) = (row for row in table(sources / "data" / "authorities.csv") if "E06000004" in row.values())
    first = search.structured["answer"]["list"]["edges"][0]["node"]
    assert (first["id"], first["caption"]) == ("authority:E06000004", row["name"])
    assert "Cleveland Police [force:cleveland]" in council.text
    assert "cleveland" in row.values()
    (outcome,) = (
        row
        for row in table(sources / "data" / "sif_outcomes_enriched.csv")
        if "E06000004" in row.values() and "2016-08-05" in row.values()
    )
    told_of = sorted(
        edge["node"]["grade"] for edge in grades.structured["answer"]["body"]["history"]["edges"]
    )
    # The grade of the board, in the column `lscb`, is the board's.
    columns = (
        "overall",
        "help_protection",
        "looked_after_permanence",
        "adoption",
        "care_leavers",
        "leadership",
    )
    assert told_of == sorted(outcome[column].removesuffix(" to be good") for column in columns)


def test_both_sides_of_the_grade_of_devon_and_cornwall(asked: dict[str, list[Told]], tables: Tables) -> None:
    listed, dispute = answer(asked, "Devon and Cornwall")
    (claim,) = (row for row in tables("dispute_claims") if row["claim_key"] == "clm-dc-2015-grade")
    assert claim["quote"].replace('"', "") in dispute.text.replace('"', "")
    against = [row for row in tables("disputes") if row["claim_key"] == "clm-dc-2015-grade"]
    replies = [row for row in tables("dispute_replies") if row["to_key"] == "dsp-dc-2015-review"]
    assert len(against) == 3
    assert len(replies) == 1
    for row in against:
        assert row["summary"] in dispute.text
        assert row["summary"] in listed.text
    assert replies[0]["quote"] in dispute.text
    assert "Requires improvement" in dispute.text
    assert "scale: four grades of HMIC" in dispute.text


def test_what_dorset_police_says_of_conferences(asked: dict[str, list[Told]]) -> None:
    """Worked out from the article (paragraph 19) and the Bournemouth Echo: 244 of 293."""
    search, dispute = answer(asked, "Dorset")
    assert "[finding:dorset-conference-attendance]" in search.text
    for words in ("over a third of child protection conferences", "244 of 293", "not based on accurate data"):
        assert words in dispute.text
    assert round(100 * 244 / 293) == 83
    assert "83 per cent" in dispute.text
    assert "attributed to no force; observed in Dorset" in dispute.text


def test_who_answered_the_letter(asked: dict[str, list[Told]]) -> None:
    """Worked out from the letter, the reply of the next day, and the newspapers' reports of four answers."""
    thread = answer(asked, "letter of October 2016")[-1]
    letters = thread.structured["answer"]["correspondence"]["thread"]
    senders = {body["id"] for letter in letters[1:] for body in letter["sentForBodies"]}
    assert senders == {
        "inspectorate:hmic",
        *(f"force:{name}" for name in ("cambridgeshire", "cleveland", "dorset", "merseyside")),
    }
    assert "from Sir Michael Wilshaw, HM Chief Inspector, Ofsted" in thread.text


def test_which_findings_on_missing_children_name_cleveland(
    asked: dict[str, list[Told]], tables: Tables
) -> None:
    (found,) = answer(asked, "missing children name")
    edges = found.structured["answer"]["body"]["findings"]["edges"]
    assert found.structured["answer"]["body"]["findings"]["totalCount"] == len(edges)
    named = {edge["node"]["evidence"][0]["quote"] for edge in edges if edge["basis"] == "NAMED"}
    words = {row["words"] for row in tables("theme_words") if "theme:missing-children" in row["themes"]}
    of_the_force = {
        row["quote"]
        for row in tables("findings")
        if row["force_id"] == "cleveland" and words & {row["theme"], *row["theme"].split("; ")}
    }
    assert of_the_force
    assert named >= of_the_force
    without = [edge["node"] for edge in edges if edge["basis"] == "AREA"]
    assert not any("force:cleveland" in str(node.get("attributedTo", "")) for node in without)


def test_what_became_of_the_recommendation_to_bedfordshire(
    asked: dict[str, list[Told]], tables: Tables
) -> None:
    listed, chain = answer(asked, "Bedfordshire")
    statuses = [row for row in tables("recommendation_status") if row["register_no"] == "8548"]
    reviews = chain.structured["answer"]["recommendation"]["reviews"]
    assert [(each["date"], each["status"]) for each in reviews] == [
        (row["date"], row["status"]) for row in sorted(statuses, key=lambda row: row["date"])
    ]
    (entry,) = (row for row in tables("recommendation_register") if row["register_no"] == "8548")
    assert f"due {entry['due']}" in chain.text
    assert entry["quote"] in chain.text
    assert "[recommendation:hmicfrs-8548]" in chain.text
    assert entry["quote"] in listed.text


def test_what_is_not_held_is_not_said_not_to_be(asked: dict[str, list[Told]], tables: Tables) -> None:
    (coverage,) = answer(asked, "not assessed")
    assert not [row for row in tables("peel") if row["force_id"] == "cleveland" and row["cycle"] == "2014"]
    states = {
        of: each["state"] for each in coverage.structured["answer"]["body"]["coverage"] for of in each["of"]
    }
    (state,) = (state for of, state in states.items() if of.startswith("PEEL assessment of 2014"))
    assert state == "EXISTS_NOT_HELD"
    assert "No entry is no evidence that nothing happened" in coverage.text


def test_each_way_from_cleveland_to_ofsted_begins_and_ends_there(asked: dict[str, list[Told]]) -> None:
    (paths,) = answer(asked, "connected")
    for path in paths.structured["answer"]["paths"]:
        steps = path["steps"]
        assert len(steps) == path["length"]
        assert (steps[0]["from"]["id"], steps[-1]["to"]["id"]) == ("force:cleveland", "inspectorate:ofsted")
        assert all(one["to"] == other["from"] for one, other in pairwise(steps))
        assert all(step["evidence"] for step in steps)


def test_which_forces_were_graded_inadequate(asked: dict[str, list[Told]], tables: Tables) -> None:
    found = answer(asked, "graded inadequate")[-1].structured["answer"]["judgements"]
    published = {
        row["force_id"]
        for row in tables("peel")
        if (row["cycle"], row["question"], row["grade"])
        == ("2015", "protecting-vulnerable-people", "Inadequate")
    }
    assert {f"force:{force}" for force in published} == {
        each["organisation"]["id"] for each in found["nodes"]
    }
    assert found["totalCount"] == len(published)
