"""The curated files: facts that people wrote down, as records.

A file is checked by its JSON Schema first, then for meaning; all problems of all files are reported together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from graph.model.dates import PartialDate
from graph.model.nodes import NODE_TYPES, Entity, Organisation
from graph.model.records import Location, NodeRecord, Records, RelationshipRecord
from graph.model.relationships import RELATIONSHIP_TYPES, RelationshipType
from graph.model.spelling import camel, snake
from graph.model.vocabulary import NameKind
from seed.errors import Refusal, SeedRefused, raise_any, refusing
from seed.sources.evidence import evidence_of
from seed.sources.parts import Extension, OtherName, Part
from seed.sources.schema_check import check_shape
from seed.values import hints, nearest, text, value
from seed.yaml_files import Listed, Mapped, YamlFile, read

KEYS: Mapping[str, type[Entity]] = {each.key: each.kind for each in NODE_TYPES if each.key}
_OTHER_NAMES = ("otherNames", "otherNamesFrom", "otherNamesTo", "otherNamesKind")


@dataclass
class _Draft:
    """What has been read of one file so far."""

    file: YamlFile
    nodes: list[NodeRecord] = field(default_factory=list)
    relationships: list[RelationshipRecord] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


def read_curated(folder: Path, schema: Path) -> Part:
    """Read the curated YAML files of a folder as one part. Raises SeedRefused with every problem found."""
    part, refusals = Part(), list[Refusal]()
    for path in sorted(folder.glob("*.yaml")):
        try:
            found = read_file(path, f"{folder.name}/{path.name}", schema)
        except SeedRefused as refused:
            refusals.extend(refused.refusals)
        else:
            part = Part(part.records + found.records, part.extensions + found.extensions)
    raise_any(refusals)
    return part


def read_file(path: Path, name: str, schema: Path) -> Part:
    """One curated file; `name` is how messages call it."""
    file = read(path, name)
    raise_any([*file.refusals, *check_shape(file, schema)])
    draft = _Draft(file)
    for key, items in (file.value or {}).items():
        if key == "aliases":
            draft.aliases.update({str(old): str(new) for old, new in (items or {}).items()})
        elif key in KEYS:
            for item in items or []:
                _read_node(draft, KEYS[key], item)
        else:
            line = file.value.lines[key]
            reason = f"'{key}' is not a kind of node; {nearest(key, [*KEYS, 'aliases'])}"
            draft.refusals.append(Refusal(file.place(line, key), reason))
    raise_any(draft.refusals)
    records = Records(tuple(draft.nodes), tuple(draft.relationships), draft.aliases)
    return Part(records, tuple(draft.extensions))


def _read_node(draft: _Draft, kind: type[Entity], item: Mapped) -> None:
    own = item.get("extends") or item.get("id")
    place = draft.file.place(item.line, str(own or f"a {kind.__name__} without an id"))
    if not isinstance(own, str) or ("id" in item) == ("extends" in item):
        reason = "needs an id, or extends with the id of a node of the reference data"
        draft.refusals.append(Refusal(place, reason))
        return
    if "note" in item and "decision" in item:
        draft.refusals.append(Refusal(place, "note and decision are one property; write one of them"))
    evidence = _read_evidence(draft, item.get("evidence", []), place)
    properties: dict[str, Any] = {}
    before = len(draft.refusals)
    for key, stated in item.items():
        where = draft.file.place(item.lines[key], f"{own} / {key}")
        with refusing(where, draft.refusals):
            if row := _relationships(kind.__name__).get(key):
                _read_relationships(draft, row, own, stated, evidence, where)
            elif key not in ("id", "extends", "evidence"):
                properties.update(_property(kind, key, stated, extends="extends" in item))
    if len(draft.refusals) > before:
        return
    with refusing(place, draft.refusals):
        if "extends" in item:
            names = properties.get("names", ())
            draft.extensions.append(Extension(own, names, evidence, place))
        else:
            draft.nodes.append(NodeRecord(_node(kind, own, properties), evidence, place))


def _property(kind: type[Entity], key: str, stated: Any, *, extends: bool) -> dict[str, Any]:
    known = [camel(name) for name in hints(kind) if name != "id" and not name.startswith("revised_")]
    if extends and key != "otherNames":
        raise ValueError(
            f"'{key}' cannot be added to a node of the reference data; only names, evidence and links"
        )
    if key == "decision":
        return {"note": text(stated)}
    if key == "otherNames" and issubclass(kind, Organisation):
        return _other_names(stated, extends=extends)
    if key not in known or (key in _OTHER_NAMES and key != "otherNames"):
        advice = nearest(key, [*known, *_relationships(kind.__name__), "evidence", "decision"])
        raise ValueError(f"'{key}' is not known of a {kind.__name__}; {advice}")
    return {snake(key): value(hints(kind)[snake(key)], stated)}


def _node(kind: type[Entity], own: str, properties: dict[str, Any]) -> Entity:
    needed = {
        item.name for item in fields(kind) if item.default is MISSING and item.default_factory is MISSING
    }
    if missing := sorted(camel(name) for name in needed - set(properties) - {"id"}):
        raise ValueError(f"a {kind.__name__} needs {', '.join(missing)}")
    return kind(id=own, **properties)


def _other_names(stated: Any, *, extends: bool) -> dict[str, Any]:
    names = tuple(_other_name(item) for item in (stated if isinstance(stated, list) else [stated]))
    if extends:
        return {"names": names}
    return {
        "other_names": tuple(item.name for item in names),
        "other_names_from": tuple(item.start for item in names),
        "other_names_to": tuple(item.end for item in names),
        "other_names_kind": tuple(item.kind for item in names),
    }


def _other_name(stated: Any) -> OtherName:
    if not isinstance(stated, dict):
        return OtherName(text(stated))
    for key in stated:
        if key not in ("name", "from", "to", "kind"):
            raise ValueError(f"'{key}' is not part of another name; write name, from, to and kind")
    if "name" not in stated:
        raise ValueError("another name needs its 'name'")
    since, until = (value(PartialDate, stated[key]) if key in stated else "" for key in ("from", "to"))
    kind = value(NameKind, stated["kind"]) if "kind" in stated else ""
    return OtherName(text(stated["name"]), since, until, kind)


@cache
def _relationships(label: str) -> dict[str, tuple[RelationshipType, bool]]:
    """The keys under which a node of this label states relationships, each with whether it is the start."""
    rows = [row for row in RELATIONSHIP_TYPES.values() if row.asserts]
    forward = {row.key: (row, True) for row in rows if {label, "Entity"} & set(row.starts)}
    back = {row.inverse: (row, False) for row in rows if {label, "Entity"} & set(row.ends)}
    return back | forward


def _read_relationships(
    draft: _Draft,
    found: tuple[RelationshipType, bool],
    own: str,
    stated: Any,
    evidence: tuple[str, ...],
    place: Location,
) -> None:
    row, forward = found
    for item in stated if isinstance(stated, Listed) else [stated]:
        if isinstance(item, Mapped):
            other, properties, held = _mapping_form(draft, row, item, evidence)
        else:
            other, properties, held = text(item), {}, evidence
        start, end = (own, other) if forward else (other, own)
        draft.relationships.append(RelationshipRecord(row.type, start, end, properties, held, place))


def _mapping_form(
    draft: _Draft, row: RelationshipType, item: Mapped, evidence: tuple[str, ...]
) -> tuple[str, dict[str, Any], tuple[str, ...]]:
    if "to" not in item:
        raise ValueError(f"{row.type} needs 'to', the id of the other end")
    place = draft.file.place(item.line, str(item["to"]))
    properties = {}
    for key, stated in item.items():
        if key in row.properties:
            properties[key] = value(row.properties[key], stated)
        elif key not in ("to", "evidence"):
            advice = nearest(key, ["to", "evidence", *row.properties])
            raise ValueError(f"'{key}' is not a property of {row.type}; {advice}")
    held = _read_evidence(draft, item["evidence"], place) if "evidence" in item else evidence
    return text(item["to"]), properties, held


def _read_evidence(draft: _Draft, stated: Any, place: Location) -> tuple[str, ...]:
    return tuple(_each_evidence(draft, stated, place))


def _each_evidence(draft: _Draft, stated: Any, place: Location) -> Iterator[str]:
    for number, item in enumerate(stated, 1):
        line = item.line if isinstance(item, Mapped) else int(place.file.rpartition(":")[2])
        where = draft.file.place(line, f"{place.path} / evidence {number}")
        with refusing(where, draft.refusals):
            if not isinstance(item, Mapped):
                raise ValueError(f"{item!r} is not evidence; write source, locator, speaker and status")
            node, leads = evidence_of(item, where)
            draft.nodes.append(node)
            draft.relationships.extend(leads)
            yield node.node.id
