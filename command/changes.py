"""`safeguarding changes`: what changed since a version, for those who keep a copy of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from command.output import target
from graph.changes import changes_since
from graph.export.lines import dataset_line
from graph.settings import Settings
from graph.store.stores import required_store
from seed.build.changes import about
from seed.build.csv_reading import dates_of


def run_changes(settings: Settings, since: str, output: Path | None) -> None:
    """Write the changes from a version to the graph that is published, to a file or to standard output; a
    file of that name is replaced when the new one is whole.

    Raises NothingBuilt, ChangesNotKept, GraphError where the file cannot be written."""
    lines = _lines(settings, since)
    # What can be refused is refused before anything is written.
    first = next(lines)
    with target(output) as file:
        file.write(first)
        file.writelines(lines)


def _lines(settings: Settings, since: str) -> Iterator[bytes]:
    store = required_store(settings.home)
    told = about(store)
    changes = changes_since(settings.home, since, told.version)
    yield dataset_line(told, **{"from": since, "to": told.version}, dates=dates_of(store / "csv"))
    for change in changes:
        yield change.line()
