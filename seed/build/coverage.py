"""Derive what is held of what exists, by body, framework and cycle, and why no more.

What exists is read from lists of it and from what publishers say (``seed.frameworks.Extent``), never from
what came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.model.nodes import Framework as FrameworkNode
from graph.model.nodes import LocalAuthority, Organisation, PoliceForce
from graph.model.vocabulary import Basis, CoverageState
from seed.build.chronology import Chronology
from seed.build.coverage_words import Told, explained, in_total
from seed.build.histories import united
from seed.build.holdings import Holdings
from seed.frameworks import CycleExtent, Extent, Framework, Frameworks, framework_id
from seed.indexed import Indexed
from seed.rows import RelationshipRow, Value

WALES, ENGLAND = "Wales", "England"
OF_AREAS = {"LocalAuthority", "SafeguardingBoard"}


@dataclass(frozen=True)
class Entry:
    """What is held of one framework, or of one cycle of it, that concerns a body."""

    owner: str
    framework: str
    cycle: str
    basis: Basis
    state: CoverageState
    held: tuple[str, ...]  # ids of inspections or correspondence
    questions: Mapping[str, CoverageState]
    put: frozenset[str]  # the questions that this cycle is known to have put
    exist: int | None
    relies_on: tuple[str, ...]  # statements
    explanation: str


def coverage(records: Indexed, when: Chronology, frameworks: Frameworks) -> Iterator[RelationshipRow]:
    """The derived relationships HAS_COVERAGE from bodies to the frameworks that could concern them, and from
    each framework to itself for all of them; none where frameworks are no nodes."""
    if not any(records.of(FrameworkNode)):
        return
    found = _Coverage(records, when, frameworks, Holdings(records, when))
    entries = [entry for _, body in records.of(Organisation) for entry in found.of(body)]
    places: dict[str, int] = defaultdict(int)
    for entry in [*entries, *found.totals(entries)]:
        places[entry.owner] += 1
        yield found.row(entry, places[entry.owner])


@dataclass
class _Coverage:
    records: Indexed
    when: Chronology
    frameworks: Frameworks
    holdings: Holdings

    @cached_property
    def known(self) -> frozenset[str]:
        """The questions of all programmes that have cycles."""
        programmes = [(key, each.extent) for key, each in self.frameworks.all.items() if each.extent.cycles]
        stated = (
            question
            for _, extent in programmes
            for cycle in extent.cycles.values()
            for question in (*cycle.graded, *cycle.not_graded)
        )
        graded = (self.holdings.put[key] for key in [*self.holdings.put] if key[0] in dict(programmes))
        return frozenset(stated).union(*graded)

    def of(self, body: Organisation) -> Iterator[Entry]:
        """The entries of a body, in the order of the frameworks, cycles by time."""
        for key, framework in self.frameworks.all.items():
            extent, label = framework.extent, type(body).__name__
            if extent.country == WALES != _country(body):
                continue  # nobody looks for it there
            if label in framework.inspects and (not extent.only or body.id in extent.only):
                yield from self._own(body, key, extent)
            elif label == "PoliceForce" and _is_of_areas(framework):
                held = tuple(self.holdings.in_area[body.id, key, ""])
                yield self._entry(body, key, extent, held, Basis.AREA)

    def _own(self, body: Organisation, key: str, extent: Extent) -> Iterator[Entry]:
        if not extent.cycles:
            yield self._entry(body, key, extent, tuple(self.holdings.held[body.id, key, ""]), Basis.NAMED)
            return
        for cycle in sorted({*extent.cycles, *self.holdings.cycles[body.id, key]} - {""}):
            yield self._cycle(body, key, cycle, extent)

    def _entry(
        self, body: Organisation, key: str, extent: Extent, held: tuple[str, ...], basis: Basis
    ) -> Entry:
        state = self._state(body, extent, held)
        exist = len(held) if state is CoverageState.COMPLETE else None
        has_remit = extent.country in ("", _country(body))
        relies_on = (*extent.relies_on, extent.every, extent.ended.statement) if has_remit else ()
        ended = str(body.period.end or "") if state is CoverageState.NOT_KNOWN else ""
        told = Told(
            *(
                self.frameworks.all[key],
                extent,
                _country(body),
                len(held),
                basis,
                self._summary(extent.every),
            ),
            ended=ended,
            with_findings=self.holdings.with_findings(held),
        )
        return Entry(
            *(body.id, key, "", basis, state, held, {}, frozenset(), exist),
            () if ended else self._stated(relies_on),
            explained(state, told),
        )

    def _state(self, body: Organisation, extent: Extent, held: Sequence[str]) -> CoverageState:
        if extent.country and extent.country != _country(body):
            return CoverageState.NOT_ASKED
        if held:
            return CoverageState.COMPLETE if extent.lists else CoverageState.PARTIAL
        if _began_after(body, extent.ended.date):
            return CoverageState.NOT_ASKED
        if extent.every and self._stated((extent.every,)):
            return CoverageState.EXISTS_NOT_HELD
        searched = extent.lists or extent.searched or extent.only
        return CoverageState.NONE_FOUND if searched else CoverageState.NOT_KNOWN

    def _cycle(self, body: Organisation, key: str, cycle: str, extent: Extent) -> Entry:
        stated = extent.cycles.get(cycle, CycleExtent())
        every = stated.every and self._stated((stated.every,))
        held = tuple(self.holdings.held[body.id, key, cycle])
        not_graded = self._not_graded(body, stated)
        put = frozenset(self.holdings.put[key, cycle]) | {
            question for question, own in stated.graded.items() if self._stated((own,))
        }
        questions = {
            question: self._question(question, self.holdings.graded[body.id, key, cycle], not_graded, stated)
            for question in sorted(self.known)
        }
        absent = CoverageState.EXISTS_NOT_HELD if every else CoverageState.NOT_KNOWN
        state = CoverageState.PARTIAL if held else absent
        counts = self._stated(own for own in stated.counts if self._is_about(own, body))
        relies_on = self._stated((stated.every, *stated.graded.values(), *stated.relies_on))
        told = Told(
            *(self.frameworks.all[key], extent, "", len(held), Basis.NAMED, self._summary(stated.every)),
            *(cycle, questions, put),
            findings=sum(len(self.records.ends("FOUND", own)) for own in held),
            is_counted=bool(counts),
        )
        return Entry(
            *(body.id, key, cycle, Basis.NAMED, state, held, questions, put),
            1 if every else None,
            (*relies_on, *not_graded.values(), *counts),
            explained(state, told),
        )

    def _not_graded(self, body: Organisation, stated: CycleExtent) -> Mapping[str, str]:
        """By question, the statement that no body, or this one, was graded on it."""
        return {
            question: own
            for question, statements in stated.not_graded.items()
            for own in self._stated(statements)
            if self._is_about(own, body) or not self._is_about_a_body(own)
        }

    def _is_about(self, statement: str, body: Organisation) -> bool:
        return body.id in self.records.ends("ABOUT", statement)

    def _is_about_a_body(self, statement: str) -> bool:
        return any(
            isinstance(self.records.get(own), Organisation) for own in self.records.ends("ABOUT", statement)
        )

    def _question(
        self,
        question: str,
        graded: Collection[str],
        not_graded: Collection[str],
        stated: CycleExtent,
    ) -> CoverageState:
        if question in graded:
            return CoverageState.COMPLETE
        if question in not_graded:
            return CoverageState.NOT_ASKED
        is_stated = self._stated((stated.graded.get(question, ""),))
        return CoverageState.EXISTS_NOT_HELD if is_stated else CoverageState.NOT_KNOWN

    def totals(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """What is held of each framework and cycle in all, from the entries of the bodies themselves."""
        groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.basis is Basis.NAMED and entry.state is not CoverageState.NOT_ASKED:
                groups[entry.framework, entry.cycle].append(entry)
        order = {key: place for place, key in enumerate(self.frameworks.all)}
        for key, cycle in sorted(groups, key=lambda group: (order[group[0]], group[1])):
            yield self._total(key, cycle, groups[key, cycle])

    def _total(self, key: str, cycle: str, each: Sequence[Entry]) -> Entry:
        held = tuple(dict.fromkeys(own for entry in each for own in entry.held))
        states = {entry.state for entry in each}
        partly = CoverageState.PARTIAL if held else CoverageState.NOT_KNOWN
        state = states.pop() if len(states) == 1 else partly
        words = in_total(
            *(self.frameworks.all[key], cycle, sum(bool(entry.held) for entry in each), len(each)),
            *(len(held), self._with_findings(key, held)),
        )
        return Entry(
            *(framework_id(key), key, cycle, Basis.NAMED, state, held, {}, frozenset()),
            sum(entry.exist or 0 for entry in each) or None,
            united(*(entry.relies_on for entry in each)),
            words,
        )

    def _with_findings(self, framework: str, held: Sequence[str]) -> int | None:
        """Of how many inspections findings are held; None where what is held is no inspection."""
        return self.holdings.with_findings(held) if framework in self.frameworks.frameworks else None

    def _summary(self, statement: str) -> str:
        return str(getattr(self.records.get(statement), "summary", ""))

    def _stated(self, statements: Iterable[str]) -> tuple[str, ...]:
        """Those statements that the graph has: what nobody says here is not relied on."""
        return tuple(dict.fromkeys(own for own in statements if own and self.records.get(own)))

    def row(self, entry: Entry, place: int) -> RelationshipRow:
        """The relationship of an entry; `term` tells the cycles of a framework apart. Where no statement is
        relied on, its evidence is that of the framework."""
        framework = framework_id(entry.framework)
        relied_on = entry.relies_on or (framework,)
        evidence = united(*(self.records.nodes[own].evidence for own in relied_on))
        values: dict[str, Value | None] = {
            "term": place,
            "cycle": entry.cycle or None,
            "basis": entry.basis.value,
            "state": entry.state.value,
            "held": len(entry.held),
            "withFindings": self._with_findings(entry.framework, entry.held),
            "exist": entry.exist,
            **self._between(entry.held),
            "questions": tuple(entry.questions) or None,
            "questionStates": tuple(each.value for each in entry.questions.values()) or None,
            "questionsPut": tuple(sorted(entry.put)) or None,
            "explanation": entry.explanation,
            "sourceIds": self._sources(entry.held) or None,
            "evidenceIds": evidence,
            "derived": True,
        }
        kept = {name: found for name, found in values.items() if found is not None}
        return RelationshipRow("HAS_COVERAGE", entry.owner, framework, kept)

    def _between(self, held: Sequence[str]) -> dict[str, str]:
        """The first and the last date of what is held, as published: the assessments of a cycle have no day
        of their own, but their grades may."""
        dated = [*held, *(grade for own in held for grade in self.records.ends("JUDGED", own))]
        ordered = sorted(dated, key=lambda own: (self.when.day(own), own))
        dates = [published[0] for own in ordered if (published := self.when.published(own))]
        return {"first": dates[0], "last": dates[-1]} if dates else {}

    def _sources(self, held: Sequence[str]) -> tuple[str, ...]:
        evidence = united(*(self.records.nodes[own].evidence for own in held))
        return tuple(sorted({source for own in evidence for source in self.records.ends("FROM", own)}))


def _country(body: Organisation) -> str:
    is_welsh = (isinstance(body, PoliceForce) and body.country == WALES) or (
        isinstance(body, LocalAuthority) and body.region == WALES
    )
    return WALES if is_welsh else ENGLAND


def _began_after(body: Organisation, ended: str) -> bool:
    start = body.period.start
    return bool(ended and start and str(start.first) > ended)


def _is_of_areas(framework: Framework) -> bool:
    """Whether inspections under it are of the areas that forces police."""
    return bool(OF_AREAS & {*framework.inspects})
