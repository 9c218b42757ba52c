"""Exports of the shipped graph, read back and compared node by node with the build."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph as Statements
from rdflib.compare import isomorphic

from api.execution.documents import Documents
from api.exports.selection import LISTS, Around, Choice, Everything, Listed, chosen_graph
from api.schema.schema import core_schema
from graph.errors import ExportRefused
from graph.export.formats import FORMATS, require_room
from graph.export.reader import ExportReader
from graph.export.terms import PREFIXES
from graph.model.vocabulary import Who
from graph.neo4j.database import Database
from tests.docs.test_clients import CYTOSCAPE, output, packages
from tests.graph.export.test_formats import READERS
from tests.helpers import export_readers, rdf_readers
from tests.helpers.built_graph import among, beside, built, with_evidence
from tests.helpers.export_readers import Properties, Read
from tests.helpers.paths import ROOT

SHAPES = ROOT / "graph" / "export" / "shapes.ttl"
FORCE = "force:cleveland"
# What everything meets at, or what the build derives.
PLUMBING = frozenset(
    (
        *("EVIDENCED_BY", "FROM", "VIA", "PUBLISHED_IN", "IN_HISTORY_OF", "JUDGED_IN_AREA_OF", "PREVIOUS"),
        *("HAS_COVERAGE", "DUE_UNDER", "NOW"),
    )
)
ADVERSE = {"polarity": {"eq": "ADVERSE"}, "observedIn": {"some": {"name": {"startsWith": "B"}}}}

Run = Callable[[Any], Any]
Exported = Callable[..., bytes]
DERIVED = {"DUE_UNDER", "HAS_COVERAGE", "IN_HISTORY_OF", "JUDGED_IN_AREA_OF", "PREVIOUS"}


@pytest.fixture(scope="module")
def stored(store: Path) -> Read:
    """The graph that was built."""
    return built(store)


@pytest.fixture(scope="module")
def graph(stored: Read) -> Read:
    """The graph that was built, without the days at the ends of the calendar, which are no known days."""

    def known(properties: Properties) -> Properties:
        return {name: each for name, each in properties.items() if each not in (date.min, date.max)}

    return Read(
        {own: (labels, known(properties)) for own, (labels, properties) in stored.nodes.items()},
        {own: (*edge[:3], known(edge[3])) for own, edge in stored.relationships.items()},
    )


@pytest.mark.parametrize("name", READERS)
def test_a_whole_export_is_the_graph(name: str, exported: Exported, graph: Read, stored: Read) -> None:
    """A database holds the days that stand for none, too: it is asked by them."""
    read = READERS[name](exported(name, Everything()))
    wanted = stored if FORMATS[name].is_database else graph
    assert len(read.nodes) > 500
    assert read.nodes == wanted.nodes
    assert read.relationships == wanted.relationships


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.is_database])
def test_no_day_that_stands_for_none_is_exported(name: str, exported: Exported, stored: Read) -> None:
    values = [value for *_, properties in stored.relationships.values() for value in properties.values()]
    assert {date.min, date.max} <= {value for value in values if isinstance(value, date)}
    content = exported(name, Everything())
    for part in export_readers.unzipped(content).values() if name == "csv" else [content]:
        assert b"0001-01-01" not in part
        assert b"9999-12-31" not in part


@pytest.mark.parametrize("name", READERS)
def test_what_the_build_derives_can_be_left_out_and_is_counted(
    name: str, exported: Exported, graph: Read
) -> None:
    content = exported(name, Everything(), derived=False)
    read = READERS[name](content)
    kept = {own: edge for own, edge in graph.relationships.items() if edge[0] not in DERIVED}
    left_out = len(graph.relationships) - len(kept)
    assert left_out > 10
    assert read.relationships.keys() == kept.keys()
    assert (
        read.nodes["dataset"][1]["relationshipCount"]
        == graph.nodes["dataset"][1]["relationshipCount"] - left_out
    )
    text = b"".join(export_readers.unzipped(content).values()) if content.startswith(b"PK") else content
    assert f"Left out here: {left_out} relationships that the build derives.".encode() in text


def test_a_part_counts_what_it_leaves_out_of_itself(exported: Exported) -> None:
    whole = export_readers.ndjson(exported("ndjson", Around(FORCE)))
    part = exported("ndjson", Around(FORCE), derived=False)
    left_out = {own for own, (kind, *_) in whole.relationships.items() if kind in DERIVED}
    assert left_out
    assert whole.relationships.keys() - export_readers.ndjson(part).relationships.keys() == left_out
    assert f"Left out here: {len(left_out)} relationships".encode() in part


def test_the_first_line_has_the_keys_of_all_lines(exported: Exported) -> None:
    head, *lines = [json.loads(line) for line in exported("ndjson", Everything()).splitlines()]
    assert {key for line in lines for key in line} <= head.keys()
    assert {key for line in lines for key in line["properties"]} == head["properties"].keys()
    assert set(head["properties"].values()) == {None}
    assert head["kind"] == "dataset"


@pytest.mark.parametrize("name", LISTS)
def test_each_list_of_the_api_is_exported_with_what_is_one_step_away(
    name: str, exported: Exported, graph: Read
) -> None:
    label = LISTS[name].type
    found = export_readers.ndjson(exported("ndjson", Listed(name, {})))
    chosen = {own for own, (labels, _) in graph.nodes.items() if label in labels}
    assert {own for own, (labels, _) in found.nodes.items() if label in labels} == chosen
    assert found == among(graph, with_evidence(graph, chosen | beside(graph, chosen)))


def test_the_export_for_neo4j_admin_has_the_lines_that_the_build_imported(
    exported: Exported, store: Path
) -> None:
    files = export_readers.unzipped(exported("neo4j-admin", Everything()))
    readme = files.pop("README.txt").decode()
    own = {path.name: path.read_bytes() for path in (store / "csv").glob("*.csv")}
    assert files.keys() == own.keys()
    for name, content in files.items():
        assert content.splitlines()[0] == own[name].splitlines()[0]
        assert sorted(content.splitlines()) == sorted(own[name].splitlines())
        assert f"--{name.partition('-')[0]}=./{name}" in readme


@pytest.mark.parametrize("depth", [1, 2])
def test_a_neighbourhood_is_what_is_around_with_its_evidence(
    depth: int, exported: Exported, graph: Read
) -> None:
    entities = {own for own, (labels, _) in graph.nodes.items() if not {"Evidence", "Source"} & set(labels)}
    reached = {FORCE}
    for _ in range(depth):
        reached |= beside(graph, reached, without=PLUMBING) & entities
    assert len(reached) > 10 * depth
    found = export_readers.ndjson(exported("ndjson", Around(FORCE, depth)))
    assert found == among(graph, with_evidence(graph, reached))


def test_chosen_findings_come_with_everything_one_step_away_and_its_evidence(
    exported: Exported, graph: Read
) -> None:
    areas = {
        own
        for own, (labels, properties) in graph.nodes.items()
        if "LocalAuthority" in labels and properties["name"].startswith("B")
    }
    observed = {
        start
        for kind, start, end, _ in graph.relationships.values()
        if kind == "OBSERVED_IN" and end in areas
    }
    chosen = {own for own in observed if graph.nodes[own][1]["polarity"] == "ADVERSE"}
    assert 1 < len(chosen) < len(observed | {own for own in graph.nodes if own.startswith("finding:")})
    found = export_readers.ndjson(exported("ndjson", Listed("findings", ADVERSE)))
    assert found == among(graph, with_evidence(graph, chosen | beside(graph, chosen)))


def test_a_part_is_the_same_whether_its_ids_are_few_or_many(
    exported: Exported, graph: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = exported("ndjson", Listed("findings", ADVERSE))
    monkeypatch.setattr("graph.export.reader.FEW", 0)
    assert exported("ndjson", Listed("findings", ADVERSE)) == few


@pytest.mark.parametrize(
    "choice", [Around(FORCE, 2), Listed("findings", ADVERSE)], ids=lambda choice: choice.name
)
def test_each_part_stands_alone(choice: Choice, exported: Exported) -> None:
    found = export_readers.ndjson(exported("ndjson", choice))
    ends = {end for _, start, end, _ in found.relationships.values()} | {
        start for _, start, _, _ in found.relationships.values()
    }
    named = {
        own for *_, properties in found.relationships.values() for own in properties.get("evidenceIds", [])
    }
    assert ends | named <= found.nodes.keys()
    evidence = {own for own, (labels, _) in found.nodes.items() if "Evidence" in labels}
    sourced = {start for kind, start, _, _ in found.relationships.values() if kind == "FROM"}
    assert evidence
    assert sourced == evidence


def test_an_id_that_was_superseded_is_the_centre_of_what_has_it_now(exported: Exported, graph: Read) -> None:
    old, new = next((start, end) for kind, start, end, _ in graph.relationships.values() if kind == "NOW")
    assert exported("ndjson", Around(old)) == exported("ndjson", Around(new))


@pytest.mark.parametrize("choice", [Everything(), Around(FORCE, 2)], ids=lambda choice: choice.name)
def test_turtle_holds_to_its_shapes(choice: Choice, exported: Exported) -> None:
    statements = rdf_readers.parsed(exported("turtle", choice), "turtle")
    assert rdf_readers.broken(statements, SHAPES) == ""


@pytest.mark.parametrize(
    ("removed", "shape"),
    [
        ("prov:wasDerivedFrom", "Entity"),
        ("sg:summary", "Finding"),
        ("prov:hadPrimarySource", "Evidence"),
        ("skos:prefLabel", "Theme"),
        ("owl:versionInfo", "Dataset"),
    ],
)
def test_the_shacl_shapes_find_missing_properties(removed: str, shape: str, exported: Exported) -> None:
    content = exported("turtle", Around("finding:bury-conference-attendance"))
    statements = Statements().parse(data=content.replace(removed.encode(), b"sg:other"), format="turtle")
    report = rdf_readers.broken(statements, SHAPES)
    assert f"shape:{shape}" in report or removed in report


@pytest.mark.parametrize(("who", "holds"), [(Who.POLICE_AND_OTHERS, True), ("SOMEBODY", False)])
def test_the_shacl_shapes_know_whom_a_finding_can_be_about(who: str, holds: bool) -> None:
    statements = Statements().parse(
        data=f'@prefix sg: <{PREFIXES["sg"]}> . sg:one a sg:Finding ; sg:who "{who}" .', format="turtle"
    )
    assert ("sh:path sg:who" not in rdf_readers.broken(statements, SHAPES)) is holds


def test_json_ld_says_what_turtle_says(exported: Exported) -> None:
    choice = Around("finding:bury-conference-attendance")
    one = rdf_readers.parsed(exported("turtle", choice), "turtle")
    assert isomorphic(one, rdf_readers.parsed(exported("json-ld", choice), "json-ld"))


def test_cytoscape_js_reads_every_node_and_edge(exported: Exported, graph: Read, tmp_path: Path) -> None:
    packages(CYTOSCAPE)
    content = exported("cytoscape", Around(FORCE, 2))
    (tmp_path / "cleveland.cyjs").write_bytes(content)
    told = json.loads(output(["node", "read.mjs", str(tmp_path / "cleveland.cyjs"), FORCE], CYTOSCAPE))
    elements = {kind: [{"data": each} for each in told[kind]] for kind in ("nodes", "edges")}
    dates = json.loads(content)["data"]["dates"]
    read = export_readers.cytoscape(json.dumps({"data": {"dates": dates}, "elements": elements}).encode())
    assert read == export_readers.ndjson(exported("ndjson", Around(FORCE, 2)))
    assert set(told["beside"]) == beside(read, {FORCE}) - {FORCE}


def test_an_export_too_large_for_memory_is_refused_at_once(exported: Exported) -> None:
    for name, chosen in FORMATS.items():
        require_room(chosen, 100, 100)
        if chosen.streams:
            require_room(chosen, 101, 100)
            continue
        with pytest.raises(ExportRefused) as refused:
            require_room(chosen, 101, 100)
        assert str(refused.value) == (
            f"{name} is made in memory, of at most 100 nodes and relationships; this export has 101. Choose "
            "one of cytoscape, node-link, ndjson, csv, duckdb, neo4j-admin, cypher, json-ld, turtle, or a "
            "smaller part of the graph."
        )


@pytest.mark.parametrize("choice", [Everything(), Around(FORCE, 2)], ids=lambda choice: choice.name)
def test_the_size_of_an_export_equals_what_is_read(
    choice: Choice, database: Database, run: Run, exported: Exported
) -> None:
    for derived in (True, False):
        reader, documents = ExportReader(database, 60), Documents(core_schema())
        graph = run(chosen_graph(choice, FORMATS["ndjson"], reader, documents, derived=derived))
        read = export_readers.ndjson(exported("ndjson", choice, derived=derived))
        assert run(graph.size()) == len(read.nodes) + len(read.relationships)
