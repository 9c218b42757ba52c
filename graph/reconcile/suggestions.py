"""Bodies and words that begin as somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.reconcile.bodies import Body
from graph.reconcile.names import folded


def bodies_beginning(prefix: str, bodies: Iterable[Body]) -> list[Body]:
    """Bodies of which a name, a word of a name, an id or a code begins so: those whose whole name does come
    first."""
    typed, raw = folded(prefix), prefix.strip().casefold()
    found = [(place, body) for body in bodies if (place := _place(typed, raw, body)) is not None]
    return [body for _, body in sorted(found, key=lambda each: (each[0], each[1].name, each[1].id))]


def words_beginning(prefix: str, words: Mapping[str, str]) -> dict[str, str]:
    """The words, by their ids, that begin so or whose ids do; any of their own words may begin so."""
    typed = folded(prefix)
    return {
        own: name
        for own, name in words.items()
        if own.casefold().startswith(typed) or f" {folded(name)}".find(f" {typed}") >= 0
    }


def _place(typed: str, raw: str, body: Body) -> int | None:
    names = body.spelt | body.also_spelt.keys()
    if raw in body.keys or typed in names:
        return 0
    if any(name.startswith(typed) for name in names) or any(key.startswith(raw) for key in body.keys):
        return 1
    return 2 if any(f" {typed}" in name for name in names) else None
