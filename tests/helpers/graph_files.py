"""The contents of a graph's CSV files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from seed.build.csv_files import csv_files
from seed.rows import Graph


def version_and_files(graph: Graph, schema: Sequence[str] = ()) -> tuple[str, dict[str, bytes]]:
    """The version of a graph, and the content of each of its files by its name."""
    with TemporaryDirectory() as folder:
        files = csv_files(graph, Path(folder), schema)
        found = {path.name: path.read_bytes() for path in (*files.nodes, *files.relationships)}
        assert set(found) == {path.name for path in Path(folder).iterdir()}
    return files.version, found
