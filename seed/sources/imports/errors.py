"""Errors of imports."""

from __future__ import annotations

from seed.errors import SeedError


class FileRefused(SeedError):
    """A file that cannot be imported; nothing was changed."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name} {reason}. Nothing was changed.")


class CellRefused(ValueError):
    """An invalid cell; the message is the reason, without the value."""

    def __init__(self, header: str, value: object, reason: str) -> None:
        self.header, self.value = header, value
        super().__init__(reason)


class NothingToUndo(SeedError):
    """There is no graph before the current one."""


def shortened(value: object, longest: int = 80) -> str:
    """A value, cut to a length for messages."""
    words = str(value)
    return words if len(words) <= longest else f"{words[:longest]}…"
