"""What the version that is served has anew, in numbers, from the changes that its build wrote."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.changes import Change, change_files_to, changes_in
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


def news_of(home: Path, version: str) -> News | None:
    """What is new in a version since the one before it; None where no file of changes tells."""
    found = change_files_to(home, version)
    try:
        return _read(*found[0]) if found else None
    except FileNotFoundError:  # a build has just removed it
        return None


@lru_cache(maxsize=8)  # a file is never written twice
def _read(since: str, path: Path) -> News:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    named: list[tuple[str, str, str]] = []
    links = 0
    with gzip.open(path) as file:
        for each in changes_in(file):
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
