"""Applied to the graph of an earlier version, the changes give the current graph.

Strategy: made-up graphs are laid out as builds leave them, without a Neo4j; what an export holds is worked
out from the rows themselves.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.changes import Change, MergedChanges, prune, route, versions, write_changes
from graph.store.stores import add_store, staging
from seed.build.changes import write_changes_between
from seed.build.csv_files import csv_files, dataset
from seed.rows import Graph, NodeRow, RelationshipRow, Value
from seed.sources.manifest import MANIFEST
from tests.helpers.feed_consumer import Copy, applied

values: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "text": st.sampled_from(["", "a", 'of "two"\nlines\r\n', "né, b"]),
        "list": st.lists(st.sampled_from(["", "x", "y,z"]), max_size=2).map(tuple),
        "day": st.dates() | st.sampled_from([date.min, date.max]),
        "number": st.integers(-(2**63), 2**63 - 1),
        "share": st.floats(allow_nan=False, allow_infinity=False),
        "flag": st.booleans(),
    },
)
# Ids that come and go, and one that is now an entity, now an alias.
nodes = st.dictionaries(
    st.sampled_from(["force:a", "force:b", "authority:c", "finding:d"]),
    st.tuples(st.sampled_from([("Entity", "Organisation", "PoliceForce"), ("Alias",)]), values),
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    rows = [NodeRow(own, labels, each) for own, (labels, each) in draw(nodes).items()]
    ends = st.sampled_from([row.id for row in rows] or ["nowhere"])
    found = draw(st.dictionaries(st.tuples(st.sampled_from(["NOW", "ABOUT"]), ends, ends), values))
    links = [RelationshipRow(*ends, each) for ends, each in found.items()] if rows else []
    return Graph.of(rows, links)


def exported(graph: Graph) -> Copy:
    """What a full export of a graph holds, by kind and id."""
    held: Copy = {}
    with TemporaryDirectory() as folder:
        described = dataset(csv_files(graph, Path(folder)))
    for row in [*graph.all_nodes(), described]:
        labels = list(row.labels)
        line = {"kind": "node", "id": row.id, "labels": labels, "properties": plain(row.values)}
        held["node", row.id] = line
    for link in graph.all_relationships():
        ends = {"type": link.type, "start": link.start, "end": link.end}
        line = {"kind": "relationship", "id": link.id, **ends, "properties": plain(link.values)}
        held["relationship", link.id] = line
    return held


def plain(found: Mapping[str, Value]) -> dict[str, object]:
    """Properties as JSON has them; of a list without a filled item, a build leaves nothing, and the days at
    the ends of the calendar stand for no day."""
    return {
        name: list(value) if isinstance(value, tuple) else str(value) if isinstance(value, date) else value
        for name, value in found.items()
        if (not isinstance(value, tuple) or any(value)) and value not in (date.min, date.max)
    }


def laid(home: Path, graph: Graph) -> Path:
    """A store of a graph as a build leaves it, with the files that changes are read from."""
    with staging(home) as place:
        files = csv_files(graph, place / "csv")
        told = {
            "version": files.version,
            "nodes": files.node_count,
            "relationships": files.relationship_count,
        }
        (place / MANIFEST).write_text(json.dumps(told), "utf-8")
        return add_store(home, place, f"{files.version}-neo4j-0.0.0")


def version(store: Path) -> str:
    return store.name.partition("-")[0]


def lines(home: Path, since: Path, to: Path) -> list[dict[str, Any]]:
    steps = route(home, version(since), version(to))
    assert steps is not None
    return [json.loads(change.line()) for change in MergedChanges(steps)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(graphs(), st.booleans()), min_size=2, max_size=6))
def test_applied_changes_lead_to_the_exported_graph(
    history: list[tuple[Graph, bool]],
) -> None:
    """Builds one after the other; the flag says that one was undone, so that the next starts before it."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        stores = [laid(home, graph) for graph, _ in history]
        current: Path | None = None
        for store, (_, undone) in zip(stores, history, strict=True):
            write_changes_between(home, current, store, 100, print)
            current = current if undone and current else store
        for since, (old, _) in zip(stores, history, strict=True):
            for to, (new, _) in zip(stores, history, strict=True):
                found = lines(home, since, to)
                assert len({(each["kind"], each["id"]) for each in found}) == len(found)
                assert applied(exported(old), found) == exported(new)


def three(home: Path) -> list[Path]:
    """Three versions: a name that changes and changes back, and a node that comes with its relationship."""
    force = NodeRow("force:a", ("Entity", "PoliceForce"), {"name": "A"})
    renamed = NodeRow(force.id, force.labels, {"name": "B"})
    finding = NodeRow("finding:f", ("Entity", "Finding"), {"day": date(2016, 10, 17)})
    link = RelationshipRow("ATTRIBUTED_TO", finding.id, force.id)
    graphs = [Graph.of([force]), Graph.of([renamed]), Graph.of([finding, force], [link])]
    return [laid(home, graph) for graph in graphs]


def changed(home: Path, stores: list[Path], count: int = 20) -> None:
    for before, after in zip([None, *stores], stores, strict=False):
        write_changes_between(home, before, after, count, print)


def test_changes_hold_both_values_and_omit_what_changed_back(tmp_path: Path) -> None:
    first, second, third = three(tmp_path)
    changed(tmp_path, [first, second, third])
    assert [each for each in lines(tmp_path, first, second) if each["id"] != "dataset"] == [
        {
            "change": "changed",
            "kind": "node",
            "id": "force:a",
            "before": {
                "kind": "node",
                "id": "force:a",
                "labels": ["Entity", "PoliceForce"],
                "properties": {"name": "A"},
            },
            "after": {
                "kind": "node",
                "id": "force:a",
                "labels": ["Entity", "PoliceForce"],
                "properties": {"name": "B"},
            },
        }
    ]
    assert [(each["change"], each["id"]) for each in lines(tmp_path, first, third)] == [
        ("changed", "dataset"),
        ("added", "finding:f"),
        ("added", "ATTRIBUTED_TO|finding:f|force:a"),
    ]
    assert [(each["change"], each["id"]) for each in lines(tmp_path, third, first)] == [
        ("changed", "dataset"),
        ("ended", "finding:f"),
        ("ended", "ATTRIBUTED_TO|finding:f|force:a"),
    ]


def test_no_changes_lead_from_a_version_to_itself(tmp_path: Path) -> None:
    first, *_ = three(tmp_path)
    assert lines(tmp_path, first, first) == []


def test_older_files_of_changes_are_removed_and_their_versions_refused(tmp_path: Path) -> None:
    stores = three(tmp_path)
    changed(tmp_path, stores, 1)
    first, second, third = map(version, stores)
    assert versions(tmp_path) == {second, third}
    assert route(tmp_path, first, third) is None
    prune(tmp_path, 0)
    assert route(tmp_path, second, third) is None


def test_nothing_is_left_where_none_are_to_be_kept(tmp_path: Path) -> None:
    changed(tmp_path, three(tmp_path), 0)
    assert versions(tmp_path) == set()


def removed(csv: Path) -> None:
    rmtree(csv)


def cut(csv: Path) -> None:
    path = csv / "nodes-PoliceForce.csv"
    path.write_bytes(path.read_bytes()[:-3])


def garbled(csv: Path) -> None:
    (csv / "nodes-PoliceForce.csv").write_bytes(b"no,header\n1,2\n")


@pytest.mark.parametrize("damage", [removed, cut, garbled])
def test_a_damaged_store_tells_no_changes_and_stops_no_build(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    first, second, _ = three(tmp_path)
    damage(first / "csv")
    reported: list[str] = []
    write_changes_between(tmp_path, first, second, 20, reported.append)
    assert versions(tmp_path) == set()
    (line,) = reported
    assert version(first) in line


def test_a_build_killed_while_it_writes_leaves_no_file_that_looks_whole(tmp_path: Path) -> None:
    first, second, _ = three(tmp_path)

    def killed() -> Iterator[Change]:
        yield Change("node", "force:a", None, {"kind": "node", "id": "force:a"})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_changes(tmp_path, version(first), version(second), killed())
    assert list((tmp_path / "changes").iterdir()) == []
    # A process that is killed at once cannot even tidy up.
    (tmp_path / "changes" / f".{version(first)}-{version(second)}.ndjson.gz-1").write_bytes(b"half")
    assert versions(tmp_path) == set()
    assert route(tmp_path, version(first), version(second)) is None
    write_changes_between(tmp_path, first, second, 20, print)
    assert [path.name[0] for path in (tmp_path / "changes").iterdir()] != ["."]
    assert len(lines(tmp_path, first, second)) == 2


def test_changes_that_are_being_read_stay_readable_when_a_build_removes_their_files(tmp_path: Path) -> None:
    first, second, _ = three(tmp_path)
    write_changes_between(tmp_path, first, second, 20, print)
    steps = route(tmp_path, version(first), version(second))
    assert steps
    reading = MergedChanges(steps)
    prune(tmp_path, 0)
    assert len(list(reading)) == 2
    with pytest.raises(FileNotFoundError):
        MergedChanges(steps)


def test_equal_changes_are_equal_files(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        first, second, _ = three(tmp_path / name)
        write_changes_between(tmp_path / name, first, second, 20, print)
        (path,) = (tmp_path / name / "changes").iterdir()
        os.utime(path, (0, 0))
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]
    assert gzip.decompress(contents[0]).count(b"\n") == 2
