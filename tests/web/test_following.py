"""Whoever follows the feed of a server that graphs are pushed to keeps an exact copy, and is told in time.

One server, and an API that stays up: what is compared was worked out from the rows of each graph.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import feedparser
import httpx
import pytest

from graph.changes import versions
from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running
from seed.build.build import assemble
from seed.build.push import push
from seed.sources.all_sources import Sources
from tests.graph.test_changes import exported as told
from tests.helpers.api_server import serving
from tests.helpers.event_stream import subscribed
from tests.helpers.feed_consumer import Consumer, Copy, exported
from tests.helpers.small_sources import ARTICLE, MORE, small_sources, swapped

REWORDED = swapped(ARTICLE, "Notices came in bundles.", "Notices came in batches.")
# The statement that disputes another is taken back, and with it all its relationships.
TAKEN_BACK = REWORDED[: REWORDED.index("  - id: statement:dispute")]
BULK = "{ findings { nodes { id summary polarity } } }"


@dataclass
class Server:
    """A Neo4j of the test's own, the API over it, and the home that both `push` and the API have."""

    settings: Settings
    neo4j: Neo4jProcess
    folder: Path
    base: str = ""

    def sources(self, name: str, article: str = ARTICLE, extra: str | None = None) -> Sources:
        return small_sources(self.folder / name, article, extra=extra)

    def push(self, sources: Sources, report: Callable[[str], None] = lambda line: None) -> str:
        return push(self.settings, report, sources=sources).version

    def changes(self, since: str) -> httpx.Response:
        return httpx.get(f"{self.base}/changes", params={"since": since}, timeout=60)


@pytest.fixture(scope="module")
def neo4j(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jProcess]:
    with running(tmp_path_factory.mktemp("server"), read_only=False, settings=settings) as neo4j:
        yield neo4j


@pytest.fixture
def server(settings: Settings, neo4j: Neo4jProcess, tmp_path: Path) -> Iterator[Server]:
    with SyncDatabase(neo4j.uri, auth=neo4j.auth) as database:
        database.write("MATCH (n) DETACH DELETE n")
    own = replace(
        settings, home=tmp_path / "home", neo4j_uri=neo4j.uri, neo4j_password=neo4j.password, deadline=60
    )
    made = Server(own, neo4j, tmp_path)
    with serving(neo4j, own) as api:
        made.base = api.url.removesuffix("/graphql")
        yield made


def same(copy: Copy, sources: Sources) -> bool:
    """Whether a copy has exactly the nodes, properties and relationships of the graph of these sources. The
    node of the dataset also counts what is not in the rows; it is compared with an export."""
    described = ("node", "dataset")
    wanted = told(assemble(sources))
    return {**copy, described: None} == {**wanted, described: None}


def test_who_follows_has_the_graph_of_the_third_push_and_knows_of_each_within_a_minute(
    server: Server,
) -> None:
    """On a clock of the test's own, on which a graph is pushed at these seconds, and 503 is answered while
    it is."""
    pushed = {
        0: server.sources("1"),
        90: server.sources("2", REWORDED, MORE),
        155: server.sources("3", TAKEN_BACK),
    }
    consumer, known = Consumer(), dict[str, int]()
    for now in range(300):

        def ask(_: str = "", at: int = now) -> None:
            consumer.follow(server.base, at)

        if now in pushed:
            known[server.push(pushed[now], ask)] = now
        ask()
    assert list(consumer.learned) == list(known)
    late = {version: consumer.learned[version] - now for version, now in known.items()}
    assert max(late.values()) <= 60, late
    assert max(late.values()) > 0
    assert len(consumer.asked) <= 300 / 60 + 2
    assert same(consumer.copy, pushed[155])
    assert consumer.copy == exported(server.base)


def test_who_subscribes_is_told_without_asking_and_finds_the_changes_there(server: Server) -> None:
    first = server.push(server.sources("1"))
    consumer = Consumer()
    consumer.follow(server.base, 0)
    with subscribed(f"{server.base}/graphql") as stream:
        assert stream.version() == first
        for number, (article, extra) in enumerate([(REWORDED, MORE), (TAKEN_BACK, None)], 2):
            sources = server.sources(str(number), article, extra)
            fresh = server.push(sources)
            assert stream.version() == fresh
            consumer.follow(server.base, 60 * number)
            assert consumer.version == fresh
            assert same(consumer.copy, sources)
            bulk = httpx.post(f"{server.base}/export/query", json={"query": BULK}, timeout=60)
            *rows, end = map(json.loads, bulk.text.splitlines())
            assert end["end"]["version"] == fresh
            assert {row["id"]: (row["summary"], row["polarity"]) for row in rows} == {
                own: (line["properties"]["summary"], line["properties"]["polarity"])
                for (kind, own), line in consumer.copy.items()
                if kind == "node" and "Finding" in line["labels"]
            }


def test_of_a_push_that_stopped_nothing_is_told_and_the_next_tells_all(server: Server) -> None:
    """The second graph is half written, and never served; the third is compared with the first."""
    first, third = server.sources("1"), server.sources("3", TAKEN_BACK)
    began = server.push(first)
    consumer = Consumer()
    consumer.follow(server.base, 0)

    def stop(line: str) -> None:
        if line.startswith("Writing") and "relationships" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        server.push(server.sources("2", REWORDED, MORE), stop)
    consumer.follow(server.base, 60)
    assert consumer.version == began
    ended = server.push(third)
    consumer.follow(server.base, 120)
    assert same(consumer.copy, third)
    assert versions(server.settings.home) == {began, ended}
    assert [path.name for path in (server.settings.home / "pushed").iterdir()] == ["version"]


def test_a_graph_that_comes_back_needs_no_file_and_is_told(server: Server) -> None:
    first, second = server.sources("1"), server.sources("2", REWORDED, MORE)
    began = server.push(first)
    consumer = Consumer()
    for now, sources in ((0, first), (60, second), (120, first)):
        server.push(sources)
        consumer.follow(server.base, now)
        assert same(consumer.copy, sources)
    assert consumer.version == began
    assert len(list((server.settings.home / "changes").iterdir())) == 1
    feed = feedparser.parse(httpx.get(f"{server.base}/feed.atom", timeout=60).content).feed
    marked = (server.settings.home / "pushed" / "version").stat().st_mtime
    assert feed.updated_parsed.tm_sec == int(marked) % 60


def test_a_push_tells_what_differs_and_no_more(server: Server) -> None:
    """Also of what no export has alike by chance: the order of labels and of properties on a server."""
    began = server.push(server.sources("1"))
    server.push(server.sources("2", REWORDED))
    (file,) = (server.settings.home / "changes").iterdir()
    lines = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    assert {(each["change"], each["id"]) for each in lines} == {
        ("changed", "dataset"),
        ("changed", "finding:letter-bundles"),
        *(("changed", each["id"]) for each in lines if each["kind"] == "relationship"),
    }
    assert len([each for each in lines if each["kind"] == "relationship"]) <= 3
    assert server.changes(began).status_code == 200


def test_a_push_over_the_graph_of_another_home_starts_from_what_the_server_holds(
    server: Server, tmp_path: Path
) -> None:
    """Nothing of the first push is left but what the server has."""
    server.settings = replace(server.settings, home=tmp_path / "elsewhere")
    began = server.push(server.sources("1"))
    server.settings = replace(server.settings, home=tmp_path / "home")
    before = exported(server.base)
    consumer = Consumer(version=began, copy=before)
    third = server.sources("3", TAKEN_BACK)
    server.push(third)
    consumer.follow(server.base, 0)
    assert same(consumer.copy, third)


def test_where_none_are_to_be_kept_a_push_leaves_none(server: Server) -> None:
    server.settings = replace(server.settings, keep_changes=0)
    began = server.push(server.sources("1"))
    server.push(server.sources("2", REWORDED))
    assert versions(server.settings.home) == set()
    assert server.changes(began).status_code == 404
