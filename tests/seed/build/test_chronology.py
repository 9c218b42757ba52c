"""Days that follow from others: how long an answer took, and what a day that is not known bounds."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.dates import END_OF_TIME, PartialDate
from graph.model.nodes import Correspondence, Inspection
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import CorrespondenceKind
from seed.build.chronology import Chronology
from seed.indexed import Indexed

ANSWER, INSPECTION = "correspondence:answer", "inspection:hmic-ncpi:eastmarsh:2021"


def chronology(written: str | None, published: str | None) -> Chronology:
    answer = Correspondence(
        id=ANSWER,
        name="An answer",
        kind=CorrespondenceKind.PUBLISHED_RESPONSE,
        date=PartialDate(written) if written else None,
    )
    inspection = Inspection(
        id=INSPECTION,
        name="An inspection",
        framework="hmic-ncpi",
        kind="child protection inspection",
        published=PartialDate(published) if published else None,
    )
    records = Records(
        (NodeRecord(answer), NodeRecord(inspection)), (RelationshipRecord("ANSWERS", ANSWER, INSPECTION),)
    )
    return Chronology(Indexed(records))


@pytest.mark.parametrize(
    ("written", "published", "days"),
    [
        ("2021-11-30", "2021-11-16", 14),
        ("2021-11-16", "2021-11-16", 0),
        ("2022-01-11", "2021-11-16", 56),
        ("2021-11", "2021-11-16", None),
        ("2021-11-30", "2021-11", None),
        (None, "2021-11-16", None),
        ("2021-11-30", None, None),
        ("2021-11-15", "2021-11-16", None),
    ],
)
def test_days_to_answer_need_two_whole_days(
    written: str | None, published: str | None, days: int | None
) -> None:
    assert chronology(written, published).days_to_answer(ANSWER) == days


def test_an_answer_does_not_come_before_the_report_but_a_day_that_is_not_known_bounds_nothing() -> None:
    assert chronology("2021-11", "2021-11-16").day(ANSWER) == date(2021, 11, 16)
    assert chronology("2021-11", None).day(ANSWER) == date(2021, 11, 1)
    assert chronology(None, None).day(ANSWER) == END_OF_TIME
