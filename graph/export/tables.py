"""CSV: a zip with the tables of `graph.export.table_rows`, described by a Frictionless data package.

Text is always quoted, so that readers that distinguish `""` from an empty field (Neo4j, DuckDB, readr)
distinguish an empty text from a missing one. Lists are JSON, dates are `2016-10-17`.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing

from graph.export.data_package import data_package
from graph.export.graph import Graph
from graph.export.records import Value
from graph.export.table_rows import layout, rows
from graph.export.values import flat
from graph.export.zip_builder import ZipBuilder


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """The zip: `datapackage.json`, `nodes.csv`, `nodes/Finding.csv` ..., `relationships/FOUND.csv` ..."""
    tables = await layout(graph)
    heads = {name: _line(map(cell, columns)) for name, columns in tables.items()}
    with ZipBuilder() as files:
        async with aclosing(rows(graph)) as found:
            async for name, row in found:
                line = _line(cell(row.get(column)) for column in tables[name])
                files.add(f"{name.path}.csv", heads[name], line)
        written = {name: columns for name, columns in tables.items() if f"{name.path}.csv" in files.names()}
        package = data_package(graph.about, written, files.contents)
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
