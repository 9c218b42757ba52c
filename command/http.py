"""The HTTP server, inside this process. Slow to import: `serve` does so while Neo4j starts."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import uvicorn

from api.app import create_app
from api.http.metrics import Metrics
from command.http_connections import Bounds, bounded
from graph.neo4j.database import Databases
from graph.settings import Settings

log = logging.getLogger("safeguarding")

DRAIN_SECONDS = 10
# Longer than proxies keep a connection: one that is closed while a request is on its way would break it.
KEEP_SECONDS = 75
_OTHER_FILES = 500


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
    settings = settings or Settings()
    app = create_app(databases, settings)
    metrics: Metrics = app.state.metrics
    _allow_files(settings.max_connections)
    return Server(
        uvicorn.Config(
            app,
            http=bounded(
                Bounds(
                    settings.max_connections,
                    settings.read_seconds,
                    partial(_refused, metrics),
                    metrics.connected,
                )
            ),
            # There is nothing to subscribe to.
            ws="none",
            log_config=None,
            access_log=False,
            # Those that are trusted are the application's to know.
            proxy_headers=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
            timeout_keep_alive=KEEP_SECONDS,
            server_header=False,
        )
    )


def _refused(metrics: Metrics, status: int, own: str) -> None:
    metrics.refused(status)
    log.info("connection refused", extra={"fields": {"status": status, "request": own}})


def _allow_files(connections: int) -> None:
    """Let this process open as many files as its connections need, with what else it opens."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
