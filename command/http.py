"""The HTTP server of one process. It imports slowly, so `serve` imports it while Neo4j starts."""

from __future__ import annotations

import gc
import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import uvicorn

from api.execution.subscriptions import Subscriptions
from api.http.metrics import Metrics
from assistants.app import create_app
from command.http_connections import ConnectionLimits, limited_protocol
from graph.neo4j.database import Databases
from graph.settings import Settings

log = logging.getLogger("safeguarding")

DRAIN_SECONDS = 10
# Longer than proxies keep idle connections: closing one under a request in flight would fail that request.
KEEP_ALIVE_SECONDS = 75
_OTHER_FILES = 500


class Server(uvicorn.Server):
    """uvicorn without its signal handlers: the command handles signals, and stops Neo4j after the server.

    ``subscriptions`` end when it stops: their clients would wait for ever."""

    def __init__(self, config: uvicorn.Config, subscriptions: Subscriptions) -> None:
        super().__init__(config)
        self._subscriptions = subscriptions

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, end subscriptions, and let other requests finish."""
        await self._subscriptions.stop()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install no signal handlers."""
        yield

    async def stop(self) -> None:
        """Accept no more requests; `serve` returns once the running ones are answered."""
        self.should_exit = True


def tune_garbage_collector() -> None:
    """Collect cycles rarely, and never among the objects loaded so far. For processes that only serve.

    A request makes thousands of objects and almost no cycles."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def http_server(databases: Databases, settings: Settings | None = None) -> Server:
    """The API's server, not yet started. When it stops, requests have `DRAIN_SECONDS` to finish."""
    settings = settings or Settings()
    app = create_app(databases, settings)
    metrics: Metrics = app.state.metrics
    _allow_files(settings.max_connections)
    return Server(
        uvicorn.Config(
            app,
            http=limited_protocol(
                ConnectionLimits(
                    settings.max_connections,
                    settings.read_seconds,
                    partial(_log_refusal, metrics),
                    metrics.connected,
                )
            ),
            # Subscriptions come as server-sent events.
            ws="none",
            log_config=None,
            access_log=False,
            # The application itself knows which proxies to trust.
            proxy_headers=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            server_header=False,
        ),
        app.state.subscriptions,
    )


def _log_refusal(metrics: Metrics, status: int, request_id: str) -> None:
    metrics.refused(status)
    log.info("connection refused", extra={"fields": {"status": status, "request": request_id}})


def _allow_files(connections: int) -> None:
    """Raise the limit of open files to fit this many connections, as far as the system allows."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
