"""Every format holds any graph: it reads back unchanged, or the value is refused by name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings

from graph.errors import ExportRefused
from graph.export.formats import FORMATS
from graph.export.records import Element, Node, Relationship
from tests.helpers import export_readers, rdf_readers
from tests.helpers.export_readers import Read, held
from tests.helpers.generated_graphs import HARD, MadeGraph, graphs

ExportReader = Callable[[bytes], Read]

XML: dict[str, ExportReader] = {"graphml": export_readers.graphml, "gexf": export_readers.gexf}
ANY_TEXT: dict[str, ExportReader] = {
    "cytoscape": export_readers.cytoscape,
    "node-link": export_readers.node_link,
    "ndjson": export_readers.ndjson,
    "csv": export_readers.tables,
    "duckdb": export_readers.duckdb_file,
    "json-ld": rdf_readers.json_ld,
    "turtle": rdf_readers.turtle,
}
READERS = {**XML, **ANY_TEXT, "neo4j-admin": export_readers.admin_tables}


def exported(name: str, graph: MadeGraph) -> bytes:
    async def whole() -> bytes:
        return b"".join([part async for part in FORMATS[name].write(graph)])

    return asyncio.run(whole())


def survives(name: str, graph: MadeGraph) -> None:
    read, wanted = READERS[name](exported(name, graph)), asyncio.run(held(graph))
    assert read.nodes == wanted.nodes
    assert read.relationships == wanted.relationships
    assert _types(read) == _types(wanted)


def _types(read: Read) -> list[tuple[str, str, type]]:
    """What kind of value each is: 1, 1.0 and True are equal in Python."""
    elements = [(own, properties) for own, (_, properties) in read.nodes.items()]
    elements += [(own, properties) for own, (_, _, _, properties) in read.relationships.items()]
    found = [(own, name, type(value)) for own, each in elements for name, value in each.items()]
    return sorted(found, key=lambda each: each[:2])


@pytest.mark.parametrize("name", XML)
@given(graph=graphs(controls=False))
@settings(max_examples=150, deadline=None)
def test_any_graph_survives_a_format_of_xml(name: str, graph: MadeGraph) -> None:
    survives(name, graph)


@pytest.mark.parametrize("name", ANY_TEXT)
@given(graph=graphs(controls=True))
@settings(max_examples=150, deadline=None)
def test_any_graph_survives_a_format_that_holds_any_text(name: str, graph: MadeGraph) -> None:
    survives(name, graph)


@given(graph=graphs(controls=True))
@settings(max_examples=150, deadline=None)
def test_any_graph_survives_the_form_of_neo4j_admin_or_is_refused_by_name(graph: MadeGraph) -> None:
    elements: list[Element] = [*graph.made, *graph.joined]
    found = [element.properties.get("otherNames", ["x"]) for element in elements]
    lists = [each for each in found if isinstance(each, list)]
    if all(any(each) and not any("\x1f" in text for text in each) for each in lists):
        survives("neo4j-admin", graph)
        return
    with pytest.raises(ExportRefused, match=r"The list 'otherNames' of .*node:"):
        exported("neo4j-admin", graph)


@pytest.mark.parametrize("text", HARD)
@pytest.mark.parametrize("name", READERS)
def test_a_hard_text_survives_in_every_place(name: str, text: str) -> None:
    node = Node("node:a", ("Entity", "Theme"), {"caption": text, "name": text, "otherNames": [text, "x"]})
    edge = Relationship("BROADER|node:a|node:a", "BROADER", "node:a", "node:a", {"note": text})
    survives(name, MadeGraph((node,), (edge,)))


@pytest.mark.parametrize("name", READERS)
def test_two_relationships_between_two_nodes_stay_two(name: str) -> None:
    nodes = tuple(
        Node(own, ("Entity", "Finding"), {"day": date(2016, 10, 17)}) for own in ("node:a", "node:b")
    )
    edges = tuple(
        Relationship(f"{kind}|node:a|node:b", kind, "node:a", "node:b", {}) for kind in ("FOUND", "HAS_THEME")
    )
    survives(name, MadeGraph(nodes, edges))


@pytest.mark.parametrize("name", READERS)
def test_a_graph_of_nothing_is_an_export_too(name: str) -> None:
    survives(name, MadeGraph((), ()))


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1f", "\ufffe"])
@pytest.mark.parametrize("name", XML)
def test_a_character_that_xml_cannot_hold_is_refused_naming_node_and_property(
    name: str, character: str
) -> None:
    for value in (f"a{character}", ["fine", f"{character}b"]):
        graph = MadeGraph((Node("node:a", ("Entity", "Theme"), {"definition": value}),), ())
        with pytest.raises(ExportRefused) as refused:
            exported(name, graph)
        said = f"The property 'definition' of node:a contains U+{ord(character):04X}, which XML"
        assert str(refused.value).startswith(said)


@pytest.mark.parametrize("name", ["cytoscape", "node-link", "ndjson", "duckdb", "cypher"])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused_where_it_cannot_be_written(name: str, value: float) -> None:
    graph = MadeGraph((Node("node:a", ("Entity", "Statistic"), {"value": value}),), ())
    with pytest.raises(ExportRefused, match=f"The property 'value' of node:a is {value}"):
        exported(name, graph)


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("graphml", "labels"),
        ("gexf", "start"),
        ("gexf", "label"),
        ("cytoscape", "id"),
        ("node-link", "labels"),
        ("csv", "labels"),
        ("duckdb", "labels"),
    ],
)
def test_a_property_never_replaces_a_member_of_the_format(name: str, taken: str) -> None:
    graph = MadeGraph((Node("node:a", ("Entity", "Theme"), {taken: "x"}),), ())
    with pytest.raises(ExportRefused, match=f"The property '{taken}' of node:a has a name that this format"):
        exported(name, graph)


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_says_its_version_its_licences_and_the_caveat(name: str) -> None:
    content = exported(name, MadeGraph((Node("node:a", ("Entity", "Theme"), {}),), ()))
    if content.startswith(b"PK"):
        content = b"".join(export_readers.unzipped(content).values())
    for said in ("0123456789abcdef", "CC BY 4.0", "A letter", "attributes nothing", "Quote the version"):
        assert said.encode() in content


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_makes_the_same_bytes(name: str) -> None:
    node = Node("node:a", ("Entity", "Theme"), {"otherNames": ["b", "a"], "day": date(2016, 10, 17)})
    graph = MadeGraph((node,), (Relationship("BROADER|node:a|node:a", "BROADER", "node:a", "node:a", {}),))
    assert exported(name, graph) == exported(name, graph)
