"""What an import can raise."""

from __future__ import annotations

from seed.errors import SeedError


class FileRefused(SeedError):
    """A file of which nothing is taken over: `name` is the file, `reason` why."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name} {reason}. Nothing was changed.")


class NothingToUndo(SeedError):
    """There is no graph before the current one."""


def shortened(value: object, longest: int = 80) -> str:
    """A value as a message shows it."""
    words = str(value)
    return words if len(words) <= longest else f"{words[:longest]}…"
