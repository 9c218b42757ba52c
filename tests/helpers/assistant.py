"""An assistant, as the official SDK's own client: one call of a tool at a time, over either transport."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import orjson
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import TextContent

from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT

T = TypeVar("T")
Server = str | StdioServerParameters
# A client that first asks what the server is, and one that shakes hands as older ones do.
MODES = ("auto", "legacy")


@dataclass(frozen=True)
class Told:
    """What a tool answered: the text that a model reads, what programs get, and whether it is an error."""

    text: str
    structured: Any
    is_error: bool

    @property
    def tokens(self) -> float:
        """At most so many tokens, by a third of the bytes of the text."""
        return len(self.text.encode()) / 3

    @property
    def structured_tokens(self) -> float:
        return len(orjson.dumps(self.structured)) / 3


def connected(server: Server, work: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    """The result of some work with a client that is connected to the server."""

    async def run() -> T:
        async with Client(server, mode=mode, read_timeout_seconds=120) as client:
            return await work(client)

    return asyncio.run(run())


async def told(client: Client, tool: str, arguments: dict[str, Any] | None = None) -> Told:
    """What the tool answers."""
    result = await client.call_tool(tool, arguments or {})
    (content,) = result.content
    assert isinstance(content, TextContent)
    return Told(content.text, result.structured_content, result.is_error)


def call(server: Server, tool: str, **arguments: Any) -> Told:
    """What the tool answers to a client of its own."""
    return connected(server, lambda client: told(client, tool, arguments))


def command_on(neo4j: Neo4jProcess, api: Api) -> StdioServerParameters:
    """The command `safeguarding mcp` on a Neo4j, with the address of the pages of an API over it."""
    user, password = neo4j.auth
    own = {"NEO4J_URI": neo4j.uri, "NEO4J_USER": user, "NEO4J_PASSWORD": password}
    return StdioServerParameters(
        command=sys.executable,
        args=[str(ROOT / "cli.py"), "mcp"],
        env={**own, "PORT": str(urlsplit(api.url).port), "DEADLINE_SECONDS": "60"},
    )
