"""Write a graph as CSV files for neo4j-admin. Equal graphs give equal bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from graph.model.vocabulary import DatasetState
from graph.neo4j.dataset import FORMAT
from graph.store.csv_cells import cell, text
from seed.rows import Graph, NodeRow, R, RelationshipRow, Value

DATASET = "dataset"

_TYPES: Mapping[type, str] = {
    str: "",
    tuple: ":string[]",
    date: ":date",
    bool: ":boolean",
    int: ":long",
    float: ":double",
}
_CHUNK = 1 << 20


@dataclass(frozen=True)
class CsvFiles:
    """The CSV files of a graph and its version. `nodes` includes the file of the `Dataset` node, the counts
    do not; `counts` has the number of nodes of each type."""

    nodes: Sequence[Path]
    relationships: Sequence[Path]
    version: str
    counts: Mapping[str, int]
    relationship_count: int

    @property
    def node_count(self) -> int:
        return sum(self.counts.values())


def csv_files(graph: Graph, folder: Path, schema: Sequence[str] = ()) -> CsvFiles:
    """Write a graph as CSV files for neo4j-admin, and compute its version.

    Types are written one after another, so that only the rows of one are in memory. The version is a digest
    of FORMAT, all files but that of the `Dataset` node, and the statements of the schema."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = _counted(graph.nodes, partial(_nodes, folder))
    links = _counted(graph.relationships, partial(_relationships, folder))
    nodes = [folder / f"nodes-{kind}.csv" for kind in counts]
    relationships = [folder / f"relationships-{kind}.csv" for kind in links]
    files = CsvFiles(
        [*nodes, folder / f"nodes-{DATASET.capitalize()}.csv"],
        relationships,
        _version([*nodes, *relationships], schema),
        counts,
        sum(links.values()),
    )
    _nodes(folder, DATASET.capitalize(), [dataset(files)])
    return files


def dataset(files: CsvFiles) -> NodeRow:
    """The node that describes the graph: its version, state, format and counts."""
    counts: dict[str, Value] = {
        f"{kind[0].lower()}{kind[1:]}Count": number for kind, number in files.counts.items()
    }
    values: dict[str, Value] = {
        "version": files.version,
        "state": DatasetState.READY.value,
        "format": FORMAT,
        "nodeCount": files.node_count,
        "relationshipCount": files.relationship_count,
    }
    return NodeRow(DATASET, ("Dataset",), values | counts)


def _version(files: Sequence[Path], schema: Sequence[str]) -> str:
    total = sha256(f"format {FORMAT}\n".encode())
    for path in files:
        total.update(f"{path.name} {path.stat().st_size}\n".encode())
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                total.update(chunk)
    for statement in schema:
        content = statement.encode()
        total.update(f"schema {len(content)}\n".encode() + content)
    return total.hexdigest()[:16]


def _counted(types: Mapping[str, Iterable[R]], write: Callable[[str, Iterable[R]], int]) -> dict[str, int]:
    """Write all types; return the number of rows of each type that has any."""
    counts = {kind: write(kind, rows) for kind, rows in sorted(types.items())}
    return {kind: number for kind, number in counts.items() if number}


def _nodes(folder: Path, kind: str, rows: Iterable[NodeRow]) -> int:
    return _write(
        folder / f"nodes-{kind}.csv",
        ("id:ID", ":LABEL"),
        rows,
        lambda row: (text(row.id), cell(row.labels)),
    )


def _relationships(folder: Path, kind: str, rows: Iterable[RelationshipRow]) -> int:
    return _write(
        folder / f"relationships-{kind}.csv",
        (":START_ID", ":END_ID", ":TYPE", "id"),
        rows,
        lambda row: (text(row.start), text(row.end), row.type, text(row.id)),
    )


def _write(path: Path, head: Sequence[str], rows: Iterable[R], own: Callable[[R], Iterable[str]]) -> int:
    """Write the rows of a type, sorted by id, unless there are none; return their number."""
    held = sorted(rows, key=lambda row: row.id)
    if held:
        columns = _columns(row.values for row in held)
        with path.open("w", encoding="utf-8", newline="") as file:
            names = (f"{name}{_TYPES[kind]}" for name, kind in columns.items())
            file.write(",".join([*head, *names]) + "\n")
            for row in held:
                file.write(",".join([*own(row), *_cells(row.values, columns)]) + "\n")
    return len(held)


def _columns(rows: Iterable[Mapping[str, Value]]) -> dict[str, type]:
    """The names and types of all values, sorted. Raises TypeError if a name has two types."""
    found: dict[str, type] = {}
    for values in rows:
        for name, value in values.items():
            known = found.setdefault(name, type(value))
            if known is not type(value):
                here, there = (_TYPES[kind] or ":string" for kind in (type(value), known))
                raise TypeError(f"{name} is{here} here and{there} elsewhere")
    return dict(sorted(found.items()))


def _cells(values: Mapping[str, Value], columns: Iterable[str]) -> list[str]:
    return [cell(values[name]) if name in values else "" for name in columns]
