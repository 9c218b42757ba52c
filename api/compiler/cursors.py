"""Cursors: the sort keys of a row, and a mark of the list they belong to."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import orjson

from api.errors import BadInput
from api.schema.lengths import LONGEST_CURSOR, bounded, readable_text
from graph.model.dates import day
from graph.query.patterns import Pattern
from graph.query.selection import Sort, Value

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "date": (str,),
    "integer": (int,),
    "float": (int, float),
    "boolean": (bool,),
}
_INTEGERS = range(-(2**63), 2**63)


@dataclass(frozen=True)
class Listing:
    """A list as its cursors know it: a mark that identifies it, and the types of its sort keys. A key of
    `orderBy` may be missing in a row; one of the pattern's own order may not."""

    mark: str
    types: tuple[str, ...]
    nullable: int  # how many keys, from the first, may be missing

    def chosen(self, *values: object) -> Listing:
        """The list that the values of its arguments choose; this one if there are none."""
        return replace(self, mark=_letters(f"{self.mark} {values}")) if values else self


@lru_cache(maxsize=1024)
def listing(pattern: Pattern, order: tuple[Sort, ...] = ()) -> Listing:
    """The list of a pattern, in its own order or in that of `orderBy`."""
    types = (*(each.type for each in order), *(each.type for each in pattern.cursor_keys))
    stated = tuple(map(_timeless, order)) or pattern.order
    return Listing(_letters(f"{pattern.name} {stated}"), types, len(order))


def _letters(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _timeless(key: Sort) -> Sort:
    """The key without the parameter of `asOf`, whose name depends on the rest of the document."""
    by = key.by
    return (
        key if isinstance(by, Value) else replace(key, by=replace(by, source=replace(by.source, as_of=None)))
    )


def encode(mark: str, keys: Sequence[object]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([mark, *keys])).decode().rstrip("=")


def decode(cursor: str, listed: Listing, argument: str, name: str) -> Mapping[str, object]:
    """The parameters ``{name}0``, ``{name}1``, ... that a cursor stands for; raises BadInput."""
    bounded(cursor, LONGEST_CURSOR, argument)
    try:
        mark, *keys = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if encode(mark, keys) != cursor:
            raise ValueError(cursor)  # other letters for the same keys; no list gives it
        if mark != listed.mark:
            raise BadInput(
                f"`{argument}` holds a cursor of another list or order; use one from this list, or none."
            )
        return {f"{name}{index}": _read(listed, index, key) for index, key in _paired(listed, keys)}
    except (ValueError, TypeError):
        shown = readable_text(cursor)
        raise BadInput(
            f"`{argument}` is {shown}, which is not a cursor; use one from this list, or none."
        ) from None


def _paired(listed: Listing, keys: Sequence[object]) -> list[tuple[int, object]]:
    if len(keys) != len(listed.types):
        raise ValueError(keys)
    return list(enumerate(keys))


def _read(listed: Listing, index: int, key: object) -> object:
    """A key as a parameter of the statement; raises ValueError for one that no row can have."""
    kind = listed.types[index]
    if key is None and index < listed.nullable:
        return None
    if not isinstance(key, _TYPES[kind]) or (isinstance(key, bool) and kind != "boolean"):
        raise ValueError(key)
    if isinstance(key, int) and key not in _INTEGERS:
        raise ValueError(key)
    return day(key) if isinstance(key, str) and kind == "date" else key
