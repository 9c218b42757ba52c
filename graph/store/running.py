"""A Neo4j on a store for as long as a block runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.browser.files import with_files
from graph.settings import Settings
from graph.store.access import new_password
from graph.store.config import Neo4jConfig, Ports
from graph.store.jars import neo4j_jars
from graph.store.lock import hold
from graph.store.ports import free_ports
from graph.store.process import Neo4jProcess, start
from graph.store.stores import IN_USE


@contextmanager
def running(
    store_home: Path,
    *,
    read_only: bool,
    settings: Settings,
    ports: Ports | None = None,
    password: str | None = None,
) -> Iterator[Neo4jProcess]:
    """Start a Neo4j on the store, wait until it answers, and stop it afterwards.

    Ports are free ones unless given, and the password is a new one. The store is held meanwhile: a second
    Neo4j on it raises InUse. Raises Neo4jDied, DiskFull, DownloadFailed.
    """
    with started(
        store_home,
        read_only=read_only,
        settings=settings,
        ports=ports,
        password=password,
    ) as neo4j:
        neo4j.ready()
        yield neo4j


@contextmanager
def started(
    store_home: Path,
    *,
    read_only: bool,
    settings: Settings,
    ports: Ports | None = None,
    public: Ports | None = None,
    password: str | None = None,
) -> Iterator[Neo4jProcess]:
    """As `running` without the wait, for what can be done beside the start; call `ready` before use. `public`
    are the ports that forward to it, if any."""
    jars = neo4j_jars(settings.cache, settings.neo4j_version)
    config = Neo4jConfig(
        ports or Ports(*free_ports(2)),
        read_only,
        page_cache=settings.page_cache,
        transaction_memory=settings.transaction_memory,
        public=public,
    )
    with hold(store_home, IN_USE):
        password = password or new_password()
        served = with_files(
            jars,
            store_home,
            http_port=config.reached.http,
            bolt_port=config.reached.bolt,
            password=password,
        )
        neo4j = start(store_home, config, jars=served, heap=settings.heap, password=password)
        try:
            yield neo4j
        finally:
            neo4j.stop()
