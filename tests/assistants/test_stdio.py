"""`safeguarding mcp`: the SDK's client starts the command, and is answered as over HTTP."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.assistant import MODES, Told, call, command_on, connected, told
from tests.helpers.paths import ROOT


@pytest.fixture(scope="module")
def command(served: Neo4jProcess, settings: Settings, api: Api) -> StdioServerParameters:
    return command_on(served, api)


CALLS = (
    ("history", {"id": "force:cleveland", "first": 3}),
    ("dispute", {"id": "finding:dorset-conference-attendance"}),
    ("graphql", {"query": "{ dataset { version } }"}),
    ("history", {"id": "nothing"}),
)


@pytest.mark.parametrize("mode", MODES)
def test_the_command_answers_as_the_server_does(command: StdioServerParameters, api: Api, mode: str) -> None:
    async def all_of_them(client: Client) -> list[Told]:
        return [await told(client, tool, dict(arguments)) for tool, arguments in CALLS]

    url = api.url.removesuffix("/graphql") + "/mcp"
    assert connected(command, all_of_them, mode) == [
        call(url, tool, **arguments) for tool, arguments in CALLS
    ]


def test_without_a_graph_the_command_says_what_to_do_and_writes_nothing_to_its_client(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "mcp"],
        env={"SAFEGUARDING_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        input="",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "safeguarding build" in done.stderr
