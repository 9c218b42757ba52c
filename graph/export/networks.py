"""GraphML and GEXF, which networkx writes from a graph in memory.

Neither knows lists, days or missing values as this graph does: a list is JSON in a text, a day is a text
such as `2016-10-17`, a missing property is left out. The graph says which properties are lists and days.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import SubElement

import orjson

from graph.export.graph import Graph, Kind
from graph.export.lines import dataset_members
from graph.export.records import About, Element, Node, Relationship
from graph.export.values import caption_of, columns_of, flat, refuse_beyond_xml, with_own

Rendered = Callable[[About, list[Node], list[Relationship]], bytes]
Own = Callable[[Relationship], dict[str, Any]]

# What GEXF, or networkx for it, takes for something of its own.
_OF_GEXF = ("pid", "start", "end", "parents", "slices", "spells", "viz", "key", "weight")


async def write_graphml(graph: Graph) -> AsyncGenerator[bytes]:
    """GraphML with `labels`, `type` and `label` on nodes and `type` on edges. Raises ExportRefused."""
    yield await _rendered(graph, _graphml)


async def write_gexf(graph: Graph) -> AsyncGenerator[bytes]:
    """GEXF 1.2 with `labels` and `type` on nodes and `relationship` on edges, whose own `type` is a word of
    the format's; a label is a caption or the relationship's type. Raises ExportRefused."""
    yield await _rendered(graph, _gexf)


async def _rendered(graph: Graph, render: Rendered) -> bytes:
    async with aclosing(graph.nodes()) as nodes:
        found = [node async for node in nodes]
    async with aclosing(graph.relationships()) as relationships:
        joined = [relationship async for relationship in relationships]
    # It takes seconds, in which others are answered.
    return await asyncio.to_thread(render, graph.about, found, joined)


def _graphml(about: About, nodes: list[Node], relationships: list[Relationship]) -> bytes:
    from networkx import write_graphml

    told = _told(about, [*nodes, *relationships])
    made = _network(nodes, relationships, lambda edge: {"type": edge.type})
    made.graph.update(
        {name: value if isinstance(value, str) else _json(value) for name, value in told.items()}
    )
    out = BytesIO()
    write_graphml(made, out)
    return out.getvalue()


def _gexf(about: About, nodes: list[Node], relationships: list[Relationship]) -> bytes:
    from networkx.readwrite.gexf import GEXFWriter

    elements: list[Element] = [*nodes, *relationships]
    told = _told(about, elements)
    for element in elements:
        with_own(element, dict.fromkeys(_OF_GEXF), element.properties)
    made = _network(
        nodes,
        relationships,
        lambda edge: {"id": edge.id, "label": edge.type, "relationship": edge.type},
    )
    writer = GEXFWriter(made)
    meta = writer.xml.find("meta")
    # The day on which it was written would make equal exports differ.
    del meta.attrib["lastmodifieddate"]
    SubElement(meta, "description").text = _json(told)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _network(nodes: list[Node], relationships: list[Relationship], own_of: Own) -> Any:
    """The graph of networkx, directed, with many edges between two nodes. Raises ExportRefused."""
    from networkx import MultiDiGraph

    made = MultiDiGraph()
    for node in nodes:
        own = {"labels": _json(node.labels), "type": node.type, "label": caption_of(node)}
        made.add_node(node.id)
        made.nodes[node.id].update(_attributes(node, own))
    for edge in relationships:
        made.add_edge(edge.start, edge.end, key=edge.id)
        made.edges[edge.start, edge.end, edge.id].update(_attributes(edge, own_of(edge)))
    return made


def _attributes(element: Element, own: dict[str, Any]) -> dict[str, Any]:
    refuse_beyond_xml(element)
    return with_own(element, own, {name: flat(value) for name, value in element.properties.items()})


def _told(about: About, elements: list[Element]) -> dict[str, Any]:
    """What is said of the whole, with the names of the properties whose texts stand for something else."""
    columns = columns_of(elements)
    named = {kind: [name for name, each in columns.items() if each is kind] for kind in Kind}
    return {**dataset_members(about), "lists": named[Kind.TEXTS], "dates": named[Kind.DATE]}


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
