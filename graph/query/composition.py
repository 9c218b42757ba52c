"""Compose a selection tree (``graph.query.selection``) into one Cypher statement.

All Cypher comes from the pattern files and from the closed grammar here and in ``graph.query.conditions``. A
nested pattern becomes a subquery over the variable that it starts from. A row is a list of its slots' values,
in their order.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cachetools import LRUCache, cached

from graph.query.conditions import (
    Names,
    SortKey,
    certainly_held_on,
    finding_ids,
    known_day,
    known_ids,
)
from graph.query.cursor_bounds import CursorBound, bounds_of
from graph.query.cypher_text import tokens
from graph.query.index_scans import stored_count
from graph.query.pattern_instantiation import Instantiator, PatternInstance, stops_early, with_conditions
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
    TypeOf,
    Value,
    ids_asked,
)
from graph.query.shared_lists import aggregates, is_paged, shared_lists

# A statement and its tree take about ten bytes for each character.
_COMPOSED: LRUCache[Hashable, str] = LRUCache(20_000_000, getsizeof=lambda statement: 10 * len(statement))
_DATASET = "OPTIONAL MATCH (dataset:Dataset {id: 'dataset'})"
_OWN_LABEL = "head([label IN labels({}) WHERE NOT label IN ['Entity', 'Organisation']])"
_HEAD = "RETURN dataset.version, dataset.state, "


@cached(_COMPOSED)
def compose(root: tuple[Slot, ...]) -> str:
    """Compose the Cypher statement of one root field.

    It returns one row: the dataset's version, its state, and the list of the slots' values."""
    lines, listed = _Composer().root(root)
    return "\n".join((_DATASET, *lines, f"{_HEAD}{listed}"))


@cached(_COMPOSED)
def compose_joined(roots: tuple[tuple[Slot, ...], ...]) -> str:
    """Compose one Cypher statement of several root fields.

    It returns one row: the dataset's version, its state, and a list of the slots' values for each. Parameters
    have their `joined_name`."""
    lines, lists, composer = [_DATASET], [], _Composer()
    for place, root in enumerate(roots):
        composer = _Composer(composer.instantiator, counted=composer.counted)
        own, listed = composer.root(root)
        lines += (composer.joined(line, place) for line in own)
        lists.append(composer.joined(listed, place))
    return "\n".join((*lines, f"{_HEAD}{', '.join(lists)}"))


def joined_name(parameter: str, place: int) -> str:
    """The name of a root field's parameter in the statement that it shares with others."""
    return f"{parameter}_{place}"


@dataclass
class _Composer:
    """Composes what a statement has of one root field. ``collected`` maps a narrowed list and the variable
    that it starts from to its rows, if they were collected for several slots. Any condition may name the
    variables ``everywhere``."""

    instantiator: Instantiator = field(default_factory=Instantiator)
    collected: dict[tuple[From, str], PatternInstance] = field(default_factory=dict)
    counted: int = 0
    everywhere: tuple[str, ...] = ()

    def root(self, slots: Sequence[Slot]) -> tuple[list[str], str]:
        """The list of the slots, and the lines that must precede it."""
        asked = ids_asked(tuple(slots))
        self.everywhere = tuple(known_ids(each.parameter) for each in asked)
        known = [f"WITH {', '.join(('*', *map(finding_ids, asked)))}"] if asked else []
        lines, listed = self.listed(slots, {})
        return [*known, *lines], listed

    def joined(self, text: str, place: int) -> str:
        """The text with names that differ from those of the other root fields; its numbers do already."""
        return "".join(
            joined_name(word, place) if kind == "parameter" or word in self.everywhere else word
            for kind, word in tokens(text)
        )

    def listed(
        self, slots: Sequence[Slot], names: Names, order: Sequence[SortKey] = ()
    ) -> tuple[list[str], str]:
        """The list of a row's slots, and the lines that must precede it.

        Slots with an aggregate function get a WITH of their own: inside the list, Neo4j would treat the whole
        list as an aggregation and refuse its other properties."""
        lines, listed, counted = [*self.collect_shared(slots, names)], [], []
        for slot in slots:
            text = self.slot(slot, names, order)
            if aggregates(slot):
                self.counted += 1
                counted.append(f"{text} AS counted{self.counted}")
                text = f"counted{self.counted}"
            listed.append(text)
        if counted:
            lines.append("WITH " + ", ".join(("*", *counted)))
        return lines, f"[{', '.join(listed)}]"

    def collect_shared(self, slots: Iterable[Slot], names: Names) -> Iterator[str]:
        """The lines that collect each list that several slots of a row read, so that it is filtered once."""
        for source in shared_lists(slots):
            found = self.instantiator.instantiate(source, names, in_order=is_paged(source, slots))
            collected, rows = _list_name(found), f"rows{found.number}"
            row, text = ", ".join(found.columns), f"UNWIND {collected} AS "
            if len(found.columns) == 1:
                text += row
            else:
                parts = (f"{rows}[{index}] AS {column}" for index, column in enumerate(found.columns))
                text += f"{rows}\nWITH {', '.join(parts)}"
                row = f"[{row}]"
            start = _start(source, names)
            keys = tuple(key for key in found.keys if not key.fixed)
            self.collected[source, start] = replace(found, text=text, keys=keys)
            seen = ", ".join(filter(None, (start, *self.everywhere)))
            yield "\n".join((f"CALL ({seen}) {{", found.text, f"RETURN collect({row}) AS {collected}", "}"))

    def source(self, source: From, names: Names, *, in_order: bool = False) -> PatternInstance:
        """The rows of a list: the collected ones if there are any, unless reading some in the order of an
        index is less."""
        collected = self.collected.get((source, _start(source, names)))
        if collected is None or (in_order and stops_early(source)):
            return self.instantiator.instantiate(source, names, in_order=in_order)
        return collected

    def count(self, source: From, names: Names) -> str:
        if collected := self.collected.get((source, _start(source, names))):
            return f"size({_list_name(collected)})"
        if not source.is_narrowed and (known := stored_count(patterns()[source.pattern])):
            return f"coalesce({_start(source, names)}.{known}, 0)"
        return f"COUNT {{\n{self.instantiator.countable(source, names)}\n}}"

    def slot(self, slot: Slot, names: Names, order: Sequence[SortKey] = ()) -> str:
        match slot:
            case Value(variable, name):
                return names[variable] if name is None else _value(f"{names[variable]}.{name}")
            case TypeOf(variable):
                return _OWN_LABEL.format(names[variable])
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
        # An arm for each type without slots would cost planning and run time, and return no more than this.
        rest = f" ELSE labels({variable})" if len(arms) < len(cases) else ""
        return f"CASE {' '.join(arms)}{rest} END"

    def _first(self, source: From, name: str, names: Names) -> str:
        rows = Rows(source, One(), (Value("node", name),))
        return f"{self._rows(rows, names)}[0][0]"

    def _rows(self, rows: Rows, names: Names) -> str:
        take = rows.take
        instance = self.source(rows.source, names, in_order=not rows.order)
        if isinstance(take, One) and instance.pattern.is_single:
            # Neo4j plans a subquery without ORDER BY in half the time.
            return self._collected([instance.text], rows.slots, instance)
        keys, lines = self._ordered(instance, rows.order, bounds_of(take))
        if keys:
            backwards = isinstance(take, Page) and take.backwards
            lines.append("ORDER BY " + ", ".join(key.clause(backwards) for key in keys))
        if isinstance(take, Page):
            lines.append(f"LIMIT ${take.read}")
        elif isinstance(take, One):
            lines.append("LIMIT 1")
        return self._collected(lines, rows.slots, instance, keys if rows.order else instance.cursor_keys)

    def _collected(
        self,
        lines: list[str],
        slots: Sequence[Slot],
        instance: PatternInstance,
        order: Sequence[SortKey] = (),
    ) -> str:
        """The subquery that collects the rows of these lines."""
        more, listed = self.listed(slots, instance.names, order)
        return "\n".join(("COLLECT {", *lines, *more, f"RETURN {listed}", "}"))

    def _ordered(
        self, instance: PatternInstance, order: Sequence[Sort], cursors: Sequence[CursorBound]
    ) -> tuple[list[SortKey], list[str]]:
        """The sort keys, and the lines that compute them and keep the rows between the cursors."""
        if not order:
            bounds = [each.condition(instance.cursor_keys) for each in cursors]
            lines = [with_conditions(instance.text, bounds), "WITH " + ", ".join(instance.columns)]
            return [*instance.keys], lines
        keys, made = [], []
        for index, sort in enumerate(order):
            name = f"sort{instance.number}_{index}"
            made.append(f"{self.slot(sort.by, instance.names)} AS {name}")
            keys.append(SortKey(name, sort.type, sort.descending, nullable=not isinstance(sort.by, Count)))
        keys += instance.cursor_keys
        lines = [instance.text, "WITH " + ", ".join((*instance.columns, *made))]
        if bounds := [each.condition(keys) for each in cursors]:
            lines += ["WHERE " + " AND ".join(bounds)]
        sorts = (key.text for key in keys[: len(order)])
        return keys, [*lines, "WITH " + ", ".join((*instance.columns, *sorts))]

    def _beyond(self, beyond: Beyond, names: Names) -> str:
        instance = self.source(beyond.source, names, in_order=not beyond.order)
        cursor = CursorBound(beyond.cursor, beyond.before, outside=True)
        _, lines = self._ordered(instance, beyond.order, [cursor])
        return "\n".join(("EXISTS {", *lines, "RETURN 1 AS one", "}"))

    def _groups(self, groups: Groups, names: Names) -> str:
        instance = self.source(groups.source, names)
        value, many = f"value{instance.number}", f"many{instance.number}"
        rows = f"DISTINCT {instance.names['node']}.{groups.distinct}" if groups.distinct else "*"
        if isinstance(groups.by, From):
            # OPTIONAL, so that rows without a related node are a group without a value. Grouped by the node
            # itself, so that id and caption are read only for the groups that are returned.
            reached = self.instantiator.instantiate(groups.by, instance.names)
            node = reached.names["node"]
            seen = ", ".join((reached.names["owner"], *self.everywhere))
            found = f"""OPTIONAL CALL ({seen}) {{
{reached.text}
RETURN {node}
}}
WITH {node}, count({rows}) AS {many}
WITH {node}, {node}.id AS {value}, {many}"""
            caption = f"{node}.caption"
        else:
            found = f"""WITH {self.slot(groups.by, instance.names)} AS {value}, count({rows}) AS {many}
WITH toString({value}) AS {value}, {many}"""
            caption = "null"
        return f"""COLLECT {{
{instance.text}
{found}
ORDER BY {value} IS NULL DESC, {many} DESC, {value}
LIMIT {groups.limit}
RETURN [{value}, {caption}, {many}]
}}"""


def _value(text: str) -> str:
    """A property, or a component of one; null for an unknown day."""
    owner, name, *part = text.split(".")
    return ".".join((known_day(f"{owner}.day"), *part)) if name == "day" else text


def _list_name(rows: PatternInstance) -> str:
    """The variable with the collected rows."""
    return f"kept{rows.number}"


def _start(source: From, names: Names) -> str:
    """The variable that a list starts from; empty for a root."""
    return names[source.owner] if source.owner else ""
