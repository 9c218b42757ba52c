"""Cytoscape JSON and networkx node-link JSON: one object, streamed node by node."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any

import orjson

from graph.export.graph import Graph, ValueType
from graph.export.json_lines import dataset_members
from graph.export.records import Element, Node, Relationship
from graph.export.values import caption_of, json_properties, merged_fields

Formatted = Callable[[Any], dict[str, Any]]


async def write_cytoscape(graph: Graph) -> AsyncGenerator[bytes]:
    """`{"data": ..., "elements": {"nodes": [{"data": ...}], "edges": [{"data": ...}]}}`."""
    yield b'{"data":' + await _about(graph) + b',"elements":{"nodes":['
    async with aclosing(_members(graph, _cytoscape_node, _cytoscape_edge)) as members:
        async for member in members:
            yield member
    yield b"\n]}}\n"


async def write_node_link(graph: Graph) -> AsyncGenerator[bytes]:
    """`{"directed": true, "multigraph": true, "graph": ..., "nodes": [...], "edges": [...]}`; an edge's `key`
    is the relationship's id."""
    yield b'{"directed":true,"multigraph":true,"graph":' + await _about(graph) + b',"nodes":['
    async with aclosing(_members(graph, _linked_node, _link)) as members:
        async for member in members:
            yield member
    yield b"\n]}\n"


async def _about(graph: Graph) -> bytes:
    return orjson.dumps(
        {**dataset_members(graph.about), "dates": (await graph.tables()).named(ValueType.DATE)},
    )


async def _members(graph: Graph, node_of: Formatted, edge_of: Formatted) -> AsyncGenerator[bytes]:
    """The JSON of the nodes, of the separator between the lists, and of the edges."""
    between = b"\n"
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            yield between + orjson.dumps(node_of(node))
            between = b",\n"
    yield b'\n],"edges":['
    between = b"\n"
    async with aclosing(graph.relationships()) as relationships:
        async for relationship in relationships:
            yield between + orjson.dumps(edge_of(relationship))
            between = b",\n"


def _cytoscape_node(node: Node) -> dict[str, Any]:
    own = {"id": node.id, "labels": node.labels, "label": caption_of(node)}
    return {"data": _members_of(node, own)}


def _cytoscape_edge(edge: Relationship) -> dict[str, Any]:
    own = {"id": edge.id, "source": edge.start, "target": edge.end, "type": edge.type}
    return {"data": _members_of(edge, own)}


def _linked_node(node: Node) -> dict[str, Any]:
    return _members_of(node, {"id": node.id, "labels": node.labels})


def _link(edge: Relationship) -> dict[str, Any]:
    own = {"source": edge.start, "target": edge.end, "key": edge.id, "type": edge.type}
    return _members_of(edge, own)


def _members_of(element: Element, own: dict[str, Any]) -> dict[str, Any]:
    return merged_fields(element, own, json_properties(element))
