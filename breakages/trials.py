"""Tests run in a temporary copy of the project, never in the project itself."""

from __future__ import annotations

import compileall
import json
import py_compile
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from xml.etree import ElementTree

from breakages.entries import ROOT, Breakage

# The longest of the named tests takes a minute on a busy machine.
SECONDS = 400
_FORKING = Path(__file__).with_name("forking.py")
_LEFT_OUT = (".git", ".venv", ".safeguarding", ".*_cache", ".hypothesis", "__pycache__", "dist")
_SOME_FAILED = 1
# A mistake in the breakage itself; it says nothing about the test.
_OWN_MISTAKE = re.compile(r"(SyntaxError|IndentationError|ImportError|ModuleNotFoundError|NameError)\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of pytest.

    ``failed`` maps the name of each test that failed to its reason; ``status`` is its exit status, or None if
    it did not end in time.
    """

    status: int | None
    failed: Mapping[str, str]
    output: str
    seconds: float

    def noticed(self) -> bool:
        """Whether a test failed by itself, and not because an import failed."""
        honest = [reason for reason in self.failed.values() if not _OWN_MISTAKE.match(reason)]
        return self.status == _SOME_FAILED and bool(honest)


class Copy:
    """A copy of the project in ``root``, where one breakage at a time is tried. Use as a context. ``article``
    are the variables that give a test the shared Neo4j."""

    def __init__(self, root: Path, article: Mapping[str, str]) -> None:
        self._root = root
        self._article = article
        shutil.copytree(ROOT, root, symlinks=True, ignore=_without_packages)
        for packages in ROOT.glob("*/node_modules"):
            (root / packages.relative_to(ROOT)).symlink_to(packages)
        # By their content: a line that changes within a second, at the same length, changes no time or size.
        compileall.compile_dir(
            root, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH, maxlevels=20
        )

    def __enter__(self) -> Self:
        self._forking = subprocess.Popen(
            [sys.executable, "-I", str(_FORKING)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._forking.communicate()

    @contextmanager
    def broken(self, breakage: Breakage) -> Iterator[None]:
        """The copy with one wrong line while inside."""
        path = self._root / breakage.file
        content = path.read_text("utf-8")
        path.write_text(breakage.broken(content), "utf-8")
        try:
            yield
        finally:
            path.write_text(content, "utf-8")

    def run(self, tests: Sequence[str], *options: str, neo4j: bool) -> Outcome:
        """Run these tests, against the shared Neo4j where they read it."""
        report, output, started = self._root / "report.xml", self._root / "output.txt", time.monotonic()
        report.unlink(missing_ok=True)
        # anyio's plugin wants to load anyio itself, and no test here needs it.
        plugins = ["-p", "no:cacheprovider", "-p", "no:anyio"]
        asked = {
            "root": str(self._root),
            "environment": {"PYTHONPATH": str(self._root), **(self._article if neo4j else {})},
            "arguments": ["-q", *plugins, *options, f"--junitxml={report}", *tests],
            "output": str(output),
            "seconds": SECONDS * len(tests),
        }
        assert self._forking.stdin is not None
        assert self._forking.stdout is not None
        print(json.dumps(asked), file=self._forking.stdin, flush=True)
        status = json.loads(self._forking.stdout.readline())
        text = output.read_text("utf-8", errors="replace")
        return Outcome(status, _failed(report), text, time.monotonic() - started)


def _without_packages(folder: str, names: list[str]) -> set[str]:
    return {*shutil.ignore_patterns(*_LEFT_OUT, "node_modules")(folder, names)}


def _failed(report: Path) -> dict[str, str]:
    """The tests that failed while they ran. A failing fixture is an error, not a failed test."""
    if not report.is_file():
        return {}
    return {
        case.get("name", ""): failure.get("message", "")
        for case in ElementTree.parse(report).iter("testcase")
        for failure in case.iter("failure")
    }
