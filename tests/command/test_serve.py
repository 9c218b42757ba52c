"""`safeguarding serve` as a person runs it: started, given a new graph, killed, restarted."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.access import read_access
from graph.store.stores import current_store, publish
from tests.helpers.event_stream import subscribed
from tests.helpers.serve_with_own_neo4j import Serve, serve_started, wait_until, wait_until_gone
from tests.helpers.shared_stores import copy_published

# The same tests run with one serving process and with several.
OPTIONS = ((), ("--workers", "2"))


@pytest.fixture(scope="module")
def home(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a copy of the built graph, so that the shared Neo4j is left alone."""
    return copy_published(shipped, tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module", params=OPTIONS, ids=("one process", "two workers"))
def serve(home: Path, settings: Settings, request: pytest.FixtureRequest) -> Iterator[Serve]:
    with serve_started(home, settings, request.param) as serve:
        yield serve


def test_a_new_graph_takes_over_without_refusing_a_request(serve: Serve, home: Path) -> None:
    before = serve.ask()
    assert before["state"] == "READY"
    store = current_store(home)
    assert store is not None
    bolt = serve.wait_for(r"Bolt\s+(\S+)")
    assert statement_over(bolt, home) == [[1]]
    other = f"after-{store.name}"
    shutil.copytree(store, home / "stores" / other, dirs_exist_ok=True)
    publish(home, other)
    answers = [serve.ask()]
    while not re.search(rf"Serving {other}", "".join(serve.said)):
        answers.append(serve.ask())
    answers += [serve.ask() for _ in range(20)]
    assert [answer for answer in answers if answer != before] == []
    wait_until(lambda: len(serve.jvms()) == 1, 60)
    assert statement_over(bolt, home) == [[1]], "the address that was printed first is still right"


def test_subscribers_are_told_of_a_graph_that_is_published_and_of_its_undoing(
    serve: Serve, home: Path, store: Path
) -> None:
    """Several, since each worker tells its own."""
    before = current_store(home)
    assert before is not None
    if not (home / "stores" / store.name).exists():
        shutil.copytree(store, home / "stores" / store.name)
    url = serve.wait_for(r"GraphQL\s+(\S+)")
    with ExitStack() as stack:
        streams = [stack.enter_context(subscribed(url)) for _ in range(6)]
        first = {stream.version() for stream in streams}
        publish(home, store.name)
        second = {stream.version() for stream in streams}
        publish(home, before.name)
        assert {stream.version() for stream in streams} == first
    assert (len(first), len(second)) == (1, 1)
    assert first != second


def statement_over(bolt: str, home: Path) -> list[list[int]]:
    with SyncDatabase(bolt, auth=read_access(home).auth) as database:
        return database.rows("RETURN 1")


def test_kill_9_leaves_no_jvm_and_the_next_start_works(serve: Serve, home: Path, settings: Settings) -> None:
    jvms = serve.jvms()
    assert jvms
    serve.process.kill()
    serve.process.wait()
    assert wait_until_gone(jvms, 5) == set()
    with ExitStack() as stack, serve_started(home, settings) as again:
        assert again.ask()["state"] == "READY"
        jvms = again.jvms()
        stream = stack.enter_context(subscribed(again.wait_for(r"GraphQL\s+(\S+)")))
        stream.version()
        again.process.send_signal(signal.SIGINT)
        assert again.process.wait(60) == 0
        with pytest.raises(StopIteration):
            stream.event()
        assert wait_until_gone(jvms, 1) == set()
    assert "Traceback" not in "".join(again.said)
