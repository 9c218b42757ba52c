"""What publishers say of how many inspections there are, against the published table and its passages."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Evidence, Framework, Statement
from seed.indexed import Indexed
from tests.helpers.police_tables import Row, table

PROGRAMMES = {
    "2014": "hmic-peel",
    "2015": "hmic-peel",
    "2016": "hmic-peel",
    "2018": "hmic-peel",
    "2019": "hmic-peel",
    "2021": "hmicfrs-peel",
    "2022": "hmicfrs-peel",
    "2023": "hmicfrs-peel",
}
# Of the duty to comment, from the statute itself; the table has the limit alone.
OF_THE_STATUTE = {
    "statement:coverage-pcc-response-comments-must-explain-what-is-done-about-a-recommendation",
    "statement:coverage-pcc-response-section-37-came-into-force-on-2-may-2017",
}
# Of Greater Manchester alone, from the page of its grades; the table of grades has no row without a grade.
NOT_GRADED = {
    f"statement:coverage-peel-greater-manchester-2017-{question}-not-graded"
    for question in ("efficiency", "legitimacy")
}
# Said of PEEL before and since 2021/22.
OF_BOTH = ("No assessments were published in 2020.", "PEEL began in 2014 and covers all 43 forces.")


@pytest.fixture(scope="session")
def coverage(sources: Path) -> list[Row]:
    return table(sources / "data" / "police" / "coverage.csv")


def frameworks(row: Row) -> set[str]:
    if row["framework"] != "peel":
        return {f"framework:{row['framework']}"}
    if row["statement"] in OF_BOTH:
        return {"framework:hmic-peel", "framework:hmicfrs-peel"}
    return {f"framework:{PROGRAMMES[row['date'][:4]]}"}


def test_every_row_is_a_statement_about_its_framework_on_its_passage(
    records: Indexed, coverage: list[Row], passages: dict[str, dict[str, Any]]
) -> None:
    stated = {node.summary: node.id for _, node in records.of(Statement)}
    for row in coverage:
        assert row["statement"] in stated, row
        own = stated[row["statement"]]
        statement, text = records.get(own), passages[row["passage"]]["text"]
        assert isinstance(statement, Statement)
        assert str(statement.date or "") == row["date"], row
        assert {*records.ends("ABOUT", own)} == frameworks(row), row
        (held,) = records.nodes[own].evidence
        evidence = records.get(held)
        assert isinstance(evidence, Evidence)
        digest = sha256(" ".join(text.split()).encode()).hexdigest()
        assert (evidence.quote, evidence.sha256) == (row["quote"], digest), row
        (source,) = records.ends("FROM", held)
        assert getattr(records.get(source), "url", None) == row["url"], row


def test_nothing_else_is_said_of_frameworks(records: Indexed, coverage: list[Row]) -> None:
    said = {each for _, node in records.of(Framework) for each in records.starts("ABOUT", node.id)}
    assert said >= OF_THE_STATUTE | NOT_GRADED
    assert len(coverage) == len(said - OF_THE_STATUTE - NOT_GRADED) == 47


def test_what_a_page_says_was_not_graded_is_of_that_force(
    records: Indexed, passages: dict[str, dict[str, Any]]
) -> None:
    """No other passage about a force says so of a question."""
    found = {own: text for own, each in passages.items() if "is not graded" in (text := each["text"])}
    assert [*found] == ["p-peel1-0271"]
    (text,) = found.values()
    for own in NOT_GRADED:
        assert {*records.ends("ABOUT", own)} == {"framework:hmic-peel", "force:greater-manchester"}
        (held,) = records.nodes[own].evidence
        evidence = records.get(held)
        assert isinstance(evidence, Evidence)
        assert evidence.quote
        assert evidence.quote in text
        assert evidence.sha256 == sha256(" ".join(text.split()).encode()).hexdigest()


def test_every_framework_is_a_node_with_who_inspects_under_it(records: Indexed) -> None:
    found = {node.id: {*records.starts("RUNS", node.id)} for _, node in records.of(Framework)}
    assert len(found) == 16
    assert found["framework:ofsted-sif"] == {"inspectorate:ofsted"}
    assert found["framework:jtai"] == {"inspectorate:ofsted", "inspectorate:cqc", "inspectorate:hmic"}
    assert found["framework:welsh-authorities"] == {"inspectorate:ciw", "inspectorate:estyn"}
    assert found["framework:pcc-response"] == set()
