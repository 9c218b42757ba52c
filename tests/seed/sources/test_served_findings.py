"""The findings of inspection reports over the API, counted here from the shipped tables and files."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from seed.sources.all_sources import Sources
from seed.yaml_files import read
from tests.helpers.api_server import Api

TABLES = ("report_findings.csv", "findings.csv")
COUNTED = """{
  all: findings { totalCount facets(by: [WHO]) { buckets { value count } } }
  named: findings(first: 100, where: {who: {eq: NAMED_FORCE}, polarity: {eq: ADVERSE}}) {
    totalCount
    facets(by: [WHO, FORCE]) { by buckets { value count } }
    nodes { who attributedTo { id } evidence { quote } }
  }
}"""
NAMED = ("NAMED_FORCE", "ADVERSE")
Told = tuple[str | None, str, str | None]


def told() -> list[Told]:
    """Whom each finding of the files is about, its polarity, and the force that it is attributed to."""
    tables = [Sources().police / name for name in TABLES]
    return [_of_row(row) for path in tables if path.exists() for row in _rows(path)] + [
        _of_article(finding)
        for path in Sources().article.glob("*.yaml")
        for finding in (read(path, path.name).value or {}).get("findings", [])
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of_row(row: dict[str, str]) -> Told:
    return _word(row["who"]), _word(row["polarity"]) or "", row["attributed_to"] or None


def _of_article(finding: dict[str, Any]) -> Told:
    forces = [link["to"] for link in finding.get("attributedTo", [])]
    return _word(finding.get("who")), _word(finding["polarity"]) or "", next(iter(forces), None)


def _word(written: str | None) -> str | None:
    return written.upper().replace(" ", "_") if written else None


def test_findings_are_filtered_and_counted_by_whom_they_are_about(shipped_api: Api) -> None:
    findings = told()
    body = httpx.post(shipped_api.url, json={"query": COUNTED}, timeout=60.0).json()
    assert "errors" not in body, body
    every, named = body["data"]["all"], body["data"]["named"]
    (facet,) = every["facets"]
    counts = {bucket["value"]: bucket["count"] for bucket in facet["buckets"]}
    assert counts == Counter(who for who, _, _ in findings)
    assert every["totalCount"] == len(findings)
    forces = Counter(force for who, polarity, force in findings if (who, polarity) == NAMED)
    assert named["totalCount"] == forces.total()
    who, by_force = named["facets"]
    assert who["buckets"] == [{"value": "NAMED_FORCE", "count": forces.total()}]
    assert {bucket["value"]: bucket["count"] for bucket in by_force["buckets"]} == forces
    assert all(node["who"] == "NAMED_FORCE" and node["attributedTo"] for node in named["nodes"])
    assert all(place["quote"] for node in named["nodes"] for place in node["evidence"][:1])
