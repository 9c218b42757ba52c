"""When things come, and in what order: effective days, threads, and places in a document.

Order is by the earliest day a date can mean, but a reply never comes before what it answers, nor what a
document says before the document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.model.dates import END_OF_TIME
from graph.model.nodes import (
    Correspondence,
    Entity,
    Evidence,
    Finding,
    Inspection,
    Judgement,
    Source,
    Statement,
    Statistic,
)
from seed.indexed import Indexed
from seed.quotations import span

_THREAD = "REPLIES_TO"
# After every place in a text: what no text at hand prints comes last.
UNPLACED = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a correspondence stands: its thread, by the id of its first document, and its place there."""

    thread: str
    position: int


class Chronology:
    """Days and positions of merged and checked records."""

    def __init__(self, records: Indexed) -> None:
        self._records = records
        self._days: dict[str, date] = {}
        self._shared: dict[date, date] = {}  # millions of nodes have some thousand days
        self._places = dict(self._threads())

    def day(self, own: str) -> date:
        """The effective day of a node."""
        if own not in self._days:
            day = self._day(own)
            self._days[own] = self._shared.setdefault(day, day)
        return self._days[own]

    def position(self, own: str) -> int:
        """The place of a correspondence in its thread; of anything else, where in its source it is said:
        the first evidence that gives paragraph and characters, `UNPLACED` (the last) if none does."""
        if own in self._places:
            return self._places[own].position
        spans = (span(evidence.locator) for evidence in self._evidence(own))
        return next((found.position for found in spans if found), UNPLACED)

    def thread(self, own: str) -> Place:
        return self._places[own]

    def _day(self, own: str) -> date:
        node = self._records.get(own)
        match node:
            case Inspection():
                known = node.inspected_from or node.published
                return known.first if known else END_OF_TIME
            case Judgement():
                return node.published.first
            case Correspondence():
                return max([node.date.first, *map(self.day, self._records.ends(_THREAD, own))])
            case Finding():
                return max([node.date.first, *map(self.day, self._records.ends("REPORTED_IN", own))])
            case Statement():
                held_in = [self.day(letter) for letter in self._records.ends("MADE_IN", own)]
                return max([self._stated_day(node, held_in), *held_in, *self._answered_days(own)])
        raise ValueError(f"{own} has no day of its own")

    def _answered_days(self, own: str) -> Iterator[date]:
        """The days of what a statement answers; a statistic has that of the letters that report it."""
        for answered in self._records.ends("ANSWERS", own):
            if isinstance(self._records.get(answered), Statistic):
                yield from map(self.day, self._records.ends("REPORTED_IN", answered))
            else:
                yield self.day(answered)

    def _stated_day(self, node: Statement, held_in: list[date]) -> date:
        if node.date:
            return node.date.first
        if held_in:
            return max(held_in)
        sources = (
            self._records.get(source)
            for evidence in self._evidence(node.id)
            for source in self._records.ends("FROM", evidence.id)
        )
        published = (item.published for item in sources if isinstance(item, Source) and item.published)
        return next((found.first for found in published), END_OF_TIME)

    def _evidence(self, own: str) -> Iterator[Evidence]:
        for held in self._records.nodes[own].evidence:
            node = self._records.get(held)
            if isinstance(node, Evidence):
                yield node

    def _threads(self) -> Iterator[tuple[str, Place]]:
        threads: dict[str, list[str]] = defaultdict(list)
        for _, letter in self._records.of(Correspondence):
            threads[min(self._connected(letter.id))].append(letter.id)
        for members in threads.values():
            ordered = sorted(members, key=lambda own: (self.day(own), self._depth(own), own))
            for position, own in enumerate(ordered):
                yield own, Place(ordered[0], position)

    def _connected(self, own: str) -> set[str]:
        found, waiting = {own}, [own]
        while waiting:
            here = waiting.pop()
            near = {*self._records.ends(_THREAD, here), *self._records.starts(_THREAD, here)}
            waiting.extend(near - found)
            found |= near
        return found

    def _depth(self, own: str) -> int:
        """How many replies lie between a correspondence and the first of its thread, by the longest way."""
        return max((self._depth(answered) + 1 for answered in self._records.ends(_THREAD, own)), default=0)


def dated(node: Entity | None) -> str | None:
    """The date of an entry of a history, as published; None where there is none."""
    match node:
        case Inspection():
            return str(node.inspected_from or node.published)
        case Judgement():
            return str(node.published)
        case Correspondence() | Finding() | Statement():
            return str(node.date) if node.date else None
    return None
