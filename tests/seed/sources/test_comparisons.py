"""The agreement of each finding of the letter with its report, against the table that was made when the
reports were read: one row for each comparison, by one standard."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from seed.yaml_files import read
from tests.helpers.paths import ROOT

FILES = sorted((ROOT / "seed" / "article").glob("*.yaml"))
# The claim about the board is no finding, so nothing compares it; its notes say what the report has.
CLAIM = "statement:letter-lack-of-support-caused-board-judgement"
# What is compared now is the finding of the report on the closing itself, apart from that on the re-opening.
SPLIT = {"finding:stockton-investigation-closed": "finding:stockton-2016-no-further-action"}


def stated() -> dict[str, tuple[str, str]]:
    """By the letter's finding: what it is compared with, and the agreement."""
    return {
        finding["id"]: (link["to"], link["agreement"])
        for path in FILES
        for finding in (read(path, path.name).value or {}).get("findings", [])
        for link in finding.get("comparesWith", [])
    }


@pytest.fixture(scope="module")
def rows(sources: Path) -> list[dict[str, str]]:
    with (sources / "data" / "police" / "comparisons.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_comparison_has_the_agreement_that_was_read(rows: list[dict[str, str]]) -> None:
    wanted = {
        row["letter_finding"]: (row["agreement"] or "not seen").replace("-", " ")
        for row in rows
        if row["letter_finding"] not in ("", CLAIM)
    }
    assert {own: agreement for own, (_, agreement) in stated().items()} == wanted


def test_a_comparison_leads_to_the_finding_that_was_read(rows: list[dict[str, str]]) -> None:
    found = stated()
    for row in rows:
        finding = row["letter_finding"]
        if row["product_finding"] and found.get(finding, ("", "silent"))[1] not in ("silent", "not seen"):
            assert found[finding][0] == SPLIT.get(finding, row["product_finding"])


def test_only_the_report_on_dorset_was_not_read() -> None:
    unseen = {
        source["id"]
        for path in FILES
        for source in (read(path, path.name).value or {}).get("sources", [])
        if source["kind"] == "inspection report" and source.get("seen") is False
    }
    assert unseen == {"source:ofsted-sif-report-dorset-2016"}
