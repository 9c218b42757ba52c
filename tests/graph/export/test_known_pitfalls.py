"""Known mistakes of other exports, each as a test."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from command.export import run_export
from graph.browser.files import SOURCES
from graph.browser.guides import GRAPHQL, read_guides
from graph.browser.queries import read_queries
from graph.errors import StoreUnavailable
from graph.export.formats import FORMATS
from graph.export.records import Node, Relationship
from graph.neo4j.database import SyncDatabase
from graph.query.cypher_text import tokens
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.graph.export.test_formats import READERS, exported, survives
from tests.helpers.failing_exports import break_half_way
from tests.helpers.generated_graphs import MadeGraph

# A node with lists and a day, and one where they are missing.
WITH_LISTS = Node(
    "force:cleveland",
    ("Entity", "Organisation", "PoliceForce"),
    {
        "otherNames": ["Cleveland Constabulary", ""],
        "startFirst": date(1974, 4, 1),
        "name": "Cleveland Police",
    },
)
WITHOUT = Node("force:dorset", ("Entity", "Organisation", "PoliceForce"), {})
NAMED = Relationship(
    "ABOUT|force:cleveland|force:dorset",
    "ABOUT",
    "force:cleveland",
    "force:dorset",
    {"evidenceIds": ["a", "b"]},
)
EVERYTHING: dict[str, Any] = {
    **dict.fromkeys(("around", "depth", "kind", "where", "variables")),
    "derived": True,
}
GRAPH = MadeGraph((WITH_LISTS, WITHOUT), (NAMED,))


@pytest.mark.parametrize("name", READERS)
def test_lists_and_missing_values_survive_every_format(name: str) -> None:
    survives(name, GRAPH)


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_fails_half_way_leaves_no_file_and_the_one_that_was_there(
    name: str, tmp_path: Path, served: Neo4jProcess, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_half_way(monkeypatch)
    (tmp_path / "kept").write_bytes(b"as it was")
    for out in (tmp_path / "new", tmp_path / "kept"):
        with pytest.raises(StoreUnavailable, match="went away"):
            run_export(
                replace(settings, neo4j_uri=served.uri, neo4j_password=served.password),
                name,
                **EVERYTHING,
                out=out,
            )
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_bytes() == b"as it was"


def test_gexf_reads_no_list_as_an_interval_of_time() -> None:
    content = exported("gexf", GRAPH)
    gexf = "{http://www.gexf.net/1.2draft}"
    root = ElementTree.fromstring(content)
    assert [graph.get("mode") for graph in root.iter(f"{gexf}graph")] == ["static"]
    assert [each.tag for each in root.iter() if {"start", "end"} & set(each.keys())] == []
    read = nx.read_gexf(io.BytesIO(content), version="1.2draft")
    assert read.nodes["force:cleveland"]["otherNames"] == '["Cleveland Constabulary",""]'
    assert "otherNames" not in read.nodes["force:dorset"]


def test_guides_and_saved_queries_name_only_labels_and_types_of_the_graph(
    shipped_neo4j: Neo4jProcess,
) -> None:
    guides = read_guides(SOURCES / "guides")
    texts = [block.code for guide in guides for block in guide.blocks if block.kind != GRAPHQL]
    texts += [query.text for query in read_queries(SOURCES / "queries")]
    asked = "CALL { CALL db.labels() YIELD label RETURN label UNION CALL db.relationshipTypes() YIELD "
    asked += "relationshipType AS label RETURN label } RETURN collect(label)"
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as database:
        ((known,),) = database.rows(asked)
    code = [
        "".join(word for kind, word in tokens(text) if kind not in ("string", "comment")) for text in texts
    ]
    # Not those that are only left out, as in [:!EVIDENCED_BY&!PREVIOUS].
    named = {name for text in code for name in re.findall(r"[:|]([A-Z]\w+)", text)}
    assert len(named) > 15
    assert named <= set(known)
