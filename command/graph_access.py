"""The Neo4j that a command reads the graph from: your own server, that of a running `serve`, or a new one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from command.console import prepare_neo4j
from graph.neo4j.database import Auth
from graph.settings import Settings
from graph.store.access import SERVED, read_access
from graph.store.config import bolt_address
from graph.store.lock import is_held, share
from graph.store.running import running
from graph.store.stores import EXPORTED, IN_USE, required_store


@contextmanager
def neo4j_with_graph(settings: Settings, *, keeps_version: bool) -> Iterator[tuple[str, Auth]]:
    """Address and login of your own server, of a running `serve`, or of a Neo4j started for this command.

    ``keeps_version`` reads the graph that is published now to the end, even if `serve` takes another
    meanwhile; without it, whichever graph `serve` has.

    Raises NothingBuilt, NotServed, StoreError, and DownloadFailed.
    """
    if settings.neo4j_uri:
        yield settings.neo4j_uri, settings.neo4j_auth
        return
    store = required_store(settings.home)
    if is_held(settings.home, SERVED):
        access = read_access(settings.home)
        if not keeps_version:
            yield access.uri, access.auth
            return
        # The lock makes `serve` keep this Neo4j running if another graph is published meanwhile.
        with share(store, EXPORTED):
            uri = f"bolt://{bolt_address(store)}" if is_held(store, IN_USE) else access.uri
            yield uri, access.auth
        return
    prepare_neo4j(settings)
    with running(store, read_only=True, settings=settings) as neo4j:
        yield neo4j.uri, neo4j.auth
