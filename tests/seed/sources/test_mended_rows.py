"""What was mended in the committed tables since they were published, each with its reason."""

from __future__ import annotations

from collections import defaultdict

from seed.sources.all_sources import Sources
from tests.helpers.mended_rows import MENDED
from tests.helpers.police_tables import Row, table

TABLES = (
    "dispute_outcomes",
    "disputes",
    "findings",
    "report_findings",
    "recommendations",
    "responses",
    "reviews",
)


def test_what_was_mended_stands_in_the_committed_tables() -> None:
    committed: dict[str, list[Row]] = defaultdict(list)
    for name in TABLES:
        for row in table(Sources().police / f"{name}.csv"):
            committed[row["id"]].append(row)
    for each in MENDED:
        held = {row[each["column"]] for row in committed[each["id"]]}
        assert held == {each["value"]}, each["id"]


def test_each_column_is_mended_once_and_says_why() -> None:
    keys = [(each["id"], each["column"]) for each in MENDED]
    assert keys == sorted(set(keys))
    assert [each["id"] for each in MENDED if not each["why"]] == []
