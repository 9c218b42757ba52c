"""A graph to export from Neo4j."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from graph.errors import ExportRefused
from graph.export.graph import Columns, Tables, ValueType
from graph.export.reader import ExportReader
from graph.export.records import GENERAL_LABELS, About, Node, Relationship, type_of
from graph.export.scopes import ExportScope
from graph.export.values import known

# Neo4j's names of types, from db.schema and from Cypher's valueType().
_KINDS = {
    "String": ValueType.TEXT,
    "STRING": ValueType.TEXT,
    "StringArray": ValueType.TEXTS,
    "LIST<STRING>": ValueType.TEXTS,
    "Long": ValueType.INTEGER,
    "INTEGER": ValueType.INTEGER,
    "Double": ValueType.FLOAT,
    "FLOAT": ValueType.FLOAT,
    "Boolean": ValueType.BOOLEAN,
    "BOOLEAN": ValueType.BOOLEAN,
    "Date": ValueType.DATE,
    "DATE": ValueType.DATE,
}


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """The part of the graph in Neo4j within a scope. ``left_out`` is the number of relationships in it that
    the build derives, where they are left out. ``for_database`` keeps the days that stand for no day, by
    which a database is asked."""

    about: About
    reader: ExportReader
    scope: ExportScope
    left_out: int | None = None
    for_database: bool = False

    async def without_derived(self) -> StoredGraph:
        """The same without the relationships that the build derives, as its caveat then says."""
        if self.scope.ids is None:
            left_out = int(await self.reader.read("derived_size"))
        else:
            left_out = 0
            async with aclosing(self.relationships()) as relationships:
                async for each in relationships:
                    left_out += _is_derived(each)
        caveat = f"{self.about.caveat} Left out here: {left_out} relationships that the build derives."
        return replace(self, about=replace(self.about, caveat=caveat), left_out=left_out)

    async def tables(self) -> Tables:
        nodes: dict[str, dict[str, ValueType]] = defaultdict(dict)
        relationships: dict[str, dict[str, ValueType]] = defaultdict(dict)
        for labels, name, kinds in await self.reader.read("properties_of_nodes"):
            _add_column(nodes[type_of(labels)], name, kinds)
        for quoted, name, kinds in await self.reader.read("properties_of_relationships"):
            _add_column(relationships[quoted.removeprefix(":").strip("`")], name, kinds)
        return Tables(_sorted(nodes), _sorted(relationships))

    async def nodes(self) -> AsyncGenerator[Node]:
        async with aclosing(self.reader.nodes(self.scope.ids)) as rows:
            async for own, labels, properties in rows:
                read = self._read(properties)
                if self.left_out and "Dataset" in labels:
                    read["relationshipCount"] -= self.left_out
                yield Node(own, _ordered(labels), read)

    async def relationships(self) -> AsyncGenerator[Relationship]:
        async with aclosing(self.reader.relationships(self.scope.ids)) as rows:
            async for own, kind, start, end, properties in rows:
                found = Relationship(own, kind, start, end, self._read(properties))
                if self.left_out is None or not _is_derived(found):
                    yield found

    async def size(self) -> int:
        """The number of nodes and relationships together."""
        if self.scope.ids is None:
            return int(await self.reader.read("exported_size")) - (self.left_out or 0)
        found = len(self.scope.ids)
        async with aclosing(self.reader.relationships(self.scope.ids)) as rows:
            async for _ in rows:
                found += 1
        return found - (self.left_out or 0)

    def _read(self, properties: dict[str, Any]) -> dict[str, Any]:
        """The properties without the id, sorted, with dates as `datetime.date`."""
        del properties["id"]
        read = {name: _native(value) for name, value in sorted(properties.items())}
        return read if self.for_database else known(read)


def _is_derived(relationship: Relationship) -> bool:
    return relationship.properties.get("derived") is True


def _add_column(columns: dict[str, ValueType], name: str | None, kinds: list[str] | None) -> None:
    """Add a property of a type to its columns. Raises ExportRefused if its values have several types.

    A type without properties has one row whose name is None."""
    if name is None or name == "id":
        return
    found = {_KINDS.get(kind.removesuffix(" NOT NULL")) for kind in kinds or ()}
    found |= {columns[name]} if name in columns else set()
    (kind,) = found if len(found) == 1 else (None,)
    if kind is None:
        description = " and ".join(sorted(kinds or ()))
        raise ExportRefused(f"The property '{name}' holds {description}, for which no format has a column.")
    columns[name] = kind


def _sorted(tables: Mapping[str, Columns]) -> Mapping[str, Columns]:
    return {name: dict(sorted(columns.items())) for name, columns in sorted(tables.items())}


def _ordered(labels: list[str]) -> tuple[str, ...]:
    general = [label for label in GENERAL_LABELS if label in labels]
    return (*general, *sorted(label for label in labels if label not in general))


def _native(value: Any) -> Any:
    return value.to_native() if hasattr(value, "to_native") else value
