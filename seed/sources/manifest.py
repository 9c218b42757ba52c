"""Imported files: the list in each store, the files themselves, and a log.

    HOME/stores/VERSION/build.json    has the list of imported files that the store was built from
    HOME/sources/SHA256/NAME          an imported file, unchanged
    HOME/history.jsonl                one line for each build, import and undo

The list is part of the store, so that one rename switches both: undoing an import publishes the previous
store. Imported files are never removed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.errors import disk_errors
from graph.store.lock import hold
from graph.store.stores import current_store, previous_store, publish
from graph.whole_files import replacing
from seed.sources.all_sources import Sources
from seed.sources.imports.errors import NothingToUndo
from seed.sources.imports.graph_assembly import ImportFile

MANIFEST = "build.json"
_HISTORY = "history.jsonl"


@dataclass(frozen=True)
class Event:
    """A line of the log. `current`: it published the current store."""

    at: str
    what: str
    version: str
    files: tuple[str, ...]
    current: bool = False


def sources_of(home: Path, add: Sequence[ImportFile] = ()) -> Sources:
    """The sources of this repository, with the files imported into `home` and those to add."""
    held = imports_of(home)
    known = {file.sha256 for file in held}
    return Sources(imports=(*held, *(file for file in add if file.sha256 not in known)))


def imports_of(home: Path) -> tuple[ImportFile, ...]:
    """The imported files of the published store, in the order of their import."""
    store = current_store(home)
    listed = _content(store).get("imports", []) if store else []
    return tuple(
        ImportFile(_place(home, item["sha256"], item["name"]), item["name"], item["kind"], item["sha256"])
        for item in listed
    )


def entry(file: ImportFile) -> dict[str, str | None]:
    """An imported file's entry in the list of a store."""
    return {"name": file.name, "kind": file.kind, "sha256": file.sha256}


def version_of(store: Path) -> str:
    """The version of the graph in a store."""
    return str(_content(store).get("version", store.name))


def size_of(store: Path) -> int:
    """The number of nodes and relationships in a store, including its `Dataset` node."""
    content = _content(store)
    return int(content["nodes"]) + int(content["relationships"]) + 1


def store_file(home: Path, file: ImportFile) -> ImportFile:
    """Copy a file to where builds read it; it takes effect only once a store lists it."""
    place = _place(home, file.sha256, file.name)
    with disk_errors(home):
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            with replacing(place) as fresh:
                shutil.copyfile(file.path, fresh)
    return replace(file, path=place)


def write_imports(store: Path, imports: Sequence[ImportFile]) -> None:
    """Replace the list of imported files of an existing store, if other files gave the same graph."""
    content = _content(store)
    listed = [entry(file) for file in imports]
    if content.get("imports", []) != listed:
        fresh = store / f".{MANIFEST}-{os.getpid()}"
        with disk_errors(store):
            fresh.write_text(json.dumps({**content, "imports": listed}, indent=2) + "\n", "utf-8")
            fresh.replace(store / MANIFEST)


def append_event(home: Path, what: str, store: Path, files: Sequence[ImportFile] = ()) -> None:
    """Append a line to the log."""
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "what": what,
        "version": version_of(store),
        "files": [file.name for file in files],
    }
    with disk_errors(home), (home / _HISTORY).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def history(home: Path) -> tuple[Event, ...]:
    """All events, oldest first. A build that was killed between publishing and logging is added from its
    store."""
    path, store = home / _HISTORY, current_store(home)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    events = [Event(each["at"], each["what"], each["version"], tuple(each["files"])) for each in _read(lines)]
    if store is None:
        return tuple(events)
    version = version_of(store)
    if not events or events[-1].version != version:
        built = datetime.fromtimestamp((store / MANIFEST).stat().st_mtime, UTC).isoformat(timespec="seconds")
        events.append(Event(built, "build", version, ()))
    last = events.pop()
    return (*events, Event(last.at, last.what, last.version, last.files, current=True))


def undo(home: Path) -> Path:
    """Publish the previous store, with its list of imports, and return it; a second undo reverses the first.

    Raises NothingToUndo."""
    with hold(home, "build", wait=True):
        store = previous_store(home)
        if store is None:
            raise NothingToUndo(f"{home} has no graph before the current one; nothing was changed.")
        publish(home, store.name)
        append_event(home, "undo", store)
    return store


def _place(home: Path, digest: str, name: str) -> Path:
    return home / "sources" / digest / name


def _content(store: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads((store / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return content


def _read(lines: Sequence[str]) -> list[dict[str, Any]]:
    """The parsed lines, without incomplete ones: a crash may have cut off the last."""
    found = []
    for line in lines:
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found
