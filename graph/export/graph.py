"""The input of the formats: a graph that is read once, in a deterministic order."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from graph.export.records import About, Node, Relationship


class ValueType(StrEnum):
    """The type of a property's values."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"


Columns = Mapping[str, ValueType]  # the properties of one type by name, sorted, without the id


@dataclass(frozen=True, slots=True)
class Tables:
    """The columns of each node label and relationship type of the dataset, sorted by name."""

    nodes: Mapping[str, Columns]
    relationships: Mapping[str, Columns]

    def named(self, kind: ValueType) -> list[str]:
        """The names of all properties with this type of values, sorted."""
        tables = (*self.nodes.values(), *self.relationships.values())
        return sorted({name for table in tables for name, each in table.items() if each is kind})


class Graph(Protocol):
    """A graph to export. Equal graphs have an equal order."""

    @property
    def about(self) -> About: ...

    async def tables(self) -> Tables:
        """The columns of all types of the dataset, even those without rows here. Raises ExportRefused."""
        ...

    def nodes(self) -> AsyncGenerator[Node]:
        """The nodes, sorted by id; those that are not entities last."""
        ...

    def relationships(self) -> AsyncGenerator[Relationship]:
        """The relationships, sorted by start node."""
        ...
