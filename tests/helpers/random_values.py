"""Random values for the arguments of random documents, many of them from the graph."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)

from tests.oracle.facets import FACETS

# Arguments whose values mean more than their type says.
SPECIAL = {"after", "before", "ids", "id", "from", "to", "depth", "longest", "by"}
DAYS = ("2012-10-01", "2016-08-05", "2016-10-17", "2016-10-18", "2017-01-01", "2019-04-01", "2023-06-01")


@dataclass(frozen=True)
class Known:
    """What documents speak of: ids by type, cursors by the list (``Type.field``) that gave them, and texts
    that nodes have."""

    ids: Mapping[str, Sequence[str]]
    cursors: Mapping[str, Sequence[str]]
    texts: Sequence[str]


class Name(str):
    """A text that is written without quotes in a document: an enum's value."""


_TYPE_OF = {
    "force": "PoliceForce",
    "authority": "LocalAuthority",
    "board": "SafeguardingBoard",
    "localPolicingBody": "LocalPolicingBody",
    **{
        kind.lower(): kind
        for kind in (
            *("Inspection", "Judgement", "Finding", "Theme", "Correspondence", "Statement", "Statistic"),
            *("Person", "Post", "Source", "Recommendation", "Review"),
        )
    },
}


def promised(declared: GraphQLInputType) -> GraphQLInputType:
    """The type without null."""
    return declared if isinstance(declared, GraphQLNonNull) else GraphQLNonNull(declared)


def _inside(kind: GraphQLInputObjectType, name: str) -> GraphQLInputType:
    """The type of a value within an input object: in a filter, null is refused."""
    declared = kind.fields[name].type
    return declared if kind.name == "Between" or name == "ignoreCase" else promised(declared)


def _with_a_day(made: dict[str, Any]) -> dict[str, Any]:
    """An input object without the start that leaves no day until its end, which is refused."""
    start, end = made.get("from"), made.get("to")
    if start and end and start >= end:
        del made["from"]
    return made


def literal(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Name():
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False)
        case dict():
            return f"{{{', '.join(f'{name}: {literal(each)}' for name, each in value.items())}}}"
    return f"[{', '.join(map(literal, value))}]"


@dataclass
class RandomValues:
    schema: GraphQLSchema
    known: Known
    random: Random

    def value(self, argument: str, declared: GraphQLArgument, place: str) -> Any:
        """A value for an argument, as JSON has it."""
        match argument:
            case "after" | "before":
                return self.random.choice(self.known.cursors.get(place) or [None])
            case "ids":
                return [self._id() for _ in range(self.random.randint(0, 6))]
            case "id":
                return self._id(_TYPE_OF.get(place.partition(".")[2]))
            case "from" | "to":
                return self._id()
            case "depth" | "longest":
                return self.random.randint(1, 3)
            case "by" if place.endswith(".facets"):
                known = self._facets(place.partition(".")[0])
                return self.random.sample(known, min(len(known), self.random.randint(0, 2)))
        return self._of_type(declared.type)

    def _facets(self, connection: str) -> list[str]:
        """What a list can be counted by."""
        kind = self.schema.type_map[connection]
        assert isinstance(kind, GraphQLObjectType)
        return [Name(by) for by in FACETS.get(get_named_type(kind.fields["nodes"].type).name, ())]

    def varied(self, value: Any, declared: GraphQLInputType) -> Any:
        """Another value of the same form: the same fields of objects and lengths of lists, and usually the
        same booleans, which decide the text of a statement."""
        kind = get_nullable_type(declared)
        if value is None or (kind is declared and self.chance(0.05)):
            return None
        if isinstance(kind, GraphQLList):
            return [self.varied(each, kind.of_type) for each in value]
        if isinstance(kind, GraphQLInputObjectType):
            return _with_a_day({name: self.varied(each, _inside(kind, name)) for name, each in value.items()})
        if isinstance(value, bool):
            return value if self.chance(0.8) else not value
        return self._of_type(promised(declared))

    def _of_type(self, declared: GraphQLInputType, depth: int = 3) -> Any:
        kind = get_nullable_type(declared)
        if kind is declared and self.chance(0.1):
            return None
        if isinstance(kind, GraphQLList):
            return [self._of_type(kind.of_type, depth) for _ in range(self.random.randint(0, 2))]
        if isinstance(kind, GraphQLEnumType):
            return Name(self.random.choice(list(kind.values)))
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, depth)
        return self._scalar(kind)

    def _object(self, kind: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        """An input object: one key of those of which one is wanted, and few of a filter's."""
        leaves = [name for name, each in kind.fields.items() if is_leaf_type(get_named_type(each.type))]
        required = [name for name, each in kind.fields.items() if isinstance(each.type, GraphQLNonNull)]
        names = list(kind.fields) if depth > 0 or not leaves else leaves
        if kind.is_one_of:
            name = self.random.choice(names)
            # An order goes through one relationship; one that went on would be refused.
            return {name: self._of_type(GraphQLNonNull(get_nullable_type(kind.fields[name].type)), depth - 3)}
        if depth <= 0 and not leaves:
            return {}
        chosen = self.random.sample(names, min(len(names), self.random.choice((0, 1, 1, 1, 2))))
        return _with_a_day(
            {name: self._of_type(_inside(kind, name), depth - 1) for name in dict.fromkeys(required + chosen)}
        )

    def _scalar(self, kind: object) -> Any:
        match str(kind):
            case "Boolean":
                return self.chance(0.5)
            case "Int" | "Float":
                return self.random.choice((0, 1, 5, 9, 12, 42))
            case "Date":
                return self.random.choice(DAYS)
        text = self.random.choice(self.known.texts)
        return text if self.chance(0.5) else text[: self.random.randint(0, 6)]

    def _id(self, label: str | None = None) -> str:
        if self.chance(0.04):
            return "force:nowhere"
        if self.chance(0.04):
            return self.random.choice(self.known.ids.get("Alias") or ["authority:E00000000"])
        if label is None or self.chance(0.05):
            label = self.random.choice(sorted(self.known.ids))
        return self.random.choice(self.known.ids.get(label) or ["nothing"])

    def chance(self, share: float) -> bool:
        return self.random.random() < share
