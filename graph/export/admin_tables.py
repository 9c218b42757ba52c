"""A zip of CSV files for `neo4j-admin database import full`, in the form that the build itself uses."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing

from graph.errors import ExportRefused
from graph.export.about import dataset_text
from graph.export.graph import Columns, Graph, ValueType
from graph.export.records import Element, Node, Relationship, Value
from graph.export.zip_builder import ZipBuilder
from graph.store.admin import ARRAY_DELIMITER
from graph.store.csv_cells import cell, text

_FORMS = {
    ValueType.TEXT: "",
    ValueType.TEXTS: ":string[]",
    ValueType.INTEGER: ":long",
    ValueType.FLOAT: ":double",
    ValueType.BOOLEAN: ":boolean",
    ValueType.DATE: ":date",
}
_COMMAND = f"""\
neo4j-admin database import full neo4j --id-type=string --multiline-fields=true \\
  --array-delimiter=U+{ord(ARRAY_DELIMITER):04X} --overwrite-destination"""


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """The zip: `README.txt` with the command, `nodes-Finding.csv` ..., `relationships-FOUND.csv` ..."""
    tables = await graph.tables()
    with ZipBuilder() as files:
        async with aclosing(graph.nodes()) as nodes:
            async for node in nodes:
                columns = tables.nodes[node.type]
                head = ["id:ID", ":LABEL", *_names(columns)]
                files.add(f"nodes-{node.type}.csv", _line(head), _line(_node(node, columns)))
        async with aclosing(graph.relationships()) as relationships:
            async for edge in relationships:
                columns = tables.relationships[edge.type]
                head = [":START_ID", ":END_ID", ":TYPE", "id", *_names(columns)]
                files.add(f"relationships-{edge.type}.csv", _line(head), _line(_edge(edge, columns)))
        for part in files.zipped({"README.txt": _readme(graph, files.names())}):
            yield part


def _readme(graph: Graph, names: list[str]) -> bytes:
    # Releases since 2025 treat a path without a folder as a pattern.
    options = (f"--{name.partition('-')[0]}=./{name}" for name in names)
    command = " \\\n  ".join([_COMMAND, *options])
    return (
        f"{dataset_text(graph.about)}\nTo make a database of it, with Neo4j stopped:\n\n{command}\n".encode()
    )


def _names(columns: Columns) -> Iterable[str]:
    return (f"{name}{_FORMS[kind]}" for name, kind in columns.items())


def _node(node: Node, columns: Columns) -> Iterable[str]:
    return (text(node.id), cell(node.labels), *_cells(node, columns))


def _edge(edge: Relationship, columns: Columns) -> Iterable[str]:
    return (text(edge.start), text(edge.end), edge.type, text(edge.id), *_cells(edge, columns))


def _cells(element: Element, columns: Columns) -> Iterable[str]:
    return (_cell(element, name, element.properties.get(name)) for name in columns)


def _cell(element: Element, name: str, value: Value | None) -> str:
    """A CSV field. Raises ExportRefused for a list that neo4j-admin would misread."""
    if value is None:
        return ""
    if isinstance(value, list) and not any(value):
        raise ExportRefused(
            f"The list '{name}' of {element.id} has only empty items, which this format cannot represent."
        )
    if isinstance(value, list) and any(ARRAY_DELIMITER in each for each in value):
        raise ExportRefused(
            f"The list '{name}' of {element.id} contains U+{ord(ARRAY_DELIMITER):04X}, which separates list "
            "items in this format."
        )
    return cell(value)


def _line(fields: Iterable[str]) -> bytes:
    return (",".join(fields) + "\n").encode()
