"""Which entries belong to the history of which organisation, why, and in what order.

NAMED: the source itself names the organisation, or inspected it. AREA: only because the force polices
the area; never an attribution, and never beside NAMED for the same entry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from graph.model.dates import Period
from graph.model.nodes import (
    Correspondence,
    Entity,
    Finding,
    Inspection,
    Judgement,
    LocalAuthority,
    Organisation,
    PoliceForce,
    SafeguardingBoard,
    Statement,
)
from graph.model.paged import KINDS
from graph.model.records import RelationshipRecord
from graph.model.vocabulary import Basis
from seed.build.chronology import Chronology, dated
from seed.indexed import Indexed
from seed.rows import RelationshipRow, Value

# An organisation, and the ids of the evidence that leads to it.
Link = tuple[str, tuple[str, ...]]
Links = Callable[[Indexed, str, date], Iterable[Link]]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an organisation's history before it has its place."""

    node: str
    owner: str
    day: date
    basis: Basis
    evidence: tuple[str, ...]


def histories(records: Indexed, when: Chronology) -> Iterator[RelationshipRow]:
    """The derived relationships IN_HISTORY_OF, in no particular order."""
    by_owner: dict[str, list[Entry]] = defaultdict(list)
    for _, entry in _all_entries(records, when):
        by_owner[entry.owner].append(entry)
    while by_owner:
        # An owner's entries go as its rows come: those of all would take a quarter of what the records take.
        _, entries = by_owner.popitem()
        entries.sort(key=lambda entry: (entry.day, *_order(records, when, entry.node)))
        for _, group in groupby(entries, key=lambda entry: entry.day):
            for position, entry in enumerate(group):
                yield _row(records, entry, position)


def counted(records: Indexed, when: Chronology) -> Counter[tuple[str, str]]:
    """How many entries each history has of each kind: by owner and kind. They are made anew for its rows:
    kept until then, all would take a quarter of what the records take."""
    return Counter((entry.owner, KINDS[kind]) for kind, entry in _all_entries(records, when))


def _all_entries(records: Indexed, when: Chronology) -> Iterator[tuple[type[Entity], Entry]]:
    for kind in _NAMED:
        for _, node in records.of(kind):
            for entry in _entries(records, when, node):
                yield kind, entry


def _row(records: Indexed, entry: Entry, position: int) -> RelationshipRow:
    node = records.nodes[entry.node].node
    values: dict[str, Value] = {
        "ownerId": entry.owner,
        "day": entry.day,
        "position": position,
        "kind": KINDS[type(node)],
        "basis": entry.basis.value,
        "evidenceIds": entry.evidence,
        "derived": True,
    }
    if published := dated(node):
        values["date"] = published
    return RelationshipRow("IN_HISTORY_OF", entry.node, entry.owner, values)


def _entries(records: Indexed, when: Chronology, node: Entity) -> Iterator[Entry]:
    own, day = records.nodes[node.id].evidence, when.day(node.id)
    named = gathered(link for rule in _NAMED[type(node)] for link in rule(records, node.id, day))
    area = gathered(link for rule in _AREA.get(type(node), ()) for link in rule(records, node.id, day))
    for owner, evidence in sorted(named.items()):
        yield Entry(node.id, owner, day, Basis.NAMED, united(own, evidence))
    for owner, evidence in sorted(area.items()):
        if owner not in named:
            yield Entry(node.id, owner, day, Basis.AREA, united(own, evidence))


def _inspected(records: Indexed, own: str, day: date) -> Iterator[Link]:
    for link in records.leaving("INSPECTED", own):
        yield link.end, link.evidence


def _found_in(records: Indexed, own: str, day: date) -> Iterator[Link]:
    for found in records.arriving("FOUND", own):
        for owner, evidence in _inspected(records, found.start, day):
            yield owner, found.evidence + evidence


def _to(name: str) -> Links:
    """The organisations that relationships of a type lead to."""

    def links(records: Indexed, own: str, day: date) -> Iterator[Link]:
        for link in records.leaving(name, own):
            if isinstance(records.get(link.end), Organisation):
                yield link.end, link.evidence

    return links


def _about_judgement(records: Indexed, own: str, day: date) -> Iterator[Link]:
    for link in records.leaving("ABOUT", own):
        for judged in records.leaving("JUDGEMENT_OF", link.end):
            yield judged.end, link.evidence + judged.evidence


def _spoken_of(records: Indexed, own: str, day: date) -> Iterator[Link]:
    """Forces, authorities and boards that a correspondence says something about."""
    for inner, outer in (("MADE_IN", "ABOUT"), ("REPORTED_IN", "ATTRIBUTED_TO")):
        for said in records.arriving(inner, own):
            for link in records.leaving(outer, said.start):
                if isinstance(records.get(link.end), (PoliceForce, LocalAuthority, SafeguardingBoard)):
                    yield link.end, said.evidence + link.evidence


def _area_of_inspection(records: Indexed, own: str, day: date) -> Iterator[Link]:
    for inspected, evidence in _inspected(records, own, day):
        yield from policing(records, inspected, day, evidence)


def _area_of_finding(records: Indexed, own: str, day: date) -> Iterator[Link]:
    for body, evidence in (*_to("OBSERVED_IN")(records, own, day), *_found_in(records, own, day)):
        yield from policing(records, body, day, evidence)


def policing(records: Indexed, body: str, day: date, evidence: tuple[str, ...]) -> Iterator[Link]:
    """The forces that police the area of an authority, or of the authority that a board belongs to."""
    for board in records.leaving("BOARD_OF", body):
        yield from policing(records, board.end, day, evidence + board.evidence)
    for link in records.leaving("POLICED_BY", body):
        if _may_hold(link, day):
            yield link.end, evidence + link.evidence


def _may_hold(link: RelationshipRecord, day: date) -> bool:
    period = link.properties.get("period")
    if not isinstance(period, Period):
        return True
    start_first, _, _, end_last = period.bounds()
    return start_first <= day < end_last


_NAMED: dict[type[Entity], tuple[Links, ...]] = {
    Inspection: (_inspected,),
    Finding: (_to("OBSERVED_IN"), _to("ATTRIBUTED_TO"), _found_in),
    Correspondence: (_to("SENT_FOR"), _spoken_of),
    Statement: (_to("MADE_FOR"), _to("ABOUT"), _about_judgement),
    Judgement: (_to("JUDGEMENT_OF"),),
}
_AREA: dict[type[Entity], tuple[Links, ...]] = {
    Inspection: (_area_of_inspection,),
    Finding: (_area_of_finding,),
}


def gathered(links: Iterable[Link]) -> dict[str, list[str]]:
    """By organisation, the ids of the evidence of all links that lead to it."""
    found: dict[str, list[str]] = defaultdict(list)
    for owner, evidence in links:
        found[owner].extend(evidence)
    return found


def united(*lists: Iterable[str]) -> tuple[str, ...]:
    """Each id once, in the order of the lists."""
    return tuple(dict.fromkeys(item for each in lists for item in each))


def _order(records: Indexed, when: Chronology, own: str) -> tuple[date, bool, str, int, int, int, str]:
    """Documents in the order of their thread, a document before what it contains, contents as they stand;
    the review of a board after the inspection of its authority, in whose report it is printed."""
    # A judgement stands in its inspection's report first, even where a letter reports it too.
    containers = (
        *records.starts("JUDGED", own),
        *records.starts("FOUND", own),
        *records.ends("MADE_IN", own),
        *records.ends("REPORTED_IN", own),
    )
    document = next(iter(containers), own)
    first, place = document, 0
    if isinstance(records.get(document), Correspondence):
        thread = when.thread(document)
        first, place = thread.thread, thread.position
    contained = (1, when.position(own)) if containers else (0, 0)
    return when.day(first), _of_board(records, document), first, place, *contained, own


def _of_board(records: Indexed, document: str) -> bool:
    return any(
        isinstance(records.get(body), SafeguardingBoard) for body in records.ends("INSPECTED", document)
    )
