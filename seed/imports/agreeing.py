"""Outcomes that are of one inspection: within a file they must agree, between releases they may not.

Two outcomes are of one inspection if they have the same framework and body and either the same day of
publication or the same first day on site; inspections (not visits, which follow each other closely) also if
their days of publication are near, as releases correct them, or if one gives only the day on site and the
other only the day of a report that followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from graph.model.dates import PartialDate
from seed.imports.context import Log
from seed.imports.errors import shortened
from seed.imports.reading import Outcome, Refused

_CORRECTED = timedelta(days=60)
_REPORTED = timedelta(days=270)
_FIELDS = ("kind", "published", "inspected_from", "inspected_to", "focus", "delivered_by")


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
        log.read -= len(group) - 1
        kept = [outcome for outcome in group if not any(_quarrel(outcome, other) for other in group)]
        for outcome in group:
            if outcome not in kept:
                log.read += 1
                log.refused.append(_refused(outcome, group))
        if kept:
            found.append((order[id(kept[0])], _one(kept)))
        else:
            log.read -= 1
    return tuple(outcome for _, outcome in sorted(found, key=lambda item: item[0]))


def _one(group: Sequence[Outcome]) -> Outcome:
    known = {
        name: next((value for outcome in group if (value := getattr(outcome, name))), getattr(group[0], name))
        for name in _FIELDS
    }
    areas = {grade.area: grade for outcome in reversed(group) for grade in outcome.grades}
    return replace(group[0], **known, grades=tuple(areas[area] for area in sorted(areas)))


def _quarrel(one: Outcome, other: Outcome) -> str:
    """What two rows of one file say differently of one inspection, in words; empty if nothing."""
    for name in _FIELDS:
        first, second = getattr(one, name), getattr(other, name)
        if first and second and first != second:
            return f"{name.replace('_', ' ')} is {first!s} here and {second!s} there"
    said = {grade.area: grade.grade for grade in other.grades}
    for grade in one.grades:
        if said.get(grade.area, grade.grade) != grade.grade:
            return f"{grade.area.replace('-', ' ')} is {grade.grade} here and {said[grade.area]} there"
    return ""


def _refused(outcome: Outcome, group: Sequence[Outcome]) -> Refused:
    other, quarrel = next((each, words) for each in group if (words := _quarrel(outcome, each)))
    sheet, _, row = outcome.place.path.rpartition("row ")
    sheet = sheet.removeprefix("sheet ").removesuffix(", ")
    reason = f"disagrees with {other.place.path} about one inspection: {quarrel}; neither row is taken over"
    return Refused(outcome.place.file, sheet, int(row), "", shortened(outcome.locator), reason)


def released(published: PartialDate | None) -> date:
    """When a release came out, for their order; one without a date is the oldest."""
    return published.first if published else date.min
