"""Neo4j's jars: which they are, and where they lie once they were fetched.

A lock names every jar with its size and SHA-256. Those of the tested versions ship with this package, so a
first start fetches exactly those bytes; another version is resolved once, and its lock kept beside the jars.
A jar is moved to its place only after its digest was checked, so an interrupted download leaves nothing
half-done, and goes on where it stopped. Its digest is looked at again when the file has changed, and weekly
(`graph/store/jar_checks.py`).
"""

from __future__ import annotations

from pathlib import Path

from graph.store.jar_checks import Progress, are_whole, read_lock


def neo4j_jars(cache: Path, version: str, progress: Progress = lambda done, total: None) -> list[Path]:
    """The class path of a Neo4j version, fetched into `cache` where it is not there yet.

    Complete jars are used as they are, without the network. Raises DownloadFailed, DiskFull.
    """
    place = cache / "neo4j" / version
    lock = _shipped_lock(version) or place / "jars.lock"
    if not (jars := _complete(place, lock)):
        # Maven's client takes most of a second to import: only a start that downloads pays for it.
        from graph.store.download import download

        download(cache, version, place, lock, progress)
        jars = _complete(place, lock)
    return jars


def _shipped_lock(version: str) -> Path | None:
    path = Path(__file__).with_name(f"jars-{version}.lock")
    return path if path.exists() else None


def _complete(place: Path, lock: Path) -> list[Path]:
    """The jars if all are there, else nothing."""
    if not lock.exists():
        return []
    jars = read_lock(lock)
    return [place / jar.name for jar in jars] if are_whole(place, jars) else []
