"""A graph as CSV files for neo4j-admin: the same graph, the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from graph.model.vocabulary import DatasetState
from graph.store.csv_cells import cell, text
from seed.rows import Graph, NodeRow, RelationshipRow, Value

# Rises when the same sources shall make another graph: the version depends on it.
FORMAT = 1
DATASET = "dataset"

_TYPES: Mapping[type, str] = {
    str: "",
    tuple: ":string[]",
    date: ":date",
    bool: ":boolean",
    int: ":long",
    float: ":double",
}
R = TypeVar("R", NodeRow, RelationshipRow)


@dataclass(frozen=True)
class CsvFiles:
    """The content of each file by its name, and the version that they make."""

    nodes: Mapping[str, bytes]
    relationships: Mapping[str, bytes]
    version: str

    def write(self, folder: Path) -> tuple[list[Path], list[Path]]:
        """Write the files; returns the paths of nodes and of relationships."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (*self.nodes.items(), *self.relationships.items()):
            (folder / name).write_bytes(content)
        return [folder / name for name in self.nodes], [folder / name for name in self.relationships]


def csv_files(graph: Graph, schema: Sequence[str] = ()) -> CsvFiles:
    """The files of a graph, with its `Dataset` node. The version is a digest of all of them, of FORMAT and
    of the statements of the schema that the store is given."""
    nodes = {f"nodes-{kind}.csv": _nodes(rows) for kind, rows in _grouped(graph.nodes)}
    relationships = {
        f"relationships-{kind}.csv": _relationships(rows) for kind, rows in _grouped(graph.relationships)
    }
    version = _version({**nodes, **relationships}, schema)
    nodes[f"nodes-{DATASET.capitalize()}.csv"] = _nodes([dataset(replace(graph, version=version))])
    return CsvFiles(nodes, relationships, version)


def dataset(graph: Graph) -> NodeRow:
    """The node that describes the graph: its version, state, format and counts."""
    counts: dict[str, Value] = {
        f"{kind[0].lower()}{kind[1:]}Count": number for kind, number in graph.counts().items()
    }
    values: dict[str, Value] = {
        "version": graph.version,
        "state": DatasetState.READY.value,
        "format": FORMAT,
        "nodeCount": len(graph.nodes),
        "relationshipCount": len(graph.relationships),
    }
    return NodeRow(DATASET, ("Dataset",), values | counts)


def _version(files: Mapping[str, bytes], schema: Sequence[str]) -> str:
    total = sha256(f"format {FORMAT}\n".encode())
    for name, content in [*sorted(files.items()), *(("schema", each.encode()) for each in schema)]:
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()[:16]


def _grouped(rows: Iterable[R]) -> list[tuple[str, list[R]]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        groups[row.type].append(row)
    return [(kind, sorted(group, key=lambda row: row.id)) for kind, group in sorted(groups.items())]


def _nodes(rows: list[NodeRow]) -> bytes:
    columns = _columns(row.values for row in rows)
    lines = [["id:ID", ":LABEL", *(f"{name}{form}" for name, form in columns.items())]]
    lines += [[text(row.id), cell(row.labels), *_cells(row.values, columns)] for row in rows]
    return _bytes(lines)


def _relationships(rows: list[RelationshipRow]) -> bytes:
    columns = _columns(row.values for row in rows)
    lines = [[":START_ID", ":END_ID", ":TYPE", "id", *(f"{name}{form}" for name, form in columns.items())]]
    lines += [
        [text(row.start), text(row.end), row.type, text(row.id), *_cells(row.values, columns)] for row in rows
    ]
    return _bytes(lines)


def _columns(rows: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    """The names of all values with the form of their type, sorted; one name has one type."""
    found: dict[str, str] = {}
    for values in rows:
        for name, value in values.items():
            form = _TYPES[type(value)]
            if found.setdefault(name, form) != form:
                raise TypeError(f"{name} is{form or ':string'} here and{found[name] or ':string'} elsewhere")
    return dict(sorted(found.items()))


def _cells(values: Mapping[str, Value], columns: Mapping[str, str]) -> list[str]:
    return [cell(values[name]) if name in values else "" for name in columns]


def _bytes(lines: list[list[str]]) -> bytes:
    return ("\n".join(",".join(line) for line in lines) + "\n").encode()
