"""Which entries belong to the history of which organisation, why, and in what order.

NAMED: the source itself names the organisation, or inspected it. AREA: only because the force polices
the area; never an attribution, and never beside NAMED for the same entry. What is not about children or
vulnerable people is in no history.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from graph.model.dates import Period
from graph.model.node_type import History
from graph.model.nodes import (
    BY_KIND,
    IN_HISTORIES,
    Correspondence,
    Entity,
    Organisation,
    SafeguardingBoard,
)
from graph.model.paged import PAGED_DAY, paged_day
from graph.model.records import RelationshipRecord
from graph.model.vocabulary import Basis, HistoryKind
from seed.build.behind import framework_behind
from seed.build.chronology import Chronology
from seed.indexed import Indexed, Reached
from seed.rows import RelationshipRow, Value


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an organisation's history before it has its place."""

    node: str
    kind: HistoryKind
    owner: str
    day: date
    basis: Basis
    evidence: tuple[str, ...]


def histories(records: Indexed, when: Chronology) -> Iterator[RelationshipRow]:
    """The derived relationships IN_HISTORY_OF, in no particular order."""
    by_owner: dict[str, list[Entry]] = defaultdict(list)
    for entry in _all_entries(records, when):
        by_owner[entry.owner].append(entry)
    while by_owner:
        # An owner's entries go as its rows come: those of all would take a quarter of what the records take.
        _, entries = by_owner.popitem()
        entries.sort(key=lambda entry: (entry.day, *_order(records, when, entry.node)))
        for _, group in groupby(entries, key=lambda entry: entry.day):
            for position, entry in enumerate(group):
                yield _row(records, when, entry, position)


def counted(records: Indexed, when: Chronology) -> Counter[tuple[str, str]]:
    """How many entries each history has of each kind: by owner and kind. They are made anew for its rows:
    kept until then, all would take a quarter of what the records take."""
    return Counter((entry.owner, entry.kind.value) for entry in _all_entries(records, when))


def _all_entries(records: Indexed, when: Chronology) -> Iterator[Entry]:
    for declared in IN_HISTORIES:
        assert declared.history
        for _, node in records.of(declared.kind):
            if getattr(node, "scope", None) is None:
                yield from _entries(records, when, node, declared.history)


def _row(records: Indexed, when: Chronology, entry: Entry, position: int) -> RelationshipRow:
    values: dict[str, Value] = {
        "ownerId": entry.owner,
        "day": entry.day,
        PAGED_DAY: paged_day(type(records.nodes[entry.node].node), entry.day),
        "position": position,
        "kind": entry.kind.value,
        "basis": entry.basis.value,
        "evidenceIds": entry.evidence,
        "derived": True,
    }
    if published := when.published(entry.node):
        values["date"], values["dateIs"] = published[0], published[1].value
    if framework := framework_behind(records, entry.node):
        values["framework"] = framework
    return RelationshipRow("IN_HISTORY_OF", entry.node, entry.owner, values)


def _entries(records: Indexed, when: Chronology, node: Entity, history: History) -> Iterator[Entry]:
    own, day = records.nodes[node.id].evidence, when.day(node.id)
    named = gathered(_named(records, node.id, history))
    area = gathered(_policing(records, node.id, history, day))
    for owner, evidence in sorted(named.items()):
        yield Entry(node.id, history.kind, owner, day, Basis.NAMED, united(own, evidence))
    for owner, evidence in sorted(area.items()):
        if owner not in named:
            yield Entry(node.id, history.kind, owner, day, Basis.AREA, united(own, evidence))


def _named(records: Indexed, own: str, history: History) -> Iterator[Reached]:
    """The organisations that a node's type leads to by name."""
    for ways in history.named:
        for way in ways.ways:
            for body, evidence in records.along(way, own):
                kind = type(records.get(body))
                if issubclass(kind, Organisation) and (not ways.only or kind.__name__ in ways.only):
                    yield body, evidence


def _policing(records: Indexed, own: str, history: History, day: date) -> Iterator[Reached]:
    """The forces that police the areas of bodies that a node's type leads to."""
    node = records.get(own)
    filled = (ways for name, ways in history.area_if_filled.items() if getattr(node, name) is not None)
    for way in next(filled, history.area):
        for body, evidence in records.along(way, own):
            yield from policing(records, body, day, evidence)


def policing(records: Indexed, body: str, day: date, evidence: tuple[str, ...]) -> Iterator[Reached]:
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


def gathered(links: Iterable[Reached]) -> dict[str, list[str]]:
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
    ways = BY_KIND[type(records.nodes[own].node)].contained_in
    container = next((held for way in ways for held, _ in records.along(way, own)), None)
    document = container or own
    first, place = document, 0
    if isinstance(records.get(document), Correspondence):
        thread = when.thread(document)
        first, place = thread.thread, thread.position
    contained = (1, when.position(own)) if container else (0, 0)
    return when.day(first), _of_board(records, document), first, place, *contained, own


def _of_board(records: Indexed, document: str) -> bool:
    return any(
        isinstance(records.get(body), SafeguardingBoard) for body in records.ends("INSPECTED", document)
    )
