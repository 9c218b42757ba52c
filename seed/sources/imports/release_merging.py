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
}


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
    def id(self) -> str:
        return f"inspection:{self.framework}:{self.code}:{self.id_date}"

    @property
    def day(self) -> date:
        known = self.values["inspected_from"] or self.values["published"]
        return known.first if isinstance(known, PartialDate) else date.max

    @property
    def kind(self) -> str:
        return str(self.values["kind"] or "")

    def judgement_id(self, area: str) -> str:
        return f"judgement:{self.framework}:{self.code}:{self.id_date}:{area}"


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
        )


def _account(
    group: Sequence[Outcome], known: Mapping[str, date], sources: Mapping[str, Source], curated: _Curated
) -> MergedInspection:
    def order(outcome: Outcome) -> tuple[bool, bool, date, str, str]:
        source = sources.get(outcome.source)
        own = source is not None and source.publisher in INSPECTORATES
        return outcome.corrects is not None, own, known[outcome.source], outcome.source, outcome.locator

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
        values[name] = _current(said)
        revisions += _revisions(json_name, said, sources)
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


def _current(said: Sequence[tuple[Outcome, object]]) -> object:
    """The value with the highest precedence; of texts that differ only in punctuation, the earliest."""
    if not said:
        return None
    newest = said[-1][1]
    same = (value for _, value in said if isinstance(value, str) and slug(value) == slug(str(newest)))
    return newest if isinstance(newest, PartialDate) else next(same, newest)


def _revisions(
    name: str, said: Sequence[tuple[Outcome, object]], sources: Mapping[str, Source]
) -> Iterator[Revision]:
    """The values that differ from the current one, lowest precedence first, without direct repetitions."""
    current, before = slug(str(said[-1][1])) if said else "", None
    for outcome, value in said:
        if slug(str(value)) not in (current, before):
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
    dates = list(dict.fromkeys([*published, *inspected, *corrected]))
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
        yield area, MergedJudgement(_wording(given), outcomes, tuple(_revisions("grade", said, sources)))


def _wording(given: Sequence[tuple[Outcome, Grade]]) -> Grade:
    """The newest grade, in the earliest words for it."""
    newest = given[-1][1]
    return next(replace(newest, raw=grade.raw) for _, grade in given if grade.grade == newest.grade)
