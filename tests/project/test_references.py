"""Docstrings, comments and messages name only files, modules and names of this repository that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.paths import ROOT
from tests.helpers.references import exists

FOLDERS = ("api", "bench", "breakages", "browser", "command", "cypher", "docs", "graph", "seed", "tests")
CODE = sorted(
    path
    for folder in ("api", "bench", "breakages", "command", "cypher", "graph", "seed", "tests")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".cypher") and "node_modules" not in path.parts
)
START = "|".join(FOLDERS)
IN_BACKTICKS = re.compile(rf"`((?:{START})(?:[./][\w*-]+)+/?)`")
FILE = re.compile(rf"(?<![\w/.])((?:{START})/[\w/.-]+\.(?:py|md|yaml|json|csv))\b")
# Tests write about files that are not there.
MADE_UP = {
    ROOT / "tests" / name
    for name in ("docs/test_engineers.py", "project/test_breakages.py", "project/test_references.py")
}


def named(text: str) -> Iterator[str]:
    """Paths and dotted names in backticks, and files anywhere, that begin with one of our folders."""
    yield from IN_BACKTICKS.findall(text)
    yield from FILE.findall(text)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_reference_of_the_code_leads_somewhere(path: Path) -> None:
    references = named(path.read_text("utf-8")) if path not in MADE_UP else []
    assert [each for each in references if not exists(each)] == []


def test_a_reference_that_leads_nowhere_is_found() -> None:
    text = (
        "See `graph.query.kitchen`, `api.errors.BadInput`, api/nowhere.py, docs/dates.md and "
        "`api.errors.Nothing`."
    )
    assert [each for each in named(text) if not exists(each)] == [
        "graph.query.kitchen",
        "api.errors.Nothing",
        "api/nowhere.py",
    ]
