"""Questions about every force, asked of the graph that comes with this program, against answers that were
counted from the published tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import httpx
import yaml

from tests.helpers.api_server import Api
from tests.helpers.expected_answers import ANSWERS, question

NAME = "13-missing-children"
Counts = dict[str, dict[str, dict[str, int]]]


def year(finding: dict[str, Any]) -> str:
    """The year of a finding, else of its inspection, of which a cycle's last year counts."""
    inspection = finding["foundBy"] or {}
    dated = finding["date"] or inspection.get("published") or inspection.get("inspectedFrom")
    if dated:
        return str(dated[:4])
    cycle = inspection.get("cycle")
    return cycle[:2] + cycle[-2:] if cycle else "unknown"


def counted(edges: list[dict[str, Any]]) -> Counts:
    found: Counter[tuple[str, str, str]] = Counter(
        (edge["basis"], year(edge["node"]), edge["node"]["polarity"]) for edge in edges
    )
    counts: Counts = {}
    for (basis, when, polarity), count in sorted(found.items()):
        counts.setdefault(basis, {}).setdefault(when, {})[polarity] = count
    return counts


def test_what_was_found_on_missing_children_in_every_force(shipped_api: Api) -> None:
    body = httpx.post(shipped_api.url, json={"query": question(NAME)}, timeout=60.0).json()
    assert "errors" not in body, body["errors"]
    expected: dict[str, Counts] = yaml.safe_load((ANSWERS / f"{NAME}.yaml").read_text("utf-8"))
    forces = {force["id"]: force["findings"] for force in body["data"]["forces"]["nodes"]}
    assert len(forces) == 43
    assert {own: listed["totalCount"] for own, listed in forces.items()} == {
        own: len(listed["edges"]) for own, listed in forces.items()
    }
    assert {own: counted(listed["edges"]) for own, listed in forces.items()} == expected


GROUPS = {"inspectorate": "inspectorates", "force": "forces", "local-policing-body": "localPolicingBodies"}
# Posts that the graph has not: those in no body here, and where a source gives two at once.
NOT_HELD = {
    "member of the police and crime panel",
    "Member of Parliament",
    "Chief Constable; lead for child protection",
}
# What stands for a force among the ids of what somebody speaks to.
OF_A_FORCE = re.compile(
    r"^(?:force:|inspection:(?:hmic-ncpi|hmic-other|peel):|judgement:peel:"
    r"|inspection:(?:ncpi-review|ncpi-reinspection|ncpi|other)-)([a-z-]+?)(?:[:-]\d.*)?$"
)


def speakers(people: list[dict[str, Any]], group: str) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The statements of people that were made for the bodies of a group, by name and body."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for person in people:
        for said in person["statements"]["nodes"]:
            for body in [each["id"] for each in said["madeForBodies"]] or ["others"]:
                if GROUPS.get(body.partition(":")[0], "others") == group:
                    key = person["name"], body if group != "others" else "others"
                    found.setdefault(key, []).append(said)
    return found


def spoken_to(statements: list[dict[str, Any]]) -> set[str]:
    """The forces that statements speak to by name."""
    kinds = ("about", "answers", "disputes", "qualifies")
    ids = [each["id"] for said in statements for kind in kinds for each in said[kind]]
    return {match[1] for match in map(OF_A_FORCE.match, ids) if match}


def is_told(post: str, statements: list[dict[str, Any]]) -> bool:
    """Whether a post is told beside what was said: as the one that sent it, or by the words of the source."""
    short = post.split(" for ")[0].split(", ")[0]
    posts = [
        said["madeIn"]["senderPost"]["name"]
        for said in statements
        if (said["madeIn"] or {}).get("senderPost")
    ]
    speaking = [each["speaker"] for said in statements for each in said["evidence"]]
    told = [each.replace("Police, Fire and Crime", "Police and Crime") for each in (*posts, *speaking)]
    return any(short.replace("Police, Fire and Crime", "Police and Crime") in each for each in told)


def test_who_spoke_for_whom_in_which_post_about_which_forces(shipped_api: Api) -> None:
    name = "19-who-spoke"
    body = httpx.post(shipped_api.url, json={"query": question(name)}, timeout=60.0).json()
    assert "errors" not in body, body["errors"]
    expected = yaml.safe_load((ANSWERS / f"{name}.yaml").read_text("utf-8"))
    for group in (*GROUPS.values(), "others"):
        answered = body["data"][group]
        assert answered["totalCount"] == len(answered["nodes"])
        found = speakers(answered["nodes"], group)
        assert {key: len({said["id"] for said in each}) for key, each in found.items()} == {
            (row["name"], row["for"]): row["statements"] for row in expected[group]
        }
        for row in expected[group]:
            said = found[row["name"], row["for"]]
            assert spoken_to(said) >= set(row["about"]), row
            assert [post for post in row["posts"] if not is_told(post, said)] == [
                post for post in row["posts"] if post in NOT_HELD
            ], row
    assert body["data"]["inspectorsInReports"]["totalCount"] == expected["inspectorsInReports"]
