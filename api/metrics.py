"""What an operator watches, in Prometheus' text format."""

from __future__ import annotations

from collections.abc import Callable
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

from api.execution import Answer

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_COSTS = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@dataclass(frozen=True)
class Watched:
    """What is asked for whenever the metrics are read."""

    statements_run: Callable[[], int]
    documents_kept: Callable[[], int]
    exports_under_way: Callable[[], int]


class Metrics:
    """The numbers of one application."""

    def __init__(self, watched: Watched) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "graphql_requests", "Requests to /graphql.", ("method", "status"), registry=registry
        )
        self._seconds = Histogram(
            "graphql_request_seconds",
            "Time from a request's first line to its answer.",
            buckets=_SECONDS,
            registry=registry,
        )
        self._errors = Counter(
            "graphql_errors", "Answers with an error, by its code.", ("code",), registry=registry
        )
        self._cost = Histogram(
            "graphql_cost", "What operations asked for.", buckets=_COSTS, registry=registry
        )
        statements = Gauge(
            "neo4j_statements_run", "Statements sent to the Neo4j that is served now.", registry=registry
        )
        statements.set_function(watched.statements_run)
        documents = Gauge("graphql_documents_kept", "Documents in the cache.", registry=registry)
        documents.set_function(watched.documents_kept)
        self._exports = Counter("exports", "Requests for an export.", ("status",), registry=registry)
        exports = Gauge("exports_under_way", "Exports that are being made or sent.", registry=registry)
        exports.set_function(watched.exports_under_way)

    def request(self, method: str, status: int, seconds: float) -> None:
        """A request was answered; its method is counted by name if it is one that the API knows."""
        self._requests.labels(method if method in _METHODS else "other", str(status)).inc()
        self._seconds.observe(seconds)

    def answer(self, found: Answer) -> None:
        """An answer was made."""
        for code in found.codes():
            self._errors.labels(code).inc()
        if found.cost:
            self._cost.observe(found.cost.asked)

    def export(self, status: int) -> None:
        """An export was refused, or begins."""
        self._exports.labels(str(status)).inc()

    def text(self) -> bytes:
        """All of them, as Prometheus reads them."""
        return generate_latest(self._registry)
