"""Stores, and a Neo4j on one, that several processes of one run share by a folder.

Whoever asks first makes the store or starts the Neo4j, and stops it once the last process that uses it has
ended its work. The kernel's locks tell who that is, so that a process that is killed leaves nobody waiting.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, cast

from graph.settings import Settings
from graph.store.config import Neo4jConfig, Ports
from graph.store.process import Neo4jProcess
from graph.store.running import running
from graph.store.stores import publish

# Names the folder of the article's graph for runs that are given one.
ARTICLE = "SHARED_ARTICLE"


def article_store(folder: Path, settings: Settings) -> Path:
    """The store of the article's graph."""
    from seed.build.build import build
    from tests.helpers.small_sources import article_sources

    def make(home: Path) -> Path:
        return build(replace(settings, home=home), lambda line: None, sources=article_sources()).store

    return shared_store(folder, "article", make)


def shared_store(folder: Path, name: str, make: Callable[[Path], Path]) -> Path:
    """The store of a name; `make` is given a new home for it. Nobody may change it: copy it for that."""
    note = folder / f"{name}.store"
    with _locked(folder / f"{name}.making"):
        if not note.exists():
            note.write_text(str(make(folder / name)), "utf-8")
        return Path(note.read_text("utf-8"))


def copy_published(store: Path, home: Path) -> Path:
    """The home, in which a copy of the store is published."""
    shutil.copytree(store, home / "stores" / store.name)
    publish(home, store.name)
    return home


@contextmanager
def shared_neo4j(folder: Path, store: Path, settings: Settings) -> Iterator[Neo4jProcess]:
    """The read-only Neo4j on a shared store, while inside."""
    note, users = folder / f"{store.name}.neo4j", folder / f"{store.name}.users"
    # Who waits to start holds nothing that the last user waits for.
    with _locked(folder / f"{store.name}.starting") as starting, users.open("a") as using:
        fcntl.flock(using, fcntl.LOCK_SH)
        if note.exists():
            fcntl.flock(starting, fcntl.LOCK_UN)
            yield _known(store, note)
            return
        with running(store, read_only=True, settings=settings) as neo4j:
            ports = neo4j.config.ports
            note.write_text(json.dumps([ports.bolt, ports.http, neo4j.password]), "utf-8")
            fcntl.flock(starting, fcntl.LOCK_UN)
            try:
                yield neo4j
            finally:
                # Whoever comes from now on starts another.
                fcntl.flock(starting, fcntl.LOCK_EX)
                fcntl.flock(using, fcntl.LOCK_EX)
                note.unlink()


def _known(store: Path, note: Path) -> Neo4jProcess:
    bolt, http, password = json.loads(note.read_text("utf-8"))
    # It is another process's child, which alone can stop it.
    return Neo4jProcess(store, Neo4jConfig(Ports(bolt, http), read_only=True), cast(Any, None), password)


@contextmanager
def _locked(path: Path) -> Iterator[IO[str]]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
