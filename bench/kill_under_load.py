"""`python -m bench.kill_under_load`: sixteen clients send expensive requests; then Neo4j is killed.

Starts `safeguarding serve` on SAFEGUARDING_HOME, on free ports and without a cache of responses. Every answer
is compared with the one before the load. Prints a table and what the kill cost; returns 1 if any was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import httpx
import orjson
import psutil

from bench.measure import java_of
from bench.servers import ROOT

CLIENTS = 16
SECONDS_AFTER = 10.0
_PAUSE_SECONDS = 0.1
_HEADERS = {"accept": "application/graphql-response+json", "content-type": "application/json"}
_SEARCH = "query($text: String!) { search(query: $text, first: 20) { totalCount nodes { id } } }"
_LOOSE = """query($text: String!) {
  findings(first: 20, where: {summary: {contains: $text, ignoreCase: true}}) { totalCount nodes { id } }
}"""
_HISTORY = """{ force(id: "force:cleveland") {
  history(first: 20) { totalCount edges { node { __typename ... on Node { id } } } }
} }"""
_OUTCOMES = {"STORE_UNAVAILABLE": "later", "TIMEOUT": "too slow"}
Answer = tuple[int, Any, Any]  # status, data, errors


@dataclass(frozen=True)
class Kind:
    """An expensive request: a description, and its body."""

    name: str
    body: bytes

    @classmethod
    def of(cls, name: str, document: str, text: str = "") -> Kind:
        return cls(name, orjson.dumps({"query": document, "variables": {"text": text} if text else {}}))


WATCHED = Kind.of("a force's history", _HISTORY)
KINDS = (
    Kind.of("search, a word of 100,000 letters", _SEARCH, "e" * 100_000),
    Kind.of("search, a word of 300 letters", _SEARCH, "e" * 300),
    Kind.of("search, 113 words", _SEARCH, " ".join(["police"] * 113)),
    Kind.of(
        "search, 40 words", _SEARCH, " ".join(f"polic{'abcdefgh'[n % 8]}"[: 7 - n % 3] for n in range(40))
    ),
    Kind.of("filter without case, 30,000 letters", _LOOSE, "e" * 30_000),
    Kind.of("filter without case, 200 letters", _LOOSE, "e" * 200),
)


@dataclass
class Told:
    """The outcomes that clients saw: seconds of each answer, the moment of the last failure, and the number
    of each outcome: `right`, `wrong`, `later` (503), `too slow` for the deadline, `broken` for a
    connection.
    """

    seconds: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    first_right: float | None = None
    last_failed: float = 0.0

    def note(self, outcome: str, begun: float, *, since: float = 0.0) -> None:
        """One more, asked at a moment; the first right one counts of those that were asked since another."""
        now = time.monotonic()
        self.outcomes[outcome] += 1
        self.seconds.append(now - begun)
        if outcome != "right":
            self.last_failed = now
        elif self.first_right is None and begun >= since > 0:
            self.first_right = now


async def answer_of(client: httpx.AsyncClient, kind: Kind) -> Answer:
    answer = await client.post("/graphql", content=kind.body, headers=_HEADERS)
    body = answer.json()
    # Extensions tell the version of the graph only if the server has heard it of late.
    return answer.status_code, body.get("data"), body.get("errors")


async def outcome_of(client: httpx.AsyncClient, kind: Kind, right: Answer) -> str:
    try:
        given = await answer_of(client, kind)
    except httpx.HTTPError:
        return "broken"
    if given == right:
        return "right"
    codes = {error["extensions"]["code"] for error in given[2] or ()}
    return _OUTCOMES.get(codes.pop(), "wrong") if len(codes) == 1 else "wrong"


class Clients:
    """Sixteen clients that send some kinds in turn, and one that watches, until `end`; `killed` is when
    Neo4j was killed.
    """

    def __init__(self, url: str, kinds: Sequence[Kind], right: Mapping[Kind, Answer]) -> None:
        self._url, self._kinds, self._right = url, kinds, right
        self.told, self.watched = Told(), Told()
        self.end = asyncio.Event()
        self.killed = 0.0

    @property
    def wrong(self) -> int:
        return self.told.outcomes["wrong"] + self.watched.outcomes["wrong"]

    def not_right(self) -> str:
        """How many answers were not right, by outcome."""
        outcomes = self.told.outcomes + self.watched.outcomes
        return ", ".join(f"{count} {name}" for name, count in outcomes.items() if name != "right") or "0"

    async def ask(self) -> None:
        limits = httpx.Limits(max_connections=CLIENTS + 1)
        async with httpx.AsyncClient(base_url=self._url, timeout=120, limits=limits) as client:
            asking = [self._keep_asking(client, self._kinds[n % len(self._kinds) :]) for n in range(CLIENTS)]
            await asyncio.gather(*asking, self._keep_watching(client))

    async def _keep_asking(self, client: httpx.AsyncClient, kinds: Sequence[Kind]) -> None:
        while not self.end.is_set():
            for kind in kinds:
                await self._once(client, kind, self.told)

    async def _keep_watching(self, client: httpx.AsyncClient) -> None:
        while not self.end.is_set():
            await self._once(client, WATCHED, self.watched)
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _once(self, client: httpx.AsyncClient, kind: Kind, told: Told) -> None:
        begun = time.monotonic()
        outcome = await outcome_of(client, kind, self._right[kind])
        told.note(outcome, begun, since=self.killed)
        if outcome in ("later", "broken"):
            await asyncio.sleep(_PAUSE_SECONDS)


async def recorded(url: str) -> Mapping[Kind, Answer]:
    """The answers without load. Each is asked twice: an answer that differs by itself cannot be compared."""
    async with httpx.AsyncClient(base_url=url, timeout=120) as client:
        # The first answers wait for Neo4j to plan.
        for kind in (*KINDS, WATCHED):
            await answer_of(client, kind)
        found = {kind: await answer_of(client, kind) for kind in (*KINDS, WATCHED)}
        for kind, answer in found.items():
            if (again := await answer_of(client, kind)) != answer:
                raise RuntimeError(f"{kind.name}: without any load {answer!r:.300}, then {again!r:.300}")
    return found


@dataclass(frozen=True)
class Served:
    """A running `serve`: its address and process."""

    url: str
    process: psutil.Process

    def java(self) -> psutil.Process:
        return psutil.Process(java_of(self.process.pid))

    def processes(self) -> Mapping[int, str]:
        return {each.pid: each.name() for each in self.process.children(recursive=True)}

    def memory(self) -> str:
        """Megabytes of the server with its workers, and of Neo4j."""
        children = [each for each in self.process.children(recursive=True) if "java" not in each.name()]
        own = sum(each.memory_info().rss for each in (self.process, *children))
        return f"{own / 1e6:.0f} + {self.java().memory_info().rss / 1e6:.0f}"


@contextmanager
def served() -> Iterator[Served]:
    """`safeguarding serve` on free ports, once it is ready, while a block runs."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"PORT": str(port), "BOLT_PORT": "0", "HTTP_PORT": "0", "RESPONSE_CACHE_MB": "0"}
    command = [sys.executable, "-m", "cli", "serve"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | own) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            while not _is_ready(url):
                if process.poll() is not None:
                    raise RuntimeError("serve ended before it was ready")
                time.sleep(0.2)
            yield Served(url, psutil.Process(process.pid))
        finally:
            process.terminate()


def _is_ready(url: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"{url}/health/ready", timeout=10).status_code == 200
    return False


async def loaded(serve: Served, kind: Kind, right: Mapping[Kind, Answer], seconds: float) -> int:
    """Send one kind for some seconds and print the outcome; returns the number of wrong answers."""
    before, clients = serve.memory(), Clients(serve.url, [kind], right)
    asking = asyncio.create_task(clients.ask())
    await asyncio.sleep(seconds)
    clients.end.set()
    await asking
    told, watched = clients.told, clients.watched
    rate, each = len(told.seconds) / seconds, median(told.seconds) * 1000
    print(
        f"| {kind.name} | {right[kind][0]} | {rate:.0f} | {each:.0f} | {median(watched.seconds) * 1000:.0f} "
        f"| {clients.not_right()} | {before} | {serve.memory()} |",
        flush=True,
    )
    return clients.wrong


async def killed(serve: Served, right: Mapping[Kind, Answer], seconds: float) -> int:
    """Kill Neo4j under all kinds at once and print the outcome; returns the number of wrong answers."""
    before, memory, java = serve.processes(), serve.memory(), serve.java()
    clients = Clients(serve.url, KINDS, right)
    asking = asyncio.create_task(clients.ask())
    await asyncio.sleep(seconds)
    clients.killed = time.monotonic()
    java.kill()
    while clients.watched.first_right is None:
        await asyncio.sleep(0.1)
    await asyncio.sleep(SECONDS_AFTER)
    clients.end.set()
    await asking
    lost = [f"{name} ({pid})" for pid, name in before.items() if pid not in serve.processes()]
    all_right = max(clients.told.last_failed, clients.watched.last_failed) - clients.killed
    outcomes = clients.told.outcomes + clients.watched.outcomes
    print(
        f"\n- Neo4j was process {java.pid}; gone: {', '.join(lost)}; of serve: {serve.process.is_running()}"
        f"\n- {WATCHED.name} right after {clients.watched.first_right - clients.killed:.1f} s, "
        f"all answers after {all_right:.1f} s"
        f"\n- answers: {dict(outcomes)}"
        f"\n- memory, server + Neo4j: {memory} before, {serve.memory()} after",
        flush=True,
    )
    return clients.wrong


async def measured(serve: Served, seconds: float) -> int:
    """Run everything; returns the number of wrong answers."""
    right = await recorded(serve.url)
    wrong = await loaded(serve, WATCHED, right, seconds)
    for kind in KINDS:
        wrong += await loaded(serve, kind, right, seconds)
    return wrong + await killed(serve, right, seconds)


def main() -> int:
    given = argparse.ArgumentParser(prog="bench.kill_under_load", description=__doc__)
    given.add_argument("--seconds", type=float, default=60.0, help="of each kind (default: %(default)s)")
    asked = given.parse_args()
    with served() as serve:
        print(
            "| kind | status | a second | ms | ms of a history meanwhile | not right | MB before | MB after |"
        )
        print("|---|---|---|---|---|---|---|---|")
        return 1 if asyncio.run(measured(serve, asked.seconds)) else 0


if __name__ == "__main__":
    sys.exit(main())
