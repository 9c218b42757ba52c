"""`safeguarding undo`: the graph before, with the list of files that it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.settings import Settings
from seed.sources.manifest import imports_of, undo


@dataclass(frozen=True)
class Undone:
    """The store that is published now, and the files that were imported into it."""

    store: Path
    imports: tuple[str, ...]


def run_undo(settings: Settings) -> Undone:
    """Publish the graph before; a running `serve` takes it over. Raises NothingToUndo."""
    store = undo(settings.home)
    return Undone(store, tuple(file.name for file in imports_of(settings.home)))
