"""The changes between two versions of the graph, from files that builds and pushes write in the home.

    HOME/changes/FROM-TO.ndjson.gz    each node and relationship that differs, before and after

Files can be read in both directions, so returning to an earlier graph needs no file of its own. Consecutive
files are merged; changes that cancel out disappear. Lines are sorted by kind (nodes first) and id. Files are
complete, since each gets its name by a rename.
"""

from __future__ import annotations

import glob
import gzip
import heapq
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from graph.errors import ChangesNotKept, VersionUnknown, disk_errors
from graph.whole_files import replacing

EXPORT = "/export/dataset.ndjson"
_ENDING = ".ndjson.gz"
# A parsed line of an NDJSON export: a node or a relationship.
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A node or relationship in two versions; None if it does not exist in one of them."""

    kind: str
    id: str
    before: Line | None
    after: Line | None

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.id

    @property
    def reversed(self) -> Change:
        return Change(self.kind, self.id, self.after, self.before)

    def line(self) -> bytes:
        """The change as one line of JSON: `added` has only `after`, `ended` only `before`."""
        word = "added" if self.before is None else "ended" if self.after is None else "changed"
        sides = {name: side for name, side in (("before", self.before), ("after", self.after)) if side}
        return orjson.dumps(
            {"change": word, "kind": self.kind, "id": self.id, **sides}, option=orjson.OPT_APPEND_NEWLINE
        )


@dataclass(frozen=True, slots=True)
class ChangeFile:
    """A file of changes and the direction to read it in."""

    path: Path
    backwards: bool


def diff(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[Change]:
    """The changes from one graph's lines to another's, sorted as in a file."""
    old = {_key(line): line for line in before}
    new = {_key(line): line for line in after}
    for key in sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)):
        yield Change(*key, *(orjson.loads(side[key]) if key in side else None for side in (old, new)))


def write_changes(home: Path, since: str, to: str, changes: Iterable[Change]) -> None:
    """Write the file of the changes between two versions. Raises DiskFull, GraphError."""
    place = home / "changes" / f"{since}-{to}{_ENDING}"
    with disk_errors(home):
        place.parent.mkdir(exist_ok=True)
        for stale in place.parent.glob(".*"):
            stale.unlink()
        # No name and no time in the gzip header, so that equal changes give equal bytes.
        with (
            replacing(place) as fresh,
            fresh.open("wb") as raw,
            gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file,
        ):
            file.writelines(change.line() for change in changes)


def prune(home: Path, count: int) -> None:
    """Remove all files but the newest `count`."""
    for path in _newest_first(home)[count:]:
        path.unlink(missing_ok=True)


def versions(home: Path) -> set[str]:
    """All versions in the names of files."""
    return {version for path in _files(home) for version in _endpoints(path)}


def route(home: Path, since: str, to: str) -> Sequence[ChangeFile] | None:
    """The shortest path of files from one version to another (breadth-first); None if there is none."""
    found: dict[str, tuple[ChangeFile, ...]] = {since: ()}
    waiting = deque([since])
    steps = [(_endpoints(path), path) for path in sorted(_files(home))]
    while waiting and to not in found:
        here = waiting.popleft()
        for (start, end), path in steps:
            other = end if here == start else start if here == end else here
            if other not in found:
                found[other] = (*found[here], ChangeFile(path, backwards=here == end))
                waiting.append(other)
    return found.get(to)


class MergedChanges:
    """The changes along a route. All its files are opened at once, so that a build cannot remove them before
    they are read. Raises FileNotFoundError if one is already gone."""

    def __init__(self, steps: Sequence[ChangeFile]) -> None:
        with ExitStack() as opened:
            self._files = [(opened.enter_context(gzip.open(step.path)), step.backwards) for step in steps]
            self._open = opened.pop_all()

    def __iter__(self) -> Iterator[Change]:
        with self._open:
            merged = heapq.merge(*(_read(*file) for file in self._files), key=lambda change: change.key)
            for _, group in groupby(merged, key=lambda change: change.key):
                # heapq.merge is stable: for equal keys, earlier files come first.
                first, *others = group
                last = others[-1] if others else first
                if first.before != last.after:
                    yield Change(first.kind, first.id, first.before, last.after)


def changes_since(home: Path, since: str, to: str) -> MergedChanges:
    """The changes from one version to another. Raises ChangesNotKept or VersionUnknown."""
    steps = route(home, since, to)
    if steps is not None:
        try:
            return MergedChanges(steps)
        except FileNotFoundError:
            pass  # A build has just removed a file.
    advice = f"Start from a full export ({EXPORT}) instead."
    if to not in versions(home) and not _stores(home, to):
        raise VersionUnknown(
            f"The changes since {since} are not known here: {to}, the version that is served, was neither "
            f"built nor pushed with the home of this server. {advice}"
        )
    if since in versions(home) or _stores(home, since):
        raise ChangesNotKept(f"The changes since {since} are no longer kept here. {advice}")
    raise VersionUnknown(f"Version {since} is not known here; it may be too old. {advice}")


def last_version_with(home: Path, node_id: str) -> str | None:
    """The newest version that had a node before another removed it; None if no file that is kept tells so."""
    for path in _newest_first(home):
        if node_id in _ended(path):
            return _endpoints(path)[0]
    return None


def change_files_to(home: Path, version: str) -> list[tuple[str, Path]]:
    """The files of changes that lead to a version, newest first, each with the version it starts from."""
    found = ((_endpoints(path), path) for path in _newest_first(home))
    return [(since, path) for (since, to), path in found if to == version]


def steps_to(home: Path, version: str, most: int) -> list[tuple[str, str, Path]]:
    """The newest steps that led to a version, newest first: from which version to which, and the file."""
    steps: list[tuple[str, str, Path]] = []
    seen = {version}
    while len(steps) < most:
        found = [(since, path) for since, path in change_files_to(home, version) if since not in seen]
        if not found:
            break
        since, path = found[0]
        steps.append((since, version, path))
        seen.add(since)
        version = since
    return steps


def changes_in(lines: Iterable[bytes]) -> Iterator[Change]:
    """The changes of an open file, in its own direction."""
    return _read(lines, False)


def _newest_first(home: Path) -> list[Path]:
    return sorted(_files(home), key=lambda path: path.stat().st_mtime_ns, reverse=True)


@lru_cache(maxsize=256)  # a file is never written twice; all that are kept have room
def _ended(path: Path) -> frozenset[str]:
    """The ids of the nodes that a file of changes removes."""
    with gzip.open(path) as file:
        return frozenset(each.id for each in _read(file, False) if each.kind == "node" and not each.after)


def _stores(home: Path, version: str) -> list[Path]:
    return list((home / "stores").glob(f"{glob.escape(version)}-*"))


def _read(lines: Iterable[bytes], backwards: bool) -> Iterator[Change]:
    for line in lines:
        found = orjson.loads(line)
        change = Change(found["kind"], found["id"], found.get("before"), found.get("after"))
        yield change.reversed if backwards else change


def _key(line: bytes) -> tuple[str, str]:
    found = orjson.loads(line)
    return found["kind"], found["id"]


def _files(home: Path) -> list[Path]:
    return list((home / "changes").glob(f"[!.]*{_ENDING}"))


def _endpoints(path: Path) -> tuple[str, str]:
    since, _, to = path.name.removesuffix(_ENDING).partition("-")
    return since, to
