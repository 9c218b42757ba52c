"""What `where` keeps: all operators of a field must hold, and all fields; a missing value satisfies only
`isNull`, and `not` keeps exactly what its filter leaves out.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import GraphQLError

from tests.oracle.days import day_of
from tests.oracle.graph import Graph, Node
from tests.oracle.listed import Listed
from tests.oracle.lists import listed_of

WIDEST, DEEPEST = 20, 6
LONGEST, LONGEST_LOOSE, MOST_CHOICES = 1000, 200, 100
_QUANTIFIERS = ("some", "none", "every")

Where = Mapping[str, Any]

_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "in": lambda value, choices: value in choices,
    "contains": operator.contains,
    "startsWith": str.startswith,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


@dataclass(frozen=True)
class Filters:
    """Filters over a graph; related nodes count if they may have been there on ``as_of``."""

    graph: Graph
    as_of: date | None

    def keeps(self, node: Node, where: Where | None) -> bool:
        """Whether a filter keeps a node; a null filter keeps all."""
        return all(self._holds(node, name, each) for name, each in _stated(where))

    def _holds(self, node: Node, name: str, stated: Any) -> bool:
        match name:
            case "and":
                return all(self.keeps(node, each) for each in stated)
            case "or":
                return any(self.keeps(node, each) for each in stated)
            case "not":
                return not self.keeps(node, stated)
        if listed := listed_of(node, name):
            return self._related(node, listed, stated)
        if name == "id":
            stated = {way: self._known_as(way, wanted) for way, wanted in stated.items()}
        value = node.id if name == "id" else node.values.get(name)
        loosely = bool(stated.get("ignoreCase"))
        return all(
            _compares(day_of(node, name) if isinstance(wanted, date) else value, way, wanted, loosely)
            for way, wanted in _stated(stated)
            if way != "ignoreCase"
        )

    def _known_as(self, way: str, wanted: Any) -> Any:
        """The ids that answer for the ids asked for; an id that is none stays."""
        if way not in ("eq", "in") or wanted is None:
            return wanted
        found = [self.graph.answering_for(own) for own in ([wanted] if way == "eq" else wanted)]
        if way == "eq":
            return found[0].id if found[0] else wanted
        return [node.id for node in found if node]

    def _related(self, node: Node, listed: Listed, stated: Where) -> bool:
        others = [row.node for row in listed.rows(self.graph, node, self.as_of)]
        for way, wanted in _stated(stated):
            if way == "count":
                if not all(_HOLDS[sign](len(others), number) for sign, number in _stated(wanted)):
                    return False
                continue
            like = sum(self.keeps(other, wanted) for other in others)
            if not {"some": like > 0, "none": like == 0, "every": like == len(others)}[way]:
                return False
        return True


def refuse_large(where: Where | None, deep: int = 0, way_to: str = "where") -> None:
    """Raise if something is null, `and` or `or` hold more than they can, a text is too long, or relationships
    lead on too far."""
    for name, each in (where or {}).items():
        place = f"{way_to}.{name}"
        if each is None and name != "ignoreCase":
            hint = "; `isNull: true` asks for what is missing" if name in (*_HOLDS, "isNull") else ""
            raise GraphQLError(f"`{place}` is null; leave it out{hint}.")
        if name in ("and", "or"):
            if len(each) > WIDEST:
                raise GraphQLError(f"`{name}` holds {len(each)} filters; at most {WIDEST} can stand there.")
            for number, part in enumerate(each):
                refuse_large(part, deep, f"{place}.{number}")
        elif isinstance(each, Mapping):
            if deep >= DEEPEST and any(way in each for way in (*_QUANTIFIERS, "count")):
                raise GraphQLError(f"`where` goes through more than {DEEPEST} relationships.")
            refuse_large(each, deep + (name in _QUANTIFIERS), place)
        elif isinstance(each, (str, list)):
            _refuse_long(
                [each] if isinstance(each, str) else each, place, bool((where or {}).get("ignoreCase"))
            )


def _refuse_long(texts: list[Any], place: str, loosely: bool) -> None:
    if len(texts) > MOST_CHOICES:
        raise GraphQLError(f"`{place}` holds {len(texts)} values; at most {MOST_CHOICES} can stand there.")
    if long := [len(each) for each in texts if isinstance(each, str) and len(each) > LONGEST]:
        raise GraphQLError(f"`{place}` has {long[0]} characters; {LONGEST} are allowed.")
    if loosely and sum(map(len, texts)) > LONGEST_LOOSE:
        total = sum(map(len, texts))
        raise GraphQLError(
            f"`{place}` with `ignoreCase` has {total} characters; {LONGEST_LOOSE} are allowed."
        )


def _stated(where: Where | None) -> list[tuple[str, Any]]:
    return [(name, each) for name, each in (where or {}).items() if each is not None]


def _compares(value: Any, way: str, wanted: Any, loosely: bool) -> bool:
    if way == "isNull":
        return (value is None) is bool(wanted)
    if value is None:
        return False
    if loosely:
        value, wanted = _loose(value), _loose(wanted)
    return _HOLDS[way](value, wanted)


def _loose(text: Any) -> Any:
    """Text without case and accents."""
    if isinstance(text, list):
        return [_loose(each) for each in text]
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
