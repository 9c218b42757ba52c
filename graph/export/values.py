"""Values for formats without lists and dates, and refusals of values that a format cannot represent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any

import orjson

from graph.errors import ExportRefused
from graph.export.graph import Columns, ValueType
from graph.export.records import Element, Node, Value
from graph.model.dates import BEGINNING, END_OF_TIME

# Characters that XML 1.0 cannot represent, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# What stands for no known day in the graph, by which lists are ordered and conditions asked.
_NO_DAY: tuple[Value, ...] = (BEGINNING, END_OF_TIME)


def known(properties: Mapping[str, Value]) -> dict[str, Value]:
    """The properties without the first and the last day of the calendar, which stand for no known day."""
    return {name: value for name, value in properties.items() if value not in _NO_DAY}


def flat(value: Value) -> str | int | float | bool:
    """A list as JSON, a date as `2016-10-17`, anything else unchanged."""
    match value:
        case list():
            return orjson.dumps(value).decode()
        case date():
            return value.isoformat()
    return value


def caption_of(node: Node) -> str:
    """A node's caption, or its id."""
    return str(node.properties.get("caption", node.id))


def merged_fields(element: Element, own: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """The format's own fields of an element and its properties. Raises ExportRefused if a property has the
    name of a field."""
    for name in properties:
        if name in own:
            raise ExportRefused(
                f"The property '{name}' of {element.id} has a name that this format reserves."
            )
    return {**own, **properties}


def require_finite(own: str, properties: Mapping[str, Any], reason: str) -> None:
    """Raise ExportRefused for a number that is infinite or none, which the format for a ``reason`` lacks."""
    for name, value in properties.items():
        if isinstance(value, float) and not isfinite(value):
            raise ExportRefused(f"The property '{name}' of {own} is {value}, which {reason}.")


def json_properties(element: Element) -> dict[str, Value]:
    """The properties, sorted. Raises ExportRefused for a number that JSON cannot represent."""
    require_finite(element.id, element.properties, "JSON cannot represent")
    return dict(sorted(element.properties.items()))


def require_xml_characters(element: Element) -> None:
    """Raise ExportRefused for a character that XML cannot represent."""
    for name, value in [("id", element.id), *element.properties.items()]:
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and (found := _NOT_XML.search(text)):
                raise ExportRefused(
                    f"The property '{name}' of {element.id} contains U+{ord(found[0]):04X}, which XML cannot "
                    "represent; choose a format that is not XML."
                )


def columns_of(elements: Iterable[Element]) -> Columns:
    """The names and value types of all properties. Raises ExportRefused if a property has two types."""
    found: dict[str, ValueType] = {}
    for element in elements:
        for name, value in element.properties.items():
            kind = kind_of(value)
            if found.setdefault(name, kind) is not kind:
                raise ExportRefused(
                    f"The property '{name}' of {element.id} is {kind}, but {found[name]} elsewhere."
                )
    return dict(sorted(found.items()))


def kind_of(value: Value) -> ValueType:
    """The type of a value."""
    match value:
        case bool():
            return ValueType.BOOLEAN
        case int():
            return ValueType.INTEGER
        case float():
            return ValueType.FLOAT
        case date():
            return ValueType.DATE
        case list():
            return ValueType.TEXTS
    return ValueType.TEXT
