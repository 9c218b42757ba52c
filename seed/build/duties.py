"""Derive what the law asks of a local policing body, beside each of its answers to a report on its force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.model.nodes import Correspondence, Inspection
from seed.build.histories import united
from seed.frameworks import Duty, Frameworks
from seed.indexed import Indexed
from seed.rows import RelationshipRow, Value


def duties(records: Indexed, frameworks: Frameworks) -> Iterator[RelationshipRow]:
    """The derived relationships DUE_UNDER, from each answer of a local policing body to the law that asks it
    to comment on the report; none where a statement that the duty rests on is missing."""
    for duty in (each.duty for each in frameworks.all.values() if each.duty):
        if all(records.get(own) for own in (duty.source, *duty.statements)):
            yield from _under(records, duty)


def _under(records: Indexed, duty: Duty) -> Iterator[RelationshipRow]:
    values: dict[str, Value] = {
        "provision": duty.provision,
        "days": duty.days,
        "since": duty.since,
        "evidenceIds": united(*(records.nodes[own].evidence for own in duty.statements)),
        "derived": True,
    }
    for _, letter in records.of(Correspondence):
        if any(_asks(records, duty, letter.id, answered) for answered in records.ends("ANSWERS", letter.id)):
            yield RelationshipRow("DUE_UNDER", letter.id, duty.source, values)


def _asks(records: Indexed, duty: Duty, letter: str, answered: str) -> bool:
    """Whether a letter is that of a body whose force a report of that inspectorate alone is about, published
    when the duty was in force for certain."""
    report = records.get(answered)
    return (
        isinstance(report, Inspection)
        and report.kind not in duty.unread
        and report.published is not None
        and report.published.first >= date.fromisoformat(duty.since)
        and records.starts("CARRIED_OUT", answered) == (duty.inspectorate,)
        and not _forces(records, letter).isdisjoint(records.ends("INSPECTED", answered))
    )


def _forces(records: Indexed, letter: str) -> set[str]:
    """The forces of the local policing body that sent a letter; only such a body oversees one."""
    bodies = records.ends("SENT_FOR", letter)
    return {force for body in bodies for force in records.ends("OVERSEES", body)}
