"""Measurements beside the rounds: questions as of a day, cached answers, several workers, the start, and new
documents.

Each is taken on the store of the rounds, alone under load.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from math import inf
from statistics import median

import orjson

from bench.country import SIZES
from bench.documents import Asked, of_questions, of_relationships
from bench.load import Post, answered, load
from bench.measure import MANY, ONE, resident
from bench.questions import AS_OF, QUESTIONS, Question
from bench.servers import OURS, Server, serving
from graph.store.process import Neo4jProcess

NEW, JOINED, MANY_NEW = 50, 30, 500  # documents
KEPT_MB, WORKERS = 64, 2
OF_WORKERS = ("1-force-inspections", "3-one-finding", "6-history-page")
KNOWN = "3-one-finding"  # asked before and after many new documents


@dataclass(frozen=True)
class Pair:
    """Answers a second of one question at 16 connections: the baseline, and the variant that is compared
    with it.
    """

    plain: float
    told: float


@dataclass(frozen=True)
class Spread:
    """Milliseconds of the first answers to new documents, and the median of the second; infinite if there
    was none.
    """

    median: float
    slowest: float
    again: float

    @classmethod
    def of(cls, server: Server, documents: Iterable[Asked]) -> Spread:
        found = [(_once(server, each), _once(server, each)) for each in documents]
        first, again = zip(*found, strict=True)
        return cls(median(first), max(first), median(again))


@dataclass(frozen=True)
class Extras:
    """`start`: seconds from the command to its first answer. `as_of`, `kept` and `workers`: by a question's
    name; `as_of` is compared with Cypher by hand. `new` has known relationships and filters, `joined` has
    others. `before` and `after`: p50 in milliseconds of one known question, around 500 new documents;
    `memory`: megabytes of the server after them."""

    start: float
    as_of: Mapping[str, Pair]
    kept: Mapping[str, Pair]
    workers: Mapping[str, Pair]
    new: Spread
    joined: Spread
    before: float
    after: float
    memory: float


def measure_extras(
    size: str,
    plain: Server,
    hand: Server,
    neo4j: Neo4jProcess,
    report: Callable[[str], None],
    *,
    seconds: float,
) -> Extras:
    """Measure it over a Neo4j; `plain` and `hand` are servers of the rounds."""
    findings = SIZES[size]

    def rate(server: Server, question: Question) -> float:
        posts = [server.post(question, each) for each in question.variables(findings)]
        asyncio.run(load(posts, connections=4, seconds=min(2.0, seconds)))
        return asyncio.run(load(posts, connections=MANY, seconds=seconds)).rate

    def against(server: Server, questions: Iterable[Question]) -> dict[str, Pair]:
        return {each.name: Pair(rate(plain, each), rate(server, each)) for each in questions}

    report(f"{size}: as of a day")
    as_of = {each.name: Pair(rate(hand, each), rate(plain, each)) for each in AS_OF}
    report(f"{size}: kept answers")
    with serving(OURS, neo4j, settings={"RESPONSE_CACHE_MB": str(KEPT_MB)}) as keeping:
        kept = against(keeping, QUESTIONS)
    report(f"{size}: {WORKERS} workers")
    with serving(OURS, neo4j, "--workers", str(WORKERS)) as several:
        workers = against(several, (each for each in QUESTIONS if each.name in OF_WORKERS))
    report(f"{size}: the start, and new documents")
    begun = time.perf_counter()
    with serving(OURS, neo4j) as fresh:
        asyncio.run(answered(_post(fresh, Asked("{ dataset { version } }"))))
        start = time.perf_counter() - begun
        return Extras(start, as_of, kept, workers, *_new(fresh, findings, seconds))


def _new(server: Server, findings: int, seconds: float) -> tuple[Spread, Spread, float, float, float]:
    for question in QUESTIONS:
        asyncio.run(answered(server.post(question, question.variables(findings)[0])))
    documents = of_questions(QUESTIONS, findings)
    new = Spread.of(server, islice(documents, NEW))
    joined = Spread.of(server, islice(of_relationships(), JOINED))
    before = _known(server, findings, seconds)
    for each in islice(documents, MANY_NEW):
        _once(server, each)
    return new, joined, before, _known(server, findings, seconds), resident(server.pid)


def _once(server: Server, asked: Asked) -> float:
    """Milliseconds of an answer, or infinity if there is none, so that a run goes on."""
    begun = time.perf_counter()
    try:
        body = orjson.loads(asyncio.run(answered(_post(server, asked))))
    except RuntimeError:
        return inf
    return inf if body.get("errors") else 1000 * (time.perf_counter() - begun)


def _known(server: Server, findings: int, seconds: float) -> float:
    """The median in milliseconds of a question that the server knows."""
    question = next(each for each in QUESTIONS if each.name == KNOWN)
    posts = [server.post(question, each) for each in question.variables(findings)]
    asyncio.run(load(posts, connections=ONE, seconds=min(2.0, seconds)))
    return 1000 * asyncio.run(load(posts, connections=ONE, seconds=seconds)).percentile(50)


def _post(server: Server, asked: Asked) -> Post:
    url = f"http://127.0.0.1:{server.port}/graphql"
    return Post(url, {"query": asked.document, "variables": asked.variables})
