"""What the passages of findings leave open, against the remarks in the published table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.model.nodes import Finding
from graph.model.vocabulary import Doubt
from seed.indexed import Indexed
from tests.helpers.police_tables import Row, table

# The table's rows that the article's files state under another id.
ELSEWHERE = {
    "finding:bury-2016-da-batches": "finding:bury-report-batches",
    "finding:stockton-2016-case-reopened": "finding:stockton-report-case-reopened",
}
# Words of remarks of which each needs its doubt.
PLAIN = {
    Doubt.NOT_JUDGED: r"^Described|without an explicit judgement|Its effect is not judged",
    Doubt.ONE_CASE: r"^One (case\.$|case, given|example)",
    Doubt.ONLY_RECOMMENDED: r"^Only a recommendation",
    Doubt.PERHAPS_ANOTHER_FORCE: r"Another area's force may be meant",
    Doubt.TOLD_TWICE: r"count once|the same text|nearly the same (text|words)|The same paragraph stands",
    Doubt.PASSAGE_INCOMPLETE: r"is broken (at|across)|[Cc]ut at the end|outside the passage|breaks off"
    r"|[Ss]entence (continues|begins) on",
    Doubt.AS_OTHERS_TELL: r"^As (the|social)\b.* report|^reported by|^What (staff|the force itself)",
    Doubt.NOT_SAID_BY_WHOM: r"^(Whose|Who) .* not said|does not say (who|whose|which agency)|"
    r"[Pp]olice are not named in this sentence",
}
# Words of which a remark needs some to be the ground of its doubt.
GROUNDS = {
    Doubt.NOT_JUDGED: r"judge|effect|impact|[Pp]lanned|c[ao]me|will do|helped|benefit|fail|Described|ncrease",
    Doubt.ONE_CASE: r"[Oo]ne",
    Doubt.TOLD_TWICE: r"count once|same|says? (much )?the|repeats|[Aa]lso|Overlaps",
    Doubt.PASSAGE_INCOMPLETE: r"page|passage|overleaf|paragraph|continue|breaks off",
    Doubt.AS_OTHERS_TELL: r"report|staff|board|tells|HMIC|professionals|finding|force itself|chair",
    Doubt.NOT_SAID_BY_WHOM: r"\bnot\b|implied|follows|read from|taken to be|inferred|unclear|passive|\bby\b|"
    r"agencies|leaves open|no subject|implied|place|They|sentence|bracket|passive|leaders",
}


@pytest.fixture(scope="module")
def remarks(sources: Path, records: Indexed) -> dict[str, Row]:
    """The rows with a remark, by the id of their finding."""
    rows = table(sources / "data" / "police" / "report_findings.csv")
    found = {f"finding:{row['finding_key']}": row for row in rows if row["doubt"]}
    assert len(found) == 393
    return {ELSEWHERE.get(own, own): row for own, row in found.items()}


def doubts(records: Indexed, own: str) -> tuple[Doubt, ...]:
    node = records.get(own)
    assert isinstance(node, Finding)
    return node.doubts


def test_a_doubt_rests_on_a_remark_of_the_table(records: Indexed, remarks: dict[str, Row]) -> None:
    with_doubts = {node.id: node.doubts for _, node in records.of(Finding) if node.doubts}
    assert len(with_doubts) == 234
    assert with_doubts.keys() <= remarks.keys()
    for own, found in with_doubts.items():
        assert list(found) == [each for each in Doubt if each in found], own
        for each in found:
            assert re.search(GROUNDS.get(each, "."), remarks[own]["doubt"]), (own, each)


@pytest.mark.parametrize("doubt", PLAIN, ids=str)
def test_a_plain_doubt_of_the_table_is_not_lost(
    records: Indexed, remarks: dict[str, Row], doubt: Doubt
) -> None:
    plain = {own for own, row in remarks.items() if re.search(PLAIN[doubt], row["doubt"])}
    held = {own for own in plain if isinstance(records.get(own), Finding)}
    assert held
    assert {own for own in held if doubt not in doubts(records, own)} == set()


def test_no_remark_is_shown_as_it_stands(records: Indexed, remarks: dict[str, Row]) -> None:
    for own, row in remarks.items():
        node = records.get(own)
        if isinstance(node, Finding):
            assert row["doubt"] not in (node.note or ""), own
            assert row["doubt"] not in node.summary, own
