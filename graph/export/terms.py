"""The graph as RDF statements, for Turtle and JSON-LD.

A node is a subject with its labels as types and its properties under their own names. A relationship is one
statement, and an `rdf:Statement` with its id, properties and evidence. Terms of W3C vocabularies are added
where they exist: PROV-O for evidence, SKOS for themes, ORG for bodies, units and posts. The project's own
names are `urn:` names, since it owns no domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from graph.export.about import licence_text
from graph.export.records import About, Node, Relationship, Value
from graph.model.node_type import Rdf
from graph.model.nodes import NODE_TYPES
from graph.model.relationships import RELATIONSHIP_TYPES

PREFIXES = {
    "sg": "urn:x-safeguarding:term:",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IDS = "urn:x-safeguarding:id:"
_NAME = re.compile("[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI, prefixed (`sg:Finding`) or in full."""

    text: str


Object = Iri | Value
Statements = Iterator[tuple[Iri, Object]]

DATASET = Iri(f"{_IDS}dataset")
THEMES = Iri(f"{_IDS}themes")

# The terms of other vocabularies, by label.
_WORDS = {each.label: each.rdf for each in NODE_TYPES} | {
    "Organisation": Rdf(
        types=("org:Organization",), properties={"otherNames": "skos:altLabel"}, is_labelled=True
    )
}
_RELATIONSHIPS = {name: row.rdf for name, row in RELATIONSHIP_TYPES.items() if row.rdf}


def subject(own: str) -> Iri:
    """The IRI of a node or a relationship."""
    return Iri(_IDS + quote(own, safe=":"))


def term(name: str) -> Iri:
    """The IRI of a label, a property or a relationship type."""
    return Iri(f"sg:{name}" if _NAME.fullmatch(name) else PREFIXES["sg"] + quote(name, safe=""))


def of_dataset(about: About) -> Statements:
    """The statements about the dataset."""
    yield Iri("rdf:type"), Iri("dcat:Dataset")
    yield Iri("owl:versionInfo"), about.version
    yield Iri("rdfs:comment"), about.caveat
    for licence in about.licences:
        yield Iri("dcterms:rights"), licence_text(licence).removesuffix(".")


def of_themes() -> Statements:
    """The statements about the concept scheme of the themes."""
    yield Iri("rdf:type"), Iri("skos:ConceptScheme")
    yield Iri("dcterms:title"), "Themes"
    yield Iri("dcterms:isPartOf"), DATASET


def of_node(node: Node) -> Statements:
    """The statements about a node."""
    words = [(label, _WORDS.get(label, Rdf())) for label in node.labels]
    for label, known in words:
        yield Iri("rdf:type"), term(label)
        for also in known.types:
            yield Iri("rdf:type"), Iri(also)
    yield Iri("dcterms:identifier"), node.id
    if "Theme" in node.labels:
        yield Iri("skos:inScheme"), THEMES
    if "name" in node.properties and any(known.is_labelled for _, known in words):
        yield Iri("skos:prefLabel"), node.properties["name"]
    for name, value in sorted(node.properties.items()):
        yield term(name), value
        for _, known in words:
            if name in known.properties:
                for each in value if isinstance(value, list) else [value]:
                    yield Iri(known.properties[name]), each


def of_relationship(edge: Relationship) -> Statements:
    """The statements about a relationship."""
    yield Iri("rdf:type"), Iri("rdf:Statement")
    yield Iri("dcterms:identifier"), edge.id
    yield Iri("rdf:subject"), subject(edge.start)
    yield Iri("rdf:predicate"), term(edge.type)
    yield Iri("rdf:object"), subject(edge.end)
    evidence = edge.properties.get("evidenceIds", [])
    for each in evidence if isinstance(evidence, list) else []:
        yield Iri("prov:wasDerivedFrom"), subject(each)
    for name, value in sorted(edge.properties.items()):
        yield term(name), value


def direct_statement(edge: Relationship) -> Statements:
    """The statements with the relationship as predicate of its start node."""
    yield term(edge.type), subject(edge.end)
    if known := _RELATIONSHIPS.get(edge.type):
        yield Iri(known), subject(edge.end)


def typed(value: str | float | bool | date) -> tuple[str, str | None]:
    """The text of a literal, and its datatype if it is not a string."""
    match value:
        case bool():
            return str(value).lower(), "xsd:boolean"
        case str():
            return value, None
        case int():
            return str(value), "xsd:integer"
        case float():
            return _double(value), "xsd:double"
    return value.isoformat(), "xsd:date"


def _double(value: float) -> str:
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(repr(value), repr(value))
