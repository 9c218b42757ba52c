"""FollowTheMoney: bodies, people, posts, inspections and sources as entities, one as JSON a line.

It holds what the schema can say and nothing else. Grades, statements, letters and whom a finding is about
have no place in it: a finding is a note on its inspection, never on a body. Colons of ids are dots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field

import orjson

from graph.export.about import licence_text
from graph.export.graph import Graph
from graph.export.records import About, Node, Relationship, Value
from graph.model.nodes import ORGANISATIONS
from graph.model.vocabulary import NameKind

_SCHEMATA: Mapping[str, str] = {
    **dict.fromkeys(ORGANISATIONS, "PublicBody"),
    "Person": "Person",
    "Post": "Position",
    "Inspection": "Event",
    "Finding": "Note",
    "Source": "Document",
}
# Properties under the names that the schemata have for them.
_BODY = {
    "name": "name",
    "officialName": "alias",
    "note": "notes",
    "website": "website",
    "validFrom": "incorporationDate",
    "validTo": "dissolutionDate",
}
_NAMED = {"name": "name", "note": "notes"}
_PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "PublicBody": _BODY,
    "Person": _NAMED,
    "Position": _NAMED,
    "Event": {**_NAMED, "inspectedFrom": "startDate", "inspectedTo": "endDate"},
    "Note": {"summary": "description"},
    "Document": {
        "name": "title",
        "publisher": "publisher",
        "url": "sourceUrl",
        "published": "publishedAt",
        "licence": "notes",
    },
}
_NAMES = {NameKind.ABBREVIATION: "abbreviation", NameKind.FORMER: "previousName"}
# What a relationship says of its start, and of its end.
_OF_START: Mapping[str, str] = {"POST_IN": "organization", "INSPECTED": "involved"}
_OF_END: Mapping[str, str] = {"CARRIED_OUT": "organizer", "FOUND": "entity"}
# Relationships that are entities: their schema, the names of their ends, and of their properties.
_LINKS: Mapping[str, tuple[str, str, str, Mapping[str, str]]] = {
    "HELD": (
        *("Occupancy", "holder", "post"),
        {"validFrom": "startDate", "validTo": "endDate", "qualifier": "description"},
    ),
    "REPLACED_BY": ("Succession", "predecessor", "successor", {"date": "date"}),
}

Properties = dict[str, list[str]]


@dataclass(slots=True)
class _Mapped:
    """The entities so far, by id, and what is needed to complete them."""

    schemata: dict[str, str] = field(default_factory=dict)
    properties: defaultdict[str, Properties] = field(default_factory=lambda: defaultdict(dict))
    evidence: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sources: dict[str, str] = field(default_factory=dict)  # by the id of evidence

    def add(self, own: str, schema: str, properties: Mapping[str, Value], names: Mapping[str, str]) -> None:
        """An entity, with those of its properties that have a name in the schema."""
        self.schemata[own] = schema
        for name, known in names.items():
            if name in properties:
                self.say(own, known, str(properties[name]))

    def say(self, own: str, name: str, value: str) -> None:
        values = self.properties[own].setdefault(name, [])
        if value not in values:
            values.append(value)


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """The entities, sorted by id, after one that describes the dataset."""
    mapped = _Mapped()
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            _read_node(mapped, node)
    async with aclosing(graph.relationships()) as relationships:
        async for edge in relationships:
            _read_relationship(mapped, edge)
    _add_proof(mapped)
    yield _dataset(graph.about)
    for own in sorted(mapped.schemata):
        if not (mapped.schemata[own] == "Note" and "entity" not in mapped.properties[own]):
            yield _line(own, mapped.schemata[own], mapped.properties[own])


def _read_node(mapped: _Mapped, node: Node) -> None:
    schema = _SCHEMATA.get(node.type)
    if schema is None:
        return
    mapped.add(node.id, schema, node.properties, _PROPERTIES[schema])
    if schema == "PublicBody":
        for name, kind in _other_names(node):
            mapped.say(node.id, _NAMES.get(NameKind(kind), "alias") if kind else "alias", name)


def _other_names(node: Node) -> Iterator[tuple[str, str]]:
    names, kinds = node.properties.get("otherNames"), node.properties.get("otherNamesKind")
    if isinstance(names, list):
        yield from zip(names, kinds if isinstance(kinds, list) else [""] * len(names), strict=True)


def _read_relationship(mapped: _Mapped, edge: Relationship) -> None:
    if edge.type == "EVIDENCED_BY":
        mapped.evidence[edge.start].add(edge.end)
    elif edge.type == "FROM":
        mapped.sources[edge.start] = edge.end
    elif edge.type in _LINKS:
        schema, start, end, names = _LINKS[edge.type]
        mapped.add(edge.id, schema, edge.properties, names)
        mapped.say(edge.id, start, _id(edge.start))
        mapped.say(edge.id, end, _id(edge.end))
        evidence = edge.properties.get("evidenceIds")
        mapped.evidence[edge.id].update(evidence if isinstance(evidence, list) else ())
    elif edge.type in _OF_START and edge.start in mapped.schemata:
        mapped.say(edge.start, _OF_START[edge.type], _id(edge.end))
    elif edge.type in _OF_END and edge.end in mapped.schemata:
        mapped.say(edge.end, _OF_END[edge.type], _id(edge.start))


def _add_proof(mapped: _Mapped) -> None:
    """The documents that entities rest on; a document rests on none."""
    for own, schema in mapped.schemata.items():
        if schema != "Document":
            for source in sorted(
                {mapped.sources[each] for each in mapped.evidence[own] if each in mapped.sources}
            ):
                mapped.say(own, "proof", _id(source))


def _dataset(about: About) -> bytes:
    properties = {
        "title": [f"Safeguarding Graph, version {about.version}"],
        "summary": [about.caveat],
        "notes": [licence_text(each) for each in about.licences],
    }
    return _line("dataset", "Document", properties)


def _line(own: str, schema: str, properties: Properties) -> bytes:
    entity = {"id": _id(own), "schema": schema, "properties": dict(sorted(properties.items()))}
    return orjson.dumps(entity, option=orjson.OPT_APPEND_NEWLINE)


def _id(own: str) -> str:
    """An id in the characters that FollowTheMoney has for ids."""
    return own.replace(":", ".").replace("|", ".")
