"""Whether a build would publish what is published already, told from the bytes of what it reads.

Reading and checking all sources takes ten seconds, and hashing them takes a tenth of one. A store notes the
digest of everything that its graph was made from: program, libraries, sources, imported files.
"""

from __future__ import annotations

import platform
import sysconfig
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from graph.errors import StoreDamaged, disk_errors
from graph.settings import Settings
from graph.store.checksums import require_intact
from graph.store.stores import current_store
from graph.whole_files import write_whole
from seed.sources.all_sources import Sources

_FILE = "inputs"
_PROGRAM = Path(__file__).resolve().parents[2]
_FOLDERS = ("seed", "graph", "cypher")


def inputs(settings: Settings, sources: Sources) -> str:
    """The digest of everything that decides the graph of these sources and its store."""
    digest = sha256(f"python {platform.python_version()} neo4j {settings.neo4j_version}".encode())
    for part in _parts(sources):
        digest.update(f"\n{part}".encode())
    return digest.hexdigest()


def published_from(home: Path, digest: str) -> Path | None:
    """The published store, if it was made from these inputs and is intact."""
    store = current_store(home)
    if store is None:
        return None
    try:
        if (store / _FILE).read_text("utf-8") != digest:
            return None
        require_intact(store)
    except (OSError, StoreDamaged):
        return None
    return store


def note_inputs(store: Path, digest: str) -> None:
    """Note in a store what its graph was made from. Raises DiskFull."""
    with disk_errors(store):
        write_whole(store / _FILE, digest)


def _parts(sources: Sources) -> Iterator[str]:
    yield from sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    for folder in _FOLDERS:
        for path in sorted((_PROGRAM / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield f"{path.relative_to(_PROGRAM).as_posix()} {_digest(path)}"
    for name, digest in sources.manifest().items():
        yield f"{name} {digest}"
    for file in sources.imports:
        yield f"{file.name} {file.kind} {_digest(file.path)}"


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"
