"""The layout of rows while a selection is compiled: their slots, and what their variables mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.schema.environment import Environment
from graph.query.patterns import Pattern
from graph.query.selection import Slot, Sort


@dataclass(frozen=True)
class RequestInputs:
    """What a projection reads besides rows: the environment, and this request's parameters."""

    environment: Environment
    parameters: dict[str, Any]


Row = Sequence[Any]


@dataclass
class Slots:
    """The slots of a row, in the order they are first asked for."""

    offset: int = 0
    found: dict[Slot, int] = field(default_factory=dict)

    def index(self, slot: Slot) -> int:
        return self.found.setdefault(slot, len(self.found) + self.offset)

    def listed(self) -> tuple[Slot, ...]:
        return tuple(self.found)


@dataclass(frozen=True)
class RowContext:
    """The row a field is read from. ``pattern`` is None for a root field; ``self`` is the variable its object
    is about; ``order`` is that of the list the row belongs to; ``mark`` is the parameter that holds the mark
    of its cursors, None where every request has the same mark."""

    slots: Slots
    pattern: Pattern | None
    self: str = "node"
    order: tuple[Sort, ...] = ()
    mark: str | None = None

    def variable(self, name: str) -> str:
        return name or self.self

    def has(self, variable: str) -> bool:
        return self.pattern is None or variable in self.pattern.columns
