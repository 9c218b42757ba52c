"""The data package of the CSV export, checked by Frictionless: what it says of its tables is so."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.exports.selection import Around, Choice, Everything, Listed
from tests.helpers import export_readers

with warnings.catch_warnings():
    # It imports modules of the standard library that are deprecated.
    warnings.simplefilter("ignore")
    from frictionless import Package, system

Exported = Callable[..., bytes]
PARTS = [Around("force:cleveland", 2), Listed("findings", {"id": {"eq": "finding:none"}})]
# A year, a month or a day.
PARTIAL = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def problems(folder: Path) -> list[Any]:
    """What Frictionless finds wrong with a package: its description, its files, each cell, each key."""
    with warnings.catch_warnings(), system.use_context(trusted=True):
        warnings.simplefilter("ignore")
        report = Package(str(folder / "datapackage.json")).validate()
    found: list[Any] = report.flatten(["type", "title", "fieldName", "rowNumber", "message"])
    return found


def test_frictionless_finds_nothing_wrong_with_the_shipped_graph(
    shipped_exported: Exported, tmp_path: Path
) -> None:
    assert problems(unpacked(shipped_exported("csv", Everything()), tmp_path)) == []


@pytest.mark.parametrize("choice", PARTS, ids=lambda choice: choice.name)
def test_frictionless_finds_nothing_wrong_with_a_part(
    choice: Choice, exported: Exported, tmp_path: Path
) -> None:
    assert problems(unpacked(exported("csv", choice), tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("nodes/Finding.csv", '"ADVERSE"', '"HARMFUL"', "constraint-error"),
        ("nodes/Inspection.csv", '"2016-01-20"', '"20/01/2016"', "type-error"),
        ("nodes/Theme.csv", '"theme:', '"topic:', "foreign-key"),
        ("relationships/HELD.csv", '"person:', '"nobody:', "foreign-key"),
        ("relationships/ABOUT.csv", ',"force:', ',"nobody:', "foreign-key"),
    ],
)
def test_frictionless_finds_what_is_wrong(
    file: str, old: str, new: str, kind: str, exported: Exported, tmp_path: Path
) -> None:
    folder = unpacked(exported("csv", Everything()), tmp_path)
    text = (folder / file).read_bytes().decode()
    assert old in text
    (folder / file).write_bytes(text.replace(old, new).encode())
    found = {type_ for type_, *_ in problems(folder)}
    assert kind in found
    # The digest of the file tells of it, too.
    assert "hash-count" in found


def test_every_column_says_what_it_means(exported: Exported) -> None:
    package = described(exported("csv", Everything()))
    fields = [(each["name"], field) for each in package["resources"] for field in each["schema"]["fields"]]
    assert len(fields) > 300
    assert [(name, field["name"]) for name, field in fields if not field.get("description")] == []


def test_a_key_names_the_one_table_that_an_end_leads_to(exported: Exported) -> None:
    """Of the relationships that are there, by the types of the nodes that they join."""
    content = exported("csv", Everything())
    read = export_readers.tables(content)
    types: dict[str, str] = {own: labels[-1] for own, (labels, _) in read.nodes.items()}
    resources = {each["name"]: each for each in described(content)["resources"]}
    single = 0
    for kind in {edge[0] for edge in read.relationships.values()}:
        edges = [edge for edge in read.relationships.values() if edge[0] == kind]
        for key, place in zip(
            resources[f"relationships-{kind.lower()}"]["schema"]["foreignKeys"], (1, 2), strict=True
        ):
            table = key["reference"]["resource"]
            joined = {f"nodes-{types[str(edge[place])].lower()}" for edge in edges}
            assert table == "nodes" or joined == {table}
            single += table != "nodes"
    assert single > 40


def test_a_date_that_is_known_to_a_year_is_no_day(exported: Exported) -> None:
    package = described(exported("csv", Everything()))
    fields = {
        (each["name"], field["name"]): field
        for each in package["resources"]
        for field in each["schema"]["fields"]
    }
    assert fields["nodes-source", "published"]["type"] == "string"
    assert fields["nodes-source", "published"]["constraints"]["pattern"] == PARTIAL
    assert fields["nodes-source", "publishedDay"]["type"] == "date"


def described(content: bytes) -> Any:
    return json.loads(export_readers.unzipped(content)["datapackage.json"])
