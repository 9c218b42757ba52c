"""Derive the previous judgement of the same body, matter, area, wording of it, and scale. Grades of different
scales are never compared."""

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
class PreviousJudgement:
    """The id of the previous judgement, and the trend of the grade since."""

    judgement: str
    trend: Trend


def judgements_before(
    records: Indexed, when: Chronology, frameworks: Frameworks
) -> Mapping[str, PreviousJudgement]:
    """The previous judgements, by the ids of the judgements that have one."""
    groups: dict[tuple[str, ...], list[Judgement]] = defaultdict(list)
    for _, judgement in records.of(Judgement):
        matter, words = frameworks.matter(judgement.framework), judgement.question or ""
        for body in records.ends("JUDGEMENT_OF", judgement.id):
            groups[body, matter, judgement.area, words, judgement.scale].append(judgement)
    found = {}
    for judgements in groups.values():
        ordered = sorted(judgements, key=lambda each: (when.day(each.id), each.id))
        for before, after in pairwise(ordered):
            trend = _trend(before, after, frameworks.scales[after.scale].grades)
            found[after.id] = PreviousJudgement(before.id, trend)
    return found


def previous(
    records: Indexed, previous_judgements: Mapping[str, PreviousJudgement]
) -> Iterator[RelationshipRow]:
    """The derived relationships PREVIOUS, from each judgement to the previous one, in any order."""
    for own, before in previous_judgements.items():
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
