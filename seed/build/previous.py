"""The judgement before: of the same body, area and scale. Grades of two scales are never compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from graph.model.nodes import Judgement
from graph.model.vocabulary import Trend
from seed.build.chronology import Chronology
from seed.frameworks import Frameworks
from seed.indexed import Indexed
from seed.rows import RelationshipRow


@dataclass(frozen=True, slots=True)
class Before:
    """The id of the judgement before, and what became of its grade."""

    judgement: str
    trend: Trend


def judgements_before(records: Indexed, when: Chronology, frameworks: Frameworks) -> Mapping[str, Before]:
    """By the id of each judgement that has one: the judgement before."""
    likes: dict[tuple[str, str, str], list[Judgement]] = defaultdict(list)
    for _, judgement in records.of(Judgement):
        for body in records.ends("JUDGEMENT_OF", judgement.id):
            likes[body, judgement.area, judgement.scale].append(judgement)
    found = {}
    for judgements in likes.values():
        ordered = sorted(judgements, key=lambda each: (when.day(each.id), each.id))
        for before, after in pairwise(ordered):
            trend = _trend(before, after, frameworks.scales[after.scale].grades)
            found[after.id] = Before(before.id, trend)
    return found


def previous(records: Indexed, known: Mapping[str, Before]) -> Iterator[RelationshipRow]:
    """The derived relationships PREVIOUS, from each judgement to the one before, in no particular order."""
    for own, before in known.items():
        evidence = (*records.nodes[own].evidence, *records.nodes[before.judgement].evidence)
        values = {
            "trend": before.trend.value,
            "evidenceIds": tuple(dict.fromkeys(evidence)),
            "derived": True,
        }
        yield RelationshipRow("PREVIOUS", own, before.judgement, values)


def _trend(before: Judgement, after: Judgement, grades: tuple[str, ...]) -> Trend:
    steps = grades.index(before.grade) - grades.index(after.grade)
    return Trend.BETTER if steps > 0 else Trend.WORSE if steps < 0 else Trend.SAME
