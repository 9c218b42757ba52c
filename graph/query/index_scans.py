"""Pages from an index: a pattern as Neo4j reads it in the order of its pages, however many its owner has.

An index on a relationship holds its owner's id, then what the pages are ordered by. Neo4j reads it only where
the owner's end of the relationship has no name: else it would expand all that the owner has, and sort that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.model.paged import COUNTS, OWNERS, index_keys
from graph.query.conditions import conjuncts, known_id
from graph.query.label_pruning import STEP, unlabelled
from graph.query.patterns import Key, Pattern
from graph.query.selection import AllOf, Filter, From, Within


@dataclass(frozen=True)
class Seek:
    """A pattern whose owner's end has no name, its order, the type of its nodes, and the parameter that holds
    the owner's id; without one that is the id of the variable ``owner``."""

    text: str
    order: tuple[Key, ...]
    label: str
    parameter: str | None = None

    def conditions(self, edge: str, owner: str) -> list[str]:
        """What lets Neo4j use the index: equal to the keys that lead it, and having those that follow."""
        known = {
            "ownerId": f"${self.parameter}" if self.parameter else f"{owner}.id",
            "kind": f"'{self.label.upper()}'",
        }
        keys = [key for key in self.order if key.variable == "edge"]
        return [
            f"{edge}.{key.property} = {known[str(key.property)]}"
            if key.fixed
            else f"{edge}.{key.property} IS NOT NULL"
            for key in keys
        ]


def seek_of(pattern: Pattern) -> Seek | None:
    """The pages that a pattern's header tells of: its order starts with what is fixed for an owner."""
    if not any(key.fixed for key in pattern.order):
        return None
    return Seek(unlabelled(pattern.name).replace("(owner)", "()"), pattern.order, pattern.ends[0])


def count_of(pattern: Pattern) -> str | None:
    """The property of the owner in which the build left how many rows a pattern has."""
    if (seek := seek_of(pattern)) is None:
        return None
    (name,) = pattern.edge_types
    return COUNTS.get((name, seek.label.upper()))


def seek_of_anchor(pattern: Pattern, anchor: From) -> Seek | None:
    """All nodes of a type, newest first, of which each must lead to one node whose id is known: the pages of
    that one, if it has an index of them and nothing more is asked of it."""
    text, asked = unlabelled(anchor.pattern), conjuncts(anchor.where)
    step = STEP.fullmatch(text.removeprefix("MATCH "))
    if step is None or "(node)" not in text or anchor.as_of or pattern.order[0].property != "day":
        return None
    start, _, name, _, _ = step.groups()
    if OWNERS.get(name) != ("end" if start == "owner" else "start"):
        return None
    if len(asked) != 1 or (parameter := known_id(asked[0])) is None:
        return None
    # What the anchor starts from is what is listed, and what it leads to has the pages.
    text = text.replace("(node)", "()").replace("(owner)", "(node)")
    return Seek(text, _order(name, pattern), pattern.ends[0], parameter)


def _order(name: str, pattern: Pattern) -> tuple[Key, ...]:
    """The order of a list as the index of a relationship has it."""
    day, *others = pattern.order
    fixed = [Key("edge", key, "string", day.descending, fixed=True) for key in index_keys(name)[:-1]]
    return (*fixed, replace(day, variable="edge"), *others)


def on_edge(condition: Filter | None) -> Filter | None:
    """The condition, asking the relationship for the day that it has of its node."""
    match condition:
        case AllOf(filters):
            return AllOf(tuple(filter(None, map(on_edge, filters))))
        case Within("node", "day"):
            return replace(condition, variable="edge")
    return condition
