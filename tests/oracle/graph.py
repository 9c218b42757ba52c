"""The build's CSV files as nodes and relationships in memory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Values = Mapping[str, Any]

_LIST = "\x1f"  # stands between the items of a list
_FIELD = re.compile(r'("(?:[^"]|"")*"|[^,\n]*)([,\n])')
_PLAIN: Mapping[str, Callable[[str], Any]] = {
    "": str,
    "string[]": lambda text: text.split(_LIST),
    "date": date.fromisoformat,
    "boolean": lambda text: text == "true",
    "long": int,
    "double": float,
}


@dataclass(frozen=True, eq=False)
class Node:
    id: str
    labels: tuple[str, ...]
    values: Values = field(default_factory=dict)

    @property
    def type(self) -> str:
        return self.labels[-1]


@dataclass(frozen=True, eq=False)
class Relationship:
    type: str
    start: Node
    end: Node
    values: Values = field(default_factory=dict)

    @property
    def id(self) -> str:
        term = f"|{self.values['term']}" if "term" in self.values else ""
        return f"{self.type}|{self.start.id}|{self.end.id}{term}"


class Graph:
    """Nodes by id, and the relationships that leave and reach each."""

    def __init__(self, nodes: Iterable[Node], relationships: Iterable[Relationship] = ()) -> None:
        self.nodes = {node.id: node for node in nodes}
        self._leaving: dict[str, list[Relationship]] = defaultdict(list)
        self._reaching: dict[str, list[Relationship]] = defaultdict(list)
        for relationship in relationships:
            self._leaving[relationship.start.id].append(relationship)
            self._reaching[relationship.end.id].append(relationship)

    def of(self, label: str) -> list[Node]:
        return [node for node in self.nodes.values() if label in node.labels]

    def leaving(self, node: Node, *types: str) -> list[Relationship]:
        """Relationships that start at a node: of these types, or all."""
        return [each for each in self._leaving[node.id] if not types or each.type in types]

    def reaching(self, node: Node, *types: str) -> list[Relationship]:
        """Relationships that end at a node: of these types, or all."""
        return [each for each in self._reaching[node.id] if not types or each.type in types]

    def answering_for(self, own: str) -> Node | None:
        """The node with an id, or the one that answers for an id that was superseded."""
        node = self.nodes.get(own)
        if node and "Alias" in node.labels:
            node = next((each.end for each in self.leaving(node, "NOW")), None)
        return node if node and "Entity" in node.labels else None


def read_graph(folder: Path) -> Graph:
    """The graph of a folder of CSV files, as the build writes them beside a store."""
    nodes = {}
    for path in sorted(folder.glob("nodes-*.csv")):
        for row in _rows(path):
            own, labels = row.pop("id:ID"), row.pop(":LABEL").split(_LIST)
            nodes[own] = Node(own, tuple(labels), _typed(row))
    relationships = []
    for path in sorted(folder.glob("relationships-*.csv")):
        for row in _rows(path):
            start, end, kind = (row.pop(name) for name in (":START_ID", ":END_ID", ":TYPE"))
            relationships.append(Relationship(kind, nodes[start], nodes[end], _typed(row)))
    return Graph(nodes.values(), relationships)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The filled fields of every row. The csv module cannot tell an empty field, which is a missing value,
    from a quoted empty text, which is one."""
    header: list[str] | None = None
    row: list[str] = []
    for text, end in _FIELD.findall(path.read_text("utf-8")):
        row.append(text)
        if end == ",":
            continue
        if header is None:
            header = [_unquoted(name) for name in row]
        else:
            yield {name: _unquoted(text) for name, text in zip(header, row, strict=True) if text}
        row = []


def _unquoted(text: str) -> str:
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def _typed(row: Mapping[str, str]) -> Values:
    values = {}
    for column, text in row.items():
        name, _, form = column.partition(":")
        values[name] = _PLAIN[form](text)
    return values
