"""Outcomes that are of one inspection: within a file they must agree, between releases they may not.

Two outcomes are of one inspection if they have the same framework and body and either the same day of
publication or the same first day on site; inspections (not visits, which follow each other closely) also if
their days of publication are near, as releases correct them, or if one gives only the day on site and the
other only the day of a report that followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.model.dates import PartialDate
from seed.sources.evidence import evidence_id
from seed.sources.imports.context import Log
from seed.sources.imports.errors import shortened
from seed.sources.imports.reading import Outcome, Refused

_CORRECTED = timedelta(days=60)
_REPORTED = timedelta(days=270)
FIELDS = ("kind", "published", "inspected_from", "inspected_to", "focus", "delivered_by")


def together(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """Groups of outcomes of one inspection, whatever the order in which they come."""
    likely: dict[tuple[str, str, bool], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        likely[outcome.framework, outcome.body, outcome.often].append(outcome)
    for key in sorted(likely):
        yield from _parted(likely[key])


def _parted(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    groups: list[list[Outcome]] = []
    for outcome in outcomes:
        joined = [group for group in groups if any(same(outcome, other) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(other for group in joined for other in group), outcome])
    return groups


def same(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes of one framework and body are of one inspection."""
    if _equal(one.published, other.published) or _equal(one.inspected_from, other.inspected_from):
        return True
    if _equal(one.corrects, other.published) or _equal(other.corrects, one.published):
        return True
    if one.often:
        return False
    if one.published and other.published:
        return _apart(one.published, other.published) <= _CORRECTED
    if one.inspected_from and other.inspected_from:
        return False
    for inspected, reported in ((one, other), (other, one)):
        if inspected.inspected_from and reported.published and not inspected.published:
            waited = reported.published.first - inspected.inspected_from.first
            return timedelta() <= waited <= _REPORTED
    return False


def _equal(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and one == other


def _apart(one: PartialDate, other: PartialDate) -> timedelta:
    """The days between two dates; none where a month or year may hold the other."""
    if one.first <= other.last and other.first <= one.last:
        return timedelta()
    return max(one.first, other.first) - min(one.last, other.last)


def agreed(outcomes: Sequence[Outcome], log: Log) -> tuple[Outcome, ...]:
    """The outcomes of one file, those of one inspection made one; what disagrees is refused, all of it."""
    found: list[tuple[int, Outcome]] = []
    order = {id(outcome): number for number, outcome in enumerate(outcomes)}
    for group in together(outcomes):
        group.sort(key=lambda outcome: order[id(outcome)])
        kept: list[Outcome] = []
        for outcome in group:
            if others := [other for other in group if quarrel(outcome, other)]:
                log.lost += 1
                log.refused.append(_refused(outcome, others[0]))
            else:
                kept.append(outcome)
        if kept:
            log.repeated += len(kept) - 1
            found.append((order[id(kept[0])], one(kept)))
    return tuple(outcome for _, outcome in sorted(found, key=lambda item: item[0]))


def one(group: Sequence[Outcome]) -> Outcome:
    """What several rows say of one inspection, where none says otherwise than another; the first counts."""
    known = {
        name: next((value for outcome in group if (value := getattr(outcome, name))), getattr(group[0], name))
        for name in FIELDS
    }
    areas = {grade.area: grade for outcome in reversed(group) for grade in outcome.grades}
    return replace(group[0], **known, grades=tuple(areas[area] for area in sorted(areas)))


def place_in_source(outcome: Outcome) -> str:
    """The id of the evidence that an outcome is: its place in its source."""
    return evidence_id(outcome.source, outcome.locator, None)


def one_a_place(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes, those of one place in a source made one where they agree: a release that is read from two
    files says what either says."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in dict.fromkeys(outcomes):
        found[place_in_source(outcome)].append(outcome)
    return [
        each
        for group in found.values()
        for each in ([one(group)] if all(_agree(group[0], other) for other in group) else group)
    ]


def _agree(first: Outcome, other: Outcome) -> bool:
    return (first.framework, first.body) == (other.framework, other.body) and not quarrel(first, other)


@dataclass(frozen=True)
class Quarrel:
    """What two rows say differently of one inspection: a field or an area, what one says, what the other."""

    about: str
    here: str
    there: str


def quarrel(one: Outcome, other: Outcome) -> Quarrel | None:
    """What one says otherwise than another of the same inspection, if it does. What is left out is nothing
    said."""
    for name in FIELDS:
        first, second = getattr(one, name), getattr(other, name)
        if first and second and first != second:
            return Quarrel(name, str(first), str(second))
    said = {grade.area: grade for grade in other.grades}
    for grade in one.grades:
        if grade.area in said and said[grade.area].grade != grade.grade:
            return Quarrel(grade.area, grade.raw, said[grade.area].raw)
    return None


def refused(outcome: Outcome, about: str, value: str, reason: str) -> Refused:
    """The refusal of a row for what it says of a field or an area."""
    place = outcome.place
    column = outcome.headers.get(about, "")
    return Refused(place.file, place.sheet, place.row, column, shortened(value), reason)


def _refused(outcome: Outcome, other: Outcome) -> Refused:
    found = quarrel(outcome, other)
    assert found is not None
    about = found.about.replace("_", " ").replace("-", " ")
    reason = (
        f"disagrees with {other.place.path} about one inspection: {about} is {found.here} here and "
        f"{found.there} there; neither row is taken over"
    )
    return refused(outcome, found.about, found.here, reason)


def released(published: PartialDate | None) -> date:
    """When a release came out, for their order; one without a date is the oldest."""
    return published.first if published else date.min
