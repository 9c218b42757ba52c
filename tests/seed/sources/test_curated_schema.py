"""The editors' schema agrees with the domain, and every curated file is readable."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from graph.model.nodes import LABELS, Entity, Evidence, Organisation
from graph.model.relationships import RELATIONSHIP_TYPES
from graph.model.spelling import camel
from seed.sources.curated import KEYS
from seed.sources.curated_schema import curated_schema, written
from seed.yaml_files import read
from tests.helpers.paths import ROOT

SCHEMA: dict[str, Any] = json.loads((ROOT / "seed" / "schema" / "curated.schema.json").read_text("utf-8"))
FILES = sorted((ROOT / "seed" / "article").glob("*.yaml"))


def _fields(kind: type[Entity]) -> set[str]:
    unwritten = (
        {"otherNamesFrom", "otherNamesTo", "otherNamesKind"} if issubclass(kind, Organisation) else set()
    )
    found = {item.name for item in fields(kind) if not item.name.startswith("revised_")}
    return set(map(camel, found)) - unwritten


def _relationships(label: str) -> set[str]:
    rows = [row for row in RELATIONSHIP_TYPES.values() if row.asserts]
    forward = {row.key for row in rows if {label, "Entity"} & set(row.starts)}
    return forward | {row.inverse for row in rows if {label, "Entity"} & set(row.ends)}


def _required(kind: type[Entity]) -> set[str]:
    return {
        camel(item.name)
        for item in fields(kind)
        if item.default is MISSING and item.default_factory is MISSING
    }


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_is_the_one_that_the_model_makes() -> None:
    """After a change on purpose: `python -m seed.sources.curated_schema` prints it."""
    committed = (ROOT / "seed" / "schema" / "curated.schema.json").read_text("utf-8")
    assert written(curated_schema()) + "\n" == committed


def test_schema_knows_every_kind_of_node() -> None:
    found = {key: part["items"]["$ref"] for key, part in SCHEMA["properties"].items() if key != "aliases"}
    assert found == {key: f"#/$defs/{kind.__name__}" for key, kind in KEYS.items()}


@pytest.mark.parametrize("kind", KEYS.values(), ids=lambda kind: kind.__name__)
def test_schema_has_the_keys_of_the_domain(kind: type[Entity]) -> None:
    found = SCHEMA["$defs"][kind.__name__]
    written = _fields(kind) | _relationships(kind.__name__) | {"extends", "decision", "evidence"}
    assert set(found["properties"]) == written
    assert set(found["else"]["required"]) == _required(kind)


def test_schema_has_the_keys_of_evidence() -> None:
    found = SCHEMA["$defs"]["evidence"]
    assert set(found["properties"]) == _fields(Evidence) - {"id"} | {"facts", "source", "seal", "via"}
    assert set(found["required"]) == _required(Evidence) - {"id"} | {"source"}


@pytest.mark.parametrize(
    "row", [row for row in RELATIONSHIP_TYPES.values() if row.asserts], ids=lambda row: row.type
)
def test_schema_has_the_properties_of_relationships(row: Any) -> None:
    labels = LABELS if row.starts == ("Entity",) else row.starts
    for label in labels:
        name = SCHEMA["$defs"][label]["properties"][row.key]["$ref"].removeprefix("#/$defs/")
        item = SCHEMA["$defs"][f"{name}-item"]["then"]["properties"]
        assert set(item) == {"to", "evidence", *row.properties}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_readable(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../schema/curated.schema.json"
    assert lines[1].startswith("# ")
    assert len(lines) < 300
    Draft202012Validator(SCHEMA).validate(read(path, path.name).value)
