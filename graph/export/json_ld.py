"""JSON-LD: the RDF statements of `graph.export.terms`, with one member of `@graph` for each subject."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from typing import Any

import orjson

from graph.export import terms
from graph.export.graph import Graph
from graph.export.terms import PREFIXES, Iri, Object


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """The context, the dataset, the scheme of themes, then nodes and relationships."""
    yield b'{"@context":' + orjson.dumps(PREFIXES) + b',"@graph":[\n'
    yield _member(terms.DATASET, terms.of_dataset(graph.about))
    yield b",\n" + _member(terms.THEMES, terms.of_themes())
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            yield b",\n" + _member(terms.subject(node.id), terms.of_node(node))
    async with aclosing(graph.relationships()) as relationships:
        async for edge in relationships:
            yield b",\n" + _member(terms.subject(edge.start), terms.direct_statement(edge))
            yield b",\n" + _member(terms.subject(edge.id), terms.of_relationship(edge))
    yield b"\n]}\n"


def _member(subject: Iri, statements: Iterable[tuple[Iri, Object]]) -> bytes:
    found: dict[str, list[Any]] = {}
    for predicate, value in statements:
        found.setdefault(predicate.text, []).append(_object(value))
    return orjson.dumps({"@id": subject.text, **found})


def _object(value: Object) -> Any:
    match value:
        case Iri():
            return {"@id": value.text}
        case list():
            return {"@list": value}
    text, kind = terms.typed(value)
    return {"@type": kind, "@value": text} if kind else text
