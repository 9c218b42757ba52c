"""The inspector of the protocol, another client than ours, by its command line and over both transports."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.assistant import call, command_on
from tests.helpers.paths import ROOT

FOLDER = ROOT / "examples" / "assistants"


@pytest.fixture(scope="module")
def inspector() -> Path:
    """The command of the package, which `make clients` installs as the lock says."""
    command = FOLDER / "node_modules" / ".bin" / "mcp-inspector"
    if not command.exists():
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=FOLDER, check=True, capture_output=True)
    return command


def inspected(inspector: Path, home: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [str(inspector), "--cli", *arguments],
        cwd=FOLDER,
        env=os.environ | {"HOME": str(home), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


ASKED = ("--method", "tools/call", "--tool-name", "dispute")
CLAIM = "finding:dorset-conference-attendance"


def test_the_inspector_lists_and_calls_over_http(inspector: Path, api: Api, tmp_path: Path) -> None:
    url = api.url.removesuffix("/graphql") + "/mcp"
    listed = inspected(inspector, tmp_path, url, "--method", "tools/list")
    assert {tool["name"] for tool in listed["tools"]} >= {"search", "history", "dispute", "graphql"}
    assert all(tool["annotations"]["readOnlyHint"] for tool in listed["tools"])
    answer = inspected(inspector, tmp_path, url, *ASKED, "--tool-arg", f"id={CLAIM}")
    assert answer["content"][0]["text"] == call(url, "dispute", id=CLAIM).text


def test_the_inspector_starts_the_command(
    inspector: Path, api: Api, served: Neo4jProcess, settings: Settings, tmp_path: Path
) -> None:
    command = command_on(served, api)
    listed = {
        "command": command.command,
        "args": command.args,
        "env": command.env,
        "connectionTimeout": 120_000,
    }
    config = tmp_path / "servers.json"
    config.write_text(json.dumps({"mcpServers": {"safeguarding": listed}}), "utf-8")
    named = ("--config", str(config), "--server", "safeguarding")
    answer = inspected(inspector, tmp_path, *named, *ASKED, "--tool-arg", f"id={CLAIM}")
    url = api.url.removesuffix("/graphql") + "/mcp"
    assert answer["content"][0]["text"] == call(url, "dispute", id=CLAIM).text
