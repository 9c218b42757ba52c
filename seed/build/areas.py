"""Derive the judgements in the areas that a force polices: reference, never an attribution."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.nodes import Judgement
from graph.model.paged import PAGED_DAY, paged_day
from graph.model.vocabulary import Basis
from seed.build.chronology import Chronology
from seed.build.histories import gathered, policing, united
from seed.indexed import Indexed
from seed.rows import RelationshipRow, Value


def judged_in_areas(records: Indexed, when: Chronology) -> Iterator[RelationshipRow]:
    """The derived relationships JUDGED_IN_AREA_OF, from each judgement to the forces that policed the judged
    body's area on that day, in any order."""
    for _, judgement in records.of(Judgement):
        day = when.day(judgement.id)
        judged = records.leaving("JUDGEMENT_OF", judgement.id)
        links = (link for each in judged for link in policing(records, each.end, day, each.evidence))
        for force, evidence in gathered(links).items():
            values: dict[str, Value] = {
                "ownerId": force,
                "day": day,
                PAGED_DAY: paged_day(Judgement, day),
                "basis": Basis.AREA.value,
                "evidenceIds": united(evidence),
                "derived": True,
            }
            yield RelationshipRow("JUDGED_IN_AREA_OF", judgement.id, force, values)
