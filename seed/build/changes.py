"""What a build leaves for those who keep a copy: the changes from the graph before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from graph.changes import between, keep, route, write
from graph.errors import StoreDamaged
from graph.export.lines import node_line, relationship_line
from graph.export.records import About, Licence, Node
from seed.build.csv_reading import read_csv
from seed.sources.manifest import size_of, version_of


def note_changes(
    home: Path, before: Path | None, after: Path, count: int, report: Callable[[str], None]
) -> None:
    """Leave the changes between two stores, unless one file tells them already; keep `count` files. Where
    they cannot be told, it is reported: whoever has the version before starts from an export."""
    if count and before is not None:
        steps = route(home, version_of(before), version_of(after))
        if steps is None or len(steps) > 1:
            try:
                write(home, version_of(before), version_of(after), between(_lines(before), _lines(after)))
            except StoreDamaged as damage:
                report(f"What changed since {version_of(before)} cannot be told: {damage}")
    keep(home, count)


def about(store: Path) -> About:
    """What is said of the graph in a store: its version, and the terms of its sources."""
    terms: dict[str | None, list[str]] = defaultdict(list)
    for each in read_csv(store / "csv", "nodes-Source.csv"):
        licence = each.properties.get("licence")
        terms[None if licence is None else str(licence)].append(str(each.properties["name"]))
    ordered = sorted(terms, key=lambda name: (name is None, name))
    return About(version_of(store), tuple(Licence(name, tuple(sorted(terms[name]))) for name in ordered))


def _lines(store: Path) -> list[bytes]:
    """The graph of a store as lines of an export. Raises StoreDamaged."""
    try:
        lines = [
            node_line(each) if isinstance(each, Node) else relationship_line(each)
            for each in read_csv(store / "csv")
        ]
    except (KeyError, ValueError) as error:
        raise StoreDamaged(f"The CSV files in {store} cannot be read.") from error
    if len(lines) != size_of(store):
        raise StoreDamaged(f"The CSV files in {store} hold {len(lines)} rows, not {size_of(store)}.")
    return lines
