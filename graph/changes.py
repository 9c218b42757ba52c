"""What changed from one version of the graph to another, from the files that builds leave beside the stores.

    HOME/changes/FROM-TO.ndjson.gz    every node and relationship that differs, as it was and as it is

A file is read in either direction, so that going back to an earlier graph needs none of its own, and files
that follow each other are read as one: what changed and changed back is not there. Lines are in the order of
their kind (nodes first) and id. A file of that name is whole, because it got there by a rename.
"""

from __future__ import annotations

import glob
import gzip
import heapq
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from graph.errors import ChangesNotKept, VersionUnknown, disk_errors

EXPORT = "/export/dataset.ndjson"
_ENDING = ".ndjson.gz"
# A node or a relationship as a line of an export, parsed.
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A node or a relationship in two versions: None where it was not there, or is no longer."""

    kind: str
    id: str
    before: Line | None
    after: Line | None

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.id

    @property
    def back(self) -> Change:
        return Change(self.kind, self.id, self.after, self.before)

    def line(self) -> bytes:
        """The change as one line: `added` has only `after`, `ended` only `before`."""
        word = "added" if self.before is None else "ended" if self.after is None else "changed"
        sides = {name: side for name, side in (("before", self.before), ("after", self.after)) if side}
        return orjson.dumps(
            {"change": word, "kind": self.kind, "id": self.id, **sides}, option=orjson.OPT_APPEND_NEWLINE
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One file of changes on the way from a version to another."""

    path: Path
    backwards: bool


def between(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[Change]:
    """The changes from the lines of one graph to those of another, in the order of a file."""
    old = {_key(line): line for line in before}
    new = {_key(line): line for line in after}
    for key in sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)):
        yield Change(*key, *(orjson.loads(side[key]) if key in side else None for side in (old, new)))


def write(home: Path, since: str, to: str, changes: Iterable[Change]) -> None:
    """Leave the file of the changes between two versions."""
    place = home / "changes" / f"{since}-{to}{_ENDING}"
    fresh = place.with_name(f".{place.name}-{os.getpid()}")
    with disk_errors(home):
        place.parent.mkdir(exist_ok=True)
        for stale in place.parent.glob(".*"):
            stale.unlink()
        # Without a name and a time inside, equal changes are equal files.
        with fresh.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file:
            file.writelines(change.line() for change in changes)
        fresh.replace(place)


def keep(home: Path, count: int) -> None:
    """Remove all files but the newest `count`."""
    files = sorted(_files(home), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in files[count:]:
        path.unlink(missing_ok=True)


def versions(home: Path) -> set[str]:
    """The versions that files of changes start from or lead to."""
    return {version for path in _files(home) for version in _ends(path)}


def route(home: Path, since: str, to: str) -> Sequence[Step] | None:
    """The fewest files that lead from one version to another; None if none do."""
    found: dict[str, tuple[Step, ...]] = {since: ()}
    waiting = deque([since])
    steps = [(_ends(path), path) for path in sorted(_files(home))]
    while waiting and to not in found:
        here = waiting.popleft()
        for (start, end), path in steps:
            other = end if here == start else start if here == end else here
            if other not in found:
                found[other] = (*found[here], Step(path, backwards=here == end))
                waiting.append(other)
    return found.get(to)


class Changes:
    """The changes over a route. Its files are open from the start until all are read: a build that removes
    them meanwhile takes nothing away. Raises FileNotFoundError if one is gone already."""

    def __init__(self, steps: Sequence[Step]) -> None:
        with ExitStack() as opened:
            self._files = [(opened.enter_context(gzip.open(step.path)), step.backwards) for step in steps]
            self._open = opened.pop_all()

    def __iter__(self) -> Iterator[Change]:
        with self._open:
            merged = heapq.merge(*(_read(*file) for file in self._files), key=lambda change: change.key)
            for _, group in groupby(merged, key=lambda change: change.key):
                # Of equal keys, those of an earlier file come first.
                first, *others = group
                last = others[-1] if others else first
                if first.before != last.after:
                    yield Change(first.kind, first.id, first.before, last.after)


def changes_since(home: Path, since: str, to: str) -> Changes:
    """The changes from a version to another. Raises ChangesNotKept or VersionUnknown, with what to do."""
    steps = route(home, since, to)
    if steps is not None:
        try:
            return Changes(steps)
        except FileNotFoundError:
            pass  # A build has just removed one.
    advice = f"Start from a full export ({EXPORT}) instead."
    if to not in versions(home) and not _stores(home, to):
        raise VersionUnknown(
            f"What changed since {since} is not known here: no build beside this server made {to}, the "
            f"version that it serves. {advice}"
        )
    if since in versions(home) or _stores(home, since):
        raise ChangesNotKept(f"What changed since {since} is no longer kept here. {advice}")
    raise VersionUnknown(f"No version {since} is known here; it may be too old. {advice}")


def _stores(home: Path, version: str) -> list[Path]:
    return list((home / "stores").glob(f"{glob.escape(version)}-*"))


def _read(file: gzip.GzipFile, backwards: bool) -> Iterator[Change]:
    for line in file:
        found = orjson.loads(line)
        change = Change(found["kind"], found["id"], found.get("before"), found.get("after"))
        yield change.back if backwards else change


def _key(line: bytes) -> tuple[str, str]:
    found = orjson.loads(line)
    return found["kind"], found["id"]


def _files(home: Path) -> list[Path]:
    return list((home / "changes").glob(f"[!.]*{_ENDING}"))


def _ends(path: Path) -> tuple[str, str]:
    since, _, to = path.name.removesuffix(_ENDING).partition("-")
    return since, to
