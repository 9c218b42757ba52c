"""The graph in Neo4j, as exports read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from graph.errors import ExportRefused
from graph.export.graph import Columns, Kind, Tables
from graph.export.reader import Reader
from graph.export.records import GENERAL_LABELS, About, Node, Relationship, type_of
from graph.export.scopes import Scope

# As Neo4j names them, in its own words and in those of Cypher.
_KINDS = {
    "String": Kind.TEXT,
    "STRING": Kind.TEXT,
    "StringArray": Kind.TEXTS,
    "LIST<STRING>": Kind.TEXTS,
    "Long": Kind.INTEGER,
    "INTEGER": Kind.INTEGER,
    "Double": Kind.FLOAT,
    "FLOAT": Kind.FLOAT,
    "Boolean": Kind.BOOLEAN,
    "BOOLEAN": Kind.BOOLEAN,
    "Date": Kind.DATE,
    "DATE": Kind.DATE,
}


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """What of the graph in Neo4j is in a scope."""

    about: About
    reader: Reader
    scope: Scope

    async def tables(self) -> Tables:
        nodes: dict[str, dict[str, Kind]] = defaultdict(dict)
        relationships: dict[str, dict[str, Kind]] = defaultdict(dict)
        for labels, name, kinds in await self.reader.read("properties_of_nodes"):
            _note(nodes[type_of(labels)], name, kinds)
        for quoted, name, kinds in await self.reader.read("properties_of_relationships"):
            _note(relationships[quoted.removeprefix(":").strip("`")], name, kinds)
        return Tables(_sorted(nodes), _sorted(relationships))

    async def nodes(self) -> AsyncGenerator[Node]:
        async with aclosing(self.reader.nodes(self.scope.ids)) as rows:
            async for own, labels, properties in rows:
                yield Node(own, _ordered(labels), _read(properties))

    async def relationships(self) -> AsyncGenerator[Relationship]:
        async with aclosing(self.reader.relationships(self.scope.ids)) as rows:
            async for own, kind, start, end, properties in rows:
                yield Relationship(own, kind, start, end, _read(properties))

    async def size(self) -> int:
        """How many nodes and relationships there are, together."""
        if self.scope.ids is None:
            return int(await self.reader.read("exported_size"))
        found = len(self.scope.ids)
        async with aclosing(self.reader.relationships(self.scope.ids)) as rows:
            async for _ in rows:
                found += 1
        return found


def _note(columns: dict[str, Kind], name: str | None, kinds: list[str] | None) -> None:
    """Add what Neo4j says of one property of a type; a type without properties has a row too."""
    if name is None or name == "id":
        return
    found = {_KINDS.get(kind.removesuffix(" NOT NULL")) for kind in kinds or ()}
    found |= {columns[name]} if name in columns else set()
    (kind,) = found if len(found) == 1 else (None,)
    if kind is None:
        told = " and ".join(sorted(kinds or ()))
        raise ExportRefused(f"The property '{name}' holds {told}, for which no format has a column.")
    columns[name] = kind


def _sorted(tables: Mapping[str, Columns]) -> Mapping[str, Columns]:
    return {name: dict(sorted(columns.items())) for name, columns in sorted(tables.items())}


def _ordered(labels: list[str]) -> tuple[str, ...]:
    general = [label for label in GENERAL_LABELS if label in labels]
    return (*general, *sorted(label for label in labels if label not in general))


def _read(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties without the id, sorted, and with dates as Python has them."""
    del properties["id"]
    return {name: _native(value) for name, value in sorted(properties.items())}


def _native(value: Any) -> Any:
    return value.to_native() if hasattr(value, "to_native") else value
