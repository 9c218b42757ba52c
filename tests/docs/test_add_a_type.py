"""The walk-through "Add a type" of docs/engineers.md, performed as it stands there, in a copy of it all."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from graph.settings import Settings
from tests.helpers.added_type import ACTION
from tests.helpers.paths import ROOT

SECTION = re.search(
    r"^## Add a type\n(.*?)^## ", (ROOT / "docs" / "engineers.md").read_text("utf-8"), re.M | re.S
)
BLOCK = re.compile(r"(?:^\*([\w./]+)\*:\n\n)?^```(\w+)\n(.*?)^```$", re.M | re.S)
LEFT = shutil.ignore_patterns(".*", "node_modules", "__pycache__", "bench", "examples")
MOST_CHANGED = 6


@dataclass(frozen=True)
class Block:
    """A block of the section, and the file that it belongs to."""

    path: str
    language: str
    text: str

    def applied(self, content: str) -> str:
        """A file after the edits of this block, parted by empty lines. Each finds its place by the lines that
        it keeps and removes."""
        for edit in re.split(r"\n\n(?=[-+ ])", self.text.rstrip("\n")):
            lines = edit.splitlines()
            old = "\n".join(line[1:] for line in lines if not line.startswith("+"))
            new = "\n".join(line[1:] for line in lines if not line.startswith("-"))
            assert content.count(old) == 1, f"{self.path} has {content.count(old)} places like\n{old}"
            content = content.replace(old, new)
        return content


assert SECTION
BLOCKS = [Block(*match.groups()) for match in BLOCK.finditer(SECTION[1])]
FILES = [block for block in BLOCKS if block.path]
(COMMANDS,) = (block.text.splitlines() for block in BLOCKS if block.language == "sh")
(FACT,) = (block.text for block in BLOCKS if block.language == "yaml")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the walk-through was performed."""
    root = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(ROOT, root, ignore=LEFT)
    for block in FILES:
        path = root / block.path
        if block.language == "diff":
            path.write_text(block.applied(path.read_text("utf-8")), "utf-8")
        else:
            assert not path.exists()
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, "utf-8")
    for command in COMMANDS:
        run(root, command)
    return root


def run(root: Path, command: str) -> str:
    """What a command prints in the copy."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        command, shell=True, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def found(copy: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the graph of the copy answers, with the fact in it. It starts a Neo4j, as `settings` tell."""
    folder = tmp_path_factory.mktemp("found")
    (folder / "fact.yaml").write_text(FACT, "utf-8")
    printed = run(copy, f"python -m tests.helpers.added_type {folder} {folder / 'fact.yaml'}")
    result: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return result


def data(found: dict[str, Any], name: str) -> Any:
    """The data of an answer without errors."""
    answer = found["answers"][name]
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def test_few_files_that_exist_are_changed_by_hand() -> None:
    changed = {block.path for block in FILES if block.language == "diff"}
    assert changed
    assert all((ROOT / path).is_file() for path in changed)
    assert len(changed) <= MOST_CHANGED


def test_the_copy_holds_to_the_rules_of_the_schema_and_of_the_curated_files(copy: Path) -> None:
    tests = "tests/api/schema/test_schema.py tests/seed/sources/test_curated_schema.py"
    assert " passed" in run(copy, f"python -m pytest -q -p no:cacheprovider {tests}")


def test_the_fact_fits_the_schema_that_editors_use(copy: Path) -> None:
    schema = json.loads((copy / "seed" / "schema" / "curated.schema.json").read_text("utf-8"))
    fact = yaml.safe_load(FACT)
    assert [*Draft202012Validator(schema).iter_errors(fact)] == []
    del fact["actions"][0]["summary"]
    fact["actions"][0]["kind"] = "wish"
    wrong = {error.validator for error in Draft202012Validator(schema).iter_errors(fact)}
    assert wrong == {"required", "enum"}


def test_the_fact_is_a_node_with_its_relationships(found: dict[str, Any]) -> None:
    assert data(found, "node")["action"] == {
        "id": ACTION,
        "caption": "Share each notice on the day on which it is written.",
        "kind": "CHANGE",
        "summary": "Share each notice on the day on which it is written.",
        "due": "within three months",
        "evidence": [{"locator": "page 4"}],
        "calledForBy": {"id": "inspection:ofsted-sif:E10999001:2016-08-05"},
        "addressedTo": [{"id": "force:eastmarsh"}],
        "themes": [{"id": "theme:information"}],
        "answeredBy": [{"id": "statement:dispute", "answers": [{"__typename": "Action"}]}],
    }


def test_the_fact_is_filtered_ordered_and_dated_by_its_inspection(found: dict[str, Any]) -> None:
    assert data(found, "filtered")["actions"] == {"totalCount": 1, "nodes": [{"id": ACTION}]}
    assert data(found, "filtered out")["actions"]["totalCount"] == 0
    assert data(found, "of a day") == {"before": {"totalCount": 0}, "then": {"totalCount": 1}}
    ordered = data(found, "ordered")
    assert ordered["actions"]["nodes"] == [{"id": ACTION}]
    assert ordered["inspections"]["nodes"][0]["actions"]["nodes"] == [{"id": ACTION}]


def test_the_fact_is_counted_by_its_facets(found: dict[str, Any]) -> None:
    counted = {each["by"]: each["buckets"] for each in data(found, "faceted")["actions"]["facets"]}
    assert counted == {
        "KIND": [{"value": "CHANGE", "count": 1}],
        "YEAR": [{"value": "2016", "count": 1}],
        "THEME": [{"value": "theme:information", "count": 1}],
        "ORGANISATION": [{"value": "force:eastmarsh", "count": 1}],
    }


def test_the_fact_is_found_by_a_text_of_its_own(found: dict[str, Any]) -> None:
    (edge,) = data(found, "searched")["search"]["edges"]
    assert edge["node"] == {"id": ACTION, "__typename": "Action"}
    assert edge["excerpt"] == "**within** **three** **months**"


def test_the_fact_is_in_the_history_of_whom_it_is_addressed_to(found: dict[str, Any]) -> None:
    assert data(found, "history")["force"]["history"]["edges"] == [
        {
            "date": "2016-05-23",
            "kind": "ACTION",
            "basis": "NAMED",
            "node": {"__typename": "Action", "id": ACTION},
        }
    ]


def test_the_fact_is_told_in_words(found: dict[str, Any]) -> None:
    (link,) = data(found, "neighbourhood")["neighbourhood"]["links"]
    assert link["words"].startswith("Inspection of Eastmarsh called for ")


def test_every_format_exports_the_fact(found: dict[str, Any]) -> None:
    exports = found["exports"]
    assert any("CREATE" in line or ":Action" in line or "due" in line for line in exports.pop("cypher"))
    assert exports.pop("followthemoney") == [], "its schema has no such thing"
    assert len(exports) == 10
    for name, read in exports.items():
        assert read["labels"] == ["Entity", "Action"], name
        assert read["properties"]["due"] == "within three months", name
        assert read["properties"]["day"] == "2016-05-23", name
        assert {"CALLED_FOR", "ADDRESSED_TO", "HAS_THEME", "ANSWERS", "IN_HISTORY_OF", "EVIDENCED_BY"} == {
            *read["relationships"]
        }, name


def test_the_changes_tell_of_the_fact(found: dict[str, Any]) -> None:
    assert ACTION in found["changes"]
    assert "force:eastmarsh" not in found["changes"]


def test_the_browser_draws_the_fact_in_its_colour(found: dict[str, Any]) -> None:
    (rule,) = re.findall(r"^node\.Action \{\n(.*?)^\}", found["style"], re.M | re.S)
    assert "color: #7B61A8;" in rule
    assert "diameter: 120px;" in rule
