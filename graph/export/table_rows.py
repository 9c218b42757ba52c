"""The graph as tables: one of each node type, one of each relationship type, and one of all nodes.

Their rows hold the properties beside what every row of the kind has; a missing property is a missing value.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from graph.export.graph import Columns, Graph, ValueType
from graph.export.records import Value
from graph.export.values import merged_fields

_NODE = {"id": ValueType.TEXT, "labels": ValueType.TEXTS}
_RELATIONSHIP = {"id": ValueType.TEXT, "start": ValueType.TEXT, "end": ValueType.TEXT}


@dataclass(frozen=True, slots=True)
class TableName:
    """A table: its folder, and the type of what its rows are. That of all nodes has no type."""

    folder: str
    type: str = ""

    @property
    def path(self) -> str:
        """Such as `nodes/Finding`."""
        return f"{self.folder}/{self.type}" if self.type else self.folder


NODES = TableName("nodes")
Row = Mapping[str, Value]


async def layout(graph: Graph) -> Mapping[TableName, Columns]:
    """The columns of every table of the dataset, even of those without rows here."""
    tables = await graph.tables()
    found: dict[TableName, Columns] = {NODES: {"id": ValueType.TEXT, "type": ValueType.TEXT}}
    for kind, columns in tables.nodes.items():
        found[TableName("nodes", kind)] = {**_NODE, **columns}
    for kind, columns in tables.relationships.items():
        found[TableName("relationships", kind)] = {**_RELATIONSHIP, **columns}
    return found


async def rows(graph: Graph) -> AsyncGenerator[tuple[TableName, Row]]:
    """Each row with its table. Raises ExportRefused if a property has the name of a column of its kind."""
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            own = {"id": node.id, "labels": list(node.labels)}
            yield NODES, {"id": node.id, "type": node.type}
            yield TableName("nodes", node.type), merged_fields(node, own, node.properties)
    async with aclosing(graph.relationships()) as relationships:
        async for edge in relationships:
            ends = {"id": edge.id, "start": edge.start, "end": edge.end}
            yield TableName("relationships", edge.type), merged_fields(edge, ends, edge.properties)
