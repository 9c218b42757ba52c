"""How much Neo4j has to plan before it can run a statement.

Each nested subquery takes the planner about two fifths longer, and terminating the transaction does not stop
it: twenty nested lists keep a core busy for minutes, past every deadline and after the client has left.
``api.compiler.cost`` cannot bound this: pages of one row cost next to nothing, yet must be planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.query.selection import (
    AllOf,
    AnyOf,
    Beyond,
    Branch,
    Complement,
    Count,
    Counted,
    Filter,
    First,
    From,
    Groups,
    Quantified,
    Quantifier,
    Rows,
    Slot,
)

_DEEPER = 1.4
# A condition inside a complement takes as long as one so many levels deeper, and more inside four of them.
_COMPLEMENT = 5


def planning_of(slots: Iterable[Slot], level: int = 0) -> float:
    """The weight of a statement: 1 for each subquery, more for nested ones."""
    return sum(_slot(slot, level) for slot in slots)


def _slot(slot: Slot, level: int) -> float:
    match slot:
        case Branch(_, cases):
            return sum(planning_of(case.slots, level) for case in cases)
        case Rows(source, _, slots, order):
            sorts = sum(_source(each, level + 1) for sort in order for each in _sources(sort.by))
            return _source(source, level) + planning_of(slots, level + 1) + sorts
        case _:
            return sum(_source(source, level) for source in _sources(slot))


def _sources(slot: Slot) -> Iterator[From]:
    match slot:
        case Count(source) | First(source) | Beyond(source):
            yield source
        case Groups(source, by):
            yield source
            if isinstance(by, From):
                yield by
            else:
                yield from _sources(by)


def _source(source: From, level: int) -> float:
    inner = sum(_source(each, level + deeper) for each, deeper in _conditions(source.where, 1))
    return float(_DEEPER**level + inner)


def _conditions(condition: Filter | None, deeper: int) -> Iterator[tuple[From, int]]:
    """The subqueries of a filter, and how many levels deeper than the filter each is."""
    match condition:
        case AllOf(filters) | AnyOf(filters):
            for each in filters:
                yield from _conditions(each, deeper)
        case Complement(inner):
            yield from _conditions(inner, deeper + _COMPLEMENT)
        case Quantified(quantifier, source):
            # Every row is like this where no row is like the complement.
            if quantifier is Quantifier.EVERY:
                source = replace(source, where=Complement(source.where or AllOf(())))
            yield source, deeper
        case Counted(source, _, _):
            yield source, deeper
