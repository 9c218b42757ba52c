"""Rows while a selection is compiled: which slots they hold, and what their names mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.schema.environment import Environment
from graph.query.patterns import Pattern
from graph.query.selection import Slot, Sort


@dataclass(frozen=True)
class Answering:
    """What shaping needs beside the rows: the environment, and this request's parameters."""

    environment: Environment
    parameters: dict[str, Any]


Row = Sequence[Any]


@dataclass
class Slots:
    """The slots of a row as they are asked for; one that is asked for twice stands once."""

    offset: int = 0
    found: dict[Slot, int] = field(default_factory=dict)

    def index(self, slot: Slot) -> int:
        return self.found.setdefault(slot, len(self.found) + self.offset)

    def listed(self) -> tuple[Slot, ...]:
        return tuple(self.found)


@dataclass(frozen=True)
class Scope:
    """Where a field stands: the slots of its row, the pattern that the row is of (None: a root
    field's), the variable that its object is about, the order of the list that the row stands in, and the
    parameter that holds the mark of its cursors (None: the mark is the same for every request)."""

    slots: Slots
    pattern: Pattern | None
    self: str = "node"
    order: tuple[Sort, ...] = ()
    mark: str | None = None

    def variable(self, name: str) -> str:
        return name or self.self

    def has(self, variable: str) -> bool:
        return self.pattern is None or variable in self.pattern.columns
