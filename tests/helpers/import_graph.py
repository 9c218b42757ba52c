"""Which folders of the product import which, read from the imports of every file."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path

from tests.helpers.paths import ROOT

BESIDE = {"tests", "bench", "breakages"}
LAYERS = tuple(
    sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in BESIDE)
)
"""The packages of the product, by name."""


def modules_imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, and every name in it, which may be one too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def rooms() -> tuple[str, ...]:
    """The folders of the layers, such as `api/http`; a layer without folders is one room."""
    folders = {
        layer: sorted(path.parent.name for path in (ROOT / layer).glob("*/__init__.py")) for layer in LAYERS
    }
    return tuple(
        room for layer in LAYERS for room in ([f"{layer}/{name}" for name in folders[layer]] or [layer])
    )


@cache
def rooms_reached() -> Mapping[str, Set[str]]:
    """Each room with those that it imports: itself, through files in no folder, or through other rooms."""
    imported: dict[str, set[str]] = {}
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("*.py"):
            imported.setdefault(_place_of(path), set()).update(_places(modules_imported(path)))

    def reached(place: str, seen: set[str]) -> set[str]:
        for other in imported.get(place, set()) - seen:
            seen.add(other)
            reached(other, seen)
        return seen

    return {room: reached(room, {room}) & set(rooms()) - {room} for room in rooms()}


def arrows() -> list[tuple[str, str]]:
    """The fewest arrows from room to room that lead wherever imports lead."""
    reached = rooms_reached()
    circles = [f"{room} and {other}" for room in reached for other in reached[room] if room in reached[other]]
    assert circles == [], "rooms that import each other have no order"
    return [
        (room, other)
        for room in rooms()
        for other in sorted(reached[room])
        if not any(other in reached[between] for between in reached[room])
    ]


def _place_of(path: Path) -> str:
    """The room of a file, or its own name where it is in no folder of a layer."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] if parts[0] in rooms() else "/".join(parts[:2])


def _places(modules: Iterator[str]) -> Iterator[str]:
    for module in modules:
        layer, _, rest = module.partition(".")
        if layer in rooms():
            yield layer
        elif layer in LAYERS and rest:
            yield f"{layer}/{rest.partition('.')[0]}"
