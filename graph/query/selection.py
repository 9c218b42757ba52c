"""The selection tree: the input of ``graph.query.composition``, independent of GraphQL.

A tree contains names of parameters, never their values, so equal trees give equal statements. Variables are
the columns of a pattern file ("node", "edge" or another); ``owner`` is the variable of the enclosing row that
a pattern starts from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Value:
    """A property of a variable, or the variable itself if it is a column of plain values."""

    variable: str
    property: str | None = None


@dataclass(frozen=True, slots=True)
class TypeOf:
    """The label of a node's type."""

    variable: str


@dataclass(frozen=True, slots=True)
class Certain:
    """Whether the period of ``variable`` certainly includes the day in parameter ``day``."""

    variable: str
    day: str


@dataclass(frozen=True, slots=True)
class Case:
    label: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of one of several types: ``[label, *slots]`` of its type's case, or all its labels if that case
    has no slots."""

    variable: str
    cases: tuple[Case, ...]


class Operator(StrEnum):
    """The comparisons; a missing value satisfies only IS_NULL."""

    EQ = "="
    IN = "IN"
    LT = "<"
    LTE = "<="
    GT = ">"
    GTE = ">="
    CONTAINS = "CONTAINS"
    STARTS_WITH = "STARTS WITH"
    IS_NULL = "IS NULL"
    LIKE = "=~"  # a regular expression on the text in Unicode form NFD


@dataclass(frozen=True, slots=True)
class Compare:
    variable: str
    property: str
    operator: Operator
    parameter: str


@dataclass(frozen=True, slots=True)
class AllOf:
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Complement:
    filter: Filter


@dataclass(frozen=True, slots=True)
class Within:
    """``variable.property`` is a day in ``[start, end)``; a bound of None is open."""

    variable: str
    property: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class InScope:
    """The node is about children or vulnerable people, unless the parameter ``other`` is true."""

    variable: str
    other: str


@dataclass(frozen=True, slots=True)
class Label:
    """The node has one of these labels."""

    variable: str
    labels: tuple[str, ...]


class Quantifier(StrEnum):
    SOME = "some"
    NONE = "none"
    EVERY = "every"  # true for an empty list


@dataclass(frozen=True, slots=True)
class Quantified:
    """Some, none or every row of a list satisfies the list's own filter."""

    quantifier: Quantifier
    source: From


@dataclass(frozen=True, slots=True)
class Counted:
    """The number of rows of a list, compared with a parameter."""

    source: From
    operator: Operator
    parameter: str


Filter: TypeAlias = Compare | AllOf | AnyOf | Complement | Within | InScope | Label | Quantified | Counted


@dataclass(frozen=True, slots=True)
class One:
    """The first row of the pattern, as a list of at most one."""


@dataclass(frozen=True, slots=True)
class Every:
    """All rows, in the pattern's order; for lists that are always short."""


@dataclass(frozen=True, slots=True)
class Page:
    """``size`` rows between two cursors, whose parameters are ``{name}0``, ``{name}1``, ... in the order of
    the sort keys. ``backwards`` returns the last rows, in reverse. ``read`` is the number of rows to read:
    one more than ``size`` to tell whether there are more."""

    size: str
    read: str
    backwards: bool = False
    after: str | None = None
    before: str | None = None


Take: TypeAlias = One | Every | Page


@dataclass(frozen=True, slots=True)
class From:
    """A list: a pattern, the variable it starts from, its parameters, and the day and filter to narrow it."""

    pattern: str
    owner: str | None = None
    arguments: tuple[tuple[str, str], ...] = ()  # pattern's parameter -> statement's parameter
    as_of: str | None = None
    where: Filter | None = None

    @property
    def is_narrowed(self) -> bool:
        return self.as_of is not None or self.where is not None


@dataclass(frozen=True, slots=True)
class First:
    """A property of the first node of a list."""

    source: From
    property: str


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort key of a query; missing values come last in both directions."""

    by: Value | First | Count
    type: str  # as in a pattern's order
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a list. ``order`` replaces the pattern's order, whose last key remains the tie-breaker."""

    source: From
    take: Take
    slots: tuple[Slot, ...] = field(default=())
    order: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    source: From


@dataclass(frozen=True, slots=True)
class Groups:
    """The number of rows for each value of ``by``: up to ``limit`` of ``[value, caption, count]``, the rows
    without a value first, then by count, largest first. ``by`` is a property of the node or of a related one,
    with a null caption; or a list, whose nodes give their id as value and their caption. Rows with the same
    ``distinct`` property count once."""

    source: From
    by: Value | TypeOf | First | From
    limit: int
    distinct: str | None = None


@dataclass(frozen=True, slots=True)
class Beyond:
    """Whether a row lies outside a page: at or before its ``after`` cursor (``before`` false), or at or after
    its ``before`` cursor."""

    source: From
    cursor: str
    before: bool = False
    order: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class CursorKeys:
    """The sort keys of a row, as values for a cursor."""


Slot: TypeAlias = Value | TypeOf | Certain | CursorKeys | Branch | First | Rows | Count | Groups | Beyond


def files_of(tree: tuple[Slot, ...]) -> list[str]:
    """The names of the files under ``cypher/`` that a statement of this tree is made of."""
    return sorted({f"{part.pattern}.cypher" for part in _parts(tree) if isinstance(part, From)})


def ids_asked(tree: tuple[Slot, ...]) -> list[Compare]:
    """The comparisons of a tree that ask for nodes by their ids, one for each parameter, in its order."""
    found = (part for part in _parts(tree) if isinstance(part, Compare))
    asked = (each for each in found if each.property == "id" and each.operator in (Operator.EQ, Operator.IN))
    return list({each.parameter: each for each in asked}.values())


def _parts(part: object) -> Iterator[object]:
    """What a tree is made of, at every level."""
    yield part
    if isinstance(part, tuple):
        for each in part:
            yield from _parts(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _parts(getattr(part, each.name))
