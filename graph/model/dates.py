"""Dates as they were published: whole, to the month, or to the year.

A partial date orders and compares by its earliest day ("2016-10" is 1 October 2016).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CYCLE = re.compile(r"(20[0-9]{2})(?:[/-]([0-9]{2}))?")
BEGINNING = date(1, 1, 1)
END_OF_TIME = date(9999, 12, 31)


def moment(day: date) -> date:
    """The day on which what there was is asked. The last of the calendar marks what has not ended, so that
    nothing could hold on it; on the day before, all the same does."""
    return min(day, END_OF_TIME - timedelta(days=1))


def day(text: str) -> date:
    """A day in its one form; raises ValueError. Python's own reader takes more: 20161017, 2016-W42-1."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r:.60} is not a day; write it as 2016-10-17")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day that exists; write one as in 2016-10-17") from None


class PartialDate(str):
    """A year, a year and month, or a day, in ISO form; raises ValueError for anything else."""

    __slots__ = ()

    def __new__(cls, text: str) -> PartialDate:
        match = _FORM.fullmatch(str(text))
        if match is None:
            raise ValueError(f"{text!r} is not a date; write 2016, 2016-10 or 2016-10-17")
        year, month, day = match.groups()
        try:
            date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise ValueError(f"{text!r} is not a date that exists") from None
        return super().__new__(cls, text)

    @property
    def first(self) -> date:
        """The earliest day that this date can mean."""
        return date.fromisoformat(f"{self}-01-01"[:10])

    @property
    def last(self) -> date:
        """The latest day that this date can mean."""
        parts = [int(part) for part in self.split("-")]
        if len(parts) == 3:
            return self.first
        year, month = parts[0], (parts[1] if len(parts) == 2 else 12)
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def whole(self) -> bool:
        return len(self) == 10

    def covers(self, other: PartialDate) -> bool:
        """Whether another date is this one, or a month or day of it."""
        return other.startswith(self)


class Cycle(str):
    """A cycle of inspections as its inspectorate writes it: 2015, 2018/19, 2023-25; raises ValueError.

    It is an interval of whole years. What is known only by its cycle may have come on any day of it, and
    counts as having come on the last.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Cycle:
        match = _CYCLE.fullmatch(str(text))
        if match is None or (match[2] and int(match[2]) <= int(match[1][2:])):
            raise ValueError(f"{text!r} is no cycle; write it like 2015, 2018/19 or 2023-25")
        return super().__new__(cls, text)

    @property
    def year(self) -> PartialDate:
        """The last year of the cycle."""
        return PartialDate(self[:2] + self[-2:])

    @property
    def last(self) -> date:
        return self.year.last


class EndState(StrEnum):
    """What is known of an end: its date, that there is none yet, or nothing."""

    DATED = "DATED"
    ONGOING = "ONGOING"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open interval ``[start, end)`` with what is uncertain of it.

    ``start`` of None is an unknown start. ``not_before`` and ``not_after`` bound an unknown start,
    ``ended_not_before`` and ``ended_not_after`` an unknown end, when a source bounds them.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    end_state: EndState = EndState.UNKNOWN
    not_before: PartialDate | None = None
    not_after: PartialDate | None = None
    ended_not_before: PartialDate | None = None
    ended_not_after: PartialDate | None = None

    def __post_init__(self) -> None:
        if (self.end is None) == (self.end_state is EndState.DATED):
            raise ValueError(
                f"a period that is {self.end_state} {'needs' if self.end is None else 'has no'} end"
            )
        if self.start and self.end and self.end.last < self.start.first:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    def bounds(self) -> tuple[date, date, date, date]:
        """Earliest and latest start, earliest and latest end; what held on day d may have held
        if ``earliest start <= d < latest end`` and held for certain if
        ``latest start <= d < earliest end``."""
        start_first = (
            self.start.first if self.start else (self.not_before.first if self.not_before else BEGINNING)
        )
        start_last = (
            self.start.last if self.start else (self.not_after.last if self.not_after else END_OF_TIME)
        )
        if self.end:
            end_last = self.end.first if self.end.whole else _day_after(self.end.last)
            return start_first, start_last, self.end.first, end_last
        if self.end_state is EndState.ONGOING:
            return start_first, start_last, END_OF_TIME, END_OF_TIME
        end_first = self.ended_not_before.first if self.ended_not_before else start_first
        end_last = _day_after(self.ended_not_after.last) if self.ended_not_after else END_OF_TIME
        return start_first, start_last, end_first, end_last


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < END_OF_TIME else END_OF_TIME
