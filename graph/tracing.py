"""Spans of OpenTelemetry where its API is installed (the extra ``tracing``) and has a provider; else nothing.

A span holds names and kinds, never a value of a request or the message of an error: those of Neo4j's driver
quote values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

try:
    from opentelemetry import trace
    from opentelemetry.propagate import extract
except ImportError:
    tracer: Any = None
else:
    # Its tools set a provider before the program starts. Without one nobody receives spans, and making them
    # for nobody would cost a short request a tenth of its time.
    has_provider = not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)
    tracer = trace.get_tracer("safeguarding-graph") if has_provider else None

Attributes = Mapping[str, str | int | Sequence[str]]

_NOTHING = nullcontext()


def is_on() -> bool:
    """Whether spans are made. OpenTelemetry's own settings say who receives them."""
    return tracer is not None


def span(name: str, attributes: Callable[[], Attributes] = dict) -> AbstractContextManager[Any]:
    """A span inside the one that is current. Nobody calls ``attributes`` where no spans are made."""
    return _span(name, attributes(), "INTERNAL") if tracer else _NOTHING


def statement_span(name: str) -> AbstractContextManager[Any]:
    """The span of a statement that Neo4j runs for the query of that name."""
    attributes = {"db.system.name": "neo4j", "db.query.summary": name}
    return _span(name, attributes, "CLIENT") if tracer else _NOTHING


def request_span(method: str, route: str, headers: Mapping[str, str]) -> AbstractContextManager[Any]:
    """The span of an HTTP request, inside the client's own where its headers name one."""
    attributes = {"http.request.method": method, "http.route": route}
    return _span(f"{method} {route}", attributes, "SERVER", extract(headers)) if tracer else _NOTHING


@contextmanager
def _span(name: str, attributes: Attributes, kind: str, context: Any = None) -> Iterator[Any]:
    with tracer.start_as_current_span(
        name,
        context=context,
        kind=trace.SpanKind[kind],
        attributes=attributes,
        record_exception=False,
        set_status_on_exception=False,
    ) as made:
        try:
            yield made
        except BaseException as error:
            made.set_attribute("error.type", type(error).__name__)
            made.set_status(trace.StatusCode.ERROR)
            raise
