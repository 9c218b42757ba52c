"""The servers under test, each a process of its own over the same Neo4j."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import psutil

from bench.load import Post
from bench.questions import Question
from graph.store.process import Neo4jProcess

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS, STOP_SECONDS = 120.0, 10.0
OURS, HAND, PEER = "this project", "by hand", "@neo4j/graphql"
# What is compared is answering, not remembering.
_UNCACHED = {"RESPONSE_CACHE_MB": "0"}


@dataclass(frozen=True)
class Server:
    """A running server: its name, address and process."""

    name: str
    port: int
    pid: int

    def post(self, question: Question, variables: Mapping[str, str], form: str = "list") -> Post:
        """A question in the form that this server takes."""
        address = f"http://127.0.0.1:{self.port}"
        if self.name == HAND:
            return Post(f"{address}/{question.name}", variables)
        if self.name == PEER:
            return Post(f"{address}/", {"query": question.forms_of_peer[form], "variables": variables})
        return Post(f"{address}/graphql", {"query": question.document, "variables": variables})


@contextmanager
def serving(
    name: str, neo4j: Neo4jProcess, *options: str, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Server]:
    """Run one of the three servers over a Neo4j while a block runs.

    This project's also takes options of `serve` and settings.
    """
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*_command(name, neo4j.uri, port), *options],
        cwd=ROOT,
        env={**_environment(name, neo4j, port), **_UNCACHED, **settings},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield Server(name, port, process.pid)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server, and what it leaves behind: the `node` of the Python package is a script that starts
    Node.js, and ends without it."""
    if process.poll() is not None:
        return
    own = psutil.Process(process.pid)
    started = own.children(recursive=True)
    own.terminate()
    psutil.wait_procs([own], timeout=STOP_SECONDS)
    for each in (own, *started):
        with suppress(psutil.NoSuchProcess):
            each.kill()
    process.wait()


def _command(name: str, bolt: str, port: int) -> list[str]:
    if name == HAND:
        return [sys.executable, "-m", "bench.handwritten", bolt, str(port)]
    if name == PEER:
        return ["node", str(ROOT / "bench" / "peer" / "server.mjs"), bolt, str(port)]
    return [sys.executable, "-m", "cli", "serve"]


def _environment(name: str, neo4j: Neo4jProcess, port: int) -> dict[str, str]:
    user, password = neo4j.auth
    own = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    own |= {"NEO4J_USER": user, "NEO4J_PASSWORD": password}
    if name == PEER:
        return {**own, "NODE_ENV": "production"}
    ours = {"NEO4J_URI": neo4j.uri, "PORT": str(port), "DEADLINE_SECONDS": "120", "EXPLAIN_PROFILE": "yes"}
    return {**own, **ours}


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args!r} did not answer within {START_SECONDS:.0f} s")
