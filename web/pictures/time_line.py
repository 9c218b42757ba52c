"""A time line: what happened when, as places of marks along time. Templates draw it, across or down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor
from typing import Any

# More entries of a lane than this are counts per year.
MANY = 80
_MONTH = 1 / 12
_DAY = _MONTH / 31


@dataclass(frozen=True)
class Dated:
    """So many things of one date, as exact as it is known; empty where it is not."""

    date: str
    count: int = 1


@dataclass(frozen=True)
class Kind:
    """A row before it is drawn: what stands in it, and the shape of its marks."""

    name: str
    shape: str
    dated: Sequence[Dated]


@dataclass(frozen=True)
class Mark:
    """A shape at a place, for so many things."""

    at: float
    count: int


@dataclass(frozen=True)
class Row:
    """A kind with its marks, ``across`` time. ``bars`` are as long as the doubt about a date."""

    name: str
    shape: str
    across: float
    marks: tuple[Mark, ...]
    bars: tuple[tuple[float, float], ...]
    undated: int


@dataclass(frozen=True)
class Lane:
    """Rows on one basis: NAMED or AREA."""

    basis: str
    start: float
    end: float
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Drawing:
    """A time line in units of a picture. ``years`` are the places where years begin."""

    length: float
    end: float
    years: tuple[tuple[int, float], ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Size:
    """How far apart things are: a year, two rows, a lane from its first row and from the next lane.

    Marks nearer than ``near`` would touch: they are one, with their number.
    """

    year: float
    near: float
    row: float
    head: float
    gap: float


def drawing(lanes: Mapping[str, Sequence[Kind]], size: Size) -> Drawing | None:
    """The lanes of a time line, NAMED first; None where nothing has a date."""
    spans = [
        span(each.date) for kinds in lanes.values() for kind in kinds for each in kind.dated if each.date
    ]
    if not spans:
        return None
    first, last = floor(min(start for start, _ in spans)), floor(max(start for start, _ in spans)) + 1
    drawn = tuple(_lanes(lanes, first, size))
    years = tuple((year, (year - first) * size.year) for year in range(first, last + 1))
    return Drawing((last - first) * size.year, drawn[-1].end, years, drawn)


def span(date: str) -> tuple[float, float]:
    """From when to when a date reaches, in years. Of a day, a month or a year."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    start = year + max(month - 1, 0) * _MONTH + max(day - 1, 0) * _DAY
    return start, start + (_DAY if day else _MONTH if month else 1)


def _lanes(lanes: Mapping[str, Sequence[Kind]], first: int, size: Size) -> Iterator[Lane]:
    start = 0.0
    for basis, kinds in lanes.items():
        held = [kind for kind in kinds if kind.dated]
        rows = tuple(
            _row(kind, start + size.head + size.row * place, first, size) for place, kind in enumerate(held)
        )
        end = start + size.head + size.row * max(len(held), 1)
        yield Lane(basis, start, end, rows)
        start = end + size.gap


def _row(kind: Kind, across: float, first: int, size: Size) -> Row:
    dated = [(span(each.date), each.count) for each in kind.dated if each.date]
    scaled = [
        ((start - first) * size.year, (end - first) * size.year, count) for (start, end), count in dated
    ]
    bars = sorted({(start, end) for start, end, _ in scaled if end - start > size.year / 24})
    places = sorted(((start + end) / 2, count) for start, end, count in scaled)
    undated = sum(each.count for each in kind.dated if not each.date)
    return Row(kind.name, kind.shape, across, tuple(_marks(places, size.near)), tuple(bars), undated)


def _scaled(date: str, first: int, size: Size) -> tuple[float, float]:
    start, end = span(date)
    return (start - first) * size.year, (end - first) * size.year


def _marks(places: Iterable[tuple[float, int]], near: float) -> Iterator[Mark]:
    """Marks with room between them: a run of near ones is one, in the middle of the run."""
    run: list[tuple[float, int]] = []
    for at, count in places:
        if run and at - run[0][0] >= near:
            yield _mark(run)
            run = []
        run.append((at, count))
    if run:
        yield _mark(run)


def _mark(run: Sequence[tuple[float, int]]) -> Mark:
    return Mark((run[0][0] + run[-1][0]) / 2, sum(count for _, count in run))


def per_year(buckets: Iterable[Mapping[str, Any]]) -> tuple[Dated, ...]:
    """Facets by year as things of that year."""
    return tuple(Dated(each["value"] or "", each["count"]) for each in buckets)


def by_date(dates: Iterable[str | None]) -> tuple[Dated, ...]:
    """Things of the same date as one."""
    return tuple(Dated(date, len([*same])) for date, same in groupby(sorted(date or "" for date in dates)))
