"""`safeguarding mcp`: an assistant that started this process is answered over standard input and output."""

from __future__ import annotations

import asyncio

from mcp.server.stdio import stdio_server

from api.app import graphql_service
from assistants.answering import Toolbox
from assistants.server import mcp_server
from command.console import say
from command.graph_access import neo4j_with_graph
from command.logs import write_logs
from graph.neo4j.database import Auth, Database, Databases
from graph.neo4j.dataset import require_served
from graph.settings import Settings


def run_mcp(settings: Settings) -> None:
    """Answer until standard input ends. Raises GraphError."""
    write_logs(settings)
    with neo4j_with_graph(settings, keeps_version=False) as (uri, auth):
        asyncio.run(_answer(settings, uri, auth))


async def _answer(settings: Settings, uri: str, auth: Auth) -> None:
    database = Database.connect(
        uri, auth=auth, database=settings.neo4j_database, browser_url=settings.browser_url
    )
    try:
        dataset = await require_served(database)
        toolbox = Toolbox(graphql_service(Databases(database), settings))
        server = mcp_server(toolbox, site=pages_address(settings))
        say(f"Answering an assistant from {dataset.version}.")
        async with stdio_server() as (received, sent):
            await server.run(received, sent, server.create_initialization_options())
    finally:
        await database.close()


def pages_address(settings: Settings) -> str:
    """Where `serve` shows the pages, with the same settings."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}{settings.root_path}"
