"""Patterns where they stand in a statement: their text with every condition, and their renamed variables.

Variables are numbered by where they stand, so that subqueries never meet each other's names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.query.conditions import Names, Ordered, anchored, filtered, is_known, key_of, there_on
from graph.query.cypher_text import last_clause, rename, variables
from graph.query.index_scans import Seek, on_edge, seek_of, seek_of_anchor
from graph.query.label_pruning import unlabelled
from graph.query.patterns import Pattern, patterns
from graph.query.selection import Filter, From
from graph.query.temporal_columns import times

_UNBOUND = "a list of rows that starts from another's variable"


@dataclass(frozen=True)
class Applied:
    """A pattern where it stands. ``columns`` are the variables of its rows, ``keys`` its order."""

    text: str
    names: Names
    pattern: Pattern
    number: int
    columns: tuple[str, ...]
    keys: tuple[Ordered, ...]

    @property
    def cursor_keys(self) -> list[Ordered]:
        return [key for key in self.keys if not key.fixed]


@dataclass
class Applier:
    """Applies patterns within one statement."""

    used: int = 0

    def counted(self, source: From, names: Names) -> str:
        """A pattern as a subquery that is only counted: it may end in a MATCH, and in nothing else."""
        text = self.apply(source, names).text
        return text if last_clause(text)[0] == "MATCH" else f"{text}\nRETURN 1 AS one"

    def apply(self, source: From, outer: Names, *, in_order: bool = False) -> Applied:
        """A pattern that starts from a variable of ``outer``, or from none. With ``in_order`` its rows are
        taken in its own order: from an index where one has it, which for a count is not the shortest way."""
        pattern = patterns()[source.pattern]
        self.used += 1
        number = self.used
        names = {name: f"{name}{number}" for name in variables(pattern.body) | {*pattern.columns, "edge"}}
        if pattern.starts:
            names["owner"] = outer[source.owner or _UNBOUND]
        anchor, where = _anchored(source, pattern)
        if in_order and (seek := _seek(pattern, anchor)):
            return self._sought(replace(source, where=where), names, number, seek)
        given = dict(source.arguments)
        text = rename(unlabelled(pattern.name), names.__getitem__, given.__getitem__)
        if anchor is not None:
            # Neo4j would try every node of the type: it does not turn a condition round by itself.
            reached = self.apply(anchor, names)
            text = f"{reached.text}\nWITH DISTINCT {names['node']}\n{text}"
        conditions = self._conditions(source, where, names)
        if in_order and anchor is None and _lists_a_type(pattern):
            conditions += _indexed(source, pattern, names)
        keys = tuple(key_of(key, names) for key in pattern.order)
        columns = tuple(names[column] for column in pattern.columns)
        return Applied(conditioned(text, conditions), names, pattern, number, columns, keys)

    def _sought(self, source: From, names: Names, number: int, seek: Seek) -> Applied:
        """A page from the index of a relationship."""
        pattern, edge = patterns()[source.pattern], names["edge"]
        conditions = seek.conditions(edge, names.get("owner", ""))
        if source.as_of and times(pattern.name, "node").dated:
            conditions.append(_happened(pattern, f"{edge}.day", source.as_of))
        conditions += self._conditions(source, on_edge(source.where), names)
        text = conditioned(rename(seek.text, names.__getitem__, str), conditions)
        columns = dict.fromkeys((*(names[column] for column in pattern.columns), edge))
        keys = tuple(key_of(key, names) for key in seek.order)
        return Applied(text, names, pattern, number, tuple(columns), keys)

    def _conditions(self, source: From, where: Filter | None, names: Names) -> list[str]:
        conditions = []
        if source.as_of:
            for column in ("node", "edge"):
                if column in patterns()[source.pattern].columns:
                    conditions += there_on(names[column], source.as_of, times(source.pattern, column))
        if where is not None:
            conditions.append(filtered(where, names, self.counted))
        return conditions


def _happened(pattern: Pattern, day: str, as_of: str) -> str:
    happened = f"{day} <= ${as_of}"
    if times(pattern.name, "node").may_be_unknown:
        return f"({happened} OR NOT {is_known(day)})"
    return happened


def _indexed(source: From, pattern: Pattern, names: Names) -> list[str]:
    """What lets Neo4j read an index of one label in its order: it holds those nodes alone that have its
    properties, which all have. A day that is compared is there, and would only be tried for each row."""
    first, *_, last = pattern.order
    is_compared = source.as_of and first.property == "day" and times(pattern.name, "node").always_known
    keys = (last,) if is_compared else (first, last)
    return [f"{names[key.variable]}.{key.property} IS NOT NULL" for key in keys]


def is_indexed(source: From) -> bool:
    """Whether Neo4j can read the rows of a pattern in its own order."""
    pattern = patterns()[source.pattern]
    anchor, _ = _anchored(source, pattern)
    return _seek(pattern, anchor) is not None or (anchor is None and _lists_a_type(pattern))


def _anchored(source: From, pattern: Pattern) -> tuple[From | None, Filter | None]:
    return anchored(source.where) if _lists_a_type(pattern) else (None, source.where)


def _seek(pattern: Pattern, anchor: From | None) -> Seek | None:
    return seek_of(pattern) if anchor is None else seek_of_anchor(pattern, anchor)


def _lists_a_type(pattern: Pattern) -> bool:
    """Whether the pattern is all nodes of one label."""
    return re.fullmatch(r"MATCH \(node:\w+\)", pattern.body) is not None


def conditioned(text: str, conditions: list[str]) -> str:
    """The text, which ends in a clause that takes a WHERE, with the conditions added to it."""
    if not conditions:
        return text
    clause, has_where = last_clause(text)
    if clause not in ("MATCH", "YIELD", "WITH"):
        text, has_where = f"{text}\nWITH *", False
    return f"{text}\n{'  AND' if has_where else 'WHERE'} {' AND '.join(conditions)}"
