"""The closed grammar of conditions: filters, validity on a day, and cursors over sort keys.

No condition is null: a comparison with a missing value is false, and a complement holds exactly where its
filter does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from graph.model.dates import BEGINNING, END_OF_TIME
from graph.model.paged import PAGED_DAY
from graph.query.patterns import Key
from graph.query.selection import (
    AllOf,
    AnyOf,
    Compare,
    Complement,
    Counted,
    Filter,
    From,
    InScope,
    Label,
    Operator,
    Quantified,
    Quantifier,
    Within,
)
from graph.query.temporal_columns import Times

Names = Mapping[str, str]  # a pattern's variable -> the statement's variable
Instantiate = Callable[[From, Names], str]


def in_cypher(condition: Filter, names: Names, instantiate: Instantiate, *, is_start: bool) -> str:
    """A filter in Cypher; ``instantiate`` returns the text of a pattern with its conditions. ``is_start``
    where nothing leads to the rows that are filtered, so that an index may find them."""

    def written(inner: Filter) -> str:
        return in_cypher(inner, names, instantiate, is_start=is_start)

    match condition:
        case Compare("edge", name, Operator.IN, parameter):
            # With IN, Neo4j would read the whole index of this property instead of one page in order.
            return f"any(each IN ${parameter} WHERE each = {names['edge']}.{name})"
        case Compare(variable, name, operator, parameter):
            if name == "id" and operator in (Operator.EQ, Operator.IN):
                known = f"{names[variable]}.id IN {known_ids(parameter)}"
                # Every node is an Entity, and the index of ids is on that label.
                return f"({names[variable]}:Entity AND {known})" if is_start else known
            compared = _compared(f"{names[variable]}.{name}", operator, parameter)
            if name in ("day", PAGED_DAY):
                compared = f"({compared} AND {is_known(f'{names[variable]}.{name}')})"
            if name == PAGED_DAY:
                compared = f"({compared} AND {is_not_first(f'{names[variable]}.{name}')})"
            return compared
        case AllOf(filters):
            return _joined(" AND ", [*map(written, filters)], empty="true")
        case AnyOf(filters):
            return _joined(" OR ", [*map(written, filters)], empty="false")
        case Complement(inner):
            return f"NOT coalesce({written(inner)}, false)"
        case Label(variable, labels):
            return f"{names[variable]}:{'|'.join(labels)}"
        case Quantified(quantifier, source):
            if quantifier is Quantifier.EVERY:
                source = replace(source, where=Complement(source.where or AllOf(())))
            found = f"EXISTS {{\n{instantiate(source, names)}\n}}"
            return found if quantifier is Quantifier.SOME else f"NOT {found}"
        case Counted(source, operator, parameter):
            return _compared(f"COUNT {{\n{instantiate(source, names)}\n}}", operator, parameter)
        case InScope(variable, other):
            return f"(${other} OR {names[variable]}.scope IS NULL)"
        case Within(variable, name, start, end):
            day = f"{names[variable]}.{name}"
            bounds = [f"{day} >= ${start}"] if start else []
            bounds += [f"{day} < ${end}"] if end else [is_known(day)] if start else []
            bounds += [is_not_first(day)] if bounds and name == PAGED_DAY else []
            return _joined(" AND ", bounds, empty="true")


def known_ids(parameter: str) -> str:
    """The variable with the ids in a parameter, and those of the nodes that had one of them before."""
    return f"ids_{parameter}"


def finding_ids(compare: Compare) -> str:
    """What binds that variable. Neo4j would look former ids up again for each row that it tests."""
    asked = f"${compare.parameter}" if compare.operator is Operator.IN else f"[${compare.parameter}]"
    return f"""{asked} + COLLECT {{
MATCH (former:Alias)-[:NOW]->(now:Entity)
WHERE former.id IN {asked}
RETURN now.id
}} AS {known_ids(compare.parameter)}"""


def split_anchor(condition: Filter | None) -> tuple[From | None, Filter | None]:
    """Split a condition that requires a related node with a given id: the list that leads to that node, and
    the rest of the condition. None and the whole condition if there is no such part."""
    parts = conjuncts(condition)
    for index, part in enumerate(parts):
        match part:
            case Quantified(Quantifier.SOME, source) if any(map(id_parameter, conjuncts(source.where))):
                return source, AllOf(parts[:index] + parts[index + 1 :])
    return None, condition


def conjuncts(condition: Filter | None) -> tuple[Filter, ...]:
    """The conjuncts of a condition."""
    match condition:
        case None:
            return ()
        case AllOf(filters):
            return tuple(each for inner in filters for each in conjuncts(inner))
    return (condition,)


def follows(condition: Filter | None) -> bool:
    """Whether a condition follows relationships."""
    match condition:
        case AllOf(filters) | AnyOf(filters):
            return any(map(follows, filters))
        case Complement(inner):
            return follows(inner)
    return isinstance(condition, Quantified | Counted)


def asks_ids(condition: Filter) -> TypeGuard[Compare]:
    """Whether a condition asks for nodes by their ids."""
    match condition:
        case Compare("node", "id", Operator.EQ | Operator.IN):
            return True
    return False


def id_parameter(condition: Filter) -> str | None:
    """The parameter of a condition that requires one id, else None."""
    match condition:
        case Compare("node", "id", Operator.EQ, parameter):
            return parameter
    return None


def existed_on(variable: str, day: str, times: Times, name: str = "day") -> list[str]:
    """Conditions that a node or relationship may have existed on the day in parameter ``day``: its period may
    include the day, and its own day, in the property ``name``, is not later. One with neither has always
    existed."""
    conditions = []
    if times.period:
        # coalesce, not OR: the planner expands ORs, and nested ones cost it minutes.
        held = f"{variable}.startFirst <= ${day} AND ${day} < {variable}.endLast"
        conditions.append(f"coalesce({held}, true)")
    if times.dated:
        # Without coalesce, which is safe only if every node has a day, Neo4j can use an index.
        happened = happened_by(variable, day, name)
        conditions += happened if times.always_dated else [f"coalesce({' AND '.join(happened)}, true)"]
    return conditions


def known_day(day: str) -> str:
    """A day, or null for the end of time, which the build writes for unknown days so that they sort last."""
    return f"nullIf({day}, date('{END_OF_TIME}'))"


def is_known(day: str) -> str:
    """The condition that a day is known, in a form that can use an index."""
    return f"{day} < date('{END_OF_TIME}')"


def is_not_first(day: str) -> str:
    """The condition that a `pagedDay` is not the one that stands for an unknown day behind all others."""
    return f"{day} > date('{BEGINNING}')"


def happened_by(variable: str, day: str, name: str) -> list[str]:
    """Conditions that a known day of a node or relationship is not after the day in parameter ``day``."""
    held = f"{variable}.{name}"
    return [f"{held} <= ${day}", *([is_not_first(held)] if name == PAGED_DAY else [])]


def certainly_held_on(variable: str, day: str) -> str:
    return f"({variable}.startLast <= ${day} AND ${day} < {variable}.endFirst)"


@dataclass(frozen=True)
class SortKey:
    """One sort key, as Cypher. A ``fixed`` key is equal in all rows of an owner."""

    text: str
    type: str
    descending: bool
    nullable: bool
    fixed: bool = False

    @property
    def slot(self) -> str:
        """The key as a value in a cursor: dates as text."""
        return f"toString({self.text})" if self.type == "date" else self.text

    def clause(self, backwards: bool) -> str:
        way = f"{self.text} DESC" if self.descending is not backwards else self.text
        return f"{self.text} IS NULL{' DESC' if backwards else ''}, {way}" if self.nullable else way

    def beyond(self, parameter: str, before: bool, *, or_at: bool = False) -> str:
        sign = "<" if self.descending is not before else ">"
        beyond = f"{self.text} {sign}{'=' if or_at else ''} {parameter}"
        if not self.nullable:
            return beyond
        last, other = (parameter, self.text) if before else (self.text, parameter)
        return f"({beyond} OR ({last} IS NULL AND {other} IS NOT NULL))"

    def equal(self, parameter: str) -> str:
        same = f"{self.text} = {parameter}"
        return f"({same} OR ({self.text} IS NULL AND {parameter} IS NULL))" if self.nullable else same


def key_of(key: Key, names: Names) -> SortKey:
    """The sort key for a key of a pattern's own order."""
    variable = names[key.variable]
    text = f"{variable}.{key.property}" if key.property else variable
    return SortKey(text, key.type, key.descending, nullable=False, fixed=key.fixed)


def beyond_cursor(keys: Sequence[SortKey], cursor: str, *, before: bool = False) -> str:
    """The condition that a row comes after a cursor, or before it if ``before``."""
    return _beyond(keys, cursor, before, or_at=False)


def not_beyond_cursor(keys: Sequence[SortKey], cursor: str, *, before: bool = False) -> str:
    """The complement of `beyond_cursor`: the row at the cursor, and those on its other side."""
    if any(key.nullable for key in keys):
        return f"NOT coalesce({beyond_cursor(keys, cursor, before=before)}, false)"
    return _beyond(keys, cursor, not before, or_at=True)


def _beyond(keys: Sequence[SortKey], cursor: str, before: bool, *, or_at: bool) -> str:
    # CASE, not OR: Neo4j would look up the sides of an OR separately, and lose the order of the index.
    condition = keys[-1].beyond(f"${cursor}{len(keys) - 1}", before, or_at=or_at)
    for index in range(len(keys) - 2, -1, -1):
        key, parameter = keys[index], f"${cursor}{index}"
        beyond, equal = key.beyond(parameter, before), key.equal(parameter)
        condition = f"CASE WHEN {equal} THEN {condition} ELSE {beyond} END"
    if len(keys) == 1 or keys[0].nullable:
        return condition
    # Implied by the rest, but lets the planner seek in an index.
    return f"{keys[0].beyond(f'${cursor}0', before, or_at=True)} AND {condition}"


def _compared(value: str, operator: Operator, parameter: str) -> str:
    if operator is Operator.IS_NULL:
        return f"({value} IS NULL) = ${parameter}"
    if operator is Operator.LIKE:
        return f"normalize({value}, NFD) =~ ${parameter}"
    return f"{value} {operator.value} ${parameter}"


def _joined(word: str, parts: list[str], empty: str) -> str:
    return f"({word.join(parts)})" if parts else empty
