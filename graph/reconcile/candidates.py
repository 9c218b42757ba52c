"""Which bodies a name may mean, how well each fits from 0 to 100, and whether one is sure.

Sure is a body that bears exactly the name asked for (a name of its own, or another name that it has on the
day asked about), where no other that fits what was asked goes by that name, with or without the words that
say what kind of body it is, and nothing that was said of it disagrees. A body that is no more is sure only by
a name that says which kind it was ("Dorset County Council"); a force only by one that says police ("Heddlu
Gwent"), or where the question is of forces: "Herts" may be the county, "DPP" somebody else. Bodies that share
a name are never told apart by guessing: both are candidates, and neither is sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.reconcile.bodies import CODES, TYPES, Body
from graph.reconcile.names import alike, core, folded, one_letter_apart

_CERTAIN, _FORMER, _CORE, _LETTER, _CORE_LETTER, _WORDS = 100.0, 95.0, 90.0, 80.0, 75.0, 60.0
# Candidates that have fewer of their words in common with the name are none.
_ALIKE_FROM = 0.5
# Without a name: every property agrees, though many bodies may share their values.
_DESCRIBED = 60.0


@dataclass(frozen=True)
class Question:
    """A name, or what is known of the body, or both. Without types, any; without a day, today's names and the
    bodies of all times."""

    name: str | None
    types: frozenset[str] = frozenset()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day: date | None = None

    @cached_property
    def words(self) -> str:
        """The name, folded."""
        return folded(self.name or "")

    @cached_property
    def cores(self) -> Mapping[str, str]:
        """The name without the words for each kind of body, by type."""
        return {kind: core(self.words, kind) for kind in TYPES}

    @cached_property
    def wanted(self) -> Mapping[str, frozenset[str]]:
        """The values that the properties should have, as they compare."""
        return {name: frozenset(map(folded, texts)) for name, texts in self.properties.items()}


@dataclass(frozen=True)
class Candidate:
    """A body that may be meant; `sure` if it can be nothing else. `name_score` is its score by name alone,
    `agreeing` and `disagreeing` count the properties asked about."""

    body: Body
    score: float
    name_score: float
    agreeing: int
    disagreeing: int
    sure: bool = False


def candidates(question: Question, bodies: Iterable[Body], today: date) -> list[Candidate]:
    """The bodies that may be meant, the best first."""
    found = [
        (candidate, exact)
        for body in bodies
        if not question.types or body.type in question.types
        for candidate, exact in _fitting(question, body, today)
    ]
    rivals = [candidate for candidate, _ in found if _goes_by(question, candidate)]
    # A code or an id belongs to one body; a name may belong to several.
    judged = [
        Candidate(
            *(each.body, each.score, each.name_score, each.agreeing, each.disagreeing),
            sure=exact
            and not each.disagreeing
            and (_identified(question, each.body) or rivals in ([each], [])),
        )
        for each, exact in found
    ]
    return sorted(judged, key=lambda each: (-each.score, each.body.end < date.max, each.body.id))


def _fitting(question: Question, body: Body, today: date) -> Iterable[tuple[Candidate, bool]]:
    """The body as a candidate, if it is one, and whether it is exactly what was asked for."""
    agreeing = disagreeing = 0
    for name, wanted in question.wanted.items():
        if held := body.folded_values.get(name):
            agrees = not held.isdisjoint(wanted)
            agreeing, disagreeing = agreeing + agrees, disagreeing + (not agrees)
    if question.day is not None and not body.there_on(question.day):
        disagreeing += 1
    coded = _coded(question, body)
    if question.name is None:
        base = _CERTAIN if coded else _DESCRIBED if agreeing == len(question.properties) else 0.0
        exact = coded
    else:
        base, exact = _by_name(question, question.name, body, question.day or today)
        exact = exact or (coded and base >= _CORE)
    if base or coded:
        score = base
        for _ in range(agreeing):
            score += (_CERTAIN - score) / 2
        yield Candidate(body, round(score * 0.5**disagreeing, 1), base, agreeing, disagreeing), exact


def _by_name(question: Question, name: str, body: Body, day: date) -> tuple[float, bool]:
    """How well a name fits a body, and whether the body bears exactly that name on the day."""
    if name.strip().casefold() in body.keys:
        return _CERTAIN, True
    words, short, others = question.words, question.cores[body.type], body.also_spelt
    if words in body.spelt or (words in others and others[words].held_on(day)):
        return _CERTAIN, short != words or (body.there_on(day) and _speaks_of(question, body))
    if words in others:
        return _FORMER, False
    if short in body.cores:
        return _CORE, False
    if any(one_letter_apart(words, other) for other in body.spelt | others.keys()):
        return _LETTER, False
    if any(one_letter_apart(short, other) for other in body.cores):
        return _CORE_LETTER, False
    shared = max(alike(short, other) for other in body.cores)
    return (round(_WORDS * shared, 1), False) if shared >= _ALIKE_FROM else (0.0, False)


def _speaks_of(question: Question, body: Body) -> bool:
    """Whether a name without a word for its kind can mean this body alone: short names of forces also have
    other meanings."""
    return body.type != "PoliceForce" or question.types == {body.type}


def _goes_by(question: Question, candidate: Candidate) -> bool:
    """Whether people may mean this body by the very words of the question."""
    if question.name is None:
        return not candidate.disagreeing
    body, words = candidate.body, question.words
    is_known = words in body.spelt or words in body.cores or words in body.also_spelt
    return is_known and not candidate.disagreeing


def _identified(question: Question, body: Body) -> bool:
    by_id = question.name is not None and question.name.strip().casefold() in body.keys
    return by_id or _coded(question, body)


def _coded(question: Question, body: Body) -> bool:
    """Whether a code that was given is the body's."""
    return any(
        not question.wanted[name].isdisjoint(body.folded_values.get(name, ()))
        for name in CODES
        if name in question.wanted
    )
