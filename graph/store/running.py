"""Run Neo4j on a store while a block runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.browser.files import class_path_with_files
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
    """Start Neo4j on the store, wait until it answers, and stop it on exit.

    By default it has free ports and a new password. The store is locked meanwhile. Raises InUse if another
    Neo4j has it, and Neo4jDied, DiskFull, DownloadFailed.
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
    """As `running`, but without waiting: call `ready` before use. `public` are ports that forward to it."""
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
        class_path = class_path_with_files(
            jars,
            store_home,
            http_port=config.advertised.http,
            bolt_port=config.advertised.bolt,
            password=password,
        )
        neo4j = start(store_home, config, jars=class_path, heap=settings.heap, password=password)
        try:
            yield neo4j
        finally:
            neo4j.stop()
