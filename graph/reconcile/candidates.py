"""Candidates for a reconciliation query: the bodies that a name may mean, each with a score from 0 to 100.

A candidate is sure, a match, if the name is exactly one of its names (in use on the query's day: a body that
was renamed had its name of today only since), no other fitting body has that name, with or without the words
for its type, and no property disagrees. A body that has ceased to exist is sure only by a name with the words
for its type ("Dorset County Council"). So is a force, unless the query is only for forces: "Herts" may be the
county, and "DPP" something else. Of bodies that share a name, each is a candidate and none is sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.reconcile.bodies import CODES, TYPES, Body
from graph.reconcile.names import core, folded, one_letter_apart, word_overlap

_CERTAIN, _FORMER, _CORE, _LETTER, _CORE_LETTER, _WORDS = 100.0, 95.0, 90.0, 80.0, 75.0, 60.0
# A body that shares fewer of its words with the name is no candidate.
_LEAST_OVERLAP = 0.5
# The score without a name if every property agrees: many bodies may share the same values.
_DESCRIBED = 60.0


@dataclass(frozen=True)
class ReconciliationQuery:
    """A name, properties, or both. No types means any type. Without a day, names count as of today, and
    bodies of any time fit."""

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
        """The name without the words for a type, by type."""
        return {kind: core(self.words, kind) for kind in TYPES}

    @cached_property
    def wanted(self) -> Mapping[str, frozenset[str]]:
        """The values that the properties should have, folded."""
        return {name: frozenset(map(folded, texts)) for name, texts in self.properties.items()}


@dataclass(frozen=True)
class Candidate:
    """A body that the query may mean; `sure` marks a match. `name_score` is the score by name alone;
    `agreeing` and `disagreeing` count the query's properties."""

    body: Body
    score: float
    name_score: float
    agreeing: int
    disagreeing: int
    sure: bool = False


def candidates(question: ReconciliationQuery, bodies: Iterable[Body], today: date) -> list[Candidate]:
    """The candidates among the bodies, best first."""
    found = [
        (candidate, exact)
        for body in bodies
        if not question.types or body.type in question.types
        for candidate, exact in _scored(question, body, today)
    ]
    rivals = [candidate for candidate, _ in found if _is_rival(question, candidate)]
    # An id or a code identifies one body; a name may have rivals.
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


def _scored(question: ReconciliationQuery, body: Body, today: date) -> Iterable[tuple[Candidate, bool]]:
    """The body as a candidate, if it is one, and whether its name or code matches exactly."""
    agreeing = disagreeing = 0
    for name, wanted in question.wanted.items():
        if held := body.folded_values.get(name):
            agrees = not held.isdisjoint(wanted)
            agreeing, disagreeing = agreeing + agrees, disagreeing + (not agrees)
    if question.day is not None and not body.existed_on(question.day):
        disagreeing += 1
    has_code = _has_code(question, body)
    if question.name is None:
        base = _CERTAIN if has_code else _DESCRIBED if agreeing == len(question.properties) else 0.0
        exact = has_code
    else:
        base, exact = _by_name(question, question.name, body, question.day or today)
        exact = exact or (has_code and base >= _CORE)
    if base or has_code:
        score = base
        for _ in range(agreeing):
            score += (_CERTAIN - score) / 2
        yield Candidate(body, round(score * 0.5**disagreeing, 1), base, agreeing, disagreeing), exact


def _by_name(question: ReconciliationQuery, name: str, body: Body, day: date) -> tuple[float, bool]:
    """The score of a name for a body, and whether the body has exactly that name on the day."""
    if name.strip().casefold() in body.keys:
        return _CERTAIN, True
    words, short, others = question.words, question.cores[body.type], body.folded_other_names
    has_name = words in body.folded_names and body.has_own_name_on(day)
    if has_name or (words in others and others[words].held_on(day)):
        return _CERTAIN, short != words or (body.existed_on(day) and _speaks_of(question, body))
    if words in others or words in body.folded_names:
        return _FORMER, False
    if short in body.cores:
        return _CORE, False
    if any(one_letter_apart(words, other) for other in body.folded_names | others.keys()):
        return _LETTER, False
    if any(one_letter_apart(short, other) for other in body.cores):
        return _CORE_LETTER, False
    shared = max(word_overlap(short, other) for other in body.cores)
    return (round(_WORDS * shared, 1), False) if shared >= _LEAST_OVERLAP else (0.0, False)


def _speaks_of(question: ReconciliationQuery, body: Body) -> bool:
    """Whether a name without the words for its type can mean only this body: short names of forces also have
    other meanings."""
    return body.type != "PoliceForce" or question.types == {body.type}


def _is_rival(question: ReconciliationQuery, candidate: Candidate) -> bool:
    """Whether the name of the query could mean this body too."""
    if question.name is None:
        return not candidate.disagreeing
    body, words = candidate.body, question.words
    is_known = words in body.folded_names or words in body.cores or words in body.folded_other_names
    return is_known and not candidate.disagreeing


def _identified(question: ReconciliationQuery, body: Body) -> bool:
    by_id = question.name is not None and question.name.strip().casefold() in body.keys
    return by_id or _has_code(question, body)


def _has_code(question: ReconciliationQuery, body: Body) -> bool:
    """Whether the query has a code of the body."""
    return any(
        not question.wanted[name].isdisjoint(body.folded_values.get(name, ()))
        for name in CODES
        if name in question.wanted
    )
