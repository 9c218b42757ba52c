"""The JSON Schema of curated files, made from the model: `python -m seed.sources.curated_schema` prints it.

``seed/schema/parts.json`` holds what no type decides: dates, periods, evidence. The outcome is committed as
``seed/schema/curated.schema.json``, where editors find it.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any

from graph.model.dates import PartialDate, Period
from graph.model.node_type import NodeType
from graph.model.nodes import NODE_TYPES, Entity, Organisation
from graph.model.relationships import RELATIONSHIP_TYPES, RelationshipType
from graph.model.spelling import camel
from seed.values import hints

_PARTS = Path(__file__).resolve().parents[1] / "schema" / "parts.json"
_WIDTH = 150
# What keys mean that several types have; a type declares those of its own.
_KEYS: Mapping[str, str] = {
    "note": "A caveat, in our own words.",
    "name": "The name, as a reader should see it.",
    "otherNames": "Other names under which sources write of it.",
    "period": "From when until when it existed; an unknown end is written unknown.",
    "nameIsDescriptive": "true where the source does not name it and the name here only describes it.",
    "onsCode": "The code of the Office for National Statistics.",
    "kind": "What kind of thing this is.",
    "summary": "What is said, in our own words and never in the words of the source.",
    "date": "The day on which the source that says so was written or published.",
    "published": "The day of publication, as far as it is known.",
    "framework": "A framework of seed/frameworks.yaml, for example ofsted-sif.",
    "attribution": "explicit where the source names who says it of whom; "
    "contextual where the paragraph implies it.",
    "status": "stated: the source's own assertion; reported: it reports somebody else's; "
    "derived: counted here; reference: a table.",
}
_TEXT = {"type": "string", "minLength": 1}
_EXTENDS = "The id of an entry of the reference data, to which this adds."
_ID = "The permanent id of this entry, as other entries refer to it."
_DECISION = "How an ambiguity of the source was decided, and why; instead of note."
_LINK = "An id, or an object whose to is the id, with what the relationship itself carries."


def curated_schema() -> dict[str, Any]:
    """The schema as JSON. Raises KeyError for a field of which nothing says what it means."""
    parts: dict[str, Any] = json.loads(_PARTS.read_text("utf-8"))
    curated = [each for each in NODE_TYPES if each.key]
    lists = {
        each.key: {"type": "array", "minItems": 1, "items": _ref(each.label)} for each in curated if each.key
    }
    links: dict[str, Any] = {}
    for row in RELATIONSHIP_TYPES.values():
        if row.asserts:
            links |= _link(row)
    types = {each.label: _type(each) for each in curated}
    return parts | {
        "properties": lists | parts["properties"],
        "$defs": parts["$defs"] | links | types,
    }


def written(schema: Any, indent: int = 0) -> str:
    """A part of the schema as text: on one line where that is short."""
    line = json.dumps(schema, ensure_ascii=False)
    if not isinstance(schema, dict) or len(line) + indent <= _WIDTH:
        return line
    inner = " " * (indent + 2)
    rows = (f"{inner}{json.dumps(key)}: {written(value, indent + 2)}" for key, value in schema.items())
    return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"


def _type(declared: NodeType) -> dict[str, Any]:
    kind = declared.kind
    needed = [
        each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING
    ]
    stated = {
        "extends": {"description": _EXTENDS, **_ref("id")},
        "id": {"description": _ID, "type": "string", "pattern": f"^{declared.id_form.partition(':')[0]}:"},
        **dict(_fields(declared)),
        "decision": {"description": _DECISION, **_TEXT},
        **dict(_relationships(declared.label)),
        "evidence": _ref("evidenceList"),
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "if": {"required": ["extends"]},
        "then": _ref("extension"),
        "else": {"required": [camel(name) for name in needed]},
        "properties": stated,
    }


def _fields(declared: NodeType) -> Iterator[tuple[str, Any]]:
    """The keys of a type's fields; lists that run parallel to another are parts of that one."""
    for name, hint in hints(declared.kind).items():
        if name != "id" and not name.startswith(("revised_", "other_names_")):
            key = camel(name)
            described = {"description": {**_KEYS, **declared.keys}[key]}
            yield key, described | _value(hint, declared.kind, key)


def _value(hint: Any, kind: type[Entity] | None = None, key: str = "") -> dict[str, Any]:
    """The form of a value of a type of Python's."""
    if isinstance(hint, UnionType):
        (hint,) = (each for each in typing.get_args(hint) if each is not type(None))
    if key == "otherNames" and kind and issubclass(kind, Organisation):
        return _ref("otherNames")
    if typing.get_origin(hint) is tuple:
        (item, *_) = typing.get_args(hint)
        return {"type": "array", "items": _value(item), "minItems": 1}
    if hint in (PartialDate, Period):
        return _ref("date" if hint is PartialDate else "period")
    if issubclass(hint, StrEnum):
        return {"enum": [each.value.lower().replace("_", " ") for each in hint]}
    plain = {bool: "boolean", int: "integer", float: "number"}
    return {"type": plain[hint]} if hint in plain else _TEXT


def _relationships(label: str) -> Iterator[tuple[str, Any]]:
    for row in RELATIONSHIP_TYPES.values():
        if row.asserts:
            ends = (row.starts, row.key, row.says), (row.ends, row.inverse, row.said_back)
            for labels, key, says in ends:
                if {label, "Entity"} & {*labels}:
                    yield key, {"description": f"This … {says} …", **_ref(_name(row))}


def _link(row: RelationshipType) -> dict[str, Any]:
    """The two forms that relationships with the properties of a type take: one, and one or several."""
    name, item = _name(row), f"{_name(row)}-item"
    said = {camel(each): _value(kind) for each, kind in row.properties.items()}
    written_out = {
        "additionalProperties": False,
        "required": ["to"],
        "properties": {"to": _ref("id"), **said, "evidence": _ref("evidenceList")},
    }
    several = {"items": _ref(item), "minItems": 1}
    return {
        item: {"description": _LINK, "if": {"type": "object"}, "then": written_out, "else": _ref("id")},
        name: {"if": {"type": "array"}, "then": several, "else": _ref(item)},
    }


def _name(row: RelationshipType) -> str:
    return "-".join(["link", *row.properties])


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    print(written(curated_schema()))
