"""`safeguarding serve` as a process with its own Neo4j, as a person runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.settings import Settings
from tests.helpers.paths import ROOT

START_SECONDS = 240
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

    def processes(self) -> set[int]:
        """The processes below it."""
        return set(below(self.process.pid))

    def workers(self) -> set[int]:
        """Those of them that answer requests beside it."""
        return {pid for pid in self.processes() if "command.worker" in arguments_of(pid)}

    def jvms(self) -> set[int]:
        """Those of them that run Java."""
        return {pid for pid in self.processes() if "java" in command_of(pid)}


def below(pid: int) -> Iterator[int]:
    try:
        tasks = [(task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except FileNotFoundError:
        return
    for child in map(int, " ".join(tasks).split()):
        yield child
        yield from below(child)


def command_of(pid: int) -> str:
    return arguments_of(pid)[0]


def arguments_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except FileNotFoundError:
        return [""]


@contextmanager
def serve_started(
    home: Path, settings: Settings, options: tuple[str, ...] = (), **variables: str
) -> Iterator[Serve]:
    """A `serve` on the home, answering; killed afterwards if it still runs."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    ports = {"PORT": "0", "BOLT_PORT": "0", "HTTP_PORT": "0"}
    places = {"SAFEGUARDING_HOME": str(home), "SAFEGUARDING_CACHE": str(settings.cache)}
    command = [sys.executable, "-m", "cli", "serve", *options]
    environment = own | ports | places | variables
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


def wait_until(is_so: Callable[[], bool], seconds: float) -> None:
    """Wait for what is to be so within so many seconds."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def wait_until_gone(pids: set[int], seconds: float) -> set[int]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(map(command_of, pids)):
        time.sleep(0.05)
    return {pid for pid in pids if command_of(pid)}
