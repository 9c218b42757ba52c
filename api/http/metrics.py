"""What an operator watches, in Prometheus' text format. Nothing here tells what anybody asked.

Several workers write their numbers into files of one folder, and whichever of them is asked adds them up.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from api.http.cross_origin import METHODS
from api.http.metrics_files import FOLDER_VARIABLE
from api.request_record import RequestRecord

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_COSTS = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Watched:
    """What gauges are set to whenever the metrics are read, and after each answer where another worker may be
    asked for them."""

    statements_run: Callable[[], int]
    documents_kept: Callable[[], int]
    exports_under_way: Callable[[], int]
    subscriptions_open: Callable[[], int]


class Metrics:
    """The Prometheus metrics of this process, or of all workers of its `serve`."""

    def __init__(self, watched: Watched) -> None:
        self._registry = registry = CollectorRegistry()
        self._is_shared = bool(os.environ.get(FOLDER_VARIABLE))
        ProcessCollector(registry=registry)

        def counter(name: str, description: str, *labels: str) -> Counter:
            return Counter(name, description, labels, registry=registry)

        def gauge(name: str, description: str) -> Gauge:
            return Gauge(name, description, registry=registry, multiprocess_mode="livesum")

        def histogram(name: str, description: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(name, description, labels, buckets=buckets, registry=registry)

        self._answers = counter("http_requests", "Answers, of whatever kind.", "route", "method", "status")
        self._answer_seconds = histogram(
            "http_request_seconds", "Time from a request's head to the end of its answer.", _SECONDS, "route"
        )
        self._in_flight = gauge("http_requests_in_flight", "Requests that are being answered.")
        self._connections = gauge("http_connections", "Connections that are open.")
        self._refused = counter(
            "http_connections_refused",
            "Connections closed with no request answered.",
            "status",
        )
        self._uncaught = counter("http_uncaught_exceptions", "Answers that failed for no known reason.")
        self._requests = counter("graphql_requests", "Requests to /graphql.", "method", "status")
        self._seconds = histogram(
            "graphql_request_seconds", "Time from a request's first line to its answer.", _SECONDS
        )
        self._errors = counter("graphql_errors", "Answers with an error, by its code.", "code")
        self._cost = histogram("graphql_cost", "What operations asked for.", _COSTS)
        self._tools = counter(
            "assistant_tool_calls", "Calls of tools by assistants, answered or refused.", "tool", "outcome"
        )
        self._exports = counter("exports", "Answers to requests for an export.", "status")
        self._watched = {
            gauge("neo4j_statements_run", "Statements sent to the Neo4j that is served now."): (
                watched.statements_run
            ),
            gauge("graphql_documents_kept", "Documents in the cache."): watched.documents_kept,
            gauge("exports_under_way", "Exports that are being made or sent."): watched.exports_under_way,
            gauge("graphql_subscriptions_open", "Subscriptions whose clients are connected."): (
                watched.subscriptions_open
            ),
        }

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Count a request as under way while inside."""
        with self._in_flight.track_inprogress():
            yield

    def connected(self, more: int) -> None:
        """So many more connections are open; fewer, if negative."""
        self._connections.inc(more)

    def refused(self, status: int) -> None:
        """A connection was closed before it became a request; with an answer of that status."""
        self._refused.labels(str(status)).inc()

    def uncaught(self) -> None:
        """An answer failed for no known reason."""
        self._uncaught.inc()

    def answered(self, record: RequestRecord, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered; its method is counted by name if the API knows it."""
        method = method if method in METHODS else "other"
        self._answers.labels(route, method, str(status)).inc()
        # A stream takes as long as its client likes.
        if not record.is_stream:
            self._answer_seconds.labels(route).observe(seconds)
        if route == "/graphql":
            self._operation(record, method, status, seconds)
        elif route == "/export":
            self._exports.labels(str(status)).inc()
        if record.tool:
            self._tools.labels(record.tool, "refused" if record.codes else "answered").inc()
        if self._is_shared:
            self._watch()

    def _operation(self, record: RequestRecord, method: str, status: int, seconds: float) -> None:
        self._requests.labels(method, str(status)).inc()
        if not record.is_stream:
            self._seconds.observe(seconds)
        for code in record.codes:
            self._errors.labels(code).inc()
        if record.cost is not None:
            self._cost.observe(record.cost)

    def text(self) -> bytes:
        """All of them, as Prometheus reads them."""
        self._watch()
        if not self._is_shared:
            return generate_latest(self._registry)
        everyone = CollectorRegistry()
        # The library has no type for its arguments.
        MultiProcessCollector(everyone)  # type: ignore[no-untyped-call]
        return generate_latest(everyone)

    def _watch(self) -> None:
        for gauge, value in self._watched.items():
            gauge.set(value())
