"""The closed grammar of conditions: filters, validity on a day, and cursors over ordered keys.

A condition is never unknown: a comparison with a missing value is false, and a complement is
exactly what its filter leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.model.dates import END_OF_TIME
from graph.query.patterns import Key
from graph.query.selection import (
    AllOf,
    AnyOf,
    Compare,
    Complement,
    Counted,
    Filter,
    From,
    Label,
    Operator,
    Quantified,
    Quantifier,
    Within,
)
from graph.query.temporal_columns import Times

Names = Mapping[str, str]  # a pattern's variable -> the statement's variable
Apply = Callable[[From, Names], str]


def filtered(condition: Filter, names: Names, apply: Apply) -> str:
    """The condition in Cypher; ``apply`` gives the text of a pattern, with further conditions."""
    match condition:
        case Compare("edge", name, Operator.IN, parameter):
            # Written as IN, an index of what is compared would be read whole in place of a page in order.
            return f"any(each IN ${parameter} WHERE each = {names['edge']}.{name})"
        case Compare(variable, name, operator, parameter):
            compared = _compared(f"{names[variable]}.{name}", operator, parameter)
            if name == "day":
                compared = f"({compared} AND {is_known(f'{names[variable]}.day')})"
            is_looked_up = name == "id" and operator in (Operator.EQ, Operator.IN)
            # Every node is an entity, and ids have their index there.
            return f"({names[variable]}:Entity AND {compared})" if is_looked_up else compared
        case AllOf(filters):
            return _joined(" AND ", [filtered(each, names, apply) for each in filters], empty="true")
        case AnyOf(filters):
            return _joined(" OR ", [filtered(each, names, apply) for each in filters], empty="false")
        case Complement(inner):
            return f"NOT coalesce({filtered(inner, names, apply)}, false)"
        case Label(variable, labels):
            return f"{names[variable]}:{'|'.join(labels)}"
        case Quantified(quantifier, source):
            if quantifier is Quantifier.EVERY:
                source = replace(source, where=Complement(source.where or AllOf(())))
            found = f"EXISTS {{\n{apply(source, names)}\n}}"
            return found if quantifier is Quantifier.SOME else f"NOT {found}"
        case Counted(source, operator, parameter):
            return _compared(f"COUNT {{\n{apply(source, names)}\n}}", operator, parameter)
        case Within(variable, name, start, end):
            day = f"{names[variable]}.{name}"
            bounds = [f"{day} >= ${start}"] if start else []
            bounds += [f"{day} < ${end}"] if end else [is_known(day)] if start else []
            return _joined(" AND ", bounds, empty="true")


def anchored(condition: Filter | None) -> tuple[From | None, Filter | None]:
    """A related node that rows must have, and whose id is known, taken out of a condition: what leads to it,
    and the condition without it. None where there is no such node."""
    parts = conjuncts(condition)
    for index, part in enumerate(parts):
        match part:
            case Quantified(Quantifier.SOME, source) if any(map(known_id, conjuncts(source.where))):
                return source, AllOf(parts[:index] + parts[index + 1 :])
    return None, condition


def conjuncts(condition: Filter | None) -> tuple[Filter, ...]:
    """The conditions that must all hold."""
    match condition:
        case None:
            return ()
        case AllOf(filters):
            return tuple(each for inner in filters for each in conjuncts(inner))
    return (condition,)


def known_id(condition: Filter) -> str | None:
    """The parameter with the one id that a condition lets a node have."""
    match condition:
        case Compare("node", "id", Operator.EQ, parameter):
            return parameter
    return None


def there_on(variable: str, day: str, times: Times) -> list[str]:
    """What may have been there on the day in a parameter: its period may have included the day, and it may
    have happened by then. What has neither period nor day was always there; a period has all its bounds."""
    conditions = []
    if times.period:
        # Without OR, which the planner takes apart: in conditions inside conditions that costs it minutes.
        held = f"{variable}.startFirst <= ${day} AND ${day} < {variable}.endLast"
        conditions.append(f"coalesce({held}, true)")
    if times.dated:
        # Only where nothing lacks the day can Neo4j look for it in an index.
        known = known_day(f"{variable}.day") if times.may_be_unknown else f"{variable}.day"
        happened = f"{known} <= ${day}"
        conditions.append(happened if times.always_known else f"coalesce({happened}, true)")
    return conditions


def known_day(day: str) -> str:
    """A day, null where the build knows none: such nodes stand last in their lists."""
    return f"nullIf({day}, date('{END_OF_TIME}'))"


def is_known(day: str) -> str:
    """Whether a day is known, as an index can tell."""
    return f"{day} < date('{END_OF_TIME}')"


def certainly_held_on(variable: str, day: str) -> str:
    return f"({variable}.startLast <= ${day} AND ${day} < {variable}.endFirst)"


@dataclass(frozen=True)
class Ordered:
    """One key of an order as the statement computes it."""

    text: str
    type: str
    descending: bool
    nullable: bool
    fixed: bool = False

    @property
    def slot(self) -> str:
        """The key as a cursor carries it: dates as text."""
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


def key_of(key: Key, names: Names) -> Ordered:
    """A key of a pattern's own order."""
    variable = names[key.variable]
    text = f"{variable}.{key.property}" if key.property else variable
    return Ordered(text, key.type, key.descending, nullable=False, fixed=key.fixed)


def follows(keys: Sequence[Ordered], cursor: str, *, before: bool = False) -> str:
    """The rows that come after a cursor in this order, or before it."""
    return _beyond(keys, cursor, before, or_at=False)


def left_out(keys: Sequence[Ordered], cursor: str, *, before: bool = False) -> str:
    """The rest: what stands at the cursor, and on the other side of it."""
    if any(key.nullable for key in keys):
        return f"NOT coalesce({follows(keys, cursor, before=before)}, false)"
    return _beyond(keys, cursor, not before, or_at=True)


def _beyond(keys: Sequence[Ordered], cursor: str, before: bool, *, or_at: bool) -> str:
    # By cases, since Neo4j would look up each side of an OR by itself, and not in order.
    condition = keys[-1].beyond(f"${cursor}{len(keys) - 1}", before, or_at=or_at)
    for index in range(len(keys) - 2, -1, -1):
        key, parameter = keys[index], f"${cursor}{index}"
        beyond, equal = key.beyond(parameter, before), key.equal(parameter)
        condition = f"CASE WHEN {equal} THEN {condition} ELSE {beyond} END"
    if len(keys) == 1 or keys[0].nullable:
        return condition
    # Implied by the rest, but a planner can seek an index with it.
    return f"{keys[0].beyond(f'${cursor}0', before, or_at=True)} AND {condition}"


def _compared(value: str, operator: Operator, parameter: str) -> str:
    if operator is Operator.IS_NULL:
        return f"({value} IS NULL) = ${parameter}"
    if operator is Operator.LIKE:
        return f"normalize({value}, NFD) =~ ${parameter}"
    return f"{value} {operator.value} ${parameter}"


def _joined(word: str, parts: list[str], empty: str) -> str:
    return f"({word.join(parts)})" if parts else empty
