"""Composition: one tree of ``graph.selection`` in, one Cypher statement out.

Everything that the statement says comes from the pattern files or from the closed grammar here and
in ``graph.conditions``. A nested pattern is a subquery over the variable that it starts from; rows
are positional lists, in the order of their slots. Variables are numbered by where they stand, so
that subqueries never meet each other's names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.conditions import (
    Names,
    Ordered,
    anchored,
    certainly_held_on,
    filtered,
    follows,
    key_of,
    left_out,
    there_on,
)
from graph.cypher_text import last_clause, rename, variables
from graph.ends import unlabelled
from graph.patterns import Pattern, patterns
from graph.selection import (
    Beyond,
    Branch,
    Case,
    Certain,
    Count,
    CursorKeys,
    First,
    From,
    Groups,
    One,
    Page,
    Rows,
    Slot,
    Sort,
    Take,
    Value,
)
from graph.times import times

_HEAD = "OPTIONAL MATCH (dataset:Dataset {id: 'dataset'})\nRETURN dataset.version, dataset.state, "
_UNBOUND = "a list of rows that starts from another's variable"


@lru_cache(maxsize=4096)
def compose(root: tuple[Slot, ...]) -> str:
    """The statement of one root field: a single row of the dataset's version and state, and the
    list of what the slots of ``root`` hold."""
    composer = _Composer()
    return f"{_HEAD}[{', '.join(composer.slot(slot, {}) for slot in root)}]"


@dataclass(frozen=True)
class _Applied:
    """A pattern where it stands: its text with every condition, and its renamed variables."""

    text: str
    names: Names
    pattern: Pattern
    number: int


@dataclass
class _Composer:
    used: int = 0

    def slot(self, slot: Slot, names: Names, order: Sequence[Ordered] = ()) -> str:
        match slot:
            case Value(variable, name):
                return names[variable] if name is None else f"{names[variable]}.{name}"
            case Certain(variable, day):
                return certainly_held_on(names[variable], day)
            case CursorKeys():
                return f"[{', '.join(key.slot for key in order)}]"
            case Branch(variable, cases):
                return self._branch(names[variable], cases, names)
            case First(source, name):
                return self._first(source, name, names)
            case Rows():
                return self._rows(slot, names)
            case Count(source):
                return f"COUNT {{\n{self.applied(source, names)}\n}}"
            case Groups():
                return self._groups(slot, names)
            case Beyond():
                return self._beyond(slot, names)

    def applied(self, source: From, names: Names) -> str:
        """A pattern as a subquery that is only counted: it may end in a MATCH, and in nothing else."""
        text = self._apply(source, names).text
        return text if last_clause(text)[0] == "MATCH" else f"{text}\nRETURN 1 AS one"

    def _branch(self, variable: str, cases: Sequence[Case], names: Names) -> str:
        arms = []
        for case in cases:
            if case.slots:
                listed = ", ".join(self.slot(slot, names) for slot in case.slots)
                arms.append(f"WHEN {variable}:{case.label} THEN ['{case.label}', {listed}]")
        if not arms:
            return f"labels({variable})"
        # One more arm for each type would be planned, and tried for each row, to say no more than this.
        rest = f" ELSE labels({variable})" if len(arms) < len(cases) else ""
        return f"CASE {' '.join(arms)}{rest} END"

    def _first(self, source: From, name: str, names: Names) -> str:
        rows = Rows(source, One(), (Value("node", name),))
        return f"{self._rows(rows, names)}[0][0]"

    def _rows(self, rows: Rows, names: Names) -> str:
        take = rows.take
        applied = self._apply(rows.source, names)
        if isinstance(take, One) and applied.pattern.is_single:
            # Neo4j plans a subquery without an order in half the time.
            return self._collected([applied.text], rows.slots, applied)
        keys, lines = self._ordered(applied, rows.order, _cursors(take))
        if keys:
            backwards = isinstance(take, Page) and take.backwards
            lines.append("ORDER BY " + ", ".join(key.clause(backwards) for key in keys))
        if isinstance(take, Page):
            lines.append(f"LIMIT ${take.limit} + 1")
        elif isinstance(take, One):
            lines.append("LIMIT 1")
        cursor = keys if rows.order else _cursor_keys(applied)
        return self._collected(lines, rows.slots, applied, cursor)

    def _collected(
        self, lines: list[str], slots: Sequence[Slot], applied: _Applied, order: Sequence[Ordered] = ()
    ) -> str:
        """The rows that these lines make. What counts stands in a line of its own, which keeps their order:
        Neo4j takes a list with an aggregate function inside for one, and refuses its other properties."""
        listed, counted = [], []
        for index, slot in enumerate(slots):
            text = self.slot(slot, applied.names, order)
            if _aggregates(slot):
                name = f"counted{applied.number}_{index}"
                counted.append(f"{text} AS {name}")
                text = name
            listed.append(text)
        if counted:
            lines = [*lines, "WITH " + ", ".join(("*", *counted))]
        return "\n".join(("COLLECT {", *lines, f"RETURN [{', '.join(listed)}]", "}"))

    def _ordered(
        self, applied: _Applied, order: Sequence[Sort], cursors: Sequence[_Cursor]
    ) -> tuple[list[Ordered], list[str]]:
        """The keys of an order, and the lines that make rows which have them, cut by cursors."""
        columns = [applied.names[column] for column in applied.pattern.columns]
        if not order:
            bounds = [*_indexed(applied), *(each.condition(_cursor_keys(applied)) for each in cursors)]
            keys = [key_of(key, applied.names) for key in applied.pattern.order]
            return keys, [_conditioned(applied.text, bounds), "WITH " + ", ".join(columns)]
        keys, made = [], []
        for index, sort in enumerate(order):
            name = f"sort{applied.number}_{index}"
            made.append(f"{self.slot(sort.by, applied.names)} AS {name}")
            keys.append(Ordered(name, sort.type, sort.descending, nullable=True))
        keys += _cursor_keys(applied)
        lines = [applied.text, "WITH " + ", ".join((*columns, *made))]
        if bounds := [each.condition(keys) for each in cursors]:
            lines += ["WHERE " + " AND ".join(bounds)]
        return keys, [*lines, "WITH " + ", ".join((*columns, *(key.text for key in keys[: len(order)])))]

    def _beyond(self, beyond: Beyond, names: Names) -> str:
        applied = self._apply(beyond.source, names)
        cursor = _Cursor(beyond.cursor, beyond.before, outside=True)
        _, lines = self._ordered(applied, beyond.order, [cursor])
        return "\n".join(("EXISTS {", *lines, "RETURN 1 AS one", "}"))

    def _groups(self, groups: Groups, names: Names) -> str:
        applied = self._apply(groups.source, names)
        value, many = f"value{applied.number}", f"many{applied.number}"
        if isinstance(groups.by, From):
            # A row that leads to nothing is counted too, as one without a value. Nodes are counted as they
            # are: what is shown of them is read of those alone that are shown.
            reached = self._apply(groups.by, applied.names)
            node = reached.names["node"]
            found = f"""OPTIONAL CALL ({reached.names["owner"]}) {{
{reached.text}
RETURN {node}
}}
WITH {node}, count(*) AS {many}
WITH {node}, {node}.id AS {value}, {many}"""
            caption = f"{node}.caption"
        else:
            found = f"WITH toString({self.slot(groups.by, applied.names)}) AS {value}, count(*) AS {many}"
            caption = "null"
        return f"""COLLECT {{
{applied.text}
{found}
ORDER BY {many} DESC, {value}
LIMIT {groups.limit}
RETURN [{value}, {caption}, {many}]
}}"""

    def _apply(self, source: From, outer: Names) -> _Applied:
        pattern = patterns()[source.pattern]
        self.used += 1
        number = self.used
        inner = {name: f"{name}{number}" for name in variables(pattern.body) | set(pattern.columns)}
        if pattern.starts:
            inner["owner"] = outer[source.owner or _UNBOUND]
        given = dict(source.arguments)
        text = rename(unlabelled(pattern.name), inner.__getitem__, given.__getitem__)
        conditions = []
        if source.as_of:
            for column in (each for each in ("node", "edge") if each in pattern.columns):
                period, dated = times(pattern.name, column)
                conditions += there_on(inner[column], source.as_of, period=period, dated=dated)
        anchor, where = anchored(source.where) if _lists_a_type(pattern) else (None, source.where)
        if anchor is not None:
            # Neo4j would try every node of the type: it does not turn a condition round by itself.
            reached = self._apply(anchor, inner)
            text = f"{reached.text}\nWITH DISTINCT {inner['node']}\n{text}"
        if where is not None:
            conditions.append(filtered(where, inner, self.applied))
        return _Applied(_conditioned(text, conditions), inner, pattern, number)


def _lists_a_type(pattern: Pattern) -> bool:
    """Whether the pattern is all nodes of one label."""
    return re.fullmatch(r"MATCH \(node:\w+\)", pattern.body) is not None


def _aggregates(slot: Slot) -> bool:
    """Whether an aggregate function stands anywhere in what the slot becomes."""
    match slot:
        case Groups():
            return True
        case Rows(_, _, slots):
            return any(map(_aggregates, slots))
        case Branch(_, cases):
            return any(_aggregates(inner) for case in cases for inner in case.slots)
    return False


@dataclass(frozen=True)
class _Cursor:
    """A cursor that cuts a list: rows follow it, or come before it; or lie outside what it leaves."""

    name: str
    before: bool
    outside: bool = False

    def condition(self, keys: Sequence[Ordered]) -> str:
        return (left_out if self.outside else follows)(keys, self.name, before=self.before)


def _cursors(take: Take) -> list[_Cursor]:
    if not isinstance(take, Page):
        return []
    bounds = ((take.after, False), (take.before, True))
    return [_Cursor(name, before) for name, before in bounds if name]


def _cursor_keys(applied: _Applied) -> list[Ordered]:
    return [key_of(key, applied.names) for key in applied.pattern.cursor_keys]


def _indexed(applied: _Applied) -> list[str]:
    """What lets Neo4j read the nodes of one label in the order of an index, which holds those alone that have
    its properties; every node has the keys of its list."""
    if not _lists_a_type(applied.pattern):
        return []
    first, *_, last = applied.pattern.order
    return [f"{applied.names[key.variable]}.{key.property} IS NOT NULL" for key in (first, last)]


def _conditioned(text: str, conditions: list[str]) -> str:
    """The text, which ends in a clause that takes a WHERE, with the conditions added to it."""
    if not conditions:
        return text
    clause, has_where = last_clause(text)
    if clause not in ("MATCH", "YIELD", "WITH"):
        text, has_where = f"{text}\nWITH *", False
    return f"{text}\n{'  AND' if has_where else 'WHERE'} {' AND '.join(conditions)}"
