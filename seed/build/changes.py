"""Write the changes between the previous graph and a new one, for users who keep a copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from graph.changes import diff, prune, route, write_changes
from graph.errors import StoreDamaged
from graph.export.json_lines import node_line, relationship_line
from graph.export.records import About, Element, Licence, Node
from graph.export.values import known
from seed.build.csv_reading import read_csv
from seed.sources.manifest import size_of, version_of


def write_changes_between(
    home: Path, before: Path | None, after: Path, count: int, report: Callable[[str], None]
) -> None:
    """Write the changes between two stores, unless a file has them already, and keep `count` files.

    If they cannot be determined, report it; users of the previous version then start from an export."""
    if count and before is not None:
        steps = route(home, version_of(before), version_of(after))
        if steps is None or len(steps) > 1:
            try:
                write_changes(
                    home, version_of(before), version_of(after), diff(_lines(before), _lines(after))
                )
            except StoreDamaged as damage:
                report(f"The changes since {version_of(before)} cannot be determined: {damage}")
    prune(home, count)


def about(store: Path) -> About:
    """The description of the graph in a store: its version, and the licences of its sources."""
    terms: dict[str | None, list[str]] = defaultdict(list)
    for each in read_csv(store / "csv", "nodes-Source.csv"):
        licence = each.properties.get("licence")
        terms[None if licence is None else str(licence)].append(str(each.properties["name"]))
    ordered = sorted(terms, key=lambda name: (name is None, name))
    return About(version_of(store), tuple(Licence(name, tuple(sorted(terms[name]))) for name in ordered))


def _lines(store: Path) -> list[bytes]:
    """The graph of a store as lines of an NDJSON export. Raises StoreDamaged."""
    try:
        lines = csv_lines(store / "csv")
    except (KeyError, ValueError) as error:
        raise StoreDamaged(f"The CSV files in {store} cannot be read.") from error
    if len(lines) != size_of(store):
        raise StoreDamaged(f"The CSV files in {store} have {len(lines)} rows, not {size_of(store)}.")
    return lines


def csv_lines(csv: Path) -> list[bytes]:
    """The graph in CSV files as lines of an NDJSON export. Raises KeyError, ValueError for damaged files."""
    return [_line(each) for each in read_csv(csv)]


def _line(element: Element) -> bytes:
    told = replace(element, properties=known(element.properties))
    return node_line(told) if isinstance(told, Node) else relationship_line(told)
