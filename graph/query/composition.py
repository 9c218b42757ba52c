"""Composition: one tree of ``graph.query.selection`` in, one Cypher statement out.

Everything that the statement says comes from the pattern files or from the closed grammar here and
in ``graph.query.conditions``. A nested pattern is a subquery over the variable that it starts from; rows
are positional lists, in the order of their slots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cachetools import LRUCache, cached

from graph.query.conditions import Names, Ordered, certainly_held_on, follows, known_day, left_out
from graph.query.index_scans import count_of
from graph.query.pattern_instantiation import Applied, Applier, conditioned, is_indexed
from graph.query.patterns import patterns
from graph.query.selection import (
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

# A statement with its tree takes some ten bytes for each of its characters.
_COMPOSED: LRUCache[Hashable, str] = LRUCache(20_000_000, getsizeof=lambda statement: 10 * len(statement))
_DATASET = "OPTIONAL MATCH (dataset:Dataset {id: 'dataset'})"
_HEAD = "RETURN dataset.version, dataset.state, "


@cached(_COMPOSED)
def compose(root: tuple[Slot, ...]) -> str:
    """Compose the Cypher statement of one root field.

    It returns a single row of the dataset's version and state, and the list of what the slots of ``root``
    hold.
    """
    lines, listed = _Composer().listed(root, {})
    return "\n".join((_DATASET, *lines, f"{_HEAD}{listed}"))


@dataclass
class _Composer:
    """``kept`` are the narrowed lists that several slots of one row go through: by the list and the variable
    that it starts from, the rows as they were collected once."""

    applier: Applier = field(default_factory=Applier)
    kept: dict[tuple[From, str], Applied] = field(default_factory=dict)
    counted: int = 0

    def listed(
        self, slots: Sequence[Slot], names: Names, order: Sequence[Ordered] = ()
    ) -> tuple[list[str], str]:
        """What the slots of a row hold, as a list, and the lines that must stand before it. What counts has
        a line of its own, which keeps the order of rows: Neo4j takes a list with an aggregate function inside
        for one, and refuses its other properties."""
        lines, listed, counted = [*self.keep(slots, names)], [], []
        for slot in slots:
            text = self.slot(slot, names, order)
            if _aggregates(slot):
                self.counted += 1
                counted.append(f"{text} AS counted{self.counted}")
                text = f"counted{self.counted}"
            listed.append(text)
        if counted:
            lines.append("WITH " + ", ".join(("*", *counted)))
        return lines, f"[{', '.join(listed)}]"

    def keep(self, slots: Iterable[Slot], names: Names) -> Iterator[str]:
        """The lines that collect what several slots of a row would each read, and narrow, anew."""
        for source in _shared(slots):
            found = self.applier.apply(source, names)
            kept, rows = _kept(found), f"rows{found.number}"
            row, text = ", ".join(found.columns), f"UNWIND {kept} AS "
            if len(found.columns) == 1:
                text += row
            else:
                parts = (f"{rows}[{index}] AS {column}" for index, column in enumerate(found.columns))
                text += f"{rows}\nWITH {', '.join(parts)}"
                row = f"[{row}]"
            start = _start(source, names)
            self.kept[source, start] = replace(found, text=text)
            yield "\n".join((f"CALL ({start}) {{", found.text, f"RETURN collect({row}) AS {kept}", "}"))

    def source(self, source: From, names: Names, *, in_order: bool = False) -> Applied:
        """The rows of a list: those that were collected already, unless an index has them in order."""
        kept = self.kept.get((source, _start(source, names)))
        if kept is None or (in_order and is_indexed(source)):
            return self.applier.apply(source, names, in_order=in_order)
        return kept

    def count(self, source: From, names: Names) -> str:
        if kept := self.kept.get((source, _start(source, names))):
            return f"size({_kept(kept)})"
        if not source.is_narrowed and (known := count_of(patterns()[source.pattern])):
            return f"coalesce({_start(source, names)}.{known}, 0)"
        return f"COUNT {{\n{self.applier.counted(source, names)}\n}}"

    def slot(self, slot: Slot, names: Names, order: Sequence[Ordered] = ()) -> str:
        match slot:
            case Value(variable, name):
                return names[variable] if name is None else _value(f"{names[variable]}.{name}")
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
                return self.count(source, names)
            case Groups():
                return self._groups(slot, names)
            case Beyond():
                return self._beyond(slot, names)

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
        applied = self.source(rows.source, names, in_order=not rows.order)
        if isinstance(take, One) and applied.pattern.is_single:
            # Neo4j plans a subquery without an order in half the time.
            return self._collected([applied.text], rows.slots, applied)
        keys, lines = self._ordered(applied, rows.order, _cursors(take))
        if keys:
            backwards = isinstance(take, Page) and take.backwards
            lines.append("ORDER BY " + ", ".join(key.clause(backwards) for key in keys))
        if isinstance(take, Page):
            lines.append(f"LIMIT ${take.read}")
        elif isinstance(take, One):
            lines.append("LIMIT 1")
        return self._collected(lines, rows.slots, applied, keys if rows.order else applied.cursor_keys)

    def _collected(
        self, lines: list[str], slots: Sequence[Slot], applied: Applied, order: Sequence[Ordered] = ()
    ) -> str:
        """The rows that these lines make."""
        more, listed = self.listed(slots, applied.names, order)
        return "\n".join(("COLLECT {", *lines, *more, f"RETURN {listed}", "}"))

    def _ordered(
        self, applied: Applied, order: Sequence[Sort], cursors: Sequence[_Cursor]
    ) -> tuple[list[Ordered], list[str]]:
        """The keys of an order, and the lines that make rows which have them, cut by cursors."""
        if not order:
            bounds = [each.condition(applied.cursor_keys) for each in cursors]
            lines = [conditioned(applied.text, bounds), "WITH " + ", ".join(applied.columns)]
            return [*applied.keys], lines
        keys, made = [], []
        for index, sort in enumerate(order):
            name = f"sort{applied.number}_{index}"
            made.append(f"{self.slot(sort.by, applied.names)} AS {name}")
            keys.append(Ordered(name, sort.type, sort.descending, nullable=not isinstance(sort.by, Count)))
        keys += applied.cursor_keys
        lines = [applied.text, "WITH " + ", ".join((*applied.columns, *made))]
        if bounds := [each.condition(keys) for each in cursors]:
            lines += ["WHERE " + " AND ".join(bounds)]
        sorts = (key.text for key in keys[: len(order)])
        return keys, [*lines, "WITH " + ", ".join((*applied.columns, *sorts))]

    def _beyond(self, beyond: Beyond, names: Names) -> str:
        applied = self.source(beyond.source, names, in_order=not beyond.order)
        cursor = _Cursor(beyond.cursor, beyond.before, outside=True)
        _, lines = self._ordered(applied, beyond.order, [cursor])
        return "\n".join(("EXISTS {", *lines, "RETURN 1 AS one", "}"))

    def _groups(self, groups: Groups, names: Names) -> str:
        applied = self.source(groups.source, names)
        value, many = f"value{applied.number}", f"many{applied.number}"
        if isinstance(groups.by, From):
            # A row that leads to nothing is counted too, as one without a value. Nodes are counted as they
            # are: what is shown of them is read of those alone that are shown.
            reached = self.applier.apply(groups.by, applied.names)
            node = reached.names["node"]
            found = f"""OPTIONAL CALL ({reached.names["owner"]}) {{
{reached.text}
RETURN {node}
}}
WITH {node}, count(*) AS {many}
WITH {node}, {node}.id AS {value}, {many}"""
            caption = f"{node}.caption"
        else:
            found = f"""WITH {self.slot(groups.by, applied.names)} AS {value}, count(*) AS {many}
WITH toString({value}) AS {value}, {many}"""
            caption = "null"
        return f"""COLLECT {{
{applied.text}
{found}
ORDER BY {many} DESC, {value}
LIMIT {groups.limit}
RETURN [{value}, {caption}, {many}]
}}"""


def _value(text: str) -> str:
    """A property, or a part of one; of a day that is not known, null."""
    owner, name, *part = text.split(".")
    return ".".join((known_day(f"{owner}.day"), *part)) if name == "day" else text


def _kept(rows: Applied) -> str:
    """The name of the list that rows were collected in."""
    return f"kept{rows.number}"


def _start(source: From, names: Names) -> str:
    """The variable that a list starts from; empty for a root."""
    return names[source.owner] if source.owner else ""


def _shared(slots: Iterable[Slot]) -> list[From]:
    """The narrowed lists of which several slots of a row read every row."""
    return [source for source, readers in Counter(_read_whole(slots)).items() if readers > 1]


def _read_whole(slots: Iterable[Slot]) -> Iterator[From]:
    """The narrowed lists of which slots read every row, once for each slot."""
    for slot in slots:
        match slot:
            case Count(source) | Groups(source) if source.is_narrowed:
                yield source
            case Rows(source, Page(), _, order) if source.is_narrowed:
                if order or not is_indexed(source):
                    yield source


def _aggregates(slot: Slot) -> bool:
    """Whether an aggregate function stands anywhere in what the slot becomes."""
    match slot:
        case Groups():
            return True
        case Rows(_, _, slots):
            return bool(_shared(slots)) or any(map(_aggregates, slots))
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
