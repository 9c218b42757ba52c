"""Convert values of curated files and tables to the types of the domain.

Every function raises ValueError with a sentence that names the value and what would be valid.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import isfinite
from typing import Any

from graph.model.dates import Cycle, EndState, PartialDate, Period
from graph.model.spelling import snake
from graph.nearness import similar

_PERIOD_KEYS = ("start", "end", "notBefore", "notAfter", "endedNotBefore", "endedNotAfter")

_HINTS: dict[type[Any], Mapping[str, Any]] = {}  # get_type_hints takes longer than reading a file


def hints(kind: type[Any]) -> Mapping[str, Any]:
    """The types of a dataclass's fields. Cached."""
    if kind not in _HINTS:
        _HINTS[kind] = types.MappingProxyType(typing.get_type_hints(kind))
    return _HINTS[kind]


def nearest(word: str, words: Iterable[str]) -> str:
    """Advice for an unknown word: the most similar of `words`, else all of them."""
    known = sorted(words)
    close = similar(word, known)
    return f"did you mean {' or '.join(close)}?" if close else f"known are {', '.join(known)}"


def value(wanted: Any, found: Any) -> Any:
    """`found` converted to `wanted`, the type of a domain field."""
    options = typing.get_args(wanted) if isinstance(wanted, types.UnionType) else (wanted,)
    if found is None and type(None) in options:
        return None
    kind = next(option for option in options if option is not type(None))
    if typing.get_origin(kind) is tuple:
        (item, *_) = typing.get_args(kind)
        return texts(found) if item is str else words(item, found)
    if kind is Period:
        return period(found)
    if kind is PartialDate:
        return PartialDate(_scalar(found, "a date such as 2016-10-17"))
    if kind is Cycle:
        return Cycle(_scalar(found, "a cycle such as 2018/19"))
    if issubclass(kind, StrEnum):
        return word(kind, found)
    return _plain(kind, found)


def word(kind: type[StrEnum], found: Any) -> StrEnum:
    """A member of a vocabulary, from lower-case words: "causal claim"."""
    known = {member.value.lower().replace("_", " "): member for member in kind}
    if not isinstance(found, str) or found not in known:
        raise ValueError(f"{found!r} is not a word for {_spoken(kind)}; {nearest(str(found), known)}")
    return known[found]


def words(kind: type[StrEnum], found: Any) -> tuple[StrEnum, ...]:
    """Members of a vocabulary, each once, in its order; a single word counts as a list."""
    named = {word(kind, item) for item in texts(found)}
    return tuple(member for member in kind if member in named)


def texts(found: Any) -> tuple[str, ...]:
    """A list of texts; a single text counts as a list."""
    items = found if isinstance(found, list) else [found]
    return tuple(text(item) for item in items)


def text(found: Any) -> str:
    """A text, not empty and without outer spaces; a whole number counts as its digits."""
    result = _scalar(found, "a text")
    if not result or result != result.strip():
        raise ValueError(f"{result!r} is empty or starts or ends with a space")
    return result


def period(found: Any) -> Period:
    """``{start: 2012-10, end: 2022-03}``, ``end: ongoing``, or ``unknown`` with bounds where known."""
    if not isinstance(found, dict):
        raise ValueError(f"{found!r} is not a period; write {{start: 2012-10, end: 2022-03}}")
    for key in found:
        if key not in _PERIOD_KEYS:
            raise ValueError(f"'{key}' is not part of a period; {nearest(key, _PERIOD_KEYS)}")
    dates = {snake(key): _date_or_unknown(found.get(key)) for key in _PERIOD_KEYS if key != "end"}
    end = found.get("end", "unknown")
    if end == "ongoing":
        return Period(end_state=EndState.ONGOING, **dates)
    dated = _date_or_unknown(end)
    state = EndState.DATED if dated else EndState.UNKNOWN
    return Period(end=dated, end_state=state, **dates)


def _date_or_unknown(found: Any) -> PartialDate | None:
    if found is None or found == "unknown":
        return None
    return PartialDate(_scalar(found, "a date, or unknown"))


def _plain(kind: type[Any], found: Any) -> Any:
    if kind is str:
        return text(found)
    if kind is float and type(found) in (int, float):
        return _finite(found)
    if type(found) is not kind:
        wanted = {bool: "true or false", int: "a whole number", float: "a number"}[kind]
        raise ValueError(f"{found!r} is not {wanted}")
    return found


def _finite(found: float) -> float:
    """A number as a double. Raises ValueError for `.inf` and `.nan`, and for numbers out of range."""
    try:
        if isfinite(number := float(found)):
            return number
    except OverflowError:
        pass
    raise ValueError(f"{found!r:.40} is not a number that can be stored")


def _scalar(found: Any, wanted: str) -> str:
    if isinstance(found, str):
        return found
    if type(found) is int:
        return str(found)
    raise ValueError(f"{found!r} is not {wanted}")


def _spoken(kind: type[StrEnum]) -> str:
    return " ".join(re.findall(r"[A-Z][a-z]+", kind.__name__)).lower()
