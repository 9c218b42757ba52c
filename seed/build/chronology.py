"""When things come, and in what order: effective days, threads, and places in a document.

Order is by the earliest day a date can mean, but a reply never comes before what it answers, nor what a
document says before the document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.model.dates import END_OF_TIME, Cycle, PartialDate
from graph.model.node_type import Dating
from graph.model.nodes import BY_KIND, Correspondence, Entity, Evidence, Inspection, Judgement, Source
from graph.model.vocabulary import DateIs
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
        self._cycles = self._latest_of_cycles()
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

    def published(self, own: str) -> tuple[str, DateIs] | None:
        """The date of a node as published, and what it stands for: its own, else that of what holds it; None
        where neither has one. Of a cycle, the last year."""
        node = self._records.nodes[own].node
        if (dating := BY_KIND[type(node)].dating) is None:
            return None
        if (stated := _stated(node, dating)) and (found := stated[0]):
            return str(found.year if isinstance(found, Cycle) else found), stated[1]
        ways = (*dating.held_in, *dating.dated_by)
        held_in = (held for way in ways for held, _ in self._records.along(way, own))
        return next(filter(None, map(self.published, held_in)), None)

    def days_to_answer(self, own: str) -> int | None:
        """The days from the publication of what a node answers to the node itself; None unless both are whole
        days, in this order."""
        dates = [self._published_on(own), *map(self._published_on, self._records.ends("ANSWERS", own))]
        if len(dates) != 2 or None in dates:
            return None
        answered, published = (found for found in dates if found)
        return (answered - published).days if answered >= published else None

    def _published_on(self, own: str) -> date | None:
        """The whole day on which a node was written or published, if it states one."""
        node = self._records.get(own)
        found = getattr(node, "published" if isinstance(node, Inspection) else "date", None)
        return found.first if isinstance(found, PartialDate) and found.whole else None

    def _day(self, own: str) -> date:
        node = self._records.get(own)
        dating = BY_KIND[type(node)].dating if node else None
        if node is None or dating is None:
            raise ValueError(f"{own} has no day of its own")
        held_in, after = ([*self._days_along(ways, own)] for ways in (dating.held_in, dating.after))
        stated = _stated(node, dating)
        others = (*held_in, *self._days_along(dating.dated_by, own))
        day = self._stated_day(node, stated[0]) if stated else max(others, default=None)
        if day is None:
            day = self._day_of_source(own) if dating.by_source else END_OF_TIME
        return max([day, *(each for each in (*held_in, *after) if each < END_OF_TIME)])

    def _stated_day(self, node: Entity, stated: PartialDate | Cycle) -> date:
        """The earliest day of a date. Of a cycle the last, or the last on which anything of it was published:
        grades of 2016 came out in March 2017."""
        if not isinstance(stated, Cycle):
            return stated.first
        framework = node.framework if isinstance(node, (Inspection, Judgement)) else ""
        return max(stated.last, self._cycles.get((framework, stated), stated.last))

    def _latest_of_cycles(self) -> dict[tuple[str, str], date]:
        """The last day on which anything of a framework's cycle was published."""
        inspections = (node for _, node in self._records.of(Inspection))
        nodes: list[Inspection | Judgement] = [
            *inspections,
            *(node for _, node in self._records.of(Judgement)),
        ]
        found: dict[tuple[str, str], date] = {}
        for node in nodes:
            if node.cycle and node.published:
                key = node.framework, node.cycle
                found[key] = max(found.get(key, node.published.last), node.published.last)
        return found

    def _days_along(self, ways: Iterable[str], own: str) -> Iterator[date]:
        """The days of what some ways lead to; what has none of its own has those of what contains it."""
        for way in ways:
            for other, _ in self._records.along(way, own):
                declared = BY_KIND[type(self._records.nodes[other].node)]
                if declared.dating:
                    yield self.day(other)
                else:
                    yield from self._days_along(declared.contained_in, other)

    def _day_of_source(self, own: str) -> date:
        sources = (
            self._records.get(source)
            for evidence in self._evidence(own)
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


def _stated(node: Entity, dating: Dating) -> tuple[PartialDate | Cycle, DateIs] | None:
    """The first date that a node states itself, and what it stands for."""
    dates = ((getattr(node, name), stands_for) for name, stands_for in dating.fields.items())
    return next(((date, stands_for) for date, stands_for in dates if date), None)
