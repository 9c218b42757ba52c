"""Match outcomes of the same inspection. Within a file they must agree; releases may differ.

Two outcomes belong to one inspection if they have the same framework and body, and the same day of
publication or the same first day on site, or if a row gives an id that the other has too. Inspections, but
not visits, which can follow each other closely, also match if their days of publication are close, since
releases correct them, if one gives the first day on site and the other its month, or if one has only the day
on site and the other only the day of a report soon after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import permutations

from graph.model.dates import PartialDate
from seed.sources.evidence import evidence_id
from seed.sources.imports.context import ReadingLog
from seed.sources.imports.errors import shortened
from seed.sources.imports.reading import Outcome, RowRefusal

_CORRECTED = timedelta(days=60)
_REPORTED = timedelta(days=270)
FIELDS = ("kind", "published", "inspected_from", "inspected_to", "focus", "delivered_by", "cycle")
# Of several rows, the first that is filled counts.
_FIRST = (*FIELDS, "id", "follows", "report", "quote", "sha256")


def group_by_inspection(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """Group outcomes by inspection, independent of their order."""
    likely: dict[tuple[str, str, bool], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        likely[outcome.framework, outcome.body, outcome.is_frequent].append(outcome)
    for key in sorted(likely):
        yield from _connected_groups(likely[key])


def _connected_groups(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    groups: list[list[Outcome]] = []
    for outcome in outcomes:
        joined = [group for group in groups if any(is_same_inspection(outcome, other) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(other for group in joined for other in group), outcome])
    return groups


def is_same_inspection(merged: Outcome, other: Outcome) -> bool:
    """Whether two outcomes with the same framework and body belong to one inspection."""
    if _equal(merged.published, other.published) or _equal(merged.inspected_from, other.inspected_from):
        return True
    if _equal(merged.corrects, other.published) or _equal(other.corrects, merged.published):
        return True
    if (merged.gives_ids or other.gives_ids) and not merged.ids.isdisjoint(other.ids):
        return True
    if merged.is_frequent:
        return False
    if _is_within(merged.inspected_from, other.inspected_from):
        return True
    if merged.published and other.published:
        return _apart(merged.published, other.published) <= _CORRECTED
    if merged.inspected_from and other.inspected_from:
        return False
    for inspected, reported in ((merged, other), (other, merged)):
        if inspected.inspected_from and reported.published and not inspected.published:
            waited = reported.published.first - inspected.inspected_from.first
            return timedelta() <= waited <= _REPORTED
    return False


def _equal(merged: PartialDate | None, other: PartialDate | None) -> bool:
    return merged is not None and merged == other


def _is_within(merged: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether one is a day of the other, which is a month."""
    if merged is None or other is None:
        return False
    return any(
        len(month) == len("2016-10") and month.covers(day) for day, month in permutations((merged, other))
    )


def _apart(merged: PartialDate, other: PartialDate) -> timedelta:
    """The time between two dates; zero if partial dates overlap."""
    if merged.first <= other.last and other.first <= merged.last:
        return timedelta()
    return max(merged.first, other.first) - min(merged.last, other.last)


def merge_agreeing_rows(outcomes: Sequence[Outcome], log: ReadingLog) -> tuple[Outcome, ...]:
    """Merge the outcomes of one file by inspection and source; refuse all rows of one source that disagree.
    What cites a passage of its own stays apart."""
    found: list[tuple[int, Outcome]] = []
    order = {id(outcome): number for number, outcome in enumerate(outcomes)}
    for group in group_by_inspection(outcomes):
        group.sort(key=lambda outcome: order[id(outcome)])
        kept: list[Outcome] = []
        for outcome in group:
            of_source = (other for other in group if other.source == outcome.source)
            if others := [other for other in of_source if disagreement(outcome, other)]:
                log.refused_count += 1
                log.refused.append(_refused(outcome, others[0]))
            else:
                kept.append(outcome)
        for same in _grouped(kept, lambda outcome: (outcome.source, outcome.sha256 and outcome.locator)):
            log.repeated += len(same) - 1
            found.append((order[id(same[0])], merged(same)))
    return tuple(outcome for _, outcome in sorted(found, key=lambda item: item[0]))


def merged(group: Sequence[Outcome]) -> Outcome:
    """One outcome from several that do not disagree; the first value of each field counts."""
    known = {
        name: next((value for outcome in group if (value := getattr(outcome, name))), getattr(group[0], name))
        for name in _FIRST
    }
    areas = {grade.area: grade for outcome in reversed(group) for grade in outcome.grades}
    aliases = tuple(sorted({alias for outcome in group for alias in outcome.aliases}))
    return replace(group[0], **known, aliases=aliases, grades=tuple(areas[area] for area in sorted(areas)))


def evidence_id_of(outcome: Outcome) -> str:
    """The id of an outcome's evidence: its place in its source."""
    return evidence_id(outcome.source, outcome.locator, None)


def merge_by_evidence(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Merge outcomes with the same evidence if they agree: two files may have parts of the same release."""
    return [
        each
        for group in _grouped(dict.fromkeys(outcomes), evidence_id_of)
        for each in ([merged(group)] if all(_agree(group[0], other) for other in group) else group)
    ]


def _grouped(outcomes: Iterable[Outcome], key: Callable[[Outcome], Hashable]) -> list[list[Outcome]]:
    found: dict[Hashable, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        found[key(outcome)].append(outcome)
    return list(found.values())


def _agree(first: Outcome, other: Outcome) -> bool:
    return (first.framework, first.body) == (other.framework, other.body) and not disagreement(first, other)


@dataclass(frozen=True)
class Disagreement:
    """Two different values of a field, or grades of an area, for one inspection."""

    about: str
    here: str
    there: str


def disagreement(merged: Outcome, other: Outcome) -> Disagreement | None:
    """The first disagreement of two outcomes of one inspection, or None. Missing values never disagree."""
    for name in FIELDS:
        first, second = getattr(merged, name), getattr(other, name)
        if first and second and first != second:
            return Disagreement(name, str(first), str(second))
    said = {grade.area: grade for grade in other.grades}
    for grade in merged.grades:
        if (there := said.get(grade.area)) is None:
            continue
        if there.grade != grade.grade:
            return Disagreement(grade.area, grade.raw, there.raw)
        if there.published and grade.published and there.published != grade.published:
            return Disagreement("published", grade.published, there.published)
    return None


def refusal(outcome: Outcome, about: str, value: str, reason: str) -> RowRefusal:
    """The refusal of a row because of a field or an area."""
    place = outcome.place
    column = outcome.headers.get(about, "")
    return RowRefusal(place.file, place.sheet, place.row, column, shortened(value), reason)


def _refused(outcome: Outcome, other: Outcome) -> RowRefusal:
    found = disagreement(outcome, other)
    assert found is not None
    about = found.about.replace("_", " ").replace("-", " ")
    reason = (
        f"disagrees with {other.place.path} about one inspection: {about} is {found.here} here and "
        f"{found.there} there; neither row is taken over"
    )
    return refusal(outcome, found.about, found.here, reason)


def release_day(published: PartialDate | None) -> date:
    """The day of a release, to sort by; releases without a date sort first."""
    return published.first if published else date.min
