"""The directories of published graphs, and the one link that says which of them is the graph.

    HOME/stores/VERSION/    a whole Neo4j home (conf, data, logs), the CSV files it was imported from (csv/),
                            their digests (checksums.json) and what the build says of itself (build.json)
    HOME/current            link to the store that is served; switched by one rename
    HOME/previous           link to the one before
    HOME/making-PID/        a store that is being made; nobody reads it, and the next build removes it

A store that stands under `stores/` is whole, because it got there by a rename.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import NothingBuilt, disk_errors
from graph.store.checksums import FILE as CHECKSUMS
from graph.store.lock import held, keep_private

IN_USE = "store"
EXPORTED = "export"


def current_store(home: Path) -> Path | None:
    """The published store, or None if nothing was built yet."""
    return _target(home / "current")


def previous_store(home: Path) -> Path | None:
    """The store published before the current one, if it is still there."""
    return _target(home / "previous")


def required_store(home: Path) -> Path:
    """The published store. Raises NothingBuilt with the command that makes one."""
    store = current_store(home)
    if store is None:
        raise NothingBuilt(f"No graph was built in {home} yet: run 'safeguarding build' first.")
    return store


def store_of(home: Path, version: str) -> Path | None:
    """The whole store of a version, published or not, or None."""
    path = home / "stores" / version
    return path if path.is_dir() else None


@contextmanager
def making(home: Path) -> Iterator[Path]:
    """An empty directory to make a store in; whatever is left there afterwards is removed.

    Hold the home for "build" around it: what other builds left half-made is removed first.
    """
    with disk_errors(home):
        keep_private(home)
        for stale in home.glob("making-*"):
            shutil.rmtree(stale, ignore_errors=True)
        path = home / f"making-{os.getpid()}"
        path.mkdir()
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def adopt(home: Path, made: Path, version: str) -> Path:
    """Move a finished store to its place; one of that version that stands there is as good, and stays."""
    place = home / "stores" / version
    place.parent.mkdir(exist_ok=True)
    if not place.exists():
        made.rename(place)
    return place


def repair(place: Path, made: Path) -> None:
    """Give a damaged store the files of one that was made anew from the same sources; its lists stay.

    Hold the store for `IN_USE` around it. Killed between any two steps, the store is found damaged again.
    """
    for name in ("csv", "data", CHECKSUMS):
        if (place / name).exists():
            (place / name).rename(made / f"damaged-{name}")
        (made / name).rename(place / name)


def publish(home: Path, version: str) -> Path:
    """Make the store of a version the one that is served.

    Remove all but it, the previous one and those in use.

    Killed between any two steps, `current` is the old store or the new one.
    """
    place = home / "stores" / version
    if not place.is_dir():
        raise NothingBuilt(f"There is no store {version} in {home}/stores.")
    before = current_store(home)
    if before != place:
        if before is not None:
            _link(home / "previous", before)
        _link(home / "current", place)
    _prune(home)
    return place


def _target(link: Path) -> Path | None:
    try:
        place = link.parent / os.readlink(link)
    except FileNotFoundError:
        return None
    return place if place.is_dir() else None


def _link(link: Path, place: Path) -> None:
    # A link cannot be overwritten, but a rename replaces it in one step.
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(place.relative_to(link.parent))
    fresh.replace(link)


def _prune(home: Path) -> None:
    kept = {current_store(home), previous_store(home)}
    for store in (home / "stores").iterdir():
        if store not in kept and not held(store, IN_USE):
            shutil.rmtree(store, ignore_errors=True)
