"""`safeguarding serve`: serve the API and Neo4j Browser until Ctrl-C."""

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
from command.managed_neo4j import ManagedNeo4j, ServedStore
from command.neo4j import print_neo4j
from command.relay import Relay
from command.relay_streams import browser_origins
from command.signals import run_until_stopped, until_stopped
from command.workers import Workers
from graph.hosts import AllowedHosts
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_served
from graph.settings import Settings
from graph.store.access import access_files
from graph.store.lock import hold
from graph.store.ports import listen


def run_serve(settings: Settings, workers: int = 1) -> None:
    """Serve until Ctrl-C or SIGTERM, with this many `workers`. Raises GraphError, SeedError."""
    write_logs(settings)
    with listen(settings.host, settings.port, "PORT") as listener, until_stopped():
        if settings.neo4j_uri:
            run_until_stopped(partial(_serve_remote, settings, settings.neo4j_uri, listener, workers))
            return
        with (
            hold(settings.home, "serve"),
            listen("127.0.0.1", settings.bolt_port, "BOLT_PORT") as bolt,
            listen("127.0.0.1", settings.http_port, "HTTP_PORT") as http,
        ):
            store = run_build(settings).store
            relay = Relay(
                bolt, http, AllowedHosts.of(settings), browser_origins(settings, http.getsockname()[1])
            )
            served = ServedStore.start(store, settings, relay.public)
            run_until_stopped(partial(_serve_own, settings, listener, served, relay, workers))


async def _serve_own(
    settings: Settings, listener: socket.socket, served: ServedStore, relay: Relay, workers: int
) -> None:
    own = ManagedNeo4j(served, settings, relay)
    try:
        # A slow import, made while Neo4j starts.
        importlib.import_module("command.http")
        databases = _databases(await served.database(), listener, workers)
        relay.listen()
        with access_files(settings.home, served.neo4j.access):
            print_neo4j(served.neo4j)
            await _serve(databases, settings, listener, own.follow(databases), relay.serve())
    finally:
        say("Stopping Neo4j ...")
        await own.stop()


async def _serve_remote(settings: Settings, uri: str, listener: socket.socket, workers: int) -> None:
    database = Database.connect(
        uri,
        auth=settings.neo4j_auth,
        database=settings.neo4j_database,
        browser_url=settings.browser_url,
    )
    databases = _databases(database, listener, workers)
    try:
        await database.verify()
        dataset = await require_served(database)
        say(f"Serving {dataset.version} from {uri}.")
        await _serve(databases, settings, listener, _warm_up(databases, settings))
    finally:
        await databases.current.close()


async def _warm_up(databases: Databases, settings: Settings) -> None:
    """Warm the plan cache, then wait until cancelled."""
    # A slow import, made while requests can already be answered.
    from command.plan_warmup import warm

    await warm(databases.current, settings)
    await asyncio.Event().wait()


def _databases(database: Database, listener: socket.socket, workers: int) -> Databases:
    return Databases(database) if workers == 1 else Workers(database, listener, workers)


async def _serve(
    databases: Databases, settings: Settings, listener: socket.socket, *watches: Coroutine[Any, Any, None]
) -> None:
    """Answer requests until cancelled or until a watch raises; then let running requests finish."""
    if isinstance(databases, Workers):
        await _run_until_one_ends([databases.answer(), *watches], databases.stop, listener)
    else:
        from command.http import http_server, tune_garbage_collector

        server = http_server(databases, settings)
        tune_garbage_collector()
        # Listen before the address is printed: a client that uses it at once waits and is not refused.
        listener.listen()
        await _run_until_one_ends([server.serve(sockets=[listener]), *watches], server.stop, listener)


async def _run_until_one_ends(
    works: list[Coroutine[Any, Any, None]], stop: Callable[[], Awaitable[None]], listener: socket.socket
) -> None:
    """Run coroutines until one ends, then let the first, which answers requests, finish; cancel the rest."""
    tasks = [asyncio.create_task(work) for work in works]
    host, port = listener.getsockname()[:2]
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
