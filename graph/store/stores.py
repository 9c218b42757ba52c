"""The directories of published graphs, and the link to the current one.

    HOME/stores/VERSION/    a complete Neo4j home (conf, data, logs), the CSV files it was imported from
                            (csv/), digests of its files (checksums.json) and the build's record (build.json)
    HOME/current            link to the published store; switched by one rename
    HOME/previous           link to the store published before it
    HOME/pushed/version     the version that was pushed last to a server elsewhere
    HOME/making-PID/        a store under construction; the next build removes one that was left behind

A store under `stores/` is complete, since it is moved there by a rename.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import NothingBuilt, disk_errors
from graph.store.checksums import FILE as CHECKSUMS
from graph.store.lock import is_held, keep_private
from graph.whole_files import replacing, write_whole

IN_USE = "store"
EXPORTED = "export"


def current_store(home: Path) -> Path | None:
    """The published store, or None if nothing has been built."""
    return _target(home / "current")


def previous_store(home: Path) -> Path | None:
    """The store published before the current one, or None."""
    return _target(home / "previous")


def required_store(home: Path) -> Path:
    """The published store. Raises NothingBuilt."""
    store = current_store(home)
    if store is None:
        raise NothingBuilt(f"No graph has been built in {home}; run 'safeguarding build' first.")
    return store


def store_of(home: Path, version: str) -> Path | None:
    """The store of a version, published or not, or None."""
    path = home / "stores" / version
    return path if path.is_dir() else None


def pushed_to(home: Path) -> Path:
    """The file that names the version that was pushed last."""
    return home / "pushed" / "version"


def note_pushed(home: Path, version: str) -> None:
    """Note that a version was pushed, now. Raises GraphError."""
    with disk_errors(home):
        pushed_to(home).parent.mkdir(parents=True, exist_ok=True)
        write_whole(pushed_to(home), version)


def published_at(home: Path) -> datetime | None:
    """When a graph was last built, undone or pushed from this home; None if never."""
    moments = [found.st_mtime for path in (home / "current", pushed_to(home)) if (found := _found(path))]
    return datetime.fromtimestamp(int(max(moments)), UTC) if moments else None


def _found(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


@contextmanager
def staging(home: Path) -> Iterator[Path]:
    """An empty directory in which to build a store; removed on exit.

    The caller must hold the home for "build": directories of interrupted builds are removed first.
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


def add_store(home: Path, rebuilt: Path, version: str) -> Path:
    """Move a finished store under `stores/`; an existing store of the same version is kept instead."""
    store = home / "stores" / version
    store.parent.mkdir(exist_ok=True)
    if not store.exists():
        rebuilt.rename(store)
    return store


def repair(store: Path, rebuilt: Path) -> None:
    """Replace a damaged store's files by those of one rebuilt from the same sources; keep its records.

    The caller must hold the store for `IN_USE`. Interrupted at any step, the store still counts as damaged.
    """
    for name in ("csv", "data", CHECKSUMS):
        if (store / name).exists():
            (store / name).rename(rebuilt / f"damaged-{name}")
        (rebuilt / name).rename(store / name)


def publish(home: Path, version: str) -> Path:
    """Make the store of a version the one that is served.

    Remove all but it, the previous one and those in use.

    If interrupted at any step, `current` is either the old store or the new one. Raises NothingBuilt.
    """
    store = home / "stores" / version
    if not store.is_dir():
        raise NothingBuilt(f"There is no store {version} in {home}/stores.")
    before = current_store(home)
    if before != store:
        if before is not None:
            _link(home / "previous", before)
        _link(home / "current", store)
    _prune(home)
    return store


def _target(link: Path) -> Path | None:
    try:
        store = link.parent / os.readlink(link)
    except FileNotFoundError:
        return None
    return store if store.is_dir() else None


def _link(link: Path, store: Path) -> None:
    with replacing(link) as fresh:
        fresh.symlink_to(store.relative_to(link.parent))


def _prune(home: Path) -> None:
    kept = {current_store(home), previous_store(home)}
    for store in (home / "stores").iterdir():
        if store not in kept and not is_held(store, IN_USE):
            shutil.rmtree(store, ignore_errors=True)
