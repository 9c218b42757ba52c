"""The CSV files: the same graph gives the same bytes, and any text reads back."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.build.build import assemble
from seed.build.csv_files import csv_files, dataset
from seed.rows import Graph, NodeRow, RelationshipRow, Value
from tests.helpers.graph_files import version_and_files
from tests.helpers.paths import ROOT
from tests.helpers.small_sources import ARTICLE, small_sources, swapped

# Any text but the character between the items of a list, which the checks refuse.
texts = st.text(alphabet=st.characters(exclude_characters="\x1f", exclude_categories=["Cs"]), max_size=20)
lists = st.lists(texts, max_size=4).map(tuple)
values = st.fixed_dictionaries(
    {},
    optional={
        "text": texts,
        "list": lists,
        "day": st.dates(),
        "number": st.integers(-(2**63), 2**63 - 1),
        "share": st.floats(allow_nan=False, allow_infinity=False),
        "flag": st.booleans(),
    },
)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@given(st.lists(values, min_size=1, max_size=5))
def test_the_order_of_rows_does_not_matter(found: list[dict[str, Value]]) -> None:
    nodes = tuple(NodeRow(f"x:{number}", ("Entity", "X"), each) for number, each in enumerate(found))
    links = tuple(RelationshipRow("R", node.id, "x:0", node.values) for node in nodes)
    assert version_and_files(Graph.of(nodes, links)) == version_and_files(Graph.of(nodes[::-1], links[::-1]))


@given(st.lists(values, min_size=1, max_size=5))
def test_values_survive_the_writing(found: list[dict[str, Value]]) -> None:
    nodes = tuple(NodeRow(f"x:{number}", ("Entity", "X"), each) for number, each in enumerate(found))
    _, contents = version_and_files(Graph.of(nodes))
    for row, each in zip(rows_of(contents["nodes-X.csv"]), found, strict=True):
        assert row[":LABEL"] == "Entity\x1fX"
        assert row.get("text", "") == each.get("text", "")
        items = each.get("list", ())
        assert isinstance(items, tuple)
        assert row.get("list:string[]", "") == ("\x1f".join(items) if any(items) else "")
        assert row.get("day:date", "") == str(each.get("day", ""))
        assert row.get("number:long", "") == str(each.get("number", ""))
        assert row.get("share:double", "") == str(each.get("share", ""))
        assert row.get("flag:boolean", "") == str(each.get("flag", "")).lower()


def test_a_missing_text_is_not_an_empty_one() -> None:
    nodes = (NodeRow("a", ("X",), {"text": ""}), NodeRow("b", ("X",)))
    _, contents = version_and_files(Graph.of(nodes))
    assert contents["nodes-X.csv"] == b'id:ID,:LABEL,text\n"a","X",""\n"b","X",\n'


def test_one_name_has_one_type() -> None:
    nodes = (NodeRow("a", ("X",), {"v": 1}), NodeRow("b", ("X",), {"v": "1"}))
    with pytest.raises(TypeError, match=r"v is:string here and:long elsewhere"):
        version_and_files(Graph.of(nodes))


def test_the_same_sources_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    version, here = version_and_files(assemble(small_sources(tmp_path)))
    code = (
        "import sys; from pathlib import Path; from seed.build.build import assemble;"
        "from seed.build.csv_files import csv_files; from tests.helpers.small_sources import small_sources;"
        "place = Path(sys.argv[1]);"
        "print(csv_files(assemble(small_sources(place)), place / 'csv').version)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == version
    there = {path.name: path.read_bytes() for path in (tmp_path / "csv").iterdir()}
    assert there == here


def test_the_version_depends_on_content_and_schema(tmp_path: Path) -> None:
    graph = assemble(small_sources(tmp_path))
    other = assemble(small_sources(tmp_path, swapped(ARTICLE, "Meetings went", "Some meetings went")))
    versions = {
        version_and_files(graph)[0],
        version_and_files(other)[0],
        version_and_files(graph, ["CREATE INDEX"])[0],
    }
    assert len(versions) == 3


def test_comments_and_the_order_of_keys_change_nothing(tmp_path: Path) -> None:
    moved = swapped(
        ARTICLE,
        "    polarity: adverse\n    date: 2016-08-05\n",
        "    date: 2016-08-05\n    # seen\n    polarity: adverse\n",
    )
    assert version_and_files(assemble(small_sources(tmp_path))) == version_and_files(
        assemble(small_sources(tmp_path, moved))
    )


def test_the_dataset_node_counts(tmp_path: Path) -> None:
    nodes = (NodeRow("a", ("Entity", "Finding")), NodeRow("b", ("Alias",)))
    files = csv_files(Graph.of(nodes, [RelationshipRow("NOW", "b", "a")]), tmp_path)
    made = dataset(files)
    assert made.labels == ("Dataset",)
    assert dict(made.values) == {
        "version": files.version,
        "state": "READY",
        "format": 3,
        "nodeCount": 2,
        "relationshipCount": 1,
        "aliasCount": 1,
        "findingCount": 1,
    }
