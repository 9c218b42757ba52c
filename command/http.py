"""The HTTP server, inside this process. Slow to import: `serve` does so while Neo4j starts."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api.app import create_app
from graph.database import Databases
from graph.settings import Settings

DRAIN_SECONDS = 10
# Longer than proxies keep a connection: one that is closed while a request is on its way would break it.
KEEP_SECONDS = 75


class Server(uvicorn.Server):
    """uvicorn without its signal handlers: the command decides when to stop, and stops Neo4j after it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield

    async def stop(self) -> None:
        """Take no more requests; `serve` returns when those under way are answered."""
        self.should_exit = True


def collect_seldom() -> None:
    """For a process that does nothing else but serve. A request makes thousands of objects and hardly a
    cycle: Python is to look for cycles seldom, and not among what is loaded for good."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def http_server(databases: Databases, settings: Settings | None = None) -> Server:
    """The server of the API, not yet started; requests have `DRAIN_SECONDS` to finish when it stops."""
    return Server(
        uvicorn.Config(
            create_app(databases, settings),
            log_level="warning",
            timeout_graceful_shutdown=DRAIN_SECONDS,
            timeout_keep_alive=KEEP_SECONDS,
            server_header=False,
        )
    )
