"""A running `serve` whose parts are killed, stopped or damaged: every client is answered or told to retry,
and it soon recovers.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.access import read_access
from graph.store.checksums import require_intact
from graph.store.ports import free_ports
from graph.store.stores import current_store, publish
from tests.helpers.serve_with_own_neo4j import Serve, command_of, serve_started, wait_until
from tests.helpers.shared_stores import copy_published

CLIENTS = 16
BACK_SECONDS = 20.0
QUESTION = {"query": '{ dataset { state } force(id: "force:cleveland") { name } }'}
RIGHT = {"dataset": {"state": "READY"}, "force": {"name": "Cleveland Police"}}


@dataclass
class Load:
    """Clients that ask all the time: the times of right answers, the number of retries, and anything else."""

    url: str
    wrong: list[str] = field(default_factory=list)
    right_at: list[float] = field(default_factory=list)
    later: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def ask(self) -> None:
        with httpx.Client(timeout=60) as client:
            while not self.ended.is_set():
                self.note(client.post(self.url, json=QUESTION))

    def wait(self, count: int, seconds: float) -> None:
        """Wait until so many more answers were right."""
        wanted = len(self.right_at) + count
        wait_until(lambda: len(self.right_at) >= wanted, seconds)

    def note(self, answer: httpx.Response) -> None:
        body = answer.json()
        if answer.status_code == 200 and body["data"] == RIGHT and "errors" not in body:
            self.right_at.append(time.monotonic())
        elif answer.status_code == 503 and int(answer.headers["retry-after"]) > 0:
            self.later += 1
            time.sleep(0.2)
        else:
            self.wrong.append(f"{answer.status_code} {answer.text[:300]}")


@contextmanager
def load(url: str) -> Iterator[Load]:
    """Sixteen clients while inside."""
    asking = Load(url)
    with ThreadPoolExecutor(CLIENTS) as pool:
        tasks = [pool.submit(asking.ask) for _ in range(CLIENTS)]
        try:
            yield asking
        finally:
            asking.ended.set()
    for task in tasks:
        task.result()


@pytest.fixture(scope="module")
def home(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_published(shipped, tmp_path_factory.mktemp("restarted"))


@pytest.fixture(scope="module")
def ports() -> dict[str, str]:
    return {name: str(port) for name, port in zip(("BOLT_PORT", "HTTP_PORT"), free_ports(2), strict=True)}


@pytest.fixture(scope="module")
def serve(home: Path, settings: Settings, ports: dict[str, str]) -> Iterator[Serve]:
    # Without a response cache: what was answered before is answered while Neo4j is away, too.
    own = {"DEADLINE_SECONDS": "60", "RESPONSE_CACHE_MB": "0", **ports}
    with serve_started(home, settings, ("--workers", "2"), **own) as serve:
        yield serve


def one_jvm(serve: Serve) -> int:
    (jvm,) = serve.jvms()
    return jvm


def assert_addresses_answer(ports: dict[str, str], home: Path) -> None:
    with SyncDatabase(f"bolt://127.0.0.1:{ports['BOLT_PORT']}", auth=read_access(home).auth) as database:
        assert database.rows("RETURN 1") == [[1]]
    assert httpx.get(f"http://127.0.0.1:{ports['HTTP_PORT']}/browser/").status_code == 200


def test_neo4j_that_is_killed_under_load_comes_back_twice(
    serve: Serve, ports: dict[str, str], home: Path
) -> None:
    url = serve.wait_for(r"GraphQL\s+(\S+)")
    for count in (1, 2):
        with load(url) as asking:
            asking.wait(50, 240)
            workers = serve.workers()
            os.kill(one_jvm(serve), signal.SIGKILL)
            serve.wait_for(r"(ended with status 137\. It was killed)", count)
            serve.wait_for(r"(Serving \S+)\.", count)
            asking.wait(1, BACK_SECONDS)
        assert asking.wrong == []
        assert asking.later
        assert serve.workers() == workers
        assert len(workers) == 2
        assert_addresses_answer(ports, home)


def publish_copy(home: Path, name: str) -> Path:
    """A store like the current one under another name, published."""
    store = current_store(home)
    assert store is not None
    copy_of(store, home / "stores" / name)
    return publish(home, name)


def copy_of(store: Path, place: Path) -> None:
    shutil.copytree(store, place, ignore=shutil.ignore_patterns("*.lock", "logs", "neo4j-browser.jar"))


def test_an_export_outlasts_a_graph_that_is_published_and_undone_meanwhile(
    serve: Serve, home: Path, ports: dict[str, str]
) -> None:
    url = serve.wait_for(r"GraphQL\s+(\S+)").removesuffix("graphql")
    first = current_store(home)
    assert first is not None
    with httpx.Client(timeout=120) as client, client.stream("GET", f"{url}export/dataset.ndjson") as export:
        assert export.status_code == 200
        lines = export.iter_lines()
        got = [next(lines)]
        for round_ in (1, 2):
            for name in ("other", first.name):
                if (home / "stores" / name).exists():
                    publish(home, name)
                else:
                    publish_copy(home, name)
                serve.wait_for(rf"(Serving {name})\.", round_ + (2 if name == first.name else 0))
                assert_addresses_answer(ports, home)
                assert serve.ask()["state"] == "READY"
        got += list(lines)
    nodes = json.loads((first / "build.json").read_text())
    assert len(got) >= nodes["nodes"] + nodes["relationships"]
    wait_until(lambda: len(serve.jvms()) == 1, 60)


def test_a_damaged_graph_that_is_published_is_refused_and_the_old_one_stays(serve: Serve, home: Path) -> None:
    before = current_store(home)
    assert before is not None
    copy_of(before, home / "stores" / "damaged")
    flip(home / "stores" / "damaged" / "data/databases/neo4j/neostore.nodestore.db")
    publish(home, "damaged")
    said = serve.wait_for(r"(The store \S+damaged is damaged: .*)\n")
    assert "neostore.nodestore.db differs from what was built" in said
    assert "'safeguarding build'" in said
    assert "still served" in said
    assert serve.ask()["state"] == "READY"
    publish(home, before.name)


def flip(path: Path) -> None:
    """Two hundred bytes become others."""
    content = bytearray(path.read_bytes())
    content[300:500] = bytes(byte ^ 0xFF for byte in content[300:500])
    path.write_bytes(content)


def test_a_disk_that_is_full_while_the_new_graph_starts_leaves_the_old_one_served(
    serve: Serve, home: Path
) -> None:
    before = current_store(home)
    assert before is not None
    place = home / "stores" / "full"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs root")
    try:
        shutil.copytree(
            before, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock", "neo4j-browser.jar")
        )
        free = shutil.disk_usage(place).free
        (place / "filler").write_bytes(bytes(max(0, free - 200_000)))
        publish(home, "full")
        said = serve.wait_for(r"(The disk that holds \S+full.* is full.*)\n")
        assert "still served" in said
        assert serve.ask()["state"] == "READY"
    finally:
        publish(home, before.name)
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_serve_ends_with_the_reason_when_it_cannot_help_itself(serve: Serve, home: Path) -> None:
    store = current_store(home)
    assert store is not None
    workers, jvm = serve.workers(), one_jvm(serve)
    away = store.rename(home / "away")
    try:
        os.kill(jvm, signal.SIGKILL)
        assert serve.process.wait(120) == 1
    finally:
        away.rename(store)
    said = "".join(serve.said)
    (stopped,) = (line for line in said.splitlines() if line.startswith("Stopped: "))
    assert f"The store {store} is gone." in stopped
    assert "5 times within 10 minutes" in stopped
    assert "Traceback" not in said
    wait_until(lambda: not any(map(command_of, workers)), 30)


def test_a_store_that_was_damaged_is_built_again_when_serve_starts(
    home: Path, settings: Settings, shipped: Path
) -> None:
    store = home / "stores" / shipped.name
    publish(home, shipped.name)
    flip(store / "data/databases/neo4j/neostore.nodestore.db")
    with serve_started(home, settings) as again:
        pattern = r"is damaged: \S+neostore.nodestore.db differs from what was built"
        assert re.search(pattern, "".join(again.said))
        assert again.ask()["state"] == "READY"
    require_intact(store)
