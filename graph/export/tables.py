"""CSV: a zip with one file for each type, described by a Frictionless data package.

Text is always quoted, so that readers that distinguish `""` from an empty field (Neo4j, DuckDB, readr)
distinguish an empty text from a missing one. Lists are JSON, dates are `2016-10-17`.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing

import orjson

from graph.export.graph import Columns, Graph, ValueType
from graph.export.json_lines import dataset_members
from graph.export.records import Value
from graph.export.values import flat, merged_fields
from graph.export.zip_builder import ZipBuilder

_NODE = {"id": ValueType.TEXT, "labels": ValueType.TEXTS}
_RELATIONSHIP = {"id": ValueType.TEXT, "start": ValueType.TEXT, "end": ValueType.TEXT}
# The types of Table Schema.
_TYPES = {
    ValueType.TEXT: "string",
    ValueType.TEXTS: "array",
    ValueType.INTEGER: "integer",
    ValueType.FLOAT: "number",
    ValueType.BOOLEAN: "boolean",
    ValueType.DATE: "date",
}


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """The zip: `datapackage.json`, `nodes/Finding.csv` ..., `relationships/FOUND.csv` ..."""
    tables = await graph.tables()
    columns: dict[str, Columns] = {}
    for kind, table in tables.nodes.items():
        columns[f"nodes/{kind}.csv"] = {**_NODE, **table}
    for kind, table in tables.relationships.items():
        columns[f"relationships/{kind}.csv"] = {**_RELATIONSHIP, **table}
    heads = {name: _line(map(cell, table)) for name, table in columns.items()}
    with ZipBuilder() as files:
        async with aclosing(graph.nodes()) as nodes:
            async for node in nodes:
                own = {"id": node.id, "labels": list(node.labels)}
                row, name = merged_fields(node, own, node.properties), f"nodes/{node.type}.csv"
                files.add(name, heads[name], _line(cell(row.get(each)) for each in columns[name]))
        async with aclosing(graph.relationships()) as relationships:
            async for edge in relationships:
                own = {"id": edge.id, "start": edge.start, "end": edge.end}
                row, name = merged_fields(edge, own, edge.properties), f"relationships/{edge.type}.csv"
                files.add(name, heads[name], _line(cell(row.get(each)) for each in columns[name]))
        package = _package(graph, {name: columns[name] for name in files.names()})
        for part in files.zipped({"datapackage.json": package}):
            yield part


def cell(value: Value | None) -> str:
    """A value as a CSV field; empty for a missing value."""
    if value is None:
        return ""
    plain = flat(value)
    match plain:
        case str():
            return '"' + plain.replace('"', '""') + '"'
        case bool():
            return "true" if plain else "false"
    return repr(plain)


def _line(fields: Iterable[str]) -> bytes:
    return (",".join(fields) + "\r\n").encode()


def _package(graph: Graph, columns: dict[str, Columns]) -> bytes:
    resources = [
        {
            "name": name.removesuffix(".csv").replace("/", "-").lower(),
            "path": name,
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {
                "fields": [{"name": each, "type": _TYPES[kind]} for each, kind in table.items()],
                "missingValues": [""],
                "primaryKey": "id",
            },
        }
        for name, table in columns.items()
    ]
    description = {"profile": "data-package", "name": "safeguarding-graph", **dataset_members(graph.about)}
    return orjson.dumps({**description, "resources": resources}, option=orjson.OPT_INDENT_2)
