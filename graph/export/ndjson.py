"""NDJSON: the lines of `graph.export.lines`, the dataset first, then nodes, then relationships."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from graph.export.graph import Graph, Kind
from graph.export.lines import dataset_line, node_line, relationship_line


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """The first line also names the properties that are dates."""
    yield dataset_line(graph.about, dates=(await graph.tables()).named(Kind.DATE))
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            yield node_line(node)
    async with aclosing(graph.relationships()) as relationships:
        async for relationship in relationships:
            yield relationship_line(relationship)
