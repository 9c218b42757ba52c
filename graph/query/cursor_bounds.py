"""The bounds that cursors set to a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.query.conditions import SortKey, beyond_cursor, not_beyond_cursor
from graph.query.selection import Page, Take


@dataclass(frozen=True)
class CursorBound:
    """A bound of a list: rows after the cursor, or before it if ``before``; ``outside`` inverts the bound."""

    name: str
    before: bool
    outside: bool = False

    def condition(self, keys: Sequence[SortKey]) -> str:
        return (not_beyond_cursor if self.outside else beyond_cursor)(keys, self.name, before=self.before)


def bounds_of(take: Take) -> list[CursorBound]:
    """The bounds that the cursors of a page set."""
    if not isinstance(take, Page):
        return []
    bounds = ((take.after, False), (take.before, True))
    return [CursorBound(name, before) for name, before in bounds if name]
