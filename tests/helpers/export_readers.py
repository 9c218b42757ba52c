"""Readers of every export format, each by a library that did not write it.

What a reader returns is `Read`: by id, the labels and properties of each node, and the type, start, end and
properties of each relationship; a list is a list, a day is a day, and what is missing is not there.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import duckdb
import networkx as nx

from graph.export.graph import Graph

Properties = Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    nodes: dict[str, tuple[tuple[str, ...], Properties]]
    relationships: dict[str, tuple[str, str, str, Properties]]


async def held(graph: Graph) -> Read:
    """What a graph holds, without any format."""
    return Read(
        {node.id: (node.labels, node.properties) async for node in graph.nodes()},
        {edge.id: (edge.type, edge.start, edge.end, edge.properties) async for edge in graph.relationships()},
    )


def ndjson(content: bytes) -> Read:
    head, *lines = [json.loads(line) for line in content.decode().split("\n") if line]
    assert head["kind"] == "dataset"
    plain = _Decoded(dates=head["dates"])
    nodes = [each for each in lines if each["kind"] == "node"]
    edges = [each for each in lines if each["kind"] == "relationship"]
    assert lines == nodes + edges
    return Read(
        {each["id"]: (tuple(each["labels"]), plain(each["properties"])) for each in nodes},
        {each["id"]: (each["type"], each["start"], each["end"], plain(each["properties"])) for each in edges},
    )


def graphml(content: bytes) -> Read:
    found = nx.read_graphml(io.BytesIO(content), edge_key_type=str, force_multigraph=True)
    about = {name: found.graph[name] for name in ("lists", "dates")}
    plain = _Decoded(json.loads(about["dates"]), json.loads(about["lists"]))
    return Read(
        {
            own: (_labels(data), plain(data, "labels", "type", "label"))
            for own, data in found.nodes(data=True)
        },
        {
            key: (data["type"], start, end, plain(data, "type"))
            for start, end, key, data in found.edges(keys=True, data=True)
        },
    )


def gexf(content: bytes) -> Read:
    found = nx.read_gexf(io.BytesIO(content), version="1.2draft")
    space = {"g": "http://www.gexf.net/1.2draft"}
    told = json.loads(ElementTree.fromstring(content).findtext("g:meta/g:description", "", space))
    plain = _Decoded(told["dates"], told["lists"])
    return Read(
        {
            own: (_labels(data), plain(data, "labels", "type", "label"))
            for own, data in found.nodes(data=True)
        },
        {
            data["id"]: (
                data["label"],
                start,
                end,
                plain(data, "id", "label", "relationship", "networkx_key"),
            )
            for start, end, data in found.edges(data=True)
        },
    )


def cytoscape(content: bytes) -> Read:
    found = json.loads(content)
    plain = _Decoded(found["data"]["dates"])
    nodes = [each["data"] for each in found["elements"]["nodes"]]
    edges = [each["data"] for each in found["elements"]["edges"]]
    return Read(
        {each["id"]: (tuple(each["labels"]), plain(each, "id", "labels", "label")) for each in nodes},
        {
            each["id"]: (
                *(each["type"], each["source"], each["target"]),
                plain(each, "id", "type", "source", "target"),
            )
            for each in edges
        },
    )


def node_link(content: bytes) -> Read:
    found = nx.node_link_graph(json.loads(content))
    plain = _Decoded(found.graph["dates"])
    return Read(
        {own: (tuple(data["labels"]), plain(data, "labels")) for own, data in found.nodes(data=True)},
        {
            key: (data["type"], start, end, plain(data, "type"))
            for start, end, key, data in found.edges(keys=True, data=True)
        },
    )


def tables(content: bytes) -> Read:
    """The zip of CSV, by its own data package; csv and a parser that tells `""` from nothing must agree."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        package = json.loads(archive.read("datapackage.json"))
        assert {each["path"] for each in package["resources"]} == set(archive.namelist()) - {
            "datapackage.json"
        }
        kinds: dict[str, str] = {}
        nodes: dict[str, Any] = {}
        edges: dict[str, Any] = {}
        for resource in package["resources"]:
            types = {each["name"]: each["type"] for each in resource["schema"]["fields"]}
            folder, _, name = resource["path"].removesuffix(".csv").partition("/")
            for row in rows(archive.read(resource["path"]).decode()):
                assert set(row) == set(types)
                cells = {key: _READ[types[key]](text) for key, text in row.items() if text is not None}
                own = cells.pop("id")
                if not name:
                    kinds[own] = cells["type"]
                elif folder == "nodes":
                    assert kinds[own] == name
                    nodes[own] = (tuple(cells.pop("labels")), cells)
                else:
                    edges[own] = (name, cells.pop("start"), cells.pop("end"), cells)
    assert kinds.keys() == nodes.keys()
    return Read(nodes, edges)


def duckdb_file(content: bytes) -> Read:
    """The file of DuckDB, by its catalogue: a table of nodes has labels, one of relationships has ends."""
    nodes: dict[str, Any] = {}
    edges: dict[str, Any] = {}
    with duckdb_opened(content) as database:
        tables = database.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        for (name,) in tables:
            found = database.execute(f'FROM "{name}"')
            columns = [each[0] for each in found.description]
            for row in found.fetchall() if name != "README" else []:
                cells = {key: value for key, value in zip(columns, row, strict=True) if value is not None}
                own = cells.pop("id")
                if "labels" in columns:
                    nodes[own] = (tuple(cells.pop("labels")), cells)
                else:
                    edges[own] = (name, cells.pop("start"), cells.pop("end"), cells)
        views = [
            dict(database.execute(f"SELECT id, type FROM {each}").fetchall())
            for each in ("nodes", "relationships")
        ]
    assert views[0] == {own: labels[-1] for own, (labels, _) in nodes.items()}
    assert views[1] == {own: edge[0] for own, edge in edges.items()}
    return Read(nodes, edges)


@contextmanager
def duckdb_opened(content: bytes) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of DuckDB, as an analyst opens it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "exported.duckdb"
        path.write_bytes(content)
        with duckdb.connect(str(path), read_only=True) as database:
            yield database


def admin_tables(content: bytes) -> Read:
    """The zip of CSV for neo4j-admin, by the types in its headers."""
    return admin_files(unzipped(content))


def admin_files(files: Mapping[str, bytes]) -> Read:
    """The CSV for neo4j-admin by the names of its files."""
    nodes: dict[str, Any] = {}
    edges: dict[str, Any] = {}
    for file, text in files.items():
        for row in rows(text.decode()) if file.endswith(".csv") else []:
            cells = dict(_admin_cells(row))
            if file.startswith("nodes-"):
                nodes[cells.pop("id")] = (tuple(str(row[":LABEL"]).split("\x1f")), cells)
            else:
                ends = row[":TYPE"], row[":START_ID"], row[":END_ID"]
                edges[cells.pop("id")] = (*ends, cells)
    return Read(nodes, edges)


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(text: str) -> Iterator[dict[str, str | None]]:
    """The records of CSV; a field of nothing is None, and `""` is an empty text."""
    parsed = list(_records(text))
    # Python's own reader makes no difference between the two.
    known = list(csv.reader(io.StringIO(text, newline="")))
    assert [[field or "" for field in record] for record in parsed] == known
    names = [name or "" for name in parsed[0]]
    return (dict(zip(names, record, strict=True)) for record in parsed[1:])


_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n)')


def _records(text: str) -> Iterator[list[str | None]]:
    record: list[str | None] = []
    place = 0
    while place < len(text):
        match = _FIELD.match(text, place)
        assert match is not None, text[place : place + 80]
        quoted, bare, end = match.groups()
        record.append((bare or None) if quoted is None else quoted.replace('""', '"'))
        place = match.end()
        if end != ",":
            yield record
            record = []


def _admin_cells(row: Mapping[str, str | None]) -> Iterator[tuple[str, Any]]:
    for head, text in row.items():
        name, _, form = head.partition(":")
        if name and text is not None:
            yield name, _ADMIN[form](text)


@dataclass(frozen=True)
class _Decoded:
    """Properties of a format whose texts stand for lists and days in those that it names."""

    dates: list[str]
    lists: tuple[str, ...] | list[str] = ()

    def __call__(self, data: Properties, *own: str) -> Properties:
        return {name: self._value(name, value) for name, value in data.items() if name not in own}

    def _value(self, name: str, value: Any) -> Any:
        if name in self.dates:
            return date.fromisoformat(value)
        return json.loads(value) if name in self.lists else value


def _labels(data: Properties) -> tuple[str, ...]:
    return tuple(json.loads(data["labels"]))


_READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "array": json.loads,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}
_ADMIN: dict[str, Callable[[str], Any]] = {
    "": str,
    "ID": str,
    "string[]": lambda text: text.split("\x1f"),
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}
