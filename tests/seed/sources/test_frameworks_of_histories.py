"""Which framework an entry of a history is about, against the published tables, read independently."""

from __future__ import annotations

from pathlib import Path

import pytest

from seed.build.chronology import Chronology
from seed.build.histories import histories
from seed.indexed import Indexed
from tests.helpers.police_tables import table

# By the first part of an inspection's key; joint inspections in Wales are of another framework.
FRAMEWORKS = {"ncpi": {"hmic-ncpi"}, "jtai": {"jtai", "jicpa"}, "other": {"hmic-other"}}
# The letter of October 2016 is about inspections of 13 areas, and its reply about the letter.
OF_NONE = {"correspondence:wilshaw-winsor-2016-10-17", "correspondence:winsor-wilshaw-2016-10-18"}


@pytest.fixture(scope="module")
def found(records: Indexed) -> dict[str, object]:
    """By id, the framework of what stands in a history."""
    return {row.start: row.values.get("framework") for row in histories(records, Chronology(records))}


def test_an_answer_and_what_it_says_are_of_the_framework_that_was_answered(
    found: dict[str, object], records: Indexed, sources: Path
) -> None:
    seen = 0
    for row in table(sources / "data" / "police" / "responses.csv"):
        allowed = FRAMEWORKS[row["inspection_key"].partition("-")[0]]
        for own in (f"correspondence:{row['response_group']}", f"statement:{row['response_key']}"):
            own = records.records.aliases.get(own, own)
            if own in found:
                assert found[own] in allowed, own
                seen += 1
    assert seen > 300


def test_what_is_about_no_inspection_or_several_has_no_framework(found: dict[str, object]) -> None:
    for own in OF_NONE & found.keys():
        assert found[own] is None, own
    assert OF_NONE & found.keys()
