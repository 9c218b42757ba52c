"""Derive what is held of what exists, by body, framework and cycle, and why no more.

What exists is read from lists of it and from what publishers say (``seed.frameworks.Extent``), never from
what came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.nodes import (
    Correspondence,
    Framework,
    Inspection,
    Judgement,
    LocalAuthority,
    Organisation,
    PoliceForce,
)
from graph.model.vocabulary import Basis, CoverageState
from seed.build.chronology import Chronology
from seed.build.coverage_words import Told, explained, in_total
from seed.build.histories import policing, united
from seed.frameworks import AskedCycle, Extent, Frameworks, framework_id
from seed.indexed import Indexed
from seed.rows import RelationshipRow, Value

WALES, ENGLAND = "Wales", "England"
HELD = (CoverageState.COMPLETE, CoverageState.PARTIAL)
_Key = tuple[str, str, str]  # body, framework, cycle


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
    exist: int | None
    relies_on: tuple[str, ...]  # statements, and assessments without a grade
    explanation: str


def coverage(records: Indexed, when: Chronology, frameworks: Frameworks) -> Iterator[RelationshipRow]:
    """The derived relationships HAS_COVERAGE from bodies to the frameworks that could concern them, and from
    each framework to itself for all of them; none where frameworks are no nodes."""
    if not any(records.of(Framework)):
        return
    found = _Coverage(records, when, frameworks)
    entries = [entry for _, body in records.of(Organisation) for entry in found.of(body)]
    places: dict[str, int] = defaultdict(int)
    for entry in [*entries, *_totals(entries, frameworks)]:
        places[entry.owner] += 1
        yield found.row(entry, places[entry.owner])


@dataclass
class _Coverage:
    records: Indexed
    when: Chronology
    frameworks: Frameworks
    held: Mapping[_Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    in_area: Mapping[_Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    graded: Mapping[_Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    cycles: Mapping[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for _, node in self.records.of(Inspection):
            for body in self.records.ends("INSPECTED", node.id):
                self.held[body, node.framework, node.cycle or ""].append(node.id)
                self.cycles[body, node.framework] |= {node.cycle or ""}
                for force, _ in policing(self.records, body, self.when.day(node.id), ()):
                    if force != body:
                        self.in_area[force, node.framework, ""].append(node.id)
        for _, judgement in self.records.of(Judgement):
            for body in self.records.ends("JUDGEMENT_OF", judgement.id):
                key = body, judgement.framework, judgement.cycle or ""
                self.graded[key].add(judgement.area)
        for _, letter in self.records.of(Correspondence):
            for body, collection in _collected(self.records, letter.id):
                self.held[body, collection, ""].append(letter.id)

    def of(self, body: Organisation) -> Iterator[Entry]:
        """The entries of a body, in the order of the frameworks, cycles by time."""
        for key, framework in self.frameworks.all.items():
            extent, label = framework.extent, type(body).__name__
            if extent.country == WALES != _country(body):
                continue  # nobody looks for it there
            if label in framework.inspects and (not extent.only or body.id in extent.only):
                yield from self._own(body, key, extent)
            elif label == "PoliceForce" and extent.of_police:
                held = tuple(self.in_area[body.id, key, ""])
                yield self._entry(body, key, extent, held, Basis.AREA)

    def _own(self, body: Organisation, key: str, extent: Extent) -> Iterator[Entry]:
        if not extent.cycles:
            yield self._entry(body, key, extent, tuple(self.held[body.id, key, ""]), Basis.NAMED)
            return
        for cycle in sorted({*extent.cycles, *self.cycles[body.id, key]} - {""}):
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
        )
        return Entry(
            *(body.id, key, "", basis, state, held, {}, exist),
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
        asked = extent.cycles.get(cycle, AskedCycle())
        every = asked.every and self._stated((asked.every,))
        assessed = tuple(self.held[body.id, key, cycle])
        # What is held of a cycle is its grades.
        held = assessed if self.graded[body.id, key, cycle] else ()
        questions = self._questions(body, key, cycle, asked)
        missing = {*questions.values()} - {*HELD, CoverageState.NOT_ASKED}
        if not held:
            state = CoverageState.EXISTS_NOT_HELD if every or assessed else CoverageState.NOT_KNOWN
        else:
            state = CoverageState.PARTIAL if missing or not asked.questions else CoverageState.COMPLETE
        counts = [own for own in asked.counts if body.id in self.records.ends("ABOUT", own)]
        others = () if held else assessed
        relies_on = self._stated((asked.every, *asked.graded.values(), *asked.relies_on, *counts, *others))
        told = Told(
            *(
                self.frameworks.all[key],
                extent,
                "",
                len(held),
                Basis.NAMED,
                self._summary(asked.every),
                cycle,
                questions,
            ),
            is_assessed=bool(assessed),
            is_counted=bool(self._stated(counts)),
        )
        return Entry(
            *(body.id, key, cycle, Basis.NAMED, state, held, questions),
            1 if every else None,
            relies_on,
            explained(state, told),
        )

    def _questions(
        self, body: Organisation, key: str, cycle: str, asked: AskedCycle
    ) -> Mapping[str, CoverageState]:
        """The state of each question of the programme in a cycle, by its key."""
        graded = self.graded[body.id, key, cycle]
        known = {*graded, *self.frameworks.questions}
        return {question: self._question(question, question in graded, asked) for question in sorted(known)}

    def _question(self, question: str, is_held: bool, asked: AskedCycle) -> CoverageState:
        if is_held:
            return CoverageState.COMPLETE
        if question not in asked.questions:
            return CoverageState.NOT_ASKED if asked.questions else CoverageState.NOT_KNOWN
        is_stated = self._stated((asked.graded.get(question, ""),))
        return CoverageState.EXISTS_NOT_HELD if is_stated else CoverageState.NOT_KNOWN

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
            "exist": entry.exist,
            **self._between(entry.held),
            "questions": tuple(entry.questions) or None,
            "questionStates": tuple(each.value for each in entry.questions.values()) or None,
            "explanation": entry.explanation,
            "sourceIds": self._sources(entry.held) or None,
            "evidenceIds": evidence,
            "derived": True,
        }
        kept = {name: found for name, found in values.items() if found is not None}
        return RelationshipRow("HAS_COVERAGE", entry.owner, framework, kept)

    def _between(self, held: Sequence[str]) -> dict[str, str]:
        """The first and the last date of what is held, as published."""
        ordered = sorted(held, key=lambda own: (self.when.day(own), own))
        dates = [published[0] for own in ordered if (published := self.when.published(own))]
        return {"first": dates[0], "last": dates[-1]} if dates else {}

    def _sources(self, held: Sequence[str]) -> tuple[str, ...]:
        evidence = united(*(self.records.nodes[own].evidence for own in held))
        return tuple(sorted({source for own in evidence for source in self.records.ends("FROM", own)}))


def _collected(records: Indexed, letter: str) -> Iterator[tuple[str, str]]:
    """The bodies that correspondence is of, each with the collection that it belongs to."""
    senders = records.ends("SENT_FOR", letter)
    for sender in senders:
        yield sender, "correspondence"
    for sender in senders:
        # Whichever inspection it answers, of the force or of an area, it counts for the body and its force.
        if sender.startswith("local-policing-body:") and records.ends("ANSWERS", letter):
            yield from ((each, "pcc-response") for each in (sender, *records.ends("OVERSEES", sender)))
    if "inspectorate:ofsted" in senders:
        for body in {body for body, _ in records.along("REPLIES_TO SENT_FOR", letter)}:
            yield body, "replies-of-ofsted"


def _country(body: Organisation) -> str:
    is_welsh = (isinstance(body, PoliceForce) and body.country == WALES) or (
        isinstance(body, LocalAuthority) and body.region == WALES
    )
    return WALES if is_welsh else ENGLAND


def _began_after(body: Organisation, ended: str) -> bool:
    start = body.period.start
    return bool(ended and start and str(start.first) > ended)


def _totals(entries: Iterable[Entry], frameworks: Frameworks) -> Iterator[Entry]:
    """What is held of each framework and cycle in all, from the entries of the bodies themselves."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.basis is Basis.NAMED and entry.state is not CoverageState.NOT_ASKED:
            groups[entry.framework, entry.cycle].append(entry)
    order = {key: place for place, key in enumerate(frameworks.all)}
    for key, cycle in sorted(groups, key=lambda group: (order[group[0]], group[1])):
        each = groups[key, cycle]
        held = tuple(dict.fromkeys(own for entry in each for own in entry.held))
        states = {entry.state for entry in each}
        state = states.pop() if len(states) == 1 else _in_part(held)
        exist = sum(entry.exist or 0 for entry in each) or None
        relies_on = united(*(entry.relies_on for entry in each))
        words = in_total(frameworks.all[key], cycle, sum(bool(entry.held) for entry in each), len(each))
        own = framework_id(key)
        yield Entry(own, key, cycle, Basis.NAMED, state, held, {}, exist, relies_on, words)


def _in_part(held: Sequence[str]) -> CoverageState:
    return CoverageState.PARTIAL if held else CoverageState.NOT_KNOWN
