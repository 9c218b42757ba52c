"""What a period and a partial date say of a day: periods are half-open, and unknown ends stay open."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.dates import BEGINNING, END_OF_TIME, EndState, PartialDate, Period

DATED, ONGOING, UNKNOWN = EndState.DATED, EndState.ONGOING, EndState.UNKNOWN
FIRST, LAST = PartialDate("2012-11"), PartialDate("2019-04-01")


def held_on(period: Period, day: str) -> str:
    """Whether the period may have held on a day, or did for certain, as the interval of the source says."""
    start_first, start_last, end_first, end_last = period.bounds()
    on = date.fromisoformat(day)
    if not start_first <= on < end_last:
        return "no"
    return "certainly" if start_last <= on < end_first else "perhaps"


@pytest.mark.parametrize(
    ("period", "days"),
    [
        # To the day: its first day is in it, the day of its end is the first of what follows.
        (
            Period(PartialDate("2012-11-22"), LAST, DATED),
            {"2012-11-21": "no", "2012-11-22": "certainly", "2019-03-31": "certainly", "2019-04-01": "no"},
        ),
        # From some day of a month, and to some day of one, whose last may be the day before.
        (
            Period(FIRST, PartialDate("2019-04"), DATED),
            {
                "2012-10-31": "no",
                "2012-11-01": "perhaps",
                "2012-11-29": "perhaps",
                "2012-11-30": "certainly",
                "2019-03-31": "certainly",
                "2019-04-01": "perhaps",
                "2019-04-30": "perhaps",
                "2019-05-01": "no",
            },
        ),
        (
            Period(PartialDate("2012"), PartialDate("2019"), DATED),
            {
                "2011-12-31": "no",
                "2012-01-01": "perhaps",
                "2012-12-31": "certainly",
                "2018-12-31": "certainly",
                "2019-12-31": "perhaps",
                "2020-01-01": "no",
            },
        ),
        # It goes on.
        (Period(FIRST, None, ONGOING), {"2012-11-30": "certainly", "2999-01-01": "certainly"}),
        # Whether it goes on is not known.
        (
            Period(PartialDate("2012-11-22"), None, UNKNOWN),
            {"2012-11-21": "no", "2012-11-22": "perhaps", "2999-01-01": "perhaps"},
        ),
        # It ended between two days that a source gives.
        (
            Period(
                PartialDate("2004"),
                end_state=UNKNOWN,
                ended_not_before=PartialDate("2018-06-29"),
                ended_not_after=PartialDate("2019-09"),
            ),
            {"2018-06-28": "certainly", "2018-06-29": "perhaps", "2019-09-30": "perhaps", "2019-10-01": "no"},
        ),
        # It began between two days that a source gives.
        (
            Period(end_state=ONGOING, not_before=PartialDate("2004-04"), not_after=PartialDate("2006-03-31")),
            {"2004-03-31": "no", "2004-04-01": "perhaps", "2006-03-30": "perhaps", "2006-03-31": "certainly"},
        ),
        # Nothing is known of it.
        (Period(), {"0001-01-01": "perhaps", "2016-10-17": "perhaps"}),
    ],
)
def test_a_period_holds_from_its_first_day_to_before_its_end(period: Period, days: dict[str, str]) -> None:
    assert {day: held_on(period, day) for day in days} == days


def test_an_open_period_is_unbounded() -> None:
    assert Period().bounds() == (BEGINNING, END_OF_TIME, BEGINNING, END_OF_TIME)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2016-10-17", "2016-10-17", "2016-10-17"),
    ],
)
def test_a_partial_date_means_every_day_in_it(text: str, first: str, last: str) -> None:
    known = PartialDate(text)
    assert (known.first.isoformat(), known.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("start", "end", "state", "said"),
    [
        (None, None, DATED, "needs end"),
        (None, "2019", ONGOING, "has no end"),
        ("2019-05", "2019-04-30", DATED, "cannot end (2019-04-30) before it starts (2019-05)"),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    start: str | None, end: str | None, state: EndState, said: str
) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        Period(start and PartialDate(start), end and PartialDate(end), state)  # type: ignore[arg-type]
    assert said in str(refused.value)
