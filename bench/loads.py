"""Sixteen clients that ask for a dear operation at once, kind by kind, and one that reads a force's history
beside them: how long it waits, what the others are answered, and what memory it takes.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from api.execution.documents import Documents
from api.execution.limits import Limits
from api.schema.schema import core_schema
from bench.dearest import Asked, as_large_as_allowed
from bench.dearest_kinds import KINDS
from bench.load import percentile_of
from bench.measure import java_of, resident
from bench.servers import Server
from graph.settings import Settings
from graph.store.process import Neo4jProcess

CLIENTS, DEAREST = 16, 10
LONGEST = 60.0  # seconds of each kind
_PATIENCE = 60.0
_BESIDE = '{ force(id: "force:cleveland") { history(first: 20) { nodes { ... on Entity { id } } } } }'


@dataclass(frozen=True)
class Beside:
    """One kind under load: answers to it by status and code, the milliseconds of each answer to the history
    beside it, and megabytes of the server and of Neo4j afterwards."""

    name: str
    answers: Mapping[str, int]
    times: Sequence[float]
    server: float
    neo4j: float

    @property
    def p99(self) -> float:
        return percentile_of(self.times, 99)


def dearest() -> list[Asked]:
    """The kinds with the greatest cost that is allowed."""
    documents = Documents(core_schema(), Limits.of(Settings()))
    found = [as_large_as_allowed(documents, kind) for kind in KINDS]
    return sorted(found, key=lambda asked: -asked.cost)[:DEAREST]


def measure_loads(
    server: Server, neo4j: Neo4jProcess, report: Callable[[str], None], *, seconds: float
) -> list[Beside]:
    """Load the server with each kind for some seconds, at most a minute each."""
    java = java_of(neo4j.supervisor.pid)
    found = []
    for asked in dearest():
        answers, times = asyncio.run(_beside(server, asked, min(seconds, LONGEST)))
        beside = Beside(asked.name, answers, times, resident(server.pid), resident(java))
        report(f"{asked.name}: history p99 {beside.p99:.0f} ms; {dict(answers)}")
        found.append(beside)
    return found


async def _beside(server: Server, asked: Asked, seconds: float) -> tuple[Counter[str], list[float]]:
    url, end = f"http://127.0.0.1:{server.port}/graphql", time.monotonic() + seconds
    answers: Counter[str] = Counter()
    times: list[float] = []
    async with httpx.AsyncClient(timeout=_PATIENCE) as client:

        async def dear() -> None:
            while time.monotonic() < end:
                answers[await _asked(client, url, asked.text, asked.variables)] += 1

        async def history() -> None:
            while time.monotonic() < end:
                begun = time.perf_counter()
                await _asked(client, url, _BESIDE, {})
                times.append(1000 * (time.perf_counter() - begun))
                await asyncio.sleep(0.02)

        await _asked(client, url, _BESIDE, {})
        await asyncio.gather(history(), *(dear() for _ in range(CLIENTS)))
    return answers, times


async def _asked(client: httpx.AsyncClient, url: str, text: str, variables: Mapping[str, Any]) -> str:
    """The status of an answer, and the codes of its errors."""
    response = await client.post(url, json={"query": text, "variables": dict(variables)})
    errors = response.json().get("errors", ())
    return " ".join([str(response.status_code), *sorted({each["extensions"]["code"] for each in errors})])
