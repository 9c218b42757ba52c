"""The outcomes of all releases, with what the curated files state, as one account of each inspection.

The same sources make the same account, whatever the order in which they were imported. An inspectorate's own
release counts before what others compiled from its reports, the newer before the older, a correction before
all. What counts most is current; what the others say otherwise is kept.
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
from seed.sources.imports.inspection_matching import one_a_place, released, together
from seed.sources.imports.reading import Grade, Outcome

# Those whose own releases count before what others compiled of them.
INSPECTORATES = ("Ofsted", "HMIC", "HMICFRS")
# A field of an inspection, and its name where an account lists what was said otherwise.
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
    """What another release says of a field, otherwise than the one that counts."""

    field: str
    value: str
    source: str
    released: str


@dataclass(frozen=True)
class Judged:
    """The current grade of an area, and every outcome that gives one for it."""

    grade: Grade
    outcomes: tuple[Outcome, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True)
class Account:
    """One inspection as all sources together give it. `known_by` is the last part of its id, `dates` are the
    others under which it is known. Of `outcomes` what counts most comes first; `stated` is the node of a
    curated file."""

    framework: str
    body: str
    known_by: str
    dates: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    values: Mapping[str, object]
    revisions: tuple[Revision, ...]
    judged: Mapping[str, Judged]
    stated: Inspection | None = None
    stated_grades: Mapping[str, Judgement] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.body.rpartition(":")[2]

    @property
    def id(self) -> str:
        return f"inspection:{self.framework}:{self.code}:{self.known_by}"

    @property
    def day(self) -> date:
        known = self.values["inspected_from"] or self.values["published"]
        return known.first if isinstance(known, PartialDate) else date.max

    @property
    def kind(self) -> str:
        return str(self.values["kind"] or "")

    def judgement_id(self, area: str) -> str:
        return f"judgement:{self.framework}:{self.code}:{self.known_by}:{area}"


def accounts(outcomes: Iterable[Outcome], sources: Mapping[str, Source], base: Indexed) -> list[Account]:
    """One account of each inspection that an outcome is of, in the order of their ids."""
    curated = _Curated(base)
    distinct = one_a_place(outcomes)
    known = {
        outcome.source: released(_release(outcome.source, sources))
        for outcome in (*curated.outcomes, *distinct)
    }
    found = [
        _account(group, known, sources, curated)
        for group in together([*curated.outcomes, *distinct])
        if any(outcome not in curated.nodes for outcome in group)
    ]
    return sorted(found, key=lambda account: account.id)


def _release(own: str, sources: Mapping[str, Source]) -> PartialDate | None:
    source = sources.get(own)
    return source.published if source else None


class _Curated:
    """The inspections of curated files as outcomes of the report that they were published in."""

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
) -> Account:
    def order(outcome: Outcome) -> tuple[bool, bool, date, str, str]:
        source = sources.get(outcome.source)
        own = source is not None and source.publisher in INSPECTORATES
        return outcome.corrects is not None, own, known[outcome.source], outcome.source, outcome.locator

    ordered = sorted(group, key=order)
    stated = next((curated.nodes[outcome] for outcome in ordered if outcome in curated.nodes), None)
    values, revisions = {}, list[Revision]()
    wrong = {outcome.corrects for outcome in ordered if outcome.corrects}
    for name, spoken in FIELDS.items():
        said = [
            (outcome, getattr(outcome, name))
            for outcome in ordered
            # The days on site that go with a day of publication that is corrected are of another inspection.
            if getattr(outcome, name) and not (name.startswith("inspected") and outcome.published in wrong)
        ]
        values[name] = _current(said)
        revisions += _revisions(spoken, said, sources)
    known_by, dates = _dates(ordered, known, stated)
    return Account(
        group[0].framework,
        group[0].body,
        known_by,
        dates,
        tuple(outcome for outcome in reversed(ordered) if outcome not in curated.nodes),
        values,
        tuple(revisions),
        dict(_judged(ordered, sources, curated)),
        stated,
        curated.grades[stated.id] if stated else {},
    )


def _current(said: Sequence[tuple[Outcome, object]]) -> object:
    """The value that counts most; of words that differ only in their signs, as they were written first."""
    if not said:
        return None
    newest = said[-1][1]
    same = (value for _, value in said if isinstance(value, str) and slug(value) == slug(str(newest)))
    return newest if isinstance(newest, PartialDate) else next(same, newest)


def _revisions(
    name: str, said: Sequence[tuple[Outcome, object]], sources: Mapping[str, Source]
) -> Iterator[Revision]:
    """What is said otherwise, the least that counts first, each value once for as long as it stood."""
    current, before = slug(str(said[-1][1])) if said else "", None
    for outcome, value in said:
        if slug(str(value)) not in (current, before):
            published = _release(outcome.source, sources)
            yield Revision(name, str(value), outcome.source, str(published or ""))
        before = slug(str(value))


def _dates(
    ordered: Sequence[Outcome], known: Mapping[str, date], stated: Inspection | None
) -> tuple[str, tuple[str, ...]]:
    """The date of the id (of publication, by the oldest release that gives one), and the others."""
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
) -> Iterator[tuple[str, Judged]]:
    areas = sorted({grade.area for outcome in ordered for grade in outcome.grades})
    for area in areas:
        given = [(outcome, grade) for outcome in ordered for grade in outcome.grades if grade.area == area]
        said: list[tuple[Outcome, object]] = [(outcome, grade.grade) for outcome, grade in given]
        outcomes = tuple(outcome for outcome, _ in reversed(given) if outcome not in curated.nodes)
        yield area, Judged(_wording(given), outcomes, tuple(_revisions("grade", said, sources)))


def _wording(given: Sequence[tuple[Outcome, Grade]]) -> Grade:
    """The newest grade; in the words in which it was given first, of those that mean the same."""
    newest = given[-1][1]
    return next(replace(newest, raw=grade.raw) for _, grade in given if grade.grade == newest.grade)
