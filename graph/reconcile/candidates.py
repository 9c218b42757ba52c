"""Candidates for a reconciliation query: the bodies that a name may mean, each with a score from 0 to 100.

A candidate is sure, a match, if the name, as it stands or with its abbreviations spelt out, is exactly one of
its names (in use on the query's day: a body that was renamed had its name of today only since), no other
fitting body has that name, with or without the words for its type, and no property disagrees. A body that has
ceased to exist is sure only by a name with the words for its type ("Dorset County Council"). So is a force,
unless the query is only for forces: "Herts" may be the county, and "DPP" something else.

Where a query is for one type, other words for it, or none, are sure too, if they mean no other body of the
type and do not speak against this one: "Humberside" is a force among forces, "Leicester County Council" is no
name of the city. Of bodies that share a name, each is a candidate and none is sure. Words in common that two
bodies of a type share alike are no candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from graph.reconcile.abbreviations import spelt_out
from graph.reconcile.bodies import CODES, TYPES, Body
from graph.reconcile.names import core, folded, is_one_letter_from, word_overlap

_CERTAIN, _SPELT_OUT, _FORMER, _CORE = 100.0, 98.0, 95.0, 90.0
_LETTER, _CORE_LETTER, _WORDS = 80.0, 75.0, 60.0
# A body that shares fewer of its words with the name is no candidate.
_LEAST_OVERLAP = 0.5
# What names say of the kind of a council, a board or a local policing body.
_KINDS = frozenset(
    (
        *("borough", "city", "county", "district", "london", "metropolitan", "royal"),
        *("authority", "board", "commissioner", "mayor", "partnership"),
    )
)
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
    def ways(self) -> tuple[str, ...]:
        """The name, folded: as it stands, and with its abbreviations spelt out."""
        return spelt_out(folded(self.name or ""))

    @cached_property
    def cores(self) -> Mapping[str, Mapping[str, str]]:
        """Each way to read the name without the words for a type, by type and way."""
        return {kind: {words: core(words, kind) for words in self.ways} for kind in TYPES}

    @cached_property
    def wanted(self) -> Mapping[str, frozenset[str]]:
        """The values that the properties should have, folded."""
        return {name: frozenset(map(folded, texts)) for name, texts in self.properties.items()}


@dataclass(frozen=True)
class Candidate:
    """A body that the query may mean; `sure` marks a match, and `is_by_type` one that rests on the type that
    is asked for, without which its name would not be sure. `name_score` is the score by name alone;
    `agreeing` and `disagreeing` count the query's properties."""

    body: Body
    score: float
    name_score: float
    agreeing: int
    disagreeing: int
    sure: bool = False
    is_by_type: bool = False


class _Likeness(NamedTuple):
    """How like a name is to those of a body: the score, whether it is exactly its name or code on the day,
    and whether it is so but for the words for its type."""

    score: float = 0.0
    is_exact: bool = False
    is_meant: bool = False


_UNLIKE = _Likeness()


def candidates(question: ReconciliationQuery, bodies: Iterable[Body], today: date) -> list[Candidate]:
    """The candidates among the bodies, best first."""
    found = [
        (candidate, likeness)
        for body in bodies
        if not question.types or body.type in question.types
        for candidate, likeness in _scored(question, body, today)
    ]
    called = [each.body.id for each, _ in found if not each.disagreeing and _is_called(question, each.body)]
    meant = [each.body.id for each, like in found if like.is_meant and not each.disagreeing]
    judged = [
        replace(
            each,
            sure=not each.disagreeing and _is_sure(question, each.body, like, called, meant),
            is_by_type=like.is_meant,
        )
        for each, like in found
    ]
    judged.sort(key=lambda each: (-each.score, each.body.end < date.max, each.body.id))
    return [] if _is_tie(question, judged) else judged


def _is_sure(
    question: ReconciliationQuery, body: Body, like: _Likeness, called: list[str], meant: list[str]
) -> bool:
    """Whether a body alone can be meant, of those that are called or may be meant so."""
    if like.is_exact:
        # An id or a code identifies one body; a name may have rivals.
        return _identified(question, body) or called in ([body.id], [])
    return like.is_meant and {*called, *meant} == {body.id}


def _is_tie(question: ReconciliationQuery, found: list[Candidate]) -> bool:
    """Whether the best have only words in common with the name, and two of one type have as many."""
    best = [each.body.type for each in found if each.score == found[0].score]
    return question.name is not None and len({*best}) < len(best) and found[0].name_score <= _WORDS


def _scored(question: ReconciliationQuery, body: Body, today: date) -> Iterable[tuple[Candidate, _Likeness]]:
    """The body as a candidate, if it is one, and how like its name is."""
    agreeing = disagreeing = 0
    for name, wanted in question.wanted.items():
        if held := body.folded_values.get(name):
            agrees = not held.isdisjoint(wanted)
            agreeing, disagreeing = agreeing + agrees, disagreeing + (not agrees)
    if question.day is not None and not body.existed_on(question.day):
        disagreeing += 1
    has_code = _has_code(question, body)
    if question.name is None:
        described = _DESCRIBED if agreeing == len(question.properties) else 0.0
        like = _Likeness(_CERTAIN if has_code else described, has_code)
    else:
        like = _by_name(question, question.name, body, question.day or today)
        like = like._replace(is_exact=like.is_exact or (has_code and like.score >= _CORE))
    if like.score or has_code:
        score = like.score
        for _ in range(agreeing):
            score += (_CERTAIN - score) / 2
        yield Candidate(body, round(score * 0.5**disagreeing, 1), like.score, agreeing, disagreeing), like


def _by_name(question: ReconciliationQuery, name: str, body: Body, day: date) -> _Likeness:
    """How like a name is to those that the body has on the day, read in the best way."""
    if name.strip().casefold() in body.keys:
        return _Likeness(_CERTAIN, is_exact=True)
    typed, *spelt = (_in_words(question, words, body, day) for words in question.ways)
    return max(typed, *(each._replace(score=min(each.score, _SPELT_OUT)) for each in spelt), _UNLIKE)


def _in_words(question: ReconciliationQuery, words: str, body: Body, day: date) -> _Likeness:
    short, others = question.cores[body.type][words], body.folded_other_names
    has_name = words in body.folded_names and body.has_own_name_on(day)
    if has_name or (words in others and others[words].held_on(day)):
        return _Likeness(_CERTAIN, short != words or (body.existed_on(day) and _speaks_of(question, body)))
    if words in others or words in body.folded_names:
        return _Likeness(_FORMER)
    if short in body.cores:
        said = _KINDS & ({*words.split()} - {*short.split()})
        if said and said.isdisjoint(body.described):
            return _Likeness(_WORDS)
        is_typed = question.types == {body.type} and (body.existed_on(day) or bool(said))
        return _Likeness(_CORE, is_meant=is_typed and short in body.cores_on(day))
    if is_one_letter_from(words, body.all_names):
        return _Likeness(_LETTER)
    if is_one_letter_from(short, body.cores):
        return _Likeness(_CORE_LETTER)
    shared = max(word_overlap(short, other) for other in body.cores)
    return _Likeness(round(_WORDS * shared, 1)) if shared >= _LEAST_OVERLAP else _UNLIKE


def _speaks_of(question: ReconciliationQuery, body: Body) -> bool:
    """Whether a name without the words for its type can mean only this body: short names of forces also have
    other meanings."""
    return body.type != "PoliceForce" or question.types == {body.type}


def _is_called(question: ReconciliationQuery, body: Body) -> bool:
    """Whether the name of the query, with all its words, could mean this body."""
    if question.name is None:
        return True
    return not body.called.isdisjoint(question.ways)


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
