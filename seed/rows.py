"""The graph to write: nodes and relationships with plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Generic, TypeVar

from graph.model.records import relationship_id

Value = str | int | float | bool | date | tuple[str, ...]
Values = Mapping[str, Value]
NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node. `labels` start with the most general and end with its type; missing values are omitted."""

    id: str
    labels: tuple[str, ...]
    values: Values = field(default_factory=lambda: NOTHING)

    @property
    def type(self) -> str:
        return self.labels[-1]


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """A relationship; its id consists of its type, its ends, and its term if it has one."""

    type: str
    start: str
    end: str
    values: Values = field(default_factory=lambda: NOTHING)

    @property
    def id(self) -> str:
        return relationship_id(self.type, self.start, self.end, self.values)


R = TypeVar("R", bound=NodeRow | RelationshipRow)


@dataclass(frozen=True)
class Rows(Generic[R]):
    """Rows that are generated anew for each iteration, so that they need no memory."""

    make: Callable[[], Iterable[R]]

    def __iter__(self) -> Iterator[R]:
        return iter(self.make())


@dataclass(frozen=True)
class Graph:
    """The rows of each type, in any order. A type may have none."""

    nodes: Mapping[str, Iterable[NodeRow]]
    relationships: Mapping[str, Iterable[RelationshipRow]]

    @staticmethod
    def of(nodes: Iterable[NodeRow] = (), relationships: Iterable[RelationshipRow] = ()) -> Graph:
        """A graph of these rows."""
        return Graph(_by_type(nodes), _by_type(relationships))

    def all_nodes(self) -> Iterator[NodeRow]:
        return chain.from_iterable(self.nodes.values())

    def all_relationships(self) -> Iterator[RelationshipRow]:
        return chain.from_iterable(self.relationships.values())


def _by_type(rows: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row.type].append(row)
    return found
