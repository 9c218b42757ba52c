"""Autocompletion: bodies and words that start with a prefix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.reconcile.bodies import Body
from graph.reconcile.names import folded


def bodies_beginning(prefix: str, bodies: Iterable[Body]) -> list[Body]:
    """Bodies whose name, a word of a name, an id or a code starts with the prefix; exact matches first, then
    whole names, then single words."""
    typed, raw = folded(prefix), prefix.strip().casefold()
    found = [(place, body) for body in bodies if (place := _place(typed, raw, body)) is not None]
    return [body for _, body in sorted(found, key=lambda each: (each[0], each[1].name, each[1].id))]


def words_beginning(prefix: str, words: Mapping[str, str]) -> dict[str, str]:
    """The entries, by id, whose id, name or a word of the name starts with the prefix."""
    typed = folded(prefix)
    return {
        own: name
        for own, name in words.items()
        if own.casefold().startswith(typed) or f" {folded(name)}".find(f" {typed}") >= 0
    }


def _place(typed: str, raw: str, body: Body) -> int | None:
    names = body.folded_names | body.folded_other_names.keys()
    if raw in body.keys or typed in names:
        return 0
    if any(name.startswith(typed) for name in names) or any(key.startswith(raw) for key in body.keys):
        return 1
    return 2 if any(f" {typed}" in name for name in names) else None
