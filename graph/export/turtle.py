"""Turtle: the RDF statements of `graph.export.terms`, with one block for each subject."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing

from graph.export import terms
from graph.export.graph import Graph
from graph.export.terms import PREFIXES, Iri, Object

# What a quoted text of Turtle cannot hold as it is (STRING_LITERAL_QUOTE in its grammar).
_ESCAPED = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"})


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """The prefixes, the dataset, the scheme of themes, then nodes and relationships."""
    yield "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items()).encode()
    yield _block(terms.DATASET, terms.of_dataset(graph.about))
    yield _block(terms.THEMES, terms.of_themes())
    async with aclosing(graph.nodes()) as nodes:
        async for node in nodes:
            yield _block(terms.subject(node.id), terms.of_node(node))
    async with aclosing(graph.relationships()) as relationships:
        async for edge in relationships:
            yield _block(terms.subject(edge.start), terms.direct_statement(edge))
            yield _block(terms.subject(edge.id), terms.of_relationship(edge))


def _block(subject: Iri, statements: Iterable[tuple[Iri, Object]]) -> bytes:
    said = " ;\n    ".join(f"{_name(predicate)} {_object(value)}" for predicate, value in statements)
    return f"\n{_name(subject)} {said} .\n".encode()


def _object(value: Object) -> str:
    match value:
        case Iri():
            return _name(value)
        case list():
            return f"( {' '.join(_literal(each, None) for each in value)} )"
    return _literal(*terms.typed(value))


def _literal(text: str, kind: str | None) -> str:
    quoted = f'"{text.translate(_ESCAPED)}"'
    return f"{quoted}^^{kind}" if kind else quoted


def _name(iri: Iri) -> str:
    return f"<{iri.text}>" if iri.text.startswith("urn:") else iri.text
