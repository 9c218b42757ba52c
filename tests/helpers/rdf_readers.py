"""Readers of Turtle and JSON-LD, by rdflib."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyshacl
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS

from tests.helpers.export_readers import Read

TERM = "urn:x-safeguarding:term:"
ID = "urn:x-safeguarding:id:"


def turtle(content: bytes) -> Read:
    return held_in(parsed(content, "turtle"))


def json_ld(content: bytes) -> Read:
    return held_in(parsed(content, "json-ld"))


def parsed(content: bytes, form: str) -> Graph:
    """The statements of an export."""
    with warnings.catch_warnings():
        # rdflib's reader of JSON-LD still uses what rdflib itself calls deprecated.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=content, format=form)


def broken(statements: Graph, shapes: Path) -> str:
    """What SHACL says is wrong with statements; nothing where they hold to their shapes."""
    with warnings.catch_warnings():
        # pySHACL uses what rdflib calls deprecated, and so does rdflib.
        warnings.filterwarnings("ignore", "Dataset", DeprecationWarning)
        sound, _, report = pyshacl.validate(statements, shacl_graph=str(shapes), shacl_graph_format="turtle")
    return "" if sound else report


def held_in(statements: Graph) -> Read:
    """The nodes and relationships that statements are about."""
    nodes: dict[str, Any] = {}
    edges: dict[str, Any] = {}
    for subject, identifier in statements.subject_objects(DCTERMS.identifier):
        own = str(identifier)
        assert isinstance(subject, URIRef)
        assert unquote(str(subject).removeprefix(ID)) == own
        if (subject, RDF.type, RDF.Statement) in statements:
            ends = [_one(statements, subject, each) for each in (RDF.predicate, RDF.subject, RDF.object)]
            assert (ends[1], ends[0], ends[2]) in statements
            kind, start, end = (unquote(str(each).removeprefix(TERM).removeprefix(ID)) for each in ends)
            edges[own] = (kind, start, end, _properties(statements, subject))
        else:
            types = {str(each) for each in statements.objects(subject, RDF.type)}
            labels = {each.removeprefix(TERM) for each in types if each.startswith(TERM)}
            nodes[own] = (_ordered(labels), _properties(statements, subject))
    return Read(nodes, edges)


def _ordered(labels: set[str]) -> tuple[str, ...]:
    return tuple(sorted(labels, key=lambda label: (label != "Entity", label != "Organisation", label)))


def _properties(statements: Graph, subject: URIRef) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for predicate, value in statements.predicate_objects(subject):
        name = str(predicate).removeprefix(TERM)
        # A relationship is a statement about the node where it starts; its types are in capitals.
        if name != str(predicate) and not name.isupper():
            assert name not in found
            found[name] = _value(statements, value)
    return found


def _value(statements: Graph, value: Any) -> Any:
    if isinstance(value, Literal):
        return str(value) if value.datatype is None else value.toPython()
    assert isinstance(value, BNode) or value == RDF.nil
    return [str(each) for each in Collection(statements, value)]


def _one(statements: Graph, subject: URIRef, predicate: URIRef) -> Any:
    (found,) = statements.objects(subject, predicate)
    return found
