"""The dearest operations: each kind made as large as is allowed, then measured alone on the shipped graph."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from api.execution.documents import Documents
from api.execution.limits import Limits
from api.execution.prepared import Prepared, Refused
from api.schema.schema import core_schema
from bench.dearest_kind import Kind
from bench.dearest_kinds import KINDS
from bench.load import Post, answered
from bench.measure import cpu, java_of
from bench.servers import Server
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.process import Neo4jProcess

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "docs" / "questions"
FEWEST, MOST, SECONDS = 3, 100, 1.5


@dataclass(frozen=True)
class Asked:
    """One operation: `name` in words, `size` as in `Kind.asked`, and what its computed cost is."""

    name: str
    size: int
    text: str
    variables: Mapping[str, object]
    cost: int


@dataclass(frozen=True)
class _Timed:
    """Milliseconds of each answer, CPU milliseconds of one, and its bytes."""

    times: Sequence[float]
    cpu: float
    bytes: int


@dataclass(frozen=True)
class Dear:
    """One operation, measured: milliseconds alone, at best and in the middle; CPU milliseconds of the server
    and Neo4j, the mean; database hits; bytes of the answer; and the most memory that one of its statements
    took, in bytes."""

    asked: Asked
    best: float
    middle: float
    cpu: float
    hits: int
    bytes: int
    memory: int

    @property
    def rate(self) -> float:
        """Cost for each CPU millisecond."""
        return self.asked.cost / self.cpu


def as_large_as_allowed(documents: Documents, kind: Kind) -> Asked:
    """The largest operation of a kind that no limit refuses; raises Refused if there is none."""
    low, high = 1, kind.largest
    found = _prepared(documents, kind, low)
    if isinstance(found, Refused):
        raise found
    while low < high:
        middle = (low + high + 1) // 2
        if isinstance(larger := _prepared(documents, kind, middle), Refused):
            high = middle - 1
        else:
            low, found = middle, larger
    text, variables = kind.asked(low)
    return Asked(kind.name, low, text, variables, found.cost.asked)


def _prepared(documents: Documents, kind: Kind, size: int) -> Prepared | Refused:
    text, variables = kind.asked(size)
    try:
        return documents.prepare(text, None, variables)
    except Refused as refused:
        return refused


def questions(documents: Documents) -> Iterator[Asked]:
    """The documented questions, as they stand."""
    for path in sorted(QUESTIONS.glob("*.graphql")):
        text = path.read_text("utf-8")
        yield Asked(f"question {path.stem}", 1, text, {}, documents.prepare(text, None, {}).cost.asked)


def measure_dearest(
    server: Server,
    neo4j: Neo4jProcess,
    report: Callable[[str], None],
    kinds: Iterable[Kind] = KINDS,
) -> list[Dear]:
    """Measure each kind and each documented question, one after another."""
    documents = Documents(core_schema(), Limits.of(Settings()))
    asked = [*(as_large_as_allowed(documents, kind) for kind in kinds), *questions(documents)]

    async def measured() -> list[Dear]:
        database = Database.connect(neo4j.uri, auth=neo4j.auth)
        java = java_of(neo4j.supervisor.pid)
        try:
            return await _measured(server, java, database, documents, asked, report)
        finally:
            await database.close()

    return asyncio.run(measured())


async def _measured(
    server: Server,
    neo4j: int,
    database: Database,
    documents: Documents,
    asked: Sequence[Asked],
    report: Callable[[str], None],
) -> list[Dear]:
    found = []
    for each in asked:
        timed = await _timed(server, neo4j, each)
        hits, memory = await _profiled(database, documents.prepare(each.text, None, each.variables))
        dear = Dear(each, min(timed.times), median(timed.times), timed.cpu, hits, timed.bytes, memory)
        report(f"{each.name}: cost {each.cost:,}, {dear.best:,.1f} ms, {dear.cpu:,.1f} CPU ms, {hits:,} hits")
        found.append(dear)
    return found


async def _timed(server: Server, neo4j: int, asked: Asked) -> _Timed:
    """After the first answer, which Neo4j had to plan: some more, one after another."""
    post = Post(
        f"http://127.0.0.1:{server.port}/graphql", {"query": asked.text, "variables": dict(asked.variables)}
    )
    try:
        body = await answered(post)
    except RuntimeError as error:
        if "TIMEOUT" not in str(error):
            raise
        return _Timed([inf], inf, 0)
    if errors := orjson.loads(body).get("errors"):
        raise RuntimeError(f"{asked.name}: {errors[:1]}")
    processes = (server.pid, neo4j)
    times: list[float] = []
    end, before = time.perf_counter() + SECONDS, cpu(*processes)
    while len(times) < FEWEST or (len(times) < MOST and time.perf_counter() < end):
        begun = time.perf_counter()
        await answered(post)
        times.append(1000 * (time.perf_counter() - begun))
    return _Timed(times, 1000 * (cpu(*processes) - before) / len(times), len(body))


async def _profiled(database: Database, prepared: Prepared) -> tuple[int, int]:
    """Database hits of all statements, and the memory of the largest. Equal statements are run once."""
    alike = Counter(
        (root.statement, orjson.dumps(prepared.parameters[key], default=str))
        for key, root in prepared.plan.statements.items()
    )
    hits, memory = 0, 0
    for key, root in prepared.plan.statements.items():
        many = alike.pop((root.statement, orjson.dumps(prepared.parameters[key], default=str)), 0)
        if many:
            plan = await database.profile(root.statement, prepared.parameters[key])
            hits += many * _hits(plan)
            memory = max(memory, int(plan["args"].get("GlobalMemory", 0)))
    return hits, memory


def _hits(plan: Mapping[str, Any]) -> int:
    return int(plan.get("dbHits", 0)) + sum(map(_hits, plan.get("children", ())))
