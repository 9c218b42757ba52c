"""`safeguarding serve` as a person runs it: started, given a new graph while it answers, killed, started
again."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.settings import Settings
from graph.store.stores import current_store, publish

ROOT = Path(__file__).parents[1]
START_SECONDS = 240
# What is asked of a command with one process that answers is asked of one with several.
OPTIONS = ((), ("--workers", "2"))
QUESTION = {"query": "{ dataset { version state } }"}


@dataclass
class Serve:
    """A running `serve`; `said` is what it wrote so far."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def wait_for(self, pattern: str, count: int = 1) -> str:
        """The first group of the pattern, once it was said `count` times."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            found = re.findall(pattern, "".join(self.said))
            if len(found) >= count:
                return str(found[count - 1])
            assert self.process.poll() is None
            time.sleep(0.1)
        pytest.fail(f"never said {pattern!r}: {''.join(self.said)}")

    def ask(self) -> dict[str, str]:
        """The dataset, through the API."""
        answer = httpx.post(self.wait_for(r"GraphQL\s+(\S+)"), json=QUESTION, timeout=30)
        assert answer.status_code == 200
        body: dict[str, Any] = answer.json()
        assert "errors" not in body
        dataset: dict[str, str] = body["data"]["dataset"]
        return dataset

    def jvms(self) -> set[int]:
        """The processes below it that run Java."""
        return {pid for pid in _below(self.process.pid) if "java" in _command(pid)}


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from _below(child)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().partition("\0")[0]
    except FileNotFoundError:
        return ""


@pytest.fixture(scope="module")
def home(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own with a copy of the built graph, so that the Neo4j of the other tests is left
    alone."""
    home = tmp_path_factory.mktemp("served")
    shutil.copytree(shipped, home / "stores" / shipped.name)
    publish(home, shipped.name)
    return home


@contextmanager
def _started(home: Path, settings: Settings, options: tuple[str, ...] = ()) -> Iterator[Serve]:
    """A `serve` on the home, answering; killed afterwards if it still runs."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    ports = {"PORT": "0", "BOLT_PORT": "0", "HTTP_PORT": "0"}
    places = {"SAFEGUARDING_HOME": str(home), "SAFEGUARDING_CACHE": str(settings.cache)}
    command = [sys.executable, "-m", "cli", "serve", *options]
    environment = own | ports | places
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        serve = Serve(process)
        assert process.stderr is not None
        reader = threading.Thread(target=serve.said.extend, args=(process.stderr,))
        reader.start()
        try:
            serve.wait_for(r"GraphQL\s+(\S+)")
            yield serve
        finally:
            process.kill()
            reader.join()


@pytest.fixture(scope="module", params=OPTIONS, ids=("one process", "two workers"))
def serve(home: Path, settings: Settings, request: pytest.FixtureRequest) -> Iterator[Serve]:
    with _started(home, settings, request.param) as serve:
        yield serve


def _wait_until_gone(pids: set[int], seconds: float) -> set[int]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(map(_command, pids)):
        time.sleep(0.05)
    return {pid for pid in pids if _command(pid)}


def test_a_new_graph_is_taken_over_without_refusing_a_request(serve: Serve, home: Path) -> None:
    before = serve.ask()
    assert before["state"] == "READY"
    store = current_store(home)
    assert store is not None
    old_bolt = serve.wait_for(r"Bolt\s+(\S+)")
    other = f"after-{store.name}"
    shutil.copytree(store, home / "stores" / other, dirs_exist_ok=True)
    publish(home, other)
    answers = [serve.ask()]
    while len(re.findall(r"Bolt\s+\S+", "".join(serve.said))) < 2:
        answers.append(serve.ask())
    answers += [serve.ask() for _ in range(20)]
    assert serve.wait_for(r"Bolt\s+(\S+)", 2) != old_bolt
    assert len(serve.jvms()) == 1
    assert [answer for answer in answers if answer != before] == []


def test_kill_9_leaves_no_jvm_and_the_next_start_works(serve: Serve, home: Path, settings: Settings) -> None:
    jvms = serve.jvms()
    assert jvms
    serve.process.kill()
    serve.process.wait()
    assert _wait_until_gone(jvms, 5) == set()
    with _started(home, settings) as again:
        assert again.ask()["state"] == "READY"
        jvms = again.jvms()
        again.process.send_signal(signal.SIGINT)
        assert again.process.wait(60) == 0
        assert _wait_until_gone(jvms, 1) == set()
    assert "Traceback" not in "".join(again.said)
