"""Which lists several slots of a row read, so that a statement collects each of them once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from graph.query.pattern_instantiation import is_worked_out, stops_early
from graph.query.patterns import patterns
from graph.query.selection import Beyond, Branch, Count, From, Groups, Page, Rows, Slot


def shared_lists(slots: Iterable[Slot]) -> list[From]:
    """The narrowed or computed lists that more than one slot of a row reads in full."""
    return [source for source, readers in Counter(_fully_read(slots)).items() if readers > 1]


def _fully_read(slots: Iterable[Slot]) -> Iterator[From]:
    """The narrowed or computed lists that the slots read in full, one item for each reading slot."""
    for slot in slots:
        match slot:
            case Count(source) | Groups(source) if is_worked_out(source):
                yield source
            case Rows(source, Page(), _, order) if is_worked_out(source):
                if order or not stops_early(source):
                    yield source


def is_paged(source: From, slots: Iterable[Slot]) -> bool:
    """Whether one of the slots is a page, in its own order, of a list that is collected from its index."""
    pages = (slot for slot in slots if isinstance(slot, Rows) and isinstance(slot.take, Page))
    return not stops_early(source) and any(page.source == source and not page.order for page in pages)


def aggregates(slot: Slot) -> bool:
    """Whether the slot's Cypher contains an aggregate function."""
    match slot:
        case Groups():
            return True
        case Count(source) | Beyond(source):
            return patterns()[source.pattern].aggregates
        case Rows(source, _, slots):
            aggregated = patterns()[source.pattern].aggregates
            return aggregated or bool(shared_lists(slots)) or any(map(aggregates, slots))
        case Branch(_, cases):
            return any(aggregates(inner) for case in cases for inner in case.slots)
    return False
