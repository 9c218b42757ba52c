"""The cost of an operation: an upper bound, in rows that Neo4j may have to read.

A row costs 1 plus what is selected inside it. A page has as many rows as it asks for, a plain list is assumed
to have a few, and whatever makes Neo4j read beyond a page costs a fixed charge. The formula is compiled with
the plan and evaluated once the variables are known, before anything runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

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
    One,
    Page,
    Quantified,
    Rows,
    Slot,
    Sort,
    Value,
)

# The rows of a plain list, which has no page: such relationships seldom have more.
EVERY = 2
# Patterns that have a row for each item of a parameter.
BY_ITEM = {"by_ids": "ids"}
COUNT = 10
FACETS = 50
# A condition on what a relationship leads to, and an order by it, look at every row of a list.
RELATED = 10
SORTED = 20
# Questions that are more than a pattern.
QUESTIONS = {
    "search": 100,
    "theme_matrix": 200,
    "shortest_paths": 500,
    "neighbourhood_of": 500,
}

# Costs stop growing here, within the integers that JSON readers hold exactly: nested pages multiply.
HIGHEST = 10**15

Parameters: TypeAlias = Mapping[str, Any]
Formula: TypeAlias = int | Callable[[Parameters], int]
"""A number where no variable decides it, so that most of a formula is computed at compile time."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of an operation and the limit of this server, as `extensions.cost` shows them."""

    asked: int
    allowed: int


def cost_of(slots: Iterable[Slot]) -> Formula:
    """The formula of one row with these slots."""
    nothing: Formula = 0
    return reduce(_sum, map(_slot, slots), nothing)


def evaluate(formula: Formula, parameters: Parameters) -> int:
    """The cost for these values of the statement's parameters."""
    return min(formula if isinstance(formula, int) else formula(parameters), HIGHEST)


def _slot(slot: Slot) -> Formula:
    match slot:
        case Branch(_, cases):
            return reduce(_most, {cost_of(case.slots) for case in cases}, cost_of(()))
        case Rows():
            return _rows(slot)
        case First(source, _):
            return 1 + _source(source)
        case Count(source):
            return COUNT + _source(source)
        case Groups(source, by):
            reached = by.source if isinstance(by, First) else by
            return FACETS + _source(source) + (_source(reached) if isinstance(reached, From) else 0)
        case Beyond(source, _, _, order):
            return 1 + _source(source) + sum(map(_sort, order))
        case _:
            return 0


def _rows(rows: Rows) -> Formula:
    fixed = _source(rows.source) + sum(map(_sort, rows.order))
    inner = _sum(1, cost_of(rows.slots))
    match rows.take:
        case One():
            return _sum(fixed, inner)
        case Page(size):
            return _sum(fixed, _paged(size, inner))
        case _ if listed := BY_ITEM.get(rows.source.pattern):
            return _sum(fixed, _itemized(dict(rows.source.arguments)[listed], inner))
        case _:
            return _sum(fixed, _times(EVERY, inner))


def _source(source: From) -> int:
    """The cost of finding the rows, besides reading them."""
    return QUESTIONS.get(source.pattern, 0) + (_filter(source.where) if source.where else 0)


def _filter(condition: Filter) -> int:
    match condition:
        case AllOf(filters) | AnyOf(filters):
            return sum(map(_filter, filters))
        case Complement(inner):
            return _filter(inner)
        case Quantified(_, source) | Counted(source):
            return RELATED + _source(source)
        case _:
            return 0


def _sort(sort: Sort) -> int:
    return 0 if isinstance(sort.by, Value) else SORTED + _source(sort.by.source)


def _sum(left: Formula, right: Formula) -> Formula:
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return lambda parameters: evaluate(left, parameters) + evaluate(right, parameters)


def _most(left: Formula, right: Formula) -> Formula:
    if isinstance(left, int) and isinstance(right, int):
        return max(left, right)
    return lambda parameters: max(evaluate(left, parameters), evaluate(right, parameters))


def _times(many: int, inner: Formula) -> Formula:
    if isinstance(inner, int):
        return many * inner
    return lambda parameters: many * inner(parameters)


def _paged(size: str, inner: Formula) -> Formula:
    return lambda parameters: int(parameters[size]) * evaluate(inner, parameters)


def _itemized(items: str, inner: Formula) -> Formula:
    return lambda parameters: len(parameters[items]) * evaluate(inner, parameters)
