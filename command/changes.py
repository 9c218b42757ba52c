"""`safeguarding changes`: the changes since a version, to update a copy of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from command.output import open_output
from graph.changes import changes_since
from graph.export.json_lines import dataset_line
from graph.settings import Settings
from graph.store.stores import required_store
from seed.build.changes import about
from seed.build.csv_reading import dates_of


def run_changes(settings: Settings, since: str, output: Path | None) -> None:
    """Write the changes between a version and the published graph to a file, or to standard output if None.

    An existing file is replaced once the new one is complete. Raises NothingBuilt, ChangesNotKept, and
    GraphError if the file cannot be written."""
    lines = _lines(settings, since)
    # Reading the first line raises all refusals before the file is opened.
    first = next(lines)
    with open_output(output) as file:
        file.write(first)
        file.writelines(lines)


def _lines(settings: Settings, since: str) -> Iterator[bytes]:
    store = required_store(settings.home)
    told = about(store)
    changes = changes_since(settings.home, since, told.version)
    yield dataset_line(told, **{"from": since, "to": told.version}, dates=dates_of(store / "csv"))
    for change in changes:
        yield change.line()
