"""GraphML and GEXF, written by networkx from a graph in memory.

These formats have no lists, dates or missing values: a list becomes JSON text, a date text such as
`2016-10-17`, and a missing property is omitted. The graph's attributes name the properties that are lists and
dates.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import SubElement

import orjson

from graph.export.graph import Graph, ValueType
from graph.export.json_lines import dataset_members
from graph.export.records import About, Element, Node, Relationship
from graph.export.values import caption_of, columns_of, flat, merged_fields, require_xml_characters

Rendered = Callable[[About, list[Node], list[Relationship]], bytes]
Own = Callable[[Relationship], dict[str, Any]]

# Attribute names with a meaning of their own in GEXF, or in networkx's writer.
_OF_GEXF = ("pid", "start", "end", "parents", "slices", "spells", "viz", "key", "weight")


async def write_graphml(graph: Graph) -> AsyncGenerator[bytes]:
    """GraphML with `labels`, `type` and `label` on nodes, and `type` on edges. Raises ExportRefused."""
    yield await _rendered(graph, _graphml)


async def write_gexf(graph: Graph) -> AsyncGenerator[bytes]:
    """GEXF 1.2 with `labels` and `type` on nodes, and `relationship` on edges (GEXF reserves `type`); labels
    are captions or relationship types. Raises ExportRefused."""
    yield await _rendered(graph, _gexf)


async def _rendered(graph: Graph, render: Rendered) -> bytes:
    async with aclosing(graph.nodes()) as nodes:
        found = [node async for node in nodes]
    async with aclosing(graph.relationships()) as relationships:
        joined = [relationship async for relationship in relationships]
    # In a thread: rendering takes seconds, and the event loop must answer other requests.
    return await asyncio.to_thread(render, graph.about, found, joined)


def _graphml(about: About, nodes: list[Node], relationships: list[Relationship]) -> bytes:
    from networkx import write_graphml

    description = _description(about, [*nodes, *relationships])
    network = _network(nodes, relationships, lambda edge: {"type": edge.type})
    network.graph.update(
        {name: value if isinstance(value, str) else _json(value) for name, value in description.items()}
    )
    out = BytesIO()
    write_graphml(network, out)
    return out.getvalue()


def _gexf(about: About, nodes: list[Node], relationships: list[Relationship]) -> bytes:
    from networkx.readwrite.gexf import GEXFWriter

    elements: list[Element] = [*nodes, *relationships]
    description = _description(about, elements)
    for element in elements:
        merged_fields(element, dict.fromkeys(_OF_GEXF), element.properties)
    network = _network(
        nodes,
        relationships,
        lambda edge: {"id": edge.id, "label": edge.type, "relationship": edge.type},
    )
    writer = GEXFWriter(network)
    meta = writer.xml.find("meta")
    # The date of writing would make equal exports differ.
    del meta.attrib["lastmodifieddate"]
    SubElement(meta, "description").text = _json(description)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _network(nodes: list[Node], relationships: list[Relationship], own_of: Own) -> Any:
    """A networkx MultiDiGraph. Raises ExportRefused."""
    from networkx import MultiDiGraph

    network = MultiDiGraph()
    for node in nodes:
        own = {"labels": _json(node.labels), "type": node.type, "label": caption_of(node)}
        network.add_node(node.id)
        network.nodes[node.id].update(_attributes(node, own))
    for edge in relationships:
        network.add_edge(edge.start, edge.end, key=edge.id)
        network.edges[edge.start, edge.end, edge.id].update(_attributes(edge, own_of(edge)))
    return network


def _attributes(element: Element, own: dict[str, Any]) -> dict[str, Any]:
    require_xml_characters(element)
    return merged_fields(element, own, {name: flat(value) for name, value in element.properties.items()})


def _description(about: About, elements: list[Element]) -> dict[str, Any]:
    """The dataset's attributes, with the names of the properties that are lists and dates."""
    columns = columns_of(elements)
    named = {kind: [name for name, each in columns.items() if each is kind] for kind in ValueType}
    return {**dataset_members(about), "lists": named[ValueType.TEXTS], "dates": named[ValueType.DATE]}


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
