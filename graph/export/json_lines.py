"""JSON lines, for graphs and for their changes.

The first line has the kind `dataset`, the others `node` or `relationship`. Dates are texts such as
`2016-10-17`; missing properties are omitted. Each line ends with its only line feed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from graph.export.records import About, Node, Relationship
from graph.export.values import json_properties

MEDIA_TYPE = "application/x-ndjson"


def dataset_line(about: About, **more: object) -> bytes:
    """The first line, with ``more`` members."""
    return _line({"kind": "dataset", **dataset_members(about), **more})


def node_line(node: Node) -> bytes:
    """A node's line. Raises ExportRefused for a number that JSON cannot represent."""
    return _line({"kind": "node", "id": node.id, "labels": node.labels, "properties": json_properties(node)})


def relationship_line(relationship: Relationship) -> bytes:
    """A relationship's line. Raises ExportRefused for a number that JSON cannot represent."""
    return _line(
        {
            "kind": "relationship",
            "id": relationship.id,
            "type": relationship.type,
            "start": relationship.start,
            "end": relationship.end,
            "properties": json_properties(relationship),
        }
    )


def dataset_members(about: About) -> dict[str, Any]:
    """The dataset's version, caveat and licences, as members of a JSON object."""
    return {
        "version": about.version,
        "caveat": about.caveat,
        "licences": [{"licence": each.name, "sources": each.sources} for each in about.licences],
    }


def _line(members: Mapping[str, object]) -> bytes:
    return orjson.dumps(members, option=orjson.OPT_APPEND_NEWLINE)
