"""`facets`: how many rows of a list there are for each value of something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeAlias

import strawberry

from api.errors import BadInput
from api.schema.labels import describe
from api.schema.structural import Structural
from graph.model.node_type import Facet
from graph.model.nodes import NODE_TYPES
from graph.query.selection import First, From, TypeOf, Value

MOST_BUCKETS = 100


Grouping: TypeAlias = Value | TypeOf | First | From
# What the entries of a history are counted by; the entry holds its kind, basis and day, whatever its node is.
_OF_HISTORIES: Mapping[str, Grouping] = {
    "KIND": Value("edge", "kind"),
    "BASIS": Value("edge", "basis"),
    "YEAR": Value("edge", "day.year"),
    "THEME": From("themes_of_entry", "node"),
    "FRAMEWORK": Value("edge", "framework"),
}
# What lists of several types are counted by, as a search and the facts of a passage.
_OF_SEVERAL: Mapping[str, Grouping] = {"TYPE": TypeOf("node"), "YEAR": Value("node", "day.year")}
# mypy wants the members of an enumeration written out; these follow from the types.
FacetBy = StrEnum(  # type: ignore[misc]
    "FacetBy",
    {
        name: name
        for name in sorted({*_OF_HISTORIES, *_OF_SEVERAL}.union(*(each.facets for each in NODE_TYPES)))
    },
    type=Structural,
)


def _grouping(facet: Facet) -> Grouping:
    if facet.through is None:
        return Value("node", facet.property)
    reached = From(facet.through, "node")
    return First(reached, facet.property) if facet.property else reached


_BY_TYPE: Mapping[str, Mapping[str, Grouping]] = {
    **{each.label: {name: _grouping(facet) for name, facet in each.facets.items()} for each in NODE_TYPES},
    "HistoryItem": _OF_HISTORIES,
    "Entity": _OF_SEVERAL,
}


def _lists_with(by: FacetBy) -> Iterator[str]:
    """The types of the nodes of lists that can be counted by this."""
    return (kind for kind, known in _BY_TYPE.items() if by in known)


strawberry.enum(
    FacetBy, description="What the rows of a list can be counted by; not every list has every one."
)
describe(
    FacetBy,
    {each.value: f"Lists of {', '.join(sorted(_lists_with(each)))} have it." for each in FacetBy},
)


# By type: the property whose distinct values are counted, in place of the rows.
DISTINCT: Mapping[str, str] = {each.label: each.counted_by for each in NODE_TYPES if each.counted_by}


def grouping(by: FacetBy, kind: str) -> Grouping:
    """What nodes of a type are grouped by; raises BadInput naming what would be right."""
    known = _BY_TYPE.get(kind, {})
    if by not in known:
        possible = ", ".join(sorted(known)) or "nothing"
        raise BadInput(f"`facets` by {by}: a list of {kind} can be counted by {possible}.")
    return known[by]
