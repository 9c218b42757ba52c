"""Questions about what is held and what is not, asked of the graph that comes with this program, against
answers that were counted from the published tables."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import httpx
import yaml

from tests.helpers.api_server import Api
from tests.helpers.expected_answers import ANSWERS, question

Answer = dict[str, Any]
AREA = "protecting-vulnerable-people"


def asked(api: Api, name: str) -> Answer:
    body = httpx.post(api.url, json={"query": question(name)}, timeout=60.0).json()
    assert "errors" not in body, body["errors"]
    data: Answer = body["data"]
    return data


def expected(name: str) -> Answer:
    answer: Answer = yaml.safe_load((ANSWERS / f"{name}.yaml").read_text("utf-8"))
    return answer


def test_the_grade_of_each_cycle_and_what_is_missing_in_every_force(shipped_api: Api) -> None:
    name = "12-protecting-vulnerable-people"
    found = {}
    for force in asked(shipped_api, name)["forces"]["nodes"]:
        held = {
            each["cycle"]: [each["scale"], each["grade"], *strengths(each)]
            for each in force["judgements"]["nodes"]
        }
        states = {
            each["cycle"]: asked_of["state"]
            for each in force["coverage"]
            for asked_of in each["questions"]
            if asked_of["question"] == AREA
        }
        assert {cycle for cycle, state in states.items() if state == "COMPLETE"} == {*held}, force["id"]
        missing = {cycle: state for cycle, state in states.items() if state != "COMPLETE"}
        found[force["id"]] = {"held": held, "missing": missing}
    assert len(found) == 43
    assert found == expected(name)


def strengths(judgement: Answer) -> list[str | None]:
    """Whose pages say so, or nothing where no page was assessed."""
    found = {each["source"]["strength"] for each in judgement["evidence"]}
    return sorted(found - {None}) or [None]


def test_kent_and_essex_compared(shipped_api: Api) -> None:
    name = "18-two-forces-compared"
    found = {}
    for which, force in asked(shipped_api, name).items():
        grades: dict[str, dict[str, str]] = defaultdict(dict)
        for each in force["judgements"]["nodes"]:
            assert each["scale"] == ("hmicfrs" if each["cycle"] > "2021" else "hmic") + (
                "-five-grades" if each["cycle"] > "2021" else "-four-grades"
            )
            grades[each["cycle"]][each["area"]] = each["grade"]
        assert force["judgements"]["totalCount"] == sum(map(len, grades.values()))
        others = [
            [each["kind"], each["inspectedFrom"], *(each[what]["totalCount"] for what in COUNTED)]
            for each in reversed(force["inspections"]["nodes"])
        ]
        coverage = {each["cycle"]: each["state"] for each in force["coverage"]}
        found[which] = {"grades": dict(grades), "others": others, "coverage": coverage}
    assert found == expected(name)


COUNTED = ("findings", "recommendations")


def test_what_is_not_known_and_why(shipped_api: Api) -> None:
    name = "20-what-is-not-known"
    found = {}
    for which, body in asked(shipped_api, name).items():
        found[which] = {key(each): [each["state"], each["held"]] for each in body["coverage"]}
        assert all(each["explanation"].endswith(".") for each in body["coverage"])
        rests = {key(each) for each in body["coverage"] if each["state"] == "EXISTS_NOT_HELD"}
        assert rests <= {key(each) for each in body["coverage"] if each["evidence"]}
    assert found == expected(name)


def key(entry: Answer) -> str:
    return " ".join(filter(None, (entry["framework"]["id"].removeprefix("framework:"), entry["cycle"])))
