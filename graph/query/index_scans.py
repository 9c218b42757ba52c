"""Read pages in order from a relationship index, at a cost independent of the length of the list.

The index of a relationship type has its owner's id and then the sort keys. Neo4j uses it only if the owner's
node has no variable in the pattern; else it expands all the owner's relationships and sorts them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.model.paged import COUNTS, OWNERS, PAGED_DAY, index_keys
from graph.query.conditions import conjuncts, existed_on, id_parameter, known_ids
from graph.query.label_pruning import STEP, without_implied_labels
from graph.query.patterns import Key, Pattern
from graph.query.selection import AllOf, Compare, Filter, From, Operator, Within
from graph.query.temporal_columns import times


@dataclass(frozen=True)
class IndexScan:
    """A pattern without a variable for the owner's node, its order, and the label of its nodes. ``parameter``
    holds the owner's id; if None, the id comes from the variable ``owner``. ``existed`` are conditions on the
    node ``existing`` with that id, without which the owner has no rows."""

    text: str
    order: tuple[Key, ...]
    label: str
    parameter: str | None = None
    existed: tuple[str, ...] = ()

    @property
    def day(self) -> str | None:
        """The relationship's property with the day that the rows are in order of; None if they are not."""
        days = (key.property for key in self.order if key.variable == "edge" and key.type == "date")
        return next(days, None)

    def conditions(self, edge: str, owner: str) -> list[str]:
        """The conditions that let Neo4j use the index: equality for fixed keys, existence for the others."""
        known = {
            "ownerId": self._existing() if self.parameter else f"{owner}.id",
            "kind": f"'{self.label.upper()}'",
        }
        keys = [key for key in self.order if key.variable == "edge"]
        return [
            f"{edge}.{key.property} = {known[str(key.property)]}"
            if key.fixed
            else f"{edge}.{key.property} IS NOT NULL"
            for key in keys
        ]

    def _existing(self) -> str:
        """The owner's id, or null, which no row has. It is sought once, not for each row."""
        # Behind the id that was asked for stands that of the node which had it before.
        known = f"{known_ids(str(self.parameter))}[-1]"
        if not self.existed:
            return known
        found = f"MATCH (existing:Entity {{id: {known}}}) WHERE {' AND '.join(self.existed)}"
        return f"CASE WHEN EXISTS {{ {found} }} THEN {known} END"


def index_scan_of(pattern: Pattern) -> IndexScan | None:
    """The index scan for a pattern whose order starts with fixed keys, else None."""
    if not any(key.fixed for key in pattern.order):
        return None
    text = without_implied_labels(pattern.name).replace("(owner)", "()")
    if any(key.property == "kind" for key in pattern.order):
        # The kind, which the index has, says the label.
        text = re.sub(r"\(node:\w+\)", "(node)", text)
    return IndexScan(text, pattern.order, pattern.ends[0])


def stored_count(pattern: Pattern) -> str | None:
    """The owner's property with the precomputed number of the pattern's rows, else None."""
    if (scan := index_scan_of(pattern)) is None:
        return None
    (name,) = pattern.edge_types
    return COUNTS.get((name, scan.label.upper()))


def index_scan_of_anchor(pattern: Pattern, anchor: From) -> IndexScan | None:
    """The index scan for all nodes of a label, newest first, that lead to one node with a given id: the pages
    of that node. None if it has no such index, or if it must satisfy other conditions too."""
    text, asked = without_implied_labels(anchor.pattern), conjuncts(anchor.where)
    step = STEP.fullmatch(text.removeprefix("MATCH "))
    if step is None or "(node)" not in text or pattern.order[0].property not in ("day", PAGED_DAY):
        return None
    existed: tuple[str, ...] = ()
    if anchor.as_of:
        if (on_edge := times(anchor.pattern, "edge")).period or on_edge.dated:
            return None
        existed = tuple(existed_on("existing", anchor.as_of, times(anchor.pattern, "node")))
    start, _, name, _, _ = step.groups()
    if OWNERS.get(name) != ("end" if start == "owner" else "start"):
        return None
    if len(asked) != 1 or (parameter := id_parameter(asked[0])) is None:
        return None
    # The anchor starts from the listed node and leads to the owner of the pages.
    text = text.replace("(node)", "()").replace("(owner)", "(node)")
    return IndexScan(text, _order(name, pattern), pattern.ends[0], parameter, existed)


def _order(name: str, pattern: Pattern) -> tuple[Key, ...]:
    """The list's order as the keys of the relationship index."""
    day, *others = pattern.order
    fixed = [Key("edge", key, "string", day.descending, fixed=True) for key in index_keys(name)[:-1]]
    return (*fixed, replace(day, variable="edge", property=PAGED_DAY), *others)


def with_day(condition: Filter | None, variable: str, name: str) -> Filter | None:
    """The condition with the node's day replaced by the copy of it that an index has."""
    match condition:
        case AllOf(filters):
            return AllOf(tuple(inner for each in filters if (inner := with_day(each, variable, name))))
        case Within("node", "day"):
            return replace(condition, variable=variable, property=name)
        case Compare("node", "day", operator) if variable == "node" and operator is not Operator.IS_NULL:
            return replace(condition, property=name)
    return condition
