"""A Cypher script that creates the graph in an empty database, one statement ending in `;` a line.

It also creates the constraints and indexes of the build's own stores, so that the API can serve the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import date
from typing import Any

from graph.export.about import dataset_text
from graph.export.graph import Graph, ValueType
from graph.export.records import Element, Node
from graph.export.values import kind_of, merged_fields, require_finite
from graph.query.cypher_literals import literal, name
from graph.schema_statements import schema_statements

# Rows of one statement.
_BATCH = 100
_NOW = "NOW"

# Shared by the rows of one statement: the names and value types of their properties.
Shape = tuple[tuple[str, ValueType], ...]
Rows = list[dict[str, Any]]


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """A comment about the dataset, then schema, nodes, relationships, and last the Dataset node, which marks
    the graph as ready. Raises ExportRefused."""
    for line in dataset_text(graph.about).splitlines():
        yield f"// {line}\n".encode()
    for text in schema_statements():
        yield f"{' '.join(text.split())};\n".encode()
    yield b"CALL db.awaitIndexes(300);\n"
    last: list[Node] = []
    async with aclosing(_nodes(graph, last)) as statements:
        async for statement in statements:
            yield statement
    async with aclosing(_relationships(graph)) as statements:
        async for statement in statements:
            yield statement
    for node in last:
        yield _create_statement(node.labels, _shape(node), [_row(node, {"id": node.id})])


async def _nodes(graph: Graph, last: list[Node]) -> AsyncGenerator[bytes]:
    """The statements of all nodes except the Dataset node, which is appended to `last`."""
    waiting: dict[tuple[tuple[str, ...], Shape], Rows] = defaultdict(list)
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            if node.type == "Dataset":
                last.append(node)
                continue
            key = node.labels, _shape(node)
            waiting[key].append(_row(node, {"id": node.id}))
            if len(waiting[key]) == _BATCH:
                yield _create_statement(*key, waiting.pop(key))
    for key, rows in waiting.items():
        yield _create_statement(*key, rows)


async def _relationships(graph: Graph) -> AsyncGenerator[bytes]:
    waiting: dict[tuple[str, Shape], Rows] = defaultdict(list)
    async with aclosing(graph.relationships()) as relationships:
        async for edge in relationships:
            key = edge.type, _shape(edge)
            waiting[key].append(_row(edge, {"id": edge.id, "start": edge.start, "end": edge.end}))
            if len(waiting[key]) == _BATCH:
                yield _relate_statement(*key, waiting.pop(key))
    for key, rows in waiting.items():
        yield _relate_statement(*key, rows)


def _shape(element: Element) -> Shape:
    return tuple((each, kind_of(value)) for each, value in sorted(element.properties.items()))


def _row(element: Element, own: dict[str, Any]) -> dict[str, Any]:
    require_finite(element.id, element.properties, "has no literal")
    row = merged_fields(element, {**own, "row": None}, element.properties)
    return {each: value.isoformat() if isinstance(value, date) else value for each, value in row.items()}


def _create_statement(labels: tuple[str, ...], shape: Shape, rows: Rows) -> bytes:
    made = "".join(f":{name(label)}" for label in labels)
    return f"{_columns(['id'], shape, rows)} CREATE ({made} {_properties(shape)});\n".encode()


def _relate_statement(kind: str, shape: Shape, rows: Rows) -> bytes:
    label = "Alias" if kind == _NOW else "Entity"
    found = f"MATCH (a:{label} {{id: start[row]}}) MATCH (b:Entity {{id: end[row]}})"
    made = f"CREATE (a)-[:{name(kind)} {_properties(shape)}]->(b)"
    return f"{_columns(['id', 'start', 'end'], shape, rows)} {found} {made};\n".encode()


def _columns(own: list[str], shape: Shape, rows: Rows) -> str:
    """A list for each property. Neo4j turns a list of literals into a parameter and plans statements with the
    same columns only once; a list of maps it would plan each time, slower the longer it is."""
    names = [*own, *(each for each, _ in shape)]
    lists = ", ".join(f"{literal([row[each] for row in rows])} AS {name(each)}" for each in names)
    return f"WITH {lists} UNWIND range(0, size(id) - 1) AS row"


def _properties(shape: Shape) -> str:
    values = (
        f"{name(each)}: date({name(each)}[row])"
        if kind is ValueType.DATE
        else f"{name(each)}: {name(each)}[row]"
        for each, kind in shape
    )
    return "{" + ", ".join(["id: id[row]", *values]) + "}"
