"""The description of the CSV tables: a Frictionless data package, with Table Schema for each.

It claims no licence of the whole, since each source has its own: `licences` names them with their sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from graph.export.column_meanings import meaning_of, words_of
from graph.export.graph import Columns, ValueType
from graph.export.json_lines import dataset_members
from graph.export.records import About
from graph.export.table_rows import NODES, TableName
from graph.export.zip_builder import Content
from graph.model.relationships import DERIVED_ENDS, RELATIONSHIP_TYPES

_TYPES: Mapping[ValueType, Mapping[str, Any]] = {
    ValueType.TEXT: {"type": "string"},
    ValueType.TEXTS: {"type": "array"},
    ValueType.INTEGER: {"type": "integer"},
    ValueType.FLOAT: {"type": "number", "decimalChar": "."},
    ValueType.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    ValueType.DATE: {"type": "date", "format": "default"},
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
# A year, a month or a day, as published.
_PARTIAL = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_PARTIALLY_DATED = ("date", "madePublic", "published", "inspectedFrom", "inspectedTo", "validFrom", "validTo")
_NEVER_MISSING = ("id", "labels", "type", "start", "end")


def data_package(
    about: About, tables: Mapping[TableName, Columns], content: Callable[[str], Content]
) -> bytes:
    """`datapackage.json` of the tables that have rows; ``content`` measures a file."""
    return orjson.dumps(
        {
            "profile": "data-package",
            "name": "safeguarding-graph",
            "title": "Safeguarding Graph",
            "description": about.caveat,
            **dataset_members(about),
            "resources": [
                _resource(name, tables, content(f"{name.path}.csv")) for name in sorted(tables, key=_place)
            ],
        },
        option=orjson.OPT_INDENT_2,
    )


def _resource(name: TableName, tables: Mapping[TableName, Columns], content: Content) -> dict[str, Any]:
    return {
        "name": _named(name),
        "path": f"{name.path}.csv",
        "title": name.type or "All nodes, with their types",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": content.size,
        "hash": f"sha256:{content.sha256}",
        "dialect": _DIALECT,
        "schema": {
            "fields": [_field(name, column, kind) for column, kind in tables[name].items()],
            "missingValues": [""],
            "primaryKey": "id",
            "foreignKeys": list(_foreign_keys(name, tables)),
        },
    }


def _field(table: TableName, column: str, kind: ValueType) -> dict[str, Any]:
    """A column: its type, what it means, and what its values must be."""
    constraints: dict[str, Any] = {}
    if column in _NEVER_MISSING:
        constraints["required"] = True
    if column == "id":
        constraints["unique"] = True
    if words := words_of(table.type, column):
        constraints["enum"] = list(words)
    elif column in _PARTIALLY_DATED and kind is ValueType.TEXT:
        constraints["pattern"] = _PARTIAL
    meaning = meaning_of(table.type, column)
    return {
        "name": column,
        **_TYPES[kind],
        **({"description": meaning} if meaning else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign_keys(table: TableName, tables: Mapping[TableName, Columns]) -> Iterator[dict[str, Any]]:
    """What the ids of a table lead to. A key can name one table: where the nodes at an end are of several
    types, it names that of all nodes."""
    if table == NODES:
        return
    if table.folder == "nodes":
        yield _key("id", NODES)
        return
    for column, labels in zip(("start", "end"), _ends(table.type), strict=True):
        only = TableName("nodes", labels[0]) if len(labels) == 1 else NODES
        yield _key(column, only if only in tables else NODES)


def _ends(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels that a type of relationship joins; none where they are not declared."""
    if row := RELATIONSHIP_TYPES.get(kind):
        starts, ends = row.starts, row.ends
    else:
        starts, ends = DERIVED_ENDS.get(kind, ((), ()))
    return starts, ends


def _key(column: str, table: TableName) -> dict[str, Any]:
    return {"fields": column, "reference": {"resource": _named(table), "fields": "id"}}


def _named(table: TableName) -> str:
    """The name of its resource, such as `nodes-finding`."""
    return table.path.replace("/", "-").lower()


def _place(table: TableName) -> tuple[bool, str]:
    """All nodes come first, then the types of nodes."""
    return table.folder != "nodes", table.type
