"""Questions about every force, asked of the graph that comes with this program, against answers that were
counted from the published tables."""

from __future__ import annotations

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
