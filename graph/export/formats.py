"""The export formats by name."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from graph.errors import ExportRefused
from graph.export.graph import Graph

Write = Callable[[Graph], AsyncGenerator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """An export format. If it `streams`, its memory use does not grow with the graph; if it `is_database`, it
    is for a database that the API can answer from."""

    name: str
    extension: str
    media_type: str
    streams: bool
    module: str
    function: str = "write"
    is_database: bool = False

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self.media_type not in ("application/zip", "application/octet-stream")

    def write(self, graph: Graph) -> AsyncGenerator[bytes]:
        """Write the graph in this format, in parts of any size. Raises ExportRefused, StoreError."""
        # Imported on use: the libraries of a format can take a second to import.
        module = import_module(f"graph.export.{self.module}")
        return cast(Write, getattr(module, self.function))(graph)


FORMATS = {
    each.name: each
    for each in (
        Format("graphml", "graphml", "application/graphml+xml", False, "networks", "write_graphml"),
        Format("gexf", "gexf", "application/gexf+xml", False, "networks", "write_gexf"),
        Format("cytoscape", "cyjs", "application/json", True, "json_graphs", "write_cytoscape"),
        Format("node-link", "json", "application/json", True, "json_graphs", "write_node_link"),
        Format("ndjson", "ndjson", "application/x-ndjson", True, "ndjson"),
        Format("csv", "csv.zip", "application/zip", True, "tables"),
        Format("duckdb", "duckdb", "application/octet-stream", True, "duckdb_file"),
        Format("neo4j-admin", "neo4j-admin.zip", "application/zip", True, "admin_tables", "write", True),
        Format("cypher", "cypher", "application/x-cypher-query", True, "script", "write", True),
        Format("followthemoney", "ftm.json", "application/json+ftm", False, "follow_the_money"),
        Format("json-ld", "jsonld", "application/ld+json", True, "json_ld"),
        Format("turtle", "ttl", "text/turtle; charset=utf-8", True, "turtle"),
    )
}


# A file can be asked for by what its name ends with, too.
_BY_EXTENSION = {each.extension: each for each in FORMATS.values()}


def format_named(name: str) -> Format:
    """The format with this name or ending. Raises ExportRefused with all names."""
    found = FORMATS.get(name) or _BY_EXTENSION.get(name)
    if found is None:
        raise ExportRefused(f"Unknown format '{name}'; choose one of {', '.join(FORMATS)}.")
    return found


def require_room(chosen: Format, size: int, most: int) -> None:
    """Raise ExportRefused if the format is made in memory and the graph has more than `most` nodes and
    relationships."""
    if chosen.streams or size <= most:
        return
    others = ", ".join(each.name for each in FORMATS.values() if each.streams)
    raise ExportRefused(
        f"{chosen.name} is made in memory, of at most {most} nodes and relationships; this export has "
        f"{size}. Choose one of {others}, or a smaller part of the graph."
    )
