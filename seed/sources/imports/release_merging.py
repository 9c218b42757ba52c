"""Merge the outcomes of all releases, and of curated files, by inspection.

The result does not depend on the order of import. Corrections take precedence over all, then an
inspectorate's own releases over those that others compiled from its reports, then newer releases over older
ones. The value with the highest precedence is current; different values are kept as revisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.model.dates import PartialDate
from graph.model.nodes import Inspection, Judgement, Source
from graph.model.types.inspections import SERIES
from graph.model.vocabulary import SourceStrength
from seed.indexed import Indexed
from seed.sources.imports.context import slug
from seed.sources.imports.inspection_matching import group_by_inspection, merge_by_evidence, release_day
from seed.sources.imports.reading import Grade, Outcome

# Publishers whose own releases take precedence over compilations.
INSPECTORATES = ("Ofsted", "HMIC", "HMICFRS")
# Fields of an inspection, and their names in revisions.
FIELDS: Mapping[str, str] = {
    "kind": "kind",
    "published": "published",
    "inspected_from": "inspectedFrom",
    "inspected_to": "inspectedTo",
    "focus": "focus",
    "delivered_by": "deliveredBy",
    "cycle": "cycle",
}
# Whose word counts, the last before all others. A source that was not assessed was compiled from reports.
_STRENGTHS = (SourceStrength.PRESS, SourceStrength.BODY, None, SourceStrength.INSPECTORATE)


@dataclass(frozen=True)
class Revision:
    """A different value of a field in another release."""

    field: str
    value: str
    source: str
    release_day: str


@dataclass(frozen=True)
class MergedJudgement:
    """The current grade of an area, and all outcomes with a grade for it."""

    grade: Grade
    outcomes: tuple[Outcome, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True)
class MergedInspection:
    """One inspection, merged from all sources. `id_date` is the last part of its id; `dates` are other dates
    for aliases. `outcomes` are sorted by precedence, highest first; `stated` is the node of a curated
    file."""

    framework: str
    body: str
    id_date: str
    dates: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    values: Mapping[str, object]
    revisions: tuple[Revision, ...]
    judged: Mapping[str, MergedJudgement]
    stated: Inspection | None = None
    stated_grades: Mapping[str, Judgement] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.body.rpartition(":")[2]

    @property
    def series(self) -> str:
        return SERIES.get(self.framework, self.framework)

    @property
    def id(self) -> str:
        return f"inspection:{self.series}:{self.code}:{self.id_date}"

    @property
    def day(self) -> date:
        known = self.values["inspected_from"] or self.values["published"]
        return known.first if isinstance(known, PartialDate) else date.max

    @property
    def year(self) -> str:
        """The year of its day or its cycle; empty where neither is known."""
        return str(self.day.year) if self.day < date.max else str(self.values["cycle"] or "")

    @property
    def kind(self) -> str:
        return str(self.values["kind"] or "")

    def judgement_id(self, area: str) -> str:
        return f"judgement:{self.series}:{self.code}:{self.id_date}:{area}"


def merge_inspections(
    outcomes: Iterable[Outcome], sources: Mapping[str, Source], base: Indexed
) -> list[MergedInspection]:
    """Merge outcomes by inspection; the result is sorted by id."""
    curated = _Curated(base)
    distinct = merge_by_evidence(outcomes)
    known = {
        outcome.source: release_day(_release(outcome.source, sources))
        for outcome in (*curated.outcomes, *distinct)
    }
    found = [
        _account(group, known, sources, curated)
        for group in group_by_inspection([*curated.outcomes, *distinct])
        if any(outcome not in curated.nodes for outcome in group)
    ]
    return sorted(found, key=lambda account: account.id)


def _release(own: str, sources: Mapping[str, Source]) -> PartialDate | None:
    source = sources.get(own)
    return source.published if source else None


class _Curated:
    """The inspections of curated files, as outcomes whose release is the published report."""

    def __init__(self, base: Indexed) -> None:
        self.nodes: dict[Outcome, Inspection] = {}
        self.grades: dict[str, dict[str, Judgement]] = defaultdict(dict)
        for record, node in base.of(Inspection):
            held = [source for own in record.evidence for source in base.ends("FROM", own)]
            source = next(iter([*base.ends("PUBLISHED_IN", node.id), *held]), "")
            grades = [base.get(own) for own in base.ends("JUDGED", node.id)]
            for grade in grades:
                if isinstance(grade, Judgement):
                    self.grades[node.id][grade.area] = grade
            for body in base.ends("INSPECTED", node.id):
                self.nodes[self._outcome(node, body, source)] = node

    @property
    def outcomes(self) -> list[Outcome]:
        return list(self.nodes)

    def _outcome(self, node: Inspection, body: str, source: str) -> Outcome:
        grades = (Grade(each.area, each.grade, each.raw_grade) for each in self.grades[node.id].values())
        return Outcome(
            node.framework,
            body,
            source,
            node.id,
            node.kind,
            node.published,
            node.inspected_from,
            node.inspected_to,
            tuple(grades),
            node.focus or "",
            node.delivered_by or "",
            cycle=node.cycle,
        )


def _account(
    group: Sequence[Outcome], known: Mapping[str, date], sources: Mapping[str, Source], curated: _Curated
) -> MergedInspection:
    def order(outcome: Outcome) -> tuple[bool, int, date, str, str]:
        strength = _strength(sources.get(outcome.source))
        return outcome.corrects is not None, strength, known[outcome.source], outcome.source, outcome.locator

    ordered = sorted(group, key=order)
    stated = next((curated.nodes[outcome] for outcome in ordered if outcome in curated.nodes), None)
    values, revisions = {}, list[Revision]()
    wrong = {outcome.corrects for outcome in ordered if outcome.corrects}
    for name, json_name in FIELDS.items():
        said = [
            (outcome, getattr(outcome, name))
            for outcome in ordered
            # If a day of publication is corrected, the days on site beside it belong to another inspection.
            if getattr(outcome, name) and not (name.startswith("inspected") and outcome.published in wrong)
        ]
        values[name] = _current([each for each in said if name != "published" or each[1] not in wrong])
        revisions += _revisions(json_name, said, values[name], sources)
    if any(outcome.cycle for outcome in ordered):
        values["published"] = values["published"] or _published_together(ordered)
    id_date, dates = _dates(ordered, known, stated)
    return MergedInspection(
        group[0].framework,
        group[0].body,
        id_date,
        dates,
        tuple(outcome for outcome in reversed(ordered) if outcome not in curated.nodes),
        values,
        tuple(revisions),
        dict(_judged(ordered, sources, curated)),
        stated,
        curated.grades[stated.id] if stated else {},
    )


def _published_together(ordered: Sequence[Outcome]) -> PartialDate | None:
    """The day on which all grades of a cycle were published, if it is one and the same."""
    days = {grade.published for outcome in ordered for grade in outcome.grades}
    return days.pop() if len(days) == 1 else None


def _strength(source: Source | None) -> int:
    is_own = source is not None and source.publisher in INSPECTORATES
    strength = SourceStrength.INSPECTORATE if is_own else source and source.strength
    return _STRENGTHS.index(strength)


def _current(said: Sequence[tuple[Outcome, object]]) -> object:
    """The value with the highest precedence; of a date its most exact form, of texts that differ only in
    punctuation the earliest."""
    if not said:
        return None
    newest = said[-1][1]
    if isinstance(newest, PartialDate):
        return max(
            (value for _, value in reversed(said) if _is_less_exact(newest, value)),
            key=lambda value: len(str(value)),
        )
    same = (value for _, value in said if isinstance(value, str) and slug(value) == slug(str(newest)))
    return next(same, newest)


def _is_less_exact(date: object, other: object) -> bool:
    """Whether a date is another one, or the month or year of it."""
    return isinstance(date, PartialDate) and isinstance(other, PartialDate) and date.covers(other)


def _revisions(
    name: str, said: Sequence[tuple[Outcome, object]], current: object, sources: Mapping[str, Source]
) -> Iterator[Revision]:
    """The values that differ from the current one, lowest precedence first, without direct repetitions.
    A date that is only less exact does not differ."""
    before = None
    for outcome, value in said:
        if slug(str(value)) not in (slug(str(current)), before) and not _is_less_exact(value, current):
            published = _release(outcome.source, sources)
            yield Revision(name, str(value), outcome.source, str(published or ""))
        before = slug(str(value))


def _dates(
    ordered: Sequence[Outcome], known: Mapping[str, date], stated: Inspection | None
) -> tuple[str, tuple[str, ...]]:
    """The date for the id (of publication, by the oldest release that has one), and the other dates."""
    oldest = sorted(
        ordered, key=lambda each: (each.corrects is None, known[each.source], each.source, each.locator)
    )
    published = [str(outcome.published) for outcome in oldest if outcome.published]
    inspected = [
        str(outcome.inspected_from) for outcome in oldest if outcome.inspected_from and not outcome.published
    ]
    corrected = [str(outcome.corrects) for outcome in oldest if outcome.corrects]
    cycles = [slug(outcome.cycle) for outcome in oldest if outcome.cycle]
    given = [outcome.id.rpartition(":")[2] for outcome in oldest if outcome.id]
    days = [str(grade.published) for each in oldest for grade in each.grades if grade.published]
    dates = list(dict.fromkeys([*given, *published, *inspected, *corrected, *cycles, *days]))
    own = stated.id.rpartition(":")[2] if stated else dates[0]
    return own, tuple(each for each in dates if each != own)


def _judged(
    ordered: Sequence[Outcome], sources: Mapping[str, Source], curated: _Curated
) -> Iterator[tuple[str, MergedJudgement]]:
    areas = sorted({grade.area for outcome in ordered for grade in outcome.grades})
    for area in areas:
        given = [(outcome, grade) for outcome in ordered for grade in outcome.grades if grade.area == area]
        said: list[tuple[Outcome, object]] = [(outcome, grade.grade) for outcome, grade in given]
        outcomes = tuple(outcome for outcome, _ in reversed(given) if outcome not in curated.nodes)
        wording = _wording(given)
        yield (
            area,
            MergedJudgement(wording, outcomes, tuple(_revisions("grade", said, wording.grade, sources))),
        )


def _wording(given: Sequence[tuple[Outcome, Grade]]) -> Grade:
    """The newest grade, in the earliest words for it, with the day and the question that any source gives."""
    newest = given[-1][1]
    same = [grade for _, grade in given if grade.grade == newest.grade]
    published = next((grade.published for grade in reversed(same) if grade.published), None)
    question = next((grade.question for grade in reversed(same) if grade.question), "")
    return replace(newest, raw=same[0].raw, published=published, question=question)
