"""Instantiate patterns in a statement: add their conditions and number their variables.

The numbers keep the variables of different subqueries apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.model.paged import PAGED_DAY
from graph.query.conditions import (
    Names,
    SortKey,
    asks_ids,
    conjuncts,
    existed_on,
    follows,
    happened_by,
    in_cypher,
    key_of,
    split_anchor,
)
from graph.query.cypher_text import last_clause, rename, variables
from graph.query.index_scans import IndexScan, index_scan_of, index_scan_of_anchor, with_day
from graph.query.label_pruning import without_implied_labels
from graph.query.patterns import Pattern, patterns
from graph.query.selection import Filter, From
from graph.query.temporal_columns import times

_UNBOUND = "a list of rows without an owner to start from"


@dataclass(frozen=True)
class PatternInstance:
    """A pattern in a statement. ``columns`` are the variables of its rows, ``keys`` its sort keys."""

    text: str
    names: Names
    pattern: Pattern
    number: int
    columns: tuple[str, ...]
    keys: tuple[SortKey, ...]

    @property
    def cursor_keys(self) -> list[SortKey]:
        return [key for key in self.keys if not key.fixed]


@dataclass
class Instantiator:
    """Instantiates patterns within one statement."""

    used: int = 0

    def countable(self, source: From, names: Names) -> str:
        """A pattern as the body of COUNT or EXISTS: without RETURN if it ends in MATCH, else with one."""
        text = self.instantiate(source, names).text
        return text if last_clause(text)[0] == "MATCH" else f"{text}\nRETURN 1 AS one"

    def instantiate(
        self, source: From, outer: Names, *, in_order: bool = False, is_start: bool = False
    ) -> PatternInstance:
        """Instantiate the pattern of ``source``, which starts from a variable of ``outer`` or from none; with
        ``is_start``, that variable is found from the pattern's rows.

        With ``in_order``, read its rows in its own order from an index if there is one; that is slower for
        counts."""
        pattern = patterns()[source.pattern]
        self.used += 1
        number = self.used
        names = {name: f"{name}{number}" for name in variables(pattern.body) | {*pattern.columns, "edge"}}
        if pattern.starts:
            names["owner"] = outer[source.owner or _UNBOUND]
        anchor, where = _split_anchor(source, pattern)
        if in_order and (scan := _index_scan(pattern, anchor)):
            return self._from_index(replace(source, where=where), names, number, scan)
        where = with_day(where, "node", _day(pattern))
        given = dict(source.arguments)
        text = rename(without_implied_labels(pattern.name), names.__getitem__, given.__getitem__)
        if anchor is not None:
            # Start from the anchor: Neo4j would test the condition on every node of the label.
            reached = self.instantiate(anchor, names, is_start=True)
            text = f"{reached.text}\nWITH DISTINCT {names['node']}\n{text}"
        is_start = is_start or not pattern.starts
        conditions = self._conditions(source, where, names, is_start)
        if in_order and is_indexed(source) and anchor is None:
            conditions += _indexed(source, pattern, names)
        keys = tuple(key_of(key, names) for key in pattern.order)
        columns = tuple(names[column] for column in pattern.columns)
        return PatternInstance(with_conditions(text, conditions), names, pattern, number, columns, keys)

    def _from_index(self, source: From, names: Names, number: int, scan: IndexScan) -> PatternInstance:
        """The rows from the index of a relationship type."""
        pattern, edge = patterns()[source.pattern], names["edge"]
        conditions = scan.conditions(edge, names.get("owner", ""))
        where = source.where
        if scan.day:
            where = with_day(where, "edge", scan.day)
            if source.as_of and times(pattern.name, "node").dated:
                conditions += happened_by(edge, source.as_of, scan.day)
        conditions += self._conditions(source, where, names, is_start=False)
        text = with_conditions(rename(scan.text, names.__getitem__, str), conditions)
        columns = dict.fromkeys((*(names[column] for column in pattern.columns), edge))
        keys = tuple(key_of(key, names) for key in scan.order)
        return PatternInstance(text, names, pattern, number, tuple(columns), keys)

    def _conditions(self, source: From, where: Filter | None, names: Names, is_start: bool) -> list[str]:
        conditions = []
        if source.as_of:
            for column in ("node", "edge"):
                if column in patterns()[source.pattern].columns:
                    name = _day(patterns()[source.pattern]) if column == "node" else "day"
                    conditions += existed_on(names[column], source.as_of, times(source.pattern, column), name)
        # Neo4j takes whether there are any from a node's degree only where nothing is asked of them.
        if where is not None and conjuncts(where):
            conditions.append(in_cypher(where, names, self.countable, is_start=is_start))
        return conditions


def _indexed(source: From, pattern: Pattern, names: Names) -> list[str]:
    """The existence conditions that let Neo4j read a label's index in order. All nodes satisfy them, but the
    planner does not know that. A comparison of the day implies its existence, so that one is omitted."""
    first, *_, last = pattern.order
    is_compared = source.as_of and first.type == "date" and times(pattern.name, "node").always_dated
    keys = (last,) if is_compared else (first, last)
    return [f"{names[key.variable]}.{key.property} IS NOT NULL" for key in keys]


def is_indexed(source: From) -> bool:
    """Whether an index has the rows of a list in the pattern's order. Nodes of a type that are asked for by
    their ids are few, and sought by these."""
    pattern = patterns()[source.pattern]
    anchor, where = _split_anchor(source, pattern)
    if _index_scan(pattern, anchor) is not None:
        return True
    return anchor is None and _lists_one_label(pattern) and not any(map(asks_ids, conjuncts(where)))


def stops_early(source: From) -> bool:
    """Whether a page of a list is read from its index until it is full, even where others read every row.
    Where a condition follows relationships, to test it twice costs more than to sort the rows it keeps."""
    _, where = _split_anchor(source, patterns()[source.pattern])
    return is_indexed(source) and not follows(where)


def is_worked_out(source: From) -> bool:
    """Whether a list is more than its pattern: it is narrowed, or a question computes its rows."""
    return source.is_narrowed or last_clause(patterns()[source.pattern].body)[0] != "MATCH"


def _split_anchor(source: From, pattern: Pattern) -> tuple[From | None, Filter | None]:
    return split_anchor(source.where) if _lists_one_label(pattern) else (None, source.where)


def _index_scan(pattern: Pattern, anchor: From | None) -> IndexScan | None:
    return index_scan_of(pattern) if anchor is None else index_scan_of_anchor(pattern, anchor)


def _day(pattern: Pattern) -> str:
    """The property with the day of a pattern's nodes that an index of all of them has."""
    return PAGED_DAY if _lists_one_label(pattern) and pattern.order[0].property == PAGED_DAY else "day"


def _lists_one_label(pattern: Pattern) -> bool:
    """Whether the pattern matches all nodes of one label."""
    return re.fullmatch(r"MATCH \(node:\w+\)", pattern.body) is not None


def with_conditions(text: str, conditions: list[str]) -> str:
    """The text with conditions added in a WHERE of its last clause."""
    if not conditions:
        return text
    clause, has_where = last_clause(text)
    if clause not in ("MATCH", "YIELD", "WITH"):
        text, has_where = f"{text}\nWITH *", False
    return f"{text}\n{'  AND' if has_where else 'WHERE'} {' AND '.join(conditions)}"
