"""Builds, serves and asks a graph with a fact of a type that was added, in a copy of the project that has it.

`python -m tests.helpers.added_type FOLDER FACT` writes to FOLDER, and prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from graph.browser.files import STYLE, browser_files
from graph.export.formats import FORMATS
from graph.settings import Settings
from graph.store.running import running
from graph.store.stores import add_store, publish, staging
from seed.build.build import assemble, build
from seed.build.csv_files import csv_files
from seed.sources.manifest import MANIFEST
from tests.graph.export.test_formats import READERS
from tests.helpers.api_server import serving
from tests.helpers.graphql_requests import respond
from tests.helpers.small_sources import small_sources

ACTION = "action:eastmarsh-share-notices"
DOCUMENTS = {
    "node": f"""{{ action(id: "{ACTION}") {{ id caption kind summary due evidence {{ locator }}
        calledForBy {{ id }} addressedTo {{ id }} themes {{ id }}
        answeredBy {{ id answers {{ __typename }} }} }} }}""",
    "filtered": """{ actions(where: {kind: {eq: CHANGE}, due: {contains: "three"},
        addressedTo: {some: {name: {startsWith: "Eastmarsh"}}}}) { totalCount nodes { id } } }""",
    "filtered out": "{ actions(where: {kind: {eq: REVIEW}}) { totalCount } }",
    "of a day": """{ before: actions(between: {to: "2016-05-23"}) { totalCount }
        then: actions(between: {from: "2016-05-23", to: "2016-05-24"}) { totalCount } }""",
    "ordered": """{ actions(orderBy: [{calledForBy: {published: DESC}}, {due: ASC}]) { nodes { id } }
        inspections(orderBy: [{actions: {count: DESC}}]) { nodes { actions { nodes { id } } } } }""",
    "faceted": """{ actions { facets(by: [KIND, YEAR, THEME, ORGANISATION]) {
        by buckets { value count } } } }""",
    "searched": """{ search(query: "within three months") { edges { excerpt node { id __typename } } } }""",
    "history": """{ force(id: "force:eastmarsh") { history(kinds: [ACTION]) {
        edges { date kind basis node { __typename ... on Action { id } } } } } }""",
    "neighbourhood": f"""{{ neighbourhood(id: "{ACTION}", types: [INSPECTION]) {{ links {{ words }} }} }}""",
}


def main(folder: Path, fact: Path) -> dict[str, Any]:
    """What the graph with the fact answers."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    settings = replace(
        Settings.from_environ(own), home=folder / "home", port=0, bolt_port=0, http_port=0, deadline=60
    )
    before = _laid(settings.home, folder / "before")
    sources = small_sources(folder / "after", extra=fact.read_text("utf-8"))
    built = build(settings, lambda line: None, sources=sources)
    with running(built.store, read_only=True, settings=settings) as neo4j, serving(neo4j, settings) as api:
        root = api.url.removesuffix("graphql")
        return {
            "answers": {name: respond(api, text) for name, text in DOCUMENTS.items()},
            "exports": {name: _exported(root, name) for name in FORMATS},
            "changes": _added(httpx.get(f"{root}changes?since={before}").text),
            "style": browser_files("http://127.0.0.1")[STYLE].decode(),
        }


def _laid(home: Path, folder: Path) -> str:
    """The version of a graph without the fact, published as a build leaves it, but for the store of Neo4j."""
    with staging(home) as place:
        made = csv_files(assemble(small_sources(folder)), place / "csv")
        told = {"version": made.version, "nodes": made.node_count, "relationships": made.relationship_count}
        (place / MANIFEST).write_text(json.dumps(told), "utf-8")
        name = f"{made.version}-neo4j-0.0.0"
        add_store(home, place, name)
    publish(home, name)
    return made.version


def _exported(root: str, name: str) -> Any:
    """What an export holds of the action: its labels and properties, and the types of its relationships. Of a
    script in Cypher, which Neo4j alone reads: the lines that name it."""
    content = httpx.get(f"{root}export/dataset.{name}", timeout=60).raise_for_status().content
    if name not in READERS:
        return [line for line in content.decode().splitlines() if ACTION in line]
    read = READERS[name](content)
    labels, properties = read.nodes[ACTION]
    types = {kind for kind, start, end, _ in read.relationships.values() if ACTION in (start, end)}
    return {"labels": labels, "properties": properties, "relationships": sorted(types)}


def _added(lines: str) -> list[str]:
    """The ids of nodes that the changes say were added."""
    found = [json.loads(line) for line in lines.splitlines()]
    return [each["id"] for each in found if each["kind"] == "node" and each.get("change") == "added"]


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2])), default=str))
