"""What an import can raise, and what a reader can find wrong with a cell."""

from __future__ import annotations

from seed.errors import SeedError


class FileRefused(SeedError):
    """A file of which nothing is taken over: `name` is the file, `reason` why."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name} {reason}. Nothing was changed.")


class CellRefused(ValueError):
    """A cell that cannot be taken over; the message is the reason, without the value."""

    def __init__(self, header: str, value: object, reason: str) -> None:
        self.header, self.value = header, value
        super().__init__(reason)


class NothingToUndo(SeedError):
    """There is no graph before the current one."""


def shortened(value: object, longest: int = 80) -> str:
    """A value as a message shows it."""
    words = str(value)
    return words if len(words) <= longest else f"{words[:longest]}…"
