"""NDJSON: the dataset, then nodes, then relationships, as lines of `graph.export.json_lines`."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from graph.export.graph import Graph, ValueType
from graph.export.json_lines import dataset_line, node_line, relationship_line


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """All lines. The first also has the names of the properties that are dates, and the keys of all other
    lines with null, for readers that take their columns from the first lines."""
    tables = await graph.tables()
    named = {name for kind in ValueType for name in tables.named(kind)}
    keys = {
        **dict.fromkeys(("id", "labels", "type", "start", "end")),
        "properties": dict.fromkeys(sorted(named)),
    }
    yield dataset_line(graph.about, dates=tables.named(ValueType.DATE), **keys)
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            yield node_line(node)
    async with aclosing(graph.relationships()) as relationships:
        async for relationship in relationships:
            yield relationship_line(relationship)
