"""Every example of README and docs, run on the shipped graph and compared with the answer printed after it.

A `graphql` block is a document; a `sh` block that begins with `curl` or `safeguarding` is run, against the
served address. A `json` or `text` block that follows is the answer, exactly: all of `data`, and of `errors`
and `extensions` what is printed. `…` there stands for what differs from build to build.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.helpers.api_server import Api
from tests.helpers.expected_answers import differences
from tests.helpers.paths import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ADDRESS = "http://127.0.0.1:8000/"
COMMANDS = ("curl ", "safeguarding explain ")
SHOWN = ("errors", "extensions")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A document or a command of a page, the line that it begins on, and what is printed after it."""

    page: Path
    line: int
    language: str
    text: str
    printed: str | None

    @property
    def name(self) -> str:
        return f"{self.page.name}:{self.line}"


def examples() -> Iterator[Example]:
    """The examples of all pages, in order."""
    for page in PAGES:
        text = page.read_text("utf-8")
        blocks = [(match, match[1], match[2]) for match in _BLOCK.finditer(text)]
        for number, (match, language, body) in enumerate(blocks):
            if language == "graphql" or (language == "sh" and body.startswith(COMMANDS)):
                following = blocks[number + 1] if number + 1 < len(blocks) else (None, "", None)
                printed = following[2] if following[1] in ("json", "text") else None
                yield Example(page, text.count("\n", 0, match.start()) + 1, language, body, printed)


EXAMPLES = list(examples())
DOCUMENTS = [example for example in EXAMPLES if example.language == "graphql"]
TYPED = [example for example in EXAMPLES if example.language == "sh"]


def expected(printed: Any, found: Any) -> Any:
    """What is printed, with what differs from build to build filled in from what was found."""
    if printed == "…":
        return found
    if isinstance(printed, dict) and isinstance(found, dict):
        return {key: expected(value, found.get(key)) for key, value in printed.items()}
    if isinstance(printed, list) and isinstance(found, list) and len(printed) == len(found):
        return [expected(*pair) for pair in zip(printed, found, strict=True)]
    return printed


def shown(printed: Any, found: Any, here: bool = False) -> Any:
    """What was found, without what a page need not print of `errors` and `extensions`."""
    if isinstance(printed, dict) and isinstance(found, dict):
        kept = [key for key in printed if key in found] if here else list(found)
        return {key: shown(printed.get(key), found[key], here) for key in kept}
    if isinstance(printed, list) and isinstance(found, list) and len(printed) == len(found):
        return [shown(*pair, here) for pair in zip(printed, found, strict=True)]
    return found


def compare(printed: str, body: dict[str, Any]) -> None:
    """Fail with each place at which a response is not what is printed."""
    wanted = json.loads(printed)
    errors = [] if "errors" in wanted else body.get("errors", [])
    assert errors == []
    found = {
        key: shown(wanted.get(key), value, key in SHOWN)
        for key, value in body.items()
        if key in wanted or (key == "data" and value is not None)
    }
    in_order = {key: found[key] for key in wanted if key in found} | found
    filled = expected(wanted, in_order)
    assert differences(filled, in_order, "answer") == []
    assert json.dumps(filled) == json.dumps(in_order), "the same, in another order"


@pytest.mark.parametrize("example", DOCUMENTS, ids=lambda example: example.name)
def test_a_document_is_answered_as_printed(shipped_api: Api, example: Example) -> None:
    body = httpx.post(shipped_api.url, json={"query": example.text}, timeout=60.0).json()
    if example.printed is None:
        assert "errors" not in body, body["errors"]
    else:
        compare(example.printed, body)


@pytest.mark.parametrize("example", TYPED, ids=lambda example: example.name)
def test_a_command_prints_what_is_printed(shipped_api: Api, example: Example) -> None:
    if example.text.startswith("curl ") and shutil.which("curl") is None and os.environ.get("CI") != "true":
        pytest.skip("curl is not installed: commands of the pages are not run.")
    here = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'cli.py'))} "
    command = re.sub(
        r"^safeguarding ",
        lambda _: here,
        example.text.replace(ADDRESS, shipped_api.url.removesuffix("graphql")),
    )
    output = subprocess.run(["sh", "-euc", command], capture_output=True, text=True, check=True).stdout
    assert example.printed is not None, "a command without its answer"
    if example.printed.startswith("{"):
        compare(example.printed, json.loads(output))
    else:
        wanted = ".*".join(map(re.escape, example.printed.strip().split("…")))
        assert re.fullmatch(wanted, output.strip(), re.DOTALL), output


def test_the_table_of_features_leads_to_an_example_of_each() -> None:
    page = ROOT / "docs" / "features.md"
    text = page.read_text("utf-8")
    listed = dict.fromkeys(re.findall(r"\]\(#([\w-]+)\) \|$", text, re.MULTILINE))
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    headings = {section.splitlines()[0].lower().replace(" ", "-"): section for section in sections}
    assert list(listed) == list(headings)
    for heading, section in headings.items():
        assert re.search(r"^```(graphql|sh)\n", section, re.MULTILINE), heading
        assert re.search(r"^```(json|text)\n", section, re.MULTILINE), heading


def test_a_wrong_printed_answer_is_reported() -> None:
    """The comparison itself: what is not as printed does not pass."""
    body = {"data": {"a": 1, "b": [2]}, "extensions": {"dataset": {"version": "x"}, "cost": {}}}
    compare('{"data": {"a": 1, "b": [2]}}', body)
    compare('{"data": {"a": "…", "b": [2]}, "extensions": {"dataset": {"version": "…"}}}', body)
    for wrong in (
        '{"data": {"a": 1}}',
        '{"data": {"a": 1, "b": [2, 3]}}',
        '{"data": {"b": [2], "a": 1}}',
        '{"data": {"a": 1, "b": [2]}, "extensions": {"other": "…"}}',
        '{"extensions": {"cost": {}}}',
    ):
        with pytest.raises(AssertionError):
            compare(wrong, body)
    with pytest.raises(AssertionError):
        compare('{"data": {"a": 1, "b": [2]}}', body | {"errors": [{"message": "no"}]})
