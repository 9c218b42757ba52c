"""The schema beside that of the last release, by GraphQL Inspector: what breaks clients is listed."""

from __future__ import annotations

import json
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.helpers.paths import ROOT

HERE = ROOT / "tests" / "schema_changes"
PAGE = (ROOT / "docs" / "schema-changes.md").read_text("utf-8")
QUESTION = "type Query { forces(where: Where): String }"
# Before, after, and the path of what breaks.
BREAKING = [
    (
        f"{QUESTION} input Where {{ a: Int b: Int }}",
        f"{QUESTION} input Where @oneOf {{ a: Int b: Int }}",
        "Where.@oneOf",
    ),
    ("type Query { a: String b: String }", "type Query { a: String }", "Query.b"),
    ("type Query { a: String! }", "type Query { a: String }", "Query.a"),
    ("type Query { a(b: Int): Int }", "type Query { a(b: Int!): Int }", "Query.a.b"),
]
ADDITIVE = [
    ("type Query { a: Int }", "type Query { a: Int b: Int }"),
    ("type Query { a: Int }", "type Query { a(b: Int): Int }"),
    (f"{QUESTION} input Where @oneOf {{ a: Int }}", f"{QUESTION} input Where @oneOf {{ a: Int b: Int }}"),
    ("type Query { a: Int }", 'type Query { a: Int @deprecated(reason: "Use b.") }'),
]


@pytest.fixture(scope="module")
def inspector() -> Path:
    """GraphQL Inspector, installed as its lock says; scripts of packages are not run."""
    if not (HERE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    return HERE


def broken(inspector: Path, before: Path, after: Path) -> dict[str, str]:
    """What breaks clients, by its path."""
    command = ["node", "changes.mjs", str(before), str(after)]
    run = subprocess.run(command, cwd=inspector, capture_output=True, text=True, check=True)
    return {each["path"]: each["message"] for each in json.loads(run.stdout) if each["level"] == "BREAKING"}


def listed() -> list[str]:
    """The paths in the first column of the table; `*` stands for every type."""
    (table,) = re.findall(r"^## Breaking since \S+\n\n((?:\|.*\n)+)", PAGE, re.M)
    return [path for row in table.splitlines()[2:] for path in re.findall(r"`([^`]+)`", row.split("|")[1])]


def test_what_breaks_clients_of_the_last_release_is_listed_with_its_reason(inspector: Path) -> None:
    found = broken(inspector, HERE / "released.graphql", ROOT / "schema.graphql")
    unlisted = {
        path: said for path, said in found.items() if not any(fnmatch(path, each) for each in listed())
    }
    assert unlisted == {}, "keep it, or deprecate it first: docs/schema-changes.md"
    assert [each for each in listed() if not any(fnmatch(path, each) for path in found)] == []


def test_the_page_names_the_release_that_the_changelog_has_last(inspector: Path) -> None:
    (last, *_) = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert f"## Breaking since {last}\n" in PAGE
    assert f"that of the last release, {last}," in " ".join(PAGE.split())


@pytest.mark.parametrize(("before", "after", "path"), BREAKING, ids=lambda each: str(each)[-20:])
def test_a_change_that_breaks_clients_is_seen(
    inspector: Path, tmp_path: Path, before: str, after: str, path: str
) -> None:
    assert [*broken(inspector, *_written(tmp_path, before, after))] == [path]


@pytest.mark.parametrize(("before", "after"), ADDITIVE, ids=lambda each: str(each)[-20:])
def test_a_change_that_breaks_nobody_passes(inspector: Path, tmp_path: Path, before: str, after: str) -> None:
    assert broken(inspector, *_written(tmp_path, before, after)) == {}


def test_the_lock_names_no_registry() -> None:
    locked = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, each in locked.items() if "resolved" in each] == []


def _written(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"{number}.graphql" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return paths
