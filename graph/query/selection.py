"""What a reader asks of the graph, as a neutral tree: the one argument of ``graph.query.composition``.

A tree never holds a value: parameters are named here and bound when the statement runs, so that
equal trees are equal statements. Variables are those that a pattern file returns ("node", "edge",
or a column of its own); ``owner`` is the variable of the enclosing row that a pattern starts from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Value:
    """A property of a variable, or the variable itself where it is a column of plain values."""

    variable: str
    property: str | None = None


@dataclass(frozen=True, slots=True)
class Certain:
    """Whether the period that ``variable`` holds certainly includes the day in parameter ``day``."""

    variable: str
    day: str


@dataclass(frozen=True, slots=True)
class Case:
    label: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A node that may be one of several types: ``[label, *slots]`` of the case that fits, or all labels of
    the node where that case has no slots."""

    variable: str
    cases: tuple[Case, ...]


class Operator(StrEnum):
    """The closed list of comparisons; a missing value satisfies none but IS_NULL."""

    EQ = "="
    IN = "IN"
    LT = "<"
    LTE = "<="
    GT = ">"
    GTE = ">="
    CONTAINS = "CONTAINS"
    STARTS_WITH = "STARTS WITH"
    IS_NULL = "IS NULL"
    LIKE = "=~"  # a regular expression over the text without composed letters


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
    """``variable.property`` is a day in ``[start, end)``; either parameter may be None."""

    variable: str
    property: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """The node is of one of these types."""

    variable: str
    labels: tuple[str, ...]


class Quantifier(StrEnum):
    SOME = "some"
    NONE = "none"
    EVERY = "every"  # true where there is nothing


@dataclass(frozen=True, slots=True)
class Quantified:
    """Some, none or every row that a pattern leads to satisfies the source's own filter."""

    quantifier: Quantifier
    source: From


@dataclass(frozen=True, slots=True)
class Counted:
    """The number of rows that a pattern leads to, compared with a parameter."""

    source: From
    operator: Operator
    parameter: str


Filter: TypeAlias = Compare | AllOf | AnyOf | Complement | Within | Label | Quantified | Counted


@dataclass(frozen=True, slots=True)
class One:
    """The first row of the pattern, as a list of at most one."""


@dataclass(frozen=True, slots=True)
class Every:
    """All rows, in the pattern's order; for relationships that are few by nature."""


@dataclass(frozen=True, slots=True)
class Page:
    """``size`` rows after and before two cursors, whose key parameters are ``{name}0``, ``{name}1``, ... in
    the pattern's order. Backwards, rows arrive last first. ``read`` is how many rows are read: one more where
    somebody asks whether there are more."""

    size: str
    read: str
    backwards: bool = False
    after: str | None = None
    before: str | None = None


Take: TypeAlias = One | Every | Page


@dataclass(frozen=True, slots=True)
class From:
    """A pattern applied: where it starts, its own parameters, and what narrows it."""

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
    """A property of the first node that a pattern leads to."""

    source: From
    property: str


@dataclass(frozen=True, slots=True)
class Sort:
    """A key that a reader orders by; a missing value comes last in both directions."""

    by: Value | First | Count
    type: str  # as in a pattern's order
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """``order`` replaces the pattern's own, whose last key still decides between equals."""

    source: From
    take: Take
    slots: tuple[Slot, ...] = field(default=())
    order: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    source: From


@dataclass(frozen=True, slots=True)
class Groups:
    """How many rows there are for each value of ``by``: up to ``limit`` of ``[value, caption, count]``, the
    most frequent first. ``by`` is a property of the node or of a related one, and has no caption; or it is
    a pattern, whose nodes give their id as the value, and their caption."""

    source: From
    by: Value | First | From
    limit: int


@dataclass(frozen=True, slots=True)
class Beyond:
    """Whether any row lies outside a page: at or before its ``after`` cursor (``before`` false), or
    at or after its ``before`` cursor."""

    source: From
    cursor: str
    before: bool = False
    order: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class CursorKeys:
    """The keys of this row in its pattern's order, as a cursor carries them."""


Slot: TypeAlias = Value | Certain | CursorKeys | Branch | First | Rows | Count | Groups | Beyond


def files_of(tree: tuple[Slot, ...]) -> list[str]:
    """The names of the files under ``cypher/`` that a statement of this tree is made of."""
    return sorted({f"{name}.cypher" for name in _patterns(tree)})


def _patterns(part: object) -> Iterator[str]:
    if isinstance(part, From):
        yield part.pattern
    if isinstance(part, tuple):
        for each in part:
            yield from _patterns(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _patterns(getattr(part, each.name))
