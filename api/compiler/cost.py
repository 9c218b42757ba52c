"""The cost of an operation: about the microseconds of processor time that it takes, at most.

It is computed from the document, its variables and the usual lengths of lists, before anything runs. A row
costs what is selected inside it. A list costs its rows: a page as many as it asks for, unless the list is
usually shorter. A list that is filtered, sorted or grouped is read whole. Conditions cost what they compare.
The formula is compiled with the plan. ``api.compiler.cost_weights`` has the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from math import ceil
from operator import add, mul
from typing import Any, TypeAlias

from api.compiler import cost_weights as weights
from graph.query.conditions import asks_ids, conjuncts, split_anchor
from graph.query.index_scans import stored_count
from graph.query.pattern_instantiation import is_indexed
from graph.query.patterns import patterns
from graph.query.selection import (
    AllOf,
    AnyOf,
    Beyond,
    Branch,
    Certain,
    Compare,
    Complement,
    Count,
    Counted,
    CursorKeys,
    Filter,
    First,
    From,
    Groups,
    One,
    Operator,
    Page,
    Quantified,
    Rows,
    Slot,
    Sort,
    TypeOf,
    Value,
)

# Costs stop growing here, within the integers that JSON readers hold exactly: nested pages multiply.
HIGHEST = 10**15

Parameters: TypeAlias = Mapping[str, Any]
Formula: TypeAlias = float | Callable[[Parameters], float]
"""A number where no variable decides it, so that most of a formula is computed at compile time."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of an operation and the limit of this server, as `extensions.cost` shows them."""

    asked: int
    allowed: int


def cost_of(slots: Iterable[Slot]) -> Formula:
    """The formula of a statement with these slots."""
    return _sum((weights.STATEMENT, _row(tuple(slots))))


def evaluate(formula: Formula, parameters: Parameters) -> int:
    """The cost for these values of the statement's parameters."""
    return ceil(min(_value(formula, parameters), HIGHEST))


def _row(slots: tuple[Slot, ...], around: From | None = None) -> Formula:
    """One row with these slots. Several of them may read one list, which is then found and filtered once;
    ``around`` is the list of the row."""
    read = dict.fromkeys(source for slot in slots for source in _read_whole(slot))
    listed = dict.fromkeys(slot.source for slot in slots if isinstance(slot, Rows | Count | Groups | Beyond))
    found = (_question(source, around) for source in listed)
    return _sum((*(_slot(slot, around) for slot in slots), *map(_reading, read), *found))


def _read_whole(slot: Slot) -> Iterator[From]:
    match slot:
        case Count(source) if not _is_counted(source):
            yield source
        case Groups(source) | Beyond(source):
            yield source
        case Rows(source, take, _, order):
            if source.where or order or (isinstance(take, Page) and not is_indexed(source)):
                yield source


def _slot(slot: Slot, around: From | None) -> Formula:
    match slot:
        case Branch(_, cases):
            dearest: Formula = 0.0
            for case in cases:
                dearest = _most(dearest, _row(case.slots))
            return _sum((weights.VALUE, dearest))
        case Rows():
            return _rows(slot, around)
        case Count():
            return weights.LIST
        case Groups(source, by):
            return _product(_length(source), _sum((weights.GROUP, _key(by))))
        case Beyond(source, _, _, order):
            return _product(_length(source), _sum(map(_sort, order)))
        case First():
            return _key(slot)
        case Certain() | CursorKeys():
            return weights.CONDITION
        case Value() | TypeOf():
            return weights.VALUE


def _rows(rows: Rows, around: From | None) -> Formula:
    source = rows.source
    each = _sum((weights.ROWS.get(source.pattern, weights.ROW), _row(rows.slots, source)))
    sorts = _sum(map(_sort, rows.order))
    start = weights.PAGE if isinstance(rows.take, Page) else weights.LIST
    return _sum((start, _product(_length(source), sorts), _product(_returned(rows, around), each)))


def _returned(rows: Rows, around: From | None) -> Formula:
    """How many rows a list returns at most."""
    source = rows.source
    match rows.take:
        case One():
            return 1.0
        case Page(size):
            usual = weights.LENGTHS.get(source.pattern, weights.LENGTH)
            return lambda parameters: min(int(parameters[size]), usual)
        case _ if source.pattern == "by_ids":
            ids = dict(source.arguments)["ids"]
            return lambda parameters: len(parameters[ids])
        case _ if source.pattern == "nodes_reached" and around is not None:
            return _number(around, "most")
    return _length(source)


def _question(source: From, around: From | None) -> Formula:
    """Finding the rows of what is more than a pattern."""
    fixed = weights.QUESTIONS.get(source.pattern, 0.0)
    match source.pattern:
        case "search":
            asked = dict(source.arguments)["words"]
            return lambda parameters: fixed + weights.WORD * len({*parameters[asked].split()})
        case "neighbourhood_of":
            nodes = _product(weights.NEIGHBOUR, _number(source, "most"))
            return _sum((_product(fixed, _number(source, "depth")), nodes))
        case "edges_among" if around is not None:
            return _product(weights.MEMBER, _number(around, "most"))
    return fixed


def _number(source: From, argument: str) -> Formula:
    parameter = dict(source.arguments)[argument]
    return lambda parameters: float(parameters[parameter])


def _length(source: From) -> Formula:
    """How many rows of a list are looked at where it is read whole."""
    usual = weights.LENGTHS.get(source.pattern, weights.LENGTH)
    if _is_root(source):
        if known := next(filter(asks_ids, conjuncts(source.where)), None):
            return _choices(known)
        if split_anchor(source.where)[0] is not None:
            return min(usual, weights.ANCHORED)
    return usual


def _is_root(source: From) -> bool:
    """Whether a list has every node of a type."""
    return source.owner is None and is_indexed(replace(source, where=None))


def _is_counted(source: From) -> bool:
    """Whether the length of a list is kept: by Neo4j, or by the build."""
    pattern = patterns()[source.pattern]
    return not source.is_narrowed and (_is_root(source) or stored_count(pattern) is not None)


def _reading(source: From) -> Formula:
    """Reading a list whole, and comparing each of its rows."""
    filters = conjuncts(source.where)
    if _is_root(source):
        filters = tuple(each for each in filters if not asks_ids(each))
    day = 4 * weights.CONDITION if source.as_of else 0.0
    each = _sum((weights.STEP, day, *map(_filter, filters)))
    return _sum((weights.PROBE, _product(_length(source), each)))


def _filter(condition: Filter) -> Formula:
    """Comparing one row."""
    match condition:
        case AllOf(filters) | AnyOf(filters):
            return _sum(map(_filter, filters))
        case Complement(inner):
            return _filter(inner)
        case Quantified(_, source):
            return _reading(source)
        case Counted(source):
            return _key(Count(source))
        case Compare(_, _, Operator.LIKE, parameter):
            return lambda parameters: weights.LOOSELY + weights.CHARACTER * len(parameters[parameter])
        case Compare(_, _, Operator.IN):
            return _sum((weights.CONDITION, _product(weights.CHOICE, _choices(condition))))
    return weights.CONDITION


def _choices(condition: Compare) -> Formula:
    if condition.operator is not Operator.IN:
        return 1.0
    parameter = condition.parameter
    return lambda parameters: len(parameters[parameter])


def _sort(sort: Sort) -> Formula:
    return _sum((weights.SORT, _key(sort.by)))


def _key(by: Value | TypeOf | First | Count | From) -> Formula:
    """What a row is sorted or grouped by."""
    match by:
        case Value() | TypeOf():
            return weights.VALUE
        case First(source) | (From() as source):
            return _sum((weights.PROBE, weights.VALUE, _product(weights.STEP, _length(source))))
        case Count(source):
            return weights.PROBE if _is_counted(source) else _reading(source)


def _value(formula: Formula, parameters: Parameters) -> float:
    return formula(parameters) if callable(formula) else formula


def _combined(by: Callable[[float, float], float]) -> Callable[[Formula, Formula], Formula]:
    def combine(left: Formula, right: Formula) -> Formula:
        if callable(left) or callable(right):
            return lambda parameters: by(_value(left, parameters), _value(right, parameters))
        return by(left, right)

    return combine


_most, _product, _plus = _combined(max), _combined(mul), _combined(add)


def _sum(parts: Iterable[Formula]) -> Formula:
    nothing: Formula = 0.0
    return reduce(_plus, parts, nothing)
