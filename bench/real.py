"""The real graph: the documented questions, the largest history, search, the matrix and exports, each beside
Cypher written by hand, in turn and in one run.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from api.execution.documents import Documents
from api.schema.schema import core_schema
from bench.dearest import QUESTIONS as DOCUMENTED
from bench.handwritten import statements
from bench.load import Get, Post, answered, load
from bench.map_projections import written_out
from bench.measure import MANY, ONE
from bench.questions import FOLDER
from bench.servers import HAND, OURS, Server, serving
from graph.neo4j.database import Database
from graph.store.process import Neo4jProcess

REAL = FOLDER / "real"
LEAST, LEAST_MEDIAN = 0.9, 1.0


@dataclass(frozen=True)
class Asked:
    """A question of the real graph, by the name of its file. It takes no variables."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @cached_property
    def document(self) -> str:
        return self.path.read_text("utf-8")

    def post(self, server: Server) -> Post:
        """It in the form that a server takes."""
        address = f"http://127.0.0.1:{server.port}"
        if server.name == HAND:
            return Post(f"{address}/{self.name}", {})
        return Post(f"{address}/graphql", {"query": self.document})


@dataclass(frozen=True)
class Compared:
    """One question: answers a second at 16 connections and milliseconds of one on one connection, of this
    project and by hand, in each round; and the database hits of each."""

    name: str
    rates: Sequence[tuple[float, float]]
    p50: Sequence[tuple[float, float]]
    hits: tuple[int, int]

    @property
    def ratio(self) -> float:
        """Answers a second against those by hand: the median of the rounds."""
        return median(ours / hand for ours, hand in self.rates)


def asked() -> tuple[list[Asked], list[str]]:
    """The questions that have a statement by hand, and the names of those that have none."""
    known = statements()
    found = [Asked(path) for folder in (DOCUMENTED, REAL) for path in sorted(folder.glob("*.graphql"))]
    return [each for each in found if each.name in known], [
        each.name for each in found if each.name not in known
    ]


def measure_real(
    neo4j: Neo4jProcess, report: Callable[[str], None], *, rounds: int, seconds: float
) -> tuple[list[Compared], list[str]]:
    """Compare all, and name what has no like by hand. Raises RuntimeError where two answers differ."""
    questions, alone = asked()
    with ExitStack() as stack:
        # Nobody waits for a slot by hand.
        settings = {"DEAR_SLOTS": str(MANY)}
        servers = [stack.enter_context(serving(name, neo4j, settings=settings)) for name in (OURS, HAND)]
        for each in questions:
            if difference := differing(each, servers):
                raise RuntimeError(f"{each.name}: {difference}")
        hits = asyncio.run(_hits(neo4j, questions))
        measured = {each.name: _rounds(each, servers, report, rounds, seconds) for each in questions}
        found = [Compared(name, *rates, hits[name]) for name, rates in measured.items()]
        found.append(_exports(servers, report, rounds))
    return found, alone


def differing(question: Asked, servers: Sequence[Server]) -> str:
    """Where the answers of two servers differ first; empty if they are equal."""
    ours, hand = (orjson.loads(asyncio.run(answered(question.post(server)))) for server in servers)
    return difference(ours["data"], hand["data"])


def difference(ours: Any, hand: Any, place: str = "data") -> str:
    """Where an answer and that by hand differ first; empty if they are equal."""
    match ours, hand:
        case dict(), dict() if ours.keys() == hand.keys():
            inner = [(ours[key], hand[key], f"{place}.{key}") for key in ours]
        case list(), list() if len(ours) == len(hand):
            inner = [(*pair, f"{place}[{at}]") for at, pair in enumerate(zip(ours, hand, strict=True))]
        case _:
            return (
                "" if ours == hand else f"{place}: {json.dumps(ours)[:200]}, by hand {json.dumps(hand)[:200]}"
            )
    return next(filter(None, (difference(*each) for each in inner)), "")


def _rounds(
    question: Asked, servers: Sequence[Server], report: Callable[[str], None], rounds: int, seconds: float
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    rates, middles = [], []
    # Round 0 does not count: Neo4j compiles what it runs often.
    for number in range(rounds + 1):
        many = [_load(question, server, MANY, seconds) for server in servers]
        one = [_load(question, server, ONE, seconds / 2) for server in servers]
        if number > 0:
            rates.append((many[0].rate, many[1].rate))
            middles.append((1000 * median(one[0].latencies), 1000 * median(one[1].latencies)))
            report(f"{question.name}: {rates[-1][0] / rates[-1][1]:.2f} of by hand")
    return rates, middles


def _load(question: Asked, server: Server, connections: int, seconds: float) -> Any:
    return asyncio.run(load([question.post(server)], connections=connections, seconds=seconds))


async def _hits(neo4j: Neo4jProcess, questions: Sequence[Asked]) -> Mapping[str, tuple[int, int]]:
    """The database hits of all statements of each question, of this project and by hand."""
    documents, by_hand = Documents(core_schema()), statements()
    database = Database.connect(neo4j.uri, auth=neo4j.auth)
    try:
        return {
            each.name: (
                await _of_document(database, documents, each.document),
                _sum(await database.profile(written_out(by_hand[each.name]), {})),
            )
            for each in questions
        }
    finally:
        await database.close()


async def _of_document(database: Database, documents: Documents, text: str) -> int:
    prepared = documents.prepare(text, None, {})
    plans = [await database.profile(each.text, each.parameters) for each in prepared.statements()]
    return sum(map(_sum, plans))


def _sum(plan: Mapping[str, Any]) -> int:
    return int(plan.get("dbHits", 0)) + sum(map(_sum, plan.get("children", ())))


def _exports(servers: Sequence[Server], report: Callable[[str], None], rounds: int) -> Compared:
    """The whole graph as JSON Lines, one at a time."""
    gets = [
        Get(f"http://127.0.0.1:{servers[0].port}/export/dataset.ndjson", "identity"),
        Get(f"http://127.0.0.1:{servers[1].port}/export", "identity"),
    ]
    rates, middles = [], []
    for number in range(rounds + 1):
        loads = [asyncio.run(load([each], connections=ONE, seconds=0.1)) for each in gets]
        if number > 0:
            rates.append((loads[0].rate, loads[1].rate))
            middles.append((1000 * loads[0].latencies[0], 1000 * loads[1].latencies[0]))
            report(f"export: {rates[-1][0] / rates[-1][1]:.2f} of by hand")
    return Compared("the whole graph as JSON Lines", rates, middles, (0, 0))
