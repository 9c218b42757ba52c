"""Tests run in a temporary copy of the project, never in the project itself."""

from __future__ import annotations

import compileall
import os
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
from xml.etree import ElementTree

from breakages.entries import ROOT, Breakage

# The longest of the named tests takes a minute on a busy machine.
SECONDS = 400
_LEFT_OUT = (".git", ".venv", ".safeguarding", ".*_cache", ".hypothesis", "__pycache__", "dist")
_SOME_FAILED = 1
# A mistake in the breakage itself; it says nothing about the test.
_OWN_MISTAKE = re.compile(r"(SyntaxError|IndentationError|ImportError|ModuleNotFoundError|NameError)\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pytest said. ``failed`` maps the name of each test that failed to its reason; ``status`` is its
    exit status, or None if it did not end in time."""

    status: int | None
    failed: Mapping[str, str]
    output: str
    seconds: float

    def noticed(self) -> bool:
        """Whether a test failed, by what it asserts or meets, and not because nothing could be imported."""
        honest = [reason for reason in self.failed.values() if not _OWN_MISTAKE.match(reason)]
        return self.status == _SOME_FAILED and bool(honest)


class Copy:
    """A copy of the project in ``root``, where one breakage at a time is tried."""

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        self._root = root
        self._environment = {**os.environ, **environment, "PYTHONPATH": str(root)}
        shutil.copytree(ROOT, root, symlinks=True, ignore=_without_packages)
        for packages in ROOT.glob("*/node_modules"):
            (root / packages.relative_to(ROOT)).symlink_to(packages)
        # By their content: a line that changes within a second, at the same length, changes no time or size.
        compileall.compile_dir(
            root, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH, maxlevels=20
        )

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
        report, started = self._root / "report.xml", time.monotonic()
        report.unlink(missing_ok=True)
        plugin = ("-p", "breakages.shared") if neo4j else ()
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, *options]
        try:
            done = subprocess.run(
                [*command, f"--junitxml={report}", *tests],
                cwd=self._root,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=SECONDS * len(tests),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            return Outcome(None, {}, str(error), time.monotonic() - started)
        return Outcome(done.returncode, _failed(report), done.stdout, time.monotonic() - started)


def _without_packages(folder: str, names: list[str]) -> set[str]:
    return {*shutil.ignore_patterns(*_LEFT_OUT, "node_modules")(folder, names)}


def _failed(report: Path) -> dict[str, str]:
    """The tests that failed while they ran; what fails in a fixture is an error, and none of them."""
    if not report.is_file():
        return {}
    return {
        case.get("name", ""): failure.get("message", "")
        for case in ElementTree.parse(report).iter("testcase")
        for failure in case.iter("failure")
    }
