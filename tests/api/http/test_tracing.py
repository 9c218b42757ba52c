"""A request's spans, in the order in which it calls: names of files, and no value of the request."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from graph import tracing
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.paths import ROOT

DOCUMENT = (
    "query Areas($name: String!) { forces(where: {name: {eq: $name}}) { nodes { areas { nodes { id } } } } }"
)
TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"
WITHOUT = {"the extra": 'import sys; sys.modules["opentelemetry"] = None', "a provider": ""}
UNTRACED = """
import asyncio
from contextlib import nullcontext
from api.app import create_app
from api.http.tracing import TracedRequests
from graph import tracing
from graph.neo4j.database import Database, Databases
from graph.neo4j.traced import TracedStatements

async def main():
    database = Database.connect("bolt://127.0.0.1:1", auth=("neo4j", ""))
    assert not isinstance(database._statements, TracedStatements)
    app = create_app(Databases(database))
    assert TracedRequests not in [each.cls for each in app.user_middleware]
    for span in (tracing.span("a"), tracing.statement_span("a"), tracing.request_span("GET", "/", {})):
        assert isinstance(span, nullcontext)
    await database.close()

asyncio.run(main())
"""


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """Receives every span that is made in this process."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "tracer", provider.get_tracer("test"))
    return exporter


@pytest.fixture
def traced(served: Neo4jProcess, exporter: InMemorySpanExporter) -> Iterator[Api]:
    """An API whose requests are traced and whose responses are not cached."""
    with serving(served, Settings(deadline=60, response_cache=0)) as api:
        yield api


def finished(exporter: InMemorySpanExporter, requests: int) -> dict[str, ReadableSpan]:
    """The spans since the last call, by name, once so many requests have ended: their spans end after their
    responses arrive."""
    deadline = time.monotonic() + 10
    while sum(each.kind is SpanKind.SERVER for each in exporter.get_finished_spans()) < requests:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    spans = {each.name: each for each in exporter.get_finished_spans()}
    exporter.clear()
    return spans


def parent_of(span: ReadableSpan) -> int | None:
    return span.parent.span_id if span.parent else None


def id_of(span: ReadableSpan) -> int:
    return span.context.span_id if span.context else 0


def test_a_request_is_a_span_of_the_clients_trace_with_those_of_its_parts(
    traced: Api, exporter: InMemorySpanExporter
) -> None:
    body = {"query": DOCUMENT, "variables": {"name": "Cleveland Police"}}
    response = httpx.post(traced.url, json=body, headers={"traceparent": PARENT}, timeout=60)
    assert "errors" not in response.json()
    spans = finished(exporter, 1)
    request, field, statement = spans["POST /graphql"], spans["field forces"], spans["forces"]
    assert {each.context.trace_id for each in spans.values() if each.context} == {int(TRACE, 16)}
    assert parent_of(request) == int("b7ad6b7169203331", 16)
    assert parent_of(spans["compile"]) == parent_of(field) == id_of(request)
    assert parent_of(statement) == id_of(field)
    assert field.attributes == {"cypher.files": ("areas_of_force.cypher", "forces.cypher")}
    assert statement.attributes == {"db.system.name": "neo4j", "db.query.summary": "forces"}
    assert (request.attributes or {})["http.response.status_code"] == 200


def test_a_document_that_was_compiled_before_is_not_compiled_again(
    traced: Api, exporter: InMemorySpanExporter
) -> None:
    found = []
    for _ in range(2):
        httpx.post(traced.url, json={"query": "{ forces(first: 1) { nodes { id } } }"}, timeout=60)
        found.append(sorted(name for name in finished(exporter, 1)))
    assert found == [
        ["POST /graphql", "compile", "field forces", "forces"],
        ["POST /graphql", "field forces", "forces"],
    ]


def test_no_span_tells_a_value_of_the_request(traced: Api, exporter: InMemorySpanExporter) -> None:
    for body in (
        {"query": DOCUMENT, "variables": {"name": "Secretshire"}},
        {"query": '{ forces(where: {name: {eq: "Secretshire"}}) { nodes { id } } }'},
        {"query": "{ Secretshire }"},
    ):
        httpx.post(traced.url, json=body, timeout=60)
    httpx.get(traced.url.replace("graphql", "Secretshire"), timeout=60)
    told = " ".join(each.to_json() for each in finished(exporter, 4).values())
    assert "field forces" in told
    assert "Secretshire" not in told


def test_what_fails_is_told_by_its_kind_and_without_its_message(exporter: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="Secretshire"), tracing.statement_span("forces"):
        raise ValueError("Secretshire")
    (span,) = finished(exporter, 0).values()
    assert span.status.status_code is StatusCode.ERROR
    assert (span.attributes or {})["error.type"] == "ValueError"
    assert "Secretshire" not in span.to_json()


@pytest.mark.parametrize("missing", WITHOUT)
def test_without_the_extra_or_a_provider_there_is_no_layer_and_no_span(missing: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT[missing] + UNTRACED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
