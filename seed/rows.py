"""The graph as it is written: nodes and relationships with plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

Value = str | int | float | bool | date | tuple[str, ...]
Values = Mapping[str, Value]
NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True)
class NodeRow:
    """A node. `labels` run from the most general to its type. What is missing is not in `values`."""

    id: str
    labels: tuple[str, ...]
    values: Values = field(default_factory=lambda: NOTHING)

    @property
    def type(self) -> str:
        return self.labels[-1]


@dataclass(frozen=True)
class RelationshipRow:
    """A relationship; its id is made of its type and its ends."""

    type: str
    start: str
    end: str
    values: Values = field(default_factory=lambda: NOTHING)

    @property
    def id(self) -> str:
        return f"{self.type}|{self.start}|{self.end}"


@dataclass(frozen=True)
class Graph:
    """All rows, sorted by id; `version` is empty until they have been written."""

    nodes: tuple[NodeRow, ...] = ()
    relationships: tuple[RelationshipRow, ...] = ()
    version: str = field(default="")

    def counts(self) -> dict[str, int]:
        """How many nodes there are of each type."""
        found: dict[str, int] = {}
        for node in self.nodes:
            found[node.type] = found.get(node.type, 0) + 1
        return dict(sorted(found.items()))
