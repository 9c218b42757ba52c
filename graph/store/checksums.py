"""Detect damage to a store: SHA-256 digests of its files, written by the build.

A read-only Neo4j never changes record files and full-text indexes. In each index tree it writes the second
and third page, which tell whether the tree was closed cleanly. It rewrites id lists and statistics.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from graph.errors import StoreDamaged, disk_errors

FILE = "checksums.json"
_DATA = "data/databases/neo4j"
_CHANGING = (".id", ".indexstats.db", "_lock", "neostore", ".tmp.0", "write.lock")
_BARE_TREES = (".counts.db", ".degrees.db")
_TREE_STATE = 3 * 8192


def write_checksums(store: Path) -> None:
    """Write the digests of a store. No Neo4j may be running on it. Raises DiskFull."""
    with disk_errors(store):
        found = {str(path.relative_to(store)): _digest(path) for path in _files(store)}
        (store / FILE).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def require_intact(store: Path) -> None:
    """Raise StoreDamaged with the first file that differs from what the build wrote.

    A store without digests, from an earlier release, passes. Takes about a second for each gigabyte."""
    try:
        expected = json.loads((store / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        raise _damaged(store, FILE) from None
    for name, digest in expected.items():
        try:
            is_intact = _digest(store / name) == digest
        except OSError:
            is_intact = False
        if not is_intact:
            raise _damaged(store, name)


def _damaged(store: Path, name: str) -> StoreDamaged:
    return StoreDamaged(
        f"The store {store} is damaged: {name} differs from what was built. Check the disk, then rebuild the "
        "graph with 'safeguarding build'."
    )


def _files(store: Path) -> Iterator[Path]:
    for path in sorted((store / _DATA).rglob("*")):
        if path.is_file() and not path.name.endswith(_CHANGING):
            yield path


def _digest(path: Path) -> str:
    with path.open("rb", buffering=0) as file:
        if path.name.endswith(_BARE_TREES) or path.parent.parent.parent.name == "index":
            file.seek(_TREE_STATE)
        return file_digest(file, "sha256").hexdigest()
