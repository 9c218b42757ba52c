"""A Cypher script that makes the graph in an empty database; a statement is a line that ends in `;`.

It also makes the constraints and indexes of the build's own stores, so that the API can be served from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import date
from math import isfinite
from typing import Any

from graph.errors import ExportRefused
from graph.export.about import in_words
from graph.export.graph import Graph, Kind
from graph.export.records import Element, Node
from graph.export.values import kind_of, with_own
from graph.query.cypher_literals import literal, name
from graph.query.patterns import FOLDER

# Rows of one statement.
_BATCH = 100
_NOW = "NOW"

# What rows of one statement have in common: the names of their properties, and what the values are.
Shape = tuple[tuple[str, Kind], ...]
Rows = list[dict[str, Any]]


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """Comments with what is said of the dataset, the schema, the nodes, the relationships, and last the node
    that says that the graph is ready. Raises ExportRefused."""
    for line in in_words(graph.about).splitlines():
        yield f"// {line}\n".encode()
    for path in sorted((FOLDER / "schema").glob("*.cypher")):
        yield _statement(path.read_text("utf-8"))
    yield b"CALL db.awaitIndexes(300);\n"
    last: list[Node] = []
    async with aclosing(_nodes(graph, last)) as statements:
        async for statement in statements:
            yield statement
    async with aclosing(_relationships(graph)) as statements:
        async for statement in statements:
            yield statement
    for node in last:
        yield _created(node.labels, _shape(node), [_row(node, {"id": node.id})])


async def _nodes(graph: Graph, last: list[Node]) -> AsyncGenerator[bytes]:
    """The statements of all nodes but those that belong at the end, which are put aside."""
    waiting: dict[tuple[tuple[str, ...], Shape], Rows] = defaultdict(list)
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            if node.type == "Dataset":
                last.append(node)
                continue
            alike = node.labels, _shape(node)
            waiting[alike].append(_row(node, {"id": node.id}))
            if len(waiting[alike]) == _BATCH:
                yield _created(*alike, waiting.pop(alike))
    for alike, rows in waiting.items():
        yield _created(*alike, rows)


async def _relationships(graph: Graph) -> AsyncGenerator[bytes]:
    waiting: dict[tuple[str, Shape], Rows] = defaultdict(list)
    async with aclosing(graph.relationships()) as relationships:
        async for edge in relationships:
            alike = edge.type, _shape(edge)
            waiting[alike].append(_row(edge, {"id": edge.id, "start": edge.start, "end": edge.end}))
            if len(waiting[alike]) == _BATCH:
                yield _joined(*alike, waiting.pop(alike))
    for alike, rows in waiting.items():
        yield _joined(*alike, rows)


def _shape(element: Element) -> Shape:
    return tuple((each, kind_of(value)) for each, value in sorted(element.properties.items()))


def _row(element: Element, own: dict[str, Any]) -> dict[str, Any]:
    for each, value in element.properties.items():
        if isinstance(value, float) and not isfinite(value):
            raise ExportRefused(f"The property '{each}' of {element.id} is {value}, which has no literal.")
    row = with_own(element, {**own, "row": None}, element.properties)
    return {each: value.isoformat() if isinstance(value, date) else value for each, value in row.items()}


def _created(labels: tuple[str, ...], shape: Shape, rows: Rows) -> bytes:
    made = "".join(f":{name(label)}" for label in labels)
    return f"{_columns(['id'], shape, rows)} CREATE ({made} {_properties(shape)});\n".encode()


def _joined(kind: str, shape: Shape, rows: Rows) -> bytes:
    label = "Alias" if kind == _NOW else "Entity"
    found = f"MATCH (a:{label} {{id: start[row]}}) MATCH (b:Entity {{id: end[row]}})"
    made = f"CREATE (a)-[:{name(kind)} {_properties(shape)}]->(b)"
    return f"{_columns(['id', 'start', 'end'], shape, rows)} {found} {made};\n".encode()


def _columns(own: list[str], shape: Shape, rows: Rows) -> str:
    """A list for each property: Neo4j takes a list of plain literals for one parameter, and plans what has
    the same columns once; a list of maps it would plan anew each time, the longer the slower."""
    names = [*own, *(each for each, _ in shape)]
    lists = ", ".join(f"{literal([row[each] for row in rows])} AS {name(each)}" for each in names)
    return f"WITH {lists} UNWIND range(0, size(id) - 1) AS row"


def _properties(shape: Shape) -> str:
    values = (
        f"{name(each)}: date({name(each)}[row])" if kind is Kind.DATE else f"{name(each)}: {name(each)}[row]"
        for each, kind in shape
    )
    return "{" + ", ".join(["id: id[row]", *values]) + "}"


def _statement(text: str) -> bytes:
    """A file's statement on one line, without its comments."""
    lines = (line.strip() for line in text.splitlines() if not line.startswith("//"))
    return f"{' '.join(filter(None, lines))};\n".encode()
