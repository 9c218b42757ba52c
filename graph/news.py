"""What a version has anew, in numbers, from the changes that its build wrote."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path

import orjson

from graph.changes import Change, change_files_to, changes_in, steps_to
from graph.model.nodes import NODE_TYPES

# So many of what is new are named.
MOST_NAMED = 12
_TYPES = tuple(each.label for each in NODE_TYPES)
# What readers look for, before what it rests on.
_NAMED = ("Inspection", "Correspondence", "Finding", "Recommendation", "Review", "Statement", "Judgement")


@dataclass(frozen=True)
class News:
    """How many nodes of each type were added, changed and removed since another version, how many links
    between nodes differ, and some of what was added: type, id and caption."""

    since: str
    added: Mapping[str, int]
    changed: Mapping[str, int]
    removed: Mapping[str, int]
    links: int
    named: tuple[tuple[str, str, str], ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types with any difference, in the order of their declarations."""
        return tuple(each for each in _TYPES if self.added[each] or self.changed[each] or self.removed[each])


@dataclass(frozen=True)
class Step:
    """One build: the version it made, when, and what differs from the one before."""

    to: str
    when: datetime
    news: News


def steps(home: Path, version: str, most: int) -> list[Step]:
    """The newest builds that led to a version, newest first."""
    return [*_steps(home, version, most, _read)]


def steps_around(home: Path, version: str, most: int, node_id: str, near: Set[str]) -> list[Step]:
    """Those of the newest builds that changed a node, its links, or what it is linked to: ``near`` are the
    ids that it is linked to now."""
    found = _steps(home, version, most, lambda since, path: _read_around(since, path, node_id, near))
    return [step for step in found if step.news.types or step.news.links]


def _steps(home: Path, version: str, most: int, read: Callable[[str, Path], News]) -> Iterator[Step]:
    for since, to, path in steps_to(home, version, most):
        try:
            when = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
            yield Step(to, when, read(since, path))
        except FileNotFoundError:  # a build has just removed it
            return


def news_of(home: Path, version: str) -> News | None:
    """What is new in a version since the one before it; None where no file of changes tells."""
    found = change_files_to(home, version)
    try:
        return _read(*found[0]) if found else None
    except FileNotFoundError:  # a build has just removed it
        return None


@lru_cache(maxsize=32)  # a file is never written twice
def _read(since: str, path: Path) -> News:
    with gzip.open(path) as file:
        return _news(since, changes_in(file))


def _read_around(since: str, path: Path, node_id: str, near: Set[str]) -> News:
    """As ``_read``, of a node alone. Nodes stand before links in a file, so that it is read twice."""
    with gzip.open(path) as file:
        links = [each for each in _naming(file, node_id) if node_id in _ends(each)]
    beside = {node_id, *near}.union(*map(_ends, links))
    with gzip.open(path) as file:
        nodes = (each for each in changes_in(file) if each.kind == "node" and each.id in beside)
        return _news(since, chain(nodes, links))


def _naming(file: gzip.GzipFile, node_id: str) -> Iterator[Change]:
    """The changes whose lines have an id somewhere: few are worth parsing."""
    needle = orjson.dumps(node_id)
    return changes_in(line for line in file if needle in line)


def _ends(change: Change) -> set[str]:
    """What a changed relationship joins; nothing for a node."""
    line = change.after or change.before or {}
    return {line["start"], line["end"]} if change.kind != "node" else set()


def _news(since: str, changes: Iterable[Change]) -> News:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    named: list[tuple[str, str, str]] = []
    links = 0
    for each in changes:
        if each.kind != "node":
            links += 1
            continue
        kind, how = _type(each), _how(each)
        counts[how][kind] += 1
        if how == "added" and kind in _NAMED and each.after:
            named.append((kind, each.id, str(each.after["properties"].get("caption", each.id))))
    named.sort(key=lambda one: (_NAMED.index(one[0]), one[2]))
    return News(
        since, counts["added"], counts["changed"], counts["removed"], links, tuple(named[:MOST_NAMED])
    )


def _how(change: Change) -> str:
    return "added" if change.before is None else "removed" if change.after is None else "changed"


def _type(change: Change) -> str:
    labels = (change.after or change.before or {}).get("labels", ())
    return next((each for each in _TYPES if each in labels), "Entity")
