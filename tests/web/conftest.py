"""What audits of pages in a browser share."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.helpers.paths import AUDITS


@pytest.fixture(scope="session")
def packages() -> Path:
    """The audits, installed as their lock says; scripts of packages are not run."""
    installed = AUDITS / "node_modules"
    if not installed.is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=AUDITS, check=True)
    return installed


@pytest.fixture(scope="session")
def axe(packages: Path) -> str:
    """The script of axe, which finds what keeps people from reading a page."""
    return (packages / "axe-core" / "axe.min.js").read_text("utf-8")
