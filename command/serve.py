"""`safeguarding serve`: the graph, its API and Neo4j Browser, until Ctrl-C."""

from __future__ import annotations

import asyncio
import importlib
import socket
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from command.build import run_build
from command.console import say
from command.logs import write_logs
from command.managed_neo4j import OwnNeo4j, Served
from command.neo4j import print_neo4j
from command.passing import origins
from command.relay import Relay
from command.signals import run_until_stopped, until_stopped
from command.workers import Workers
from graph.hosts import AllowedHosts
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_ready
from graph.settings import Settings
from graph.store.access import offered
from graph.store.lock import hold
from graph.store.ports import listen


def run_serve(settings: Settings, workers: int = 1) -> None:
    """Serve until Ctrl-C or SIGTERM, or until something ends that must not; with more than one of `workers`,
    as many processes answer requests. Raises GraphError, SeedError."""
    write_logs(settings)
    with listen(settings.host, settings.port, "PORT") as door, until_stopped():
        if settings.neo4j_uri:
            run_until_stopped(partial(_serve_remote, settings, settings.neo4j_uri, door, workers))
            return
        with (
            hold(settings.home, "serve"),
            listen("127.0.0.1", settings.bolt_port, "BOLT_PORT") as bolt,
            listen("127.0.0.1", settings.http_port, "HTTP_PORT") as http,
        ):
            store = run_build(settings).store
            relay = Relay(bolt, http, AllowedHosts.of(settings), origins(settings, http.getsockname()[1]))
            served = Served.start(store, settings, relay.public)
            run_until_stopped(partial(_serve_own, settings, door, served, relay, workers))


async def _serve_own(
    settings: Settings, door: socket.socket, served: Served, relay: Relay, workers: int
) -> None:
    own = OwnNeo4j(served, settings, relay)
    try:
        # What takes seconds to import, while Neo4j starts.
        importlib.import_module("command.http")
        databases = _databases(await served.database(), door, workers)
        relay.listen()
        with offered(settings.home, served.neo4j.access):
            print_neo4j(served.neo4j)
            await _serve(databases, settings, door, own.follow(databases), relay.serve())
    finally:
        say("Stopping Neo4j ...")
        await own.stop()


async def _serve_remote(settings: Settings, uri: str, door: socket.socket, workers: int) -> None:
    database = Database.connect(
        uri,
        auth=settings.neo4j_auth,
        database=settings.neo4j_database,
        browser_url=settings.browser_url,
    )
    databases = _databases(database, door, workers)
    try:
        await database.verify()
        dataset = await require_ready(database)
        say(f"Serving {dataset.version} from {uri}.")
        await _serve(databases, settings, door, _warmed(databases, settings))
    finally:
        await databases.current.close()


async def _warmed(databases: Databases, settings: Settings) -> None:
    """Plan what will be asked, then do nothing for ever, as a watch does."""
    # Imported late, like all that takes seconds to import: requests are waited for already.
    from command.plan_warmup import warm

    await warm(databases.current, settings)
    await asyncio.Event().wait()


def _databases(database: Database, door: socket.socket, workers: int) -> Databases:
    return Databases(database) if workers == 1 else Workers(database, door, workers)


async def _serve(
    databases: Databases, settings: Settings, door: socket.socket, *watches: Coroutine[Any, Any, None]
) -> None:
    """Answer requests until cancelled, or until a watch raises; requests under way may then finish."""
    if isinstance(databases, Workers):
        await _watched([databases.answer(), *watches], databases.stop, door)
    else:
        from command.http import collect_seldom, http_server

        server = http_server(databases, settings)
        collect_seldom()
        # Before its address is printed: whoever follows it at once is kept waiting, not refused.
        door.listen()
        await _watched([server.serve(sockets=[door]), *watches], server.stop, door)


async def _watched(
    works: list[Coroutine[Any, Any, None]], stop: Callable[[], Awaitable[None]], door: socket.socket
) -> None:
    """Run the works, the first of which answers requests, until one ends; let the first finish."""
    tasks = [asyncio.create_task(work) for work in works]
    host, port = door.getsockname()[:2]
    say(f"GraphQL        http://{host}:{port}/graphql (GraphiQL in a browser). Ctrl-C stops everything.")
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()
    finally:
        for task in tasks[1:]:
            task.cancel()
        await stop()
        await asyncio.gather(*tasks, return_exceptions=True)
