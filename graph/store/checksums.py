"""Whether a store is still what the build wrote: a digest of each of its files, kept beside them.

A read-only Neo4j leaves the files of records and of full-text indexes as they are. Of an index tree it writes
the second and third page, which say whether it was closed. Lists of free ids and statistics it makes anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from graph.errors import StoreDamaged, disk_errors

FILE = "checksums.json"
_DATA = "data/databases/neo4j"
_UNSURE = (".id", ".indexstats.db", "_lock", "neostore", ".tmp.0", "write.lock")
_TREES = (".counts.db", ".degrees.db")
_TREE_STATE = 3 * 8192


def note_checksums(store: Path) -> None:
    """Write the digests of a store that no Neo4j uses. Raises DiskFull."""
    with disk_errors(store):
        found = {str(path.relative_to(store)): _digest(path) for path in _files(store)}
        (store / FILE).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def require_whole(store: Path) -> None:
    """Raise StoreDamaged with the first file that is not as the build wrote it. A store without digests, made
    by an earlier release, passes. About a second for each gigabyte."""
    try:
        noted = json.loads((store / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        raise _damaged(store, FILE) from None
    for name, digest in noted.items():
        try:
            is_whole = _digest(store / name) == digest
        except OSError:
            is_whole = False
        if not is_whole:
            raise _damaged(store, name)


def _damaged(store: Path, name: str) -> StoreDamaged:
    return StoreDamaged(
        f"The store {store} is damaged: {name} is not as it was built. Look at the disk, and build the graph "
        "again with 'safeguarding build'."
    )


def _files(store: Path) -> Iterator[Path]:
    for path in sorted((store / _DATA).rglob("*")):
        if path.is_file() and not path.name.endswith(_UNSURE):
            yield path


def _digest(path: Path) -> str:
    with path.open("rb", buffering=0) as file:
        if path.name.endswith(_TREES) or path.parent.parent.parent.name == "index":
            file.seek(_TREE_STATE)
        return file_digest(file, "sha256").hexdigest()
