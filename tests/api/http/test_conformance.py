"""Conformance to GraphQL over HTTP, by the audits of `graphql-http`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT

HERE = ROOT / "tests" / "graphql_http"
AUDITS = 61


@pytest.fixture(scope="module")
def packages() -> Path:
    """The audits, installed as their lock says; scripts of packages are not run."""
    installed = HERE / "node_modules"
    if not installed.is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    return installed


def test_every_audit_of_graphql_over_http_passes(api: Api, packages: Path) -> None:
    run = subprocess.run(
        ["node", "audit.mjs", api.url], cwd=packages.parent, capture_output=True, text=True, check=True
    )
    results = json.loads(run.stdout)
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS


def test_the_lock_names_no_registry() -> None:
    assert "http" not in (HERE / "package-lock.json").read_text("utf-8").replace("graphql-http", "")
