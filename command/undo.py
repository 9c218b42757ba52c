"""`safeguarding undo`: publish the previous graph again, with its list of imported files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.settings import Settings
from seed.sources.manifest import imports_of, undo


@dataclass(frozen=True)
class Undone:
    """The store that is now published, and the names of the files imported into it."""

    store: Path
    imports: tuple[str, ...]


def run_undo(settings: Settings) -> Undone:
    """Publish the previous graph; a running `serve` switches to it. Raises NothingToUndo."""
    store = undo(settings.home)
    return Undone(store, tuple(file.name for file in imports_of(settings.home)))
