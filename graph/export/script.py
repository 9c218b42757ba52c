"""A Cypher script that creates the graph in an empty database, one statement ending in `;` a line.

It also creates the constraints and indexes of the build's own stores, so that the API can serve the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from datetime import date
from typing import Any, TypeVar

from graph.export.about import dataset_text
from graph.export.graph import Columns, Graph, Tables, ValueType
from graph.export.records import Element, Node, type_of
from graph.export.values import merged_fields, require_finite
from graph.query.cypher_literals import literal, name
from graph.schema_statements import schema_statements

# Rows of one statement.
_BATCH = 500
_NOW = "NOW"

Rows = list[dict[str, Any]]
Key = TypeVar("Key")


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """A comment about the dataset, then schema, nodes, relationships, and last the Dataset node, which marks
    the graph as ready. Raises ExportRefused."""
    for line in dataset_text(graph.about).splitlines():
        yield f"// {line}\n".encode()
    for text in schema_statements():
        yield f"{' '.join(text.split())};\n".encode()
    yield b"CALL db.awaitIndexes(300);\n"
    tables = await graph.tables()
    last: list[Node] = []
    async with aclosing(_nodes(graph, tables, last)) as statements:
        async for statement in statements:
            yield statement
    async with aclosing(_relationships(graph, tables)) as statements:
        async for statement in statements:
            yield statement
    for node in last:
        yield _create_statement(node.labels, tables.nodes[node.type], [_row(node, {"id": node.id})])


async def _nodes(graph: Graph, tables: Tables, last: list[Node]) -> AsyncGenerator[bytes]:
    """The statements of all nodes except the Dataset node, which is appended to `last`."""
    waiting: dict[tuple[str, ...], Rows] = defaultdict(list)
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            if node.type == "Dataset":
                last.append(node)
                continue
            waiting[node.labels].append(_row(node, {"id": node.id}))
            for labels, rows in _full(waiting, node.labels):
                yield _create_statement(labels, tables.nodes[type_of(labels)], rows)
    for labels, rows in waiting.items():
        yield _create_statement(labels, tables.nodes[type_of(labels)], rows)


async def _relationships(graph: Graph, tables: Tables) -> AsyncGenerator[bytes]:
    waiting: dict[str, Rows] = defaultdict(list)
    async with aclosing(graph.relationships()) as relationships:
        async for edge in relationships:
            waiting[edge.type].append(_row(edge, {"id": edge.id, "start": edge.start, "end": edge.end}))
            for kind, rows in _full(waiting, edge.type):
                yield _relate_statement(kind, tables.relationships[kind], rows)
    for kind, rows in waiting.items():
        yield _relate_statement(kind, tables.relationships[kind], rows)


def _full(waiting: dict[Key, Rows], key: Key) -> Iterator[tuple[Key, Rows]]:
    """The rows that wait under a key, which no longer wait, if they are enough for a statement."""
    if len(waiting[key]) == _BATCH:
        yield key, waiting.pop(key)


def _row(element: Element, own: dict[str, Any]) -> dict[str, Any]:
    require_finite(element.id, element.properties, "has no literal")
    row = merged_fields(element, {**own, "row": None}, element.properties)
    return {each: value.isoformat() if isinstance(value, date) else value for each, value in row.items()}


def _create_statement(labels: tuple[str, ...], columns: Columns, rows: Rows) -> bytes:
    made = "".join(f":{name(label)}" for label in labels)
    return f"{_lists(['id'], columns, rows)} CREATE ({made} {_properties(columns)});\n".encode()


def _relate_statement(kind: str, columns: Columns, rows: Rows) -> bytes:
    label = "Alias" if kind == _NOW else "Entity"
    found = f"MATCH (a:{label} {{id: start[row]}}) MATCH (b:Entity {{id: end[row]}})"
    made = f"CREATE (a)-[:{name(kind)} {_properties(columns)}]->(b)"
    return f"{_lists(['id', 'start', 'end'], columns, rows)} {found} {made};\n".encode()


def _lists(own: list[str], columns: Columns, rows: Rows) -> str:
    """A list for each column of a type, with null where a row has no value.

    Neo4j turns a list of plain literals into a parameter, and so plans all statements of a type once. A list
    of maps or of lists it would plan each time: lists stand one after the other in one, with where each
    begins and ends.
    """
    found = {each: [row.get(each) for row in rows] for each in own}
    for each, kind in columns.items():
        values = [row.get(each) for row in rows]
        found |= _flattened(each, values) if kind is ValueType.TEXTS else {each: values}
    lists = ", ".join(f"{literal(values)} AS {name(each)}" for each, values in found.items())
    return f"WITH {lists} UNWIND range(0, size(id) - 1) AS row"


def _flattened(column: str, values: list[list[str] | None]) -> dict[str, list[Any]]:
    items: list[str] = []
    first: list[int | None] = []
    for value in values:
        first.append(None if value is None else len(items))
        items += value or []
    after = [
        None if value is None or begin is None else begin + len(value)
        for value, begin in zip(values, first, strict=True)
    ]
    return {column: items, f"{column} from": first, f"{column} to": after}


def _properties(columns: Columns) -> str:
    values = (f"{name(each)}: {_value(each, kind)}" for each, kind in columns.items())
    return "{" + ", ".join(["id: id[row]", *values]) + "}"


def _value(column: str, kind: ValueType) -> str:
    """The value of a column in a row."""
    match kind:
        case ValueType.DATE:
            return f"date({name(column)}[row])"
        case ValueType.TEXTS:
            return f"{name(column)}[{name(f'{column} from')}[row]..{name(f'{column} to')}[row]]"
    return f"{name(column)}[row]"
