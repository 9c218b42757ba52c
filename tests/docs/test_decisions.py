"""The index of decisions lists each with its title, and what supersedes it.

After a change that is meant, `REWRITE=yes pytest tests/docs/test_decisions.py` writes it anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.generated_blocks import hold_block
from tests.helpers.paths import ROOT

FOLDER = ROOT / "docs" / "decisions"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
SUPERSEDED = re.compile(r"Superseded by \[decision (\d+)\]\((\S+)\)")


def _row(path: Path) -> str:
    text = path.read_text("utf-8")
    superseded = SUPERSEDED.search(text)
    state = f"superseded by [{superseded[1]}]({superseded[2]})" if superseded else "holds"
    title = text.partition("\n")[0].removeprefix("# ")
    return f"| {int(path.name[:2])} | [{title}]({path.name}) | {state} |"


def test_the_index_lists_every_decision() -> None:
    rows = ["| number | decision | state |", "|---|---|---|", *map(_row, DECISIONS), ""]
    hold_block(FOLDER / "README.md", "index", "\n".join(rows))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_a_title_and_leads_to_pages_that_are_there(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.match(r"# \S.*\n\n\S", text)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^):]+)\)", text)]
    assert [link for link in links if not (FOLDER / link).exists()] == []


def test_no_number_is_used_twice() -> None:
    numbers = [path.name[:2] for path in DECISIONS]
    assert sorted(set(numbers)) == numbers
