"""What a format writes: a graph that is read once, in an order that its content decides."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from graph.export.records import About, Node, Relationship


class Kind(StrEnum):
    """What the values of a property are."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"


Columns = Mapping[str, Kind]  # of a type: the names of its properties, sorted, without its id


@dataclass(frozen=True, slots=True)
class Tables:
    """The columns of each type of nodes and of relationships that the dataset holds, both sorted."""

    nodes: Mapping[str, Columns]
    relationships: Mapping[str, Columns]

    def named(self, kind: Kind) -> list[str]:
        """The properties of a kind, sorted."""
        tables = (*self.nodes.values(), *self.relationships.values())
        return sorted({name for table in tables for name, each in table.items() if each is kind})


class Graph(Protocol):
    """A graph to export; equal graphs are read in equal order."""

    @property
    def about(self) -> About: ...

    async def tables(self) -> Tables:
        """The columns of every type, those without a row here included. Raises ExportRefused."""
        ...

    def nodes(self) -> AsyncGenerator[Node]:
        """The nodes, by id; those that are no entities last."""
        ...

    def relationships(self) -> AsyncGenerator[Relationship]:
        """The relationships, by where they start."""
        ...
