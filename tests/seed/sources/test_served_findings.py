"""The findings of inspection reports over the API, counted here from the shipped table."""

from __future__ import annotations

import csv
from collections import Counter

import httpx

from seed.sources.all_sources import Sources
from tests.helpers.api_server import Api

COUNTED = """{
  all: findings { totalCount facets(by: [WHO]) { buckets { value count } } }
  named: findings(where: {who: {eq: NAMED_FORCE}, polarity: {eq: ADVERSE}}) {
    totalCount
    facets(by: [WHO, FORCE]) { by buckets { value count } }
    nodes { who attributedTo { id } evidence { quote sha256 } }
  }
}"""


def test_findings_are_filtered_and_counted_by_whom_they_are_about(shipped_api: Api) -> None:
    with (Sources().police / "report_findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    body = httpx.post(shipped_api.url, json={"query": COUNTED}, timeout=60.0).json()
    assert "errors" not in body, body
    every, named = body["data"]["all"], body["data"]["named"]
    (facet,) = every["facets"]
    counts = {bucket["value"]: bucket["count"] for bucket in facet["buckets"]}
    # What the article and its letter say was not read for this.
    assert counts.pop(None) == every["totalCount"] - len(rows)
    assert counts == Counter(row["who"].upper().replace(" ", "_") for row in rows)
    expected = [row for row in rows if (row["who"], row["polarity"]) == ("named force", "adverse")]
    assert named["totalCount"] == len(expected)
    who, force = named["facets"]
    assert who["buckets"] == [{"value": "NAMED_FORCE", "count": len(expected)}]
    attributed = Counter(row["attributed_to"] or None for row in expected)
    assert {bucket["value"]: bucket["count"] for bucket in force["buckets"]} == attributed
    assert all(node["who"] == "NAMED_FORCE" and node["attributedTo"] for node in named["nodes"])
    assert all(len(place["sha256"]) == 64 for node in named["nodes"] for place in node["evidence"])
