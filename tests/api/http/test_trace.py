"""A request goes down through the rooms, from HTTP to Neo4j, and comes back up: no room calls one above it.

The trace in `docs/engineers.md` is what is seen here. After a change that is meant,
`REWRITE=yes pytest tests/api/http/test_trace.py` writes it anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import httpx
import pytest

from api.app import create_app
from api.compiler.cursors import listing
from api.schema.environment import Environment
from graph.neo4j.database import Database, Databases
from graph.query.composition import compose
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.call_trace import ROOMS, Call, traced, tree
from tests.helpers.generated_blocks import hold_block
from tests.helpers.paths import ROOT

Traces = Mapping[str, Sequence[Call]]

PAGE = ROOT / "docs" / "engineers.md"
# No scalar of our own is in it: graphql-core has those coerced by the schema before anything is compiled.
DOCUMENT = "query Traced($id: ID!) { force(id: $id) { name areas(first: 2) { nodes { name } } } }"
FORCES = {
    "a new document": "force:kent",
    "a known document, with other values": "force:cleveland",
    "an answer that is in the response cache": "force:cleveland",
}


@pytest.fixture(scope="module")
def traces(served: Neo4jProcess) -> Traces:
    """One request after another to an application of its own, in this process, on a loop where nothing else
    runs."""

    async def run() -> Traces:
        database = Database.connect(served.uri, auth=served.auth)
        app = create_app(Databases(database), Settings(deadline=60, response_cache=1))
        found = {}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            # The first request of a process reads patterns and opens connections.
            await _asked(client, '{ force(id: "force:durham") { areas(first: 1) { nodes { id } } } }', {})
            # Whatever other tests asked for, the document is new.
            listing.cache_clear()
            Environment.of.cache_clear()
            compose.cache_clear()
            for name, force in FORCES.items():
                with traced() as calls:
                    response = await _asked(client, DOCUMENT, {"id": force})
                assert response.json()["data"]["force"]["areas"]["nodes"]
                found[name] = calls
        await database.close()
        return found

    with pytest.MonkeyPatch.context() as patched:
        # Where a request takes long, a task watches the client.
        patched.setattr("api.http.client_presence._WATCH_AFTER_SECONDS", 60)
        return asyncio.run(run())


async def _asked(client: httpx.AsyncClient, query: str, variables: Mapping[str, object]) -> httpx.Response:
    return await client.post("http://localhost/graphql", json={"query": query, "variables": variables})


def _down(calls: Sequence[Call]) -> list[str]:
    """The rooms on the way down, in the order in which they are entered first: until Neo4j is asked."""
    entered = list(dict.fromkeys(call.rooms[-1] for call in calls))
    return entered[: entered.index("graph/neo4j") + 1] if "graph/neo4j" in entered else entered


@pytest.mark.parametrize("name", FORCES)
def test_no_room_calls_one_above_it(traces: Traces, name: str) -> None:
    assert [call for call in traces[name] if call.goes_up] == []


@pytest.mark.parametrize("name", FORCES)
def test_http_is_entered_once_and_calls_one_function_of_execution(traces: Traces, name: str) -> None:
    """Unless the answer is known, `respond` returns a coroutine; HTTP awaits it and watches the client."""
    entries = [call.function for call in traces[name] if call.rooms[-1] == "api/http"]
    assert len(entries) == 1
    calls = [call.function for call in traces[name] if call.rooms[-2:] == ("api/http", "api/execution")]
    awaited = [] if name.startswith("an answer") else ["service.py:GraphQLService._answered"]
    assert calls == ["service.py:GraphQLService.respond", *awaited]


def test_a_new_document_goes_down_through_every_room_in_order(traces: Traces) -> None:
    assert _down(traces["a new document"]) == list(ROOMS)


@pytest.mark.parametrize("name", FORCES)
def test_rooms_are_entered_from_the_top(traces: Traces, name: str) -> None:
    entered = _down(traces[name])
    assert entered == sorted(entered, key=ROOMS.index)


def test_a_known_document_is_not_compiled_and_a_cached_answer_does_not_reach_neo4j(traces: Traces) -> None:
    _, known, cached = (" ".join(call.function for call in calls) for calls in traces.values())
    assert "compile_operation" not in known
    assert "compose" not in known
    assert "Database.read" in known
    assert "graph/neo4j" not in _down(traces["an answer that is in the response cache"])
    assert "Database.read" not in cached


def test_the_trace_that_the_page_shows_is_what_was_seen(traces: Traces) -> None:
    lines = [line for name, calls in traces.items() for line in (f"# {name}", *tree(calls), "")]
    hold_block(PAGE, "trace", "\n".join(["```", *lines[:-1], "```", ""]))
