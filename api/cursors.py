"""Cursors: the keys of a row in its list's order, and which list it was."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import orjson

from api.errors import BadInput
from graph.patterns import Pattern
from graph.selection import Sort, Value

_READERS: Mapping[str, Callable[[str], object]] = {"date": date.fromisoformat}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "date": (str,),
    "integer": (int,),
    "float": (int, float),
    "boolean": (bool,),
}


@dataclass(frozen=True)
class Listing:
    """A list as its cursors know it: a few letters that tell it from others, and its keys' types.
    A key that a reader ordered by may be missing in a row, a pattern's own may not."""

    mark: str
    types: tuple[str, ...]
    nullable: int  # how many keys, from the first, may be missing


@lru_cache(maxsize=1024)
def listing(pattern: Pattern, order: tuple[Sort, ...] = ()) -> Listing:
    """The list of a pattern in its own order, or in a reader's."""
    types = (*(each.type for each in order), *(each.type for each in pattern.cursor_keys))
    stated = tuple(map(_timeless, order)) or pattern.order
    mark = hashlib.sha256(f"{pattern.name} {stated}".encode()).hexdigest()[:8]
    return Listing(mark, types, len(order))


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
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        mark, *keys = orjson.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if mark != listed.mark:
            raise BadInput(
                f"`{argument}` holds a cursor of another list or order; use one that this list gave, or none."
            )
        return {f"{name}{index}": _read(listed, index, key) for index, key in _paired(listed, keys)}
    except (ValueError, TypeError, binascii.Error):
        raise BadInput(
            f"`{argument}` is {cursor!r}, which is no cursor; use one that this list gave, or none."
        ) from None


def _paired(listed: Listing, keys: Sequence[object]) -> list[tuple[int, object]]:
    if len(keys) != len(listed.types):
        raise ValueError(keys)
    return list(enumerate(keys))


def _read(listed: Listing, index: int, key: object) -> object:
    kind = listed.types[index]
    if key is None and index < listed.nullable:
        return None
    if not isinstance(key, _TYPES[kind]) or (isinstance(key, bool) and kind != "boolean"):
        raise ValueError(key)
    return _READERS[kind](str(key)) if kind in _READERS else key
