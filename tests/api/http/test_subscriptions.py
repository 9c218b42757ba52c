"""Subscriptions over server-sent events, while graphs are pushed to a server of the test's own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http import endpoint
from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running
from seed.build.push import push
from tests.helpers.api_server import Api, serving
from tests.helpers.chromium import chromium
from tests.helpers.event_stream import CHANGED, EVENTS, subscribed
from tests.helpers.paths import ROOT
from tests.helpers.serve_with_own_neo4j import wait_until
from tests.helpers.small_sources import ARTICLE, small_sources

CLIENT = ROOT / "tests" / "graphql_http"
# A slow machine takes a while to write a small graph.
SECONDS = 60.0


@dataclass(frozen=True)
class Server:
    """A Neo4j of the test's own, to which each `publish` pushes another graph."""

    neo4j: Neo4jProcess
    settings: Settings
    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def publish(self, say: Callable[[str], None] = lambda line: None) -> str:
        """Push a graph that nobody has seen; its version."""
        number = next(self.numbers)
        sources = small_sources(
            self.folder / str(number), ARTICLE.replace("Notices came in", f"{number} notices came in")
        )
        return push(self.settings, say, sources=sources).version


@pytest.fixture(scope="module")
def server(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home, folder = tmp_path_factory.mktemp("server"), tmp_path_factory.mktemp("graphs")
    with running(home, read_only=False, settings=settings) as neo4j:
        own = replace(
            settings,
            home=folder / "home",
            neo4j_uri=neo4j.uri,
            neo4j_password=neo4j.password,
            deadline=60,
        )
        yield Server(neo4j, own, folder)


@pytest.fixture
def version(server: Server) -> str:
    """The version that is served when a test begins."""
    return server.publish()


@pytest.fixture
def api(server: Server, version: str) -> Iterator[Api]:
    with serving(
        server.neo4j, replace(server.settings, max_subscriptions=2, dear_cost=1, dear_slots=1)
    ) as api:
        yield api


def metric(api: Api, name: str) -> float:
    text = httpx.get(api.url.replace("graphql", "metrics"), timeout=60).text
    (line,) = (line for line in text.splitlines() if line.startswith(f"{name} "))
    return float(line.split()[1])


def wait_until_open(api: Api, wanted: int) -> None:
    wait_until(lambda: metric(api, "graphql_subscriptions_open") == wanted, SECONDS)


def test_every_subscriber_is_told_what_is_served_and_then_each_new_version(
    api: Api, server: Server, version: str
) -> None:
    with subscribed(api.url) as one, subscribed(api.url, method="GET") as other:
        assert one.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert one.response.headers["cache-control"] == "no-store"
        assert [one.version(), other.version()] == [version, version]
        for _ in range(2):
            fresh = server.publish()
            assert [one.version(), other.version()] == [fresh, fresh]
        # What was told is what a question is answered from, at once.
        asked = httpx.post(api.url, json={"query": "{ dataset { version } }"}, timeout=60).json()
        assert asked["data"]["dataset"]["version"] == fresh


def test_a_push_under_way_is_told_when_it_is_done(api: Api, server: Server, version: str) -> None:
    with subscribed(api.url) as stream, SyncDatabase(server.neo4j.uri, auth=server.neo4j.auth) as database:
        assert stream.version() == version
        states: list[Any] = []
        looked = metric(api, "neo4j_statements_run")

        def wait_for_a_look(line: str) -> None:
            if line.startswith("Writing") and "relationships" in line:
                states.extend(database.rows("MATCH (d:Dataset) RETURN d.state"))
                wait_until(lambda: metric(api, "neo4j_statements_run") > looked + 2, SECONDS)

        fresh = server.publish(wait_for_a_look)
        assert states == [["LOADING"]]
        assert stream.version() == fresh


def test_nothing_is_left_of_a_client_that_leaves(api: Api) -> None:
    with subscribed(api.url) as one:
        one.version()
        with subscribed(api.url) as other:
            other.version()
            wait_until_open(api, 2)
        wait_until_open(api, 1)
        before = metric(api, "neo4j_statements_run")
        wait_until(lambda: metric(api, "neo4j_statements_run") > before, SECONDS)
    wait_until_open(api, 0)
    before = metric(api, "neo4j_statements_run")
    with pytest.raises(AssertionError):
        wait_until(lambda: metric(api, "neo4j_statements_run") > before, 5)


def test_one_more_than_may_be_open_is_told_to_come_back(api: Api) -> None:
    with subscribed(api.url) as one, subscribed(api.url) as other:
        one.version()
        other.version()
        refused = httpx.post(api.url, json={"query": CHANGED}, headers={"accept": EVENTS}, timeout=60)
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "2"
        (error,) = refused.json()["errors"]
        assert error["extensions"]["code"] == "BUSY"
        assert error["message"].startswith("2 subscriptions are open here")
    wait_until_open(api, 0)
    with subscribed(api.url) as again:
        again.version()


def test_who_waits_keeps_no_slot_from_others(api: Api) -> None:
    """Here every operation is dear, and one may run at a time."""
    with subscribed(api.url) as one, subscribed(api.url) as other:
        one.version()
        other.version()
        answer = httpx.post(api.url, json={"query": "{ forces { nodes { name } } }"}, timeout=60).json()
        assert len(answer["data"]["forces"]["nodes"]) == 2


def test_a_quiet_stream_is_kept_alive_with_comments(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "HEARTBEAT_SECONDS", 0.1)
    with subscribed(api.url) as stream:
        stream.version()
        assert [stream.event() for _ in range(3)] == [("comment", "")] * 3


def test_a_server_that_stops_ends_its_streams_whole_and_not_for_good(server: Server, version: str) -> None:
    with ExitStack() as stack:
        with serving(server.neo4j, server.settings) as api:
            stream = stack.enter_context(subscribed(api.url))
            assert stream.version() == version
        # Cut off, it would raise RemoteProtocolError; complete, a client would not come back.
        with pytest.raises(StopIteration):
            stream.event()


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_query_is_one_event_for_who_takes_nothing_else(api: Api, method: str, version: str) -> None:
    with subscribed(api.url, "{ dataset { version } }", method) as stream:
        assert stream.next()["data"] == {"dataset": {"version": version}}
        assert stream.event() == ("complete", "")
        with pytest.raises(StopIteration):
            stream.event()


def test_a_refusal_is_an_event_for_who_takes_nothing_else(api: Api) -> None:
    with subscribed(api.url, "subscription { nothing }") as stream:
        assert stream.response.status_code == 200
        answer = stream.next()
        assert answer["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
        assert "data" not in answer
        assert stream.event() == ("complete", "")


def test_who_takes_json_too_gets_it_but_for_subscriptions(api: Api, version: str) -> None:
    both = f"application/graphql-response+json, application/json, {EVENTS}, multipart/mixed"
    body = {"query": "{ dataset { version } }"}
    answer = httpx.post(api.url, json=body, headers={"accept": both}, timeout=60)
    assert answer.json()["data"]["dataset"]["version"] == version
    with subscribed(api.url, accept=both) as stream:
        assert stream.version() == version


def test_a_subscription_that_takes_no_events_is_refused_in_words(api: Api) -> None:
    refused = httpx.post(api.url, json={"query": CHANGED}, timeout=60)
    assert refused.status_code == 400
    (error,) = refused.json()["errors"]
    assert error["message"] == "A subscription is answered as text/event-stream alone; `Accept` must name it."
    assert error["extensions"]["code"] == "BAD_REQUEST"


def test_without_a_graph_a_subscriber_is_told_to_come_back(settings: Settings, server: Server) -> None:
    with SyncDatabase(server.neo4j.uri, auth=server.neo4j.auth) as database:
        database.write("MATCH (n) DETACH DELETE n")
    with serving(server.neo4j, server.settings) as api:
        refused = httpx.post(api.url, json={"query": CHANGED}, headers={"accept": EVENTS}, timeout=60)
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        assert refused.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"


def test_a_head_has_the_headers_of_a_stream_and_opens_none(api: Api) -> None:
    asked = httpx.head(api.url, params={"query": CHANGED}, headers={"accept": EVENTS}, timeout=60)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-type"].startswith(EVENTS)
    assert metric(api, "graphql_subscriptions_open") == 0


def test_graphql_sse_is_told_and_leaves(api: Api, server: Server, version: str) -> None:
    if not (CLIENT / "node_modules" / "graphql-sse").is_dir():
        install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=CLIENT, check=True)
    command = ["node", "subscribe.mjs", api.url, "2"]
    with subprocess.Popen(command, cwd=CLIENT, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout is not None
        first = json.loads(client.stdout.readline())
        assert first["data"]["datasetChanged"]["version"] == version
        assert first["data"]["datasetChanged"]["nodeCount"] > 20
        fresh = server.publish()
        assert json.loads(client.stdout.readline())["data"]["datasetChanged"]["version"] == fresh
        assert client.stdout.read() == "complete\n"
        assert client.wait(SECONDS) == 0
    wait_until_open(api, 0)


def test_a_browser_is_told_with_what_it_has_built_in(api: Api, server: Server, version: str) -> None:
    with chromium() as page:
        page.go(api.url.replace("/graphql", "/developers"))
        page.until("document.readyState", lambda state: state == "complete")
        page.run(
            f"window.told = []; window.source = new EventSource('/graphql?query={CHANGED}');"
            "source.addEventListener('next', ({ data }) => told.push(JSON.parse(data).data))"
        )
        page.until("told.length", lambda length: length == 1)
        fresh = server.publish()
        page.until("told.length", lambda length: length == 2)
        versions = page.run("told.map(({ datasetChanged }) => datasetChanged.version)")
        assert versions == [version, fresh]
        page.run("source.close()")
    wait_until_open(api, 0)
