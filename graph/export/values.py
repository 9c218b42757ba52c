"""Values as formats without lists and dates hold them, and what a format cannot hold, refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any

import orjson

from graph.errors import ExportRefused
from graph.export.graph import Columns, Kind
from graph.export.records import Element, Node, Value

# What XML 1.0 has no way to write, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def flat(value: Value) -> str | int | float | bool:
    """A list as JSON, a day as `2016-10-17`, anything else as it is."""
    match value:
        case list():
            return orjson.dumps(value).decode()
        case date():
            return value.isoformat()
    return value


def caption_of(node: Node) -> str:
    """What people read of a node."""
    return str(node.properties.get("caption", node.id))


def with_own(element: Element, own: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """What a format says of an element itself, and the properties beside it. Raises ExportRefused where a
    property has a name that the format needs."""
    for name in properties:
        if name in own:
            raise ExportRefused(
                f"The property '{name}' of {element.id} has a name that this format needs for itself."
            )
    return {**own, **properties}


def json_properties(element: Element) -> dict[str, Value]:
    """The properties, sorted. Raises ExportRefused for a number that JSON has no way to write."""
    for name, value in element.properties.items():
        if isinstance(value, float) and not isfinite(value):
            raise ExportRefused(f"The property '{name}' of {element.id} is {value}, which JSON cannot hold.")
    return dict(sorted(element.properties.items()))


def refuse_beyond_xml(element: Element) -> None:
    """Raises ExportRefused for a character that XML cannot hold."""
    for name, value in [("id", element.id), *element.properties.items()]:
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and (found := _NOT_XML.search(text)):
                raise ExportRefused(
                    f"The property '{name}' of {element.id} holds the character U+{ord(found[0]):04X}, which "
                    "XML cannot hold; ask for a format that is not XML."
                )


def columns_of(elements: Iterable[Element]) -> Columns:
    """The names of all properties and what their values are. Raises ExportRefused where one name has two."""
    found: dict[str, Kind] = {}
    for element in elements:
        for name, value in element.properties.items():
            kind = kind_of(value)
            if found.setdefault(name, kind) is not kind:
                raise ExportRefused(
                    f"The property '{name}' of {element.id} is {kind} there, and {found[name]} elsewhere."
                )
    return dict(sorted(found.items()))


def kind_of(value: Value) -> Kind:
    """What a value is."""
    match value:
        case bool():
            return Kind.BOOLEAN
        case int():
            return Kind.INTEGER
        case float():
            return Kind.FLOAT
        case date():
            return Kind.DATE
        case list():
            return Kind.TEXTS
    return Kind.TEXT
