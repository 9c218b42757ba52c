"""One size, measured: equal answers first, then rounds in which each server in turn is alone under load."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from bench.country import FORCES, SIZES, force
from bench.extras import Extras, measure_extras
from bench.load import Post, answered, load
from bench.measure import Measured, differences, java_of, measure, median_of
from bench.questions import AS_OF, QUESTIONS, Question
from bench.servers import HAND, OURS, PEER, Server, serving
from bench.stores import Built, bytes_of, store_of
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running

COMPARED = 5  # sets of variables whose answers are compared
# Where the peer cannot answer: it sorts all findings of a theme, which take more memory than Neo4j lends.
WITHOUT_PEER = ("XL",)
PAGE, DEEP = 5, 5_000  # rows of a page of a history, and how many stand before page 1,001
_HISTORY = """query Page($id: ID!, $first: Int!, $after: String) {
  force(id: $id) { history(first: $first, after: $after) {
    edges { node { ... on Node { id } } } pageInfo { endCursor }
  } }
}"""


@dataclass(frozen=True)
class Key:
    """A measured question, and a server in one of its forms."""

    question: Question
    server: str
    form: str = ""


@dataclass(frozen=True)
class Result:
    """Everything measured at one size.

    `bytes`: of the store; `first`: seconds of the very first answer to each question, which Neo4j had to
    plan; `hits`: database hits of each; `pages`: milliseconds of page 1 and of page 1,001, if there is one;
    `extras`: the measurements after the rounds.
    """

    size: str
    built: Built
    bytes: int
    medians: Mapping[Key, Measured]
    first: Mapping[str, float]
    hits: Mapping[str, int]
    pages: tuple[float, float] | None
    differences: Sequence[str]
    extras: Extras

    def best_of_peer(self, question: Question) -> Measured | None:
        """The faster of its two forms."""
        forms = (Key(question, PEER, form) for form in question.forms_of_peer)
        found = (self.medians[key] for key in forms if key in self.medians)
        return max(found, key=lambda each: each.rate, default=None)


def run_size(
    size: str, settings: Settings, report: Callable[[str], None], *, rounds: int, seconds: float
) -> Result:
    """Measure a size. Makes the store if needed; Neo4j and the servers run meanwhile."""
    store, built = store_of(size, settings, report)
    taken = bytes_of(store)
    with ExitStack() as stack:
        neo4j = stack.enter_context(running(store, read_only=True, settings=settings))
        names = (OURS, HAND) if size in WITHOUT_PEER else (OURS, HAND, PEER)
        servers = [stack.enter_context(serving(name, neo4j)) for name in names]
        report(f"{size}: the first answers")
        first = {question.name: _first(servers[0], question, size) for question in QUESTIONS}
        report(f"{size}: comparing answers")
        unequal = [
            line
            for question in (*QUESTIONS, *AS_OF)
            for line in differences(
                _asked(servers, question), question, question.variables(SIZES[size])[:COMPARED]
            )
        ]
        medians = _rounds(size, servers, neo4j, report, rounds=rounds, seconds=seconds)
        hits = {question.name: _hits(servers[0], question, size) for question in QUESTIONS}
        pages = _pages(servers[0], seconds)
        extras = measure_extras(size, servers[0], servers[1], neo4j, report, seconds=seconds)
        return Result(size, built, taken, medians, first, hits, pages, unequal, extras)


def _asked(servers: Sequence[Server], question: Question) -> list[Server]:
    return [each for each in servers if each.name != PEER or question.forms_of_peer]


def _rounds(
    size: str,
    servers: Sequence[Server],
    neo4j: Neo4jProcess,
    report: Callable[[str], None],
    *,
    rounds: int,
    seconds: float,
) -> dict[Key, Measured]:
    found: dict[Key, list[Measured]] = defaultdict(list)
    java = java_of(neo4j.supervisor.pid)
    # Round 0 does not count: Neo4j compiles what it runs often, for some minutes.
    for number in range(rounds + 1):
        for question in QUESTIONS:
            report(f"{size}: round {number} of {rounds}, {question.name}")
            for server in _asked(servers, question):
                for form in question.forms_of_peer if server.name == PEER else ("",):
                    variables = question.variables(SIZES[size])
                    measured = measure(server, question, variables, java, seconds=seconds, form=form)
                    if number > 0:
                        found[Key(question, server.name, form)].append(measured)
    return {key: median_of(each) for key, each in found.items()}


def _first(server: Server, question: Question, size: str) -> float:
    post = server.post(question, question.variables(SIZES[size])[0])
    begun = time.perf_counter()
    asyncio.run(answered(post))
    return time.perf_counter() - begun


def _hits(server: Server, question: Question, size: str) -> int:
    """The database hits of a question's one statement, from a PROFILE run."""
    body = {
        "query": question.document,
        "variables": question.variables(SIZES[size])[0],
        "extensions": {"explain": True},
    }
    explained = httpx.post(f"http://127.0.0.1:{server.port}/graphql", json=body, timeout=120).json()
    (statement,) = explained["extensions"]["explain"]
    return int(statement["dbHits"])


def _pages(server: Server, seconds: float) -> tuple[float, float] | None:
    """The median milliseconds of the first page of a history and of a page far behind it."""
    url, cursors = f"http://127.0.0.1:{server.port}/graphql", {}
    for number in range(FORCES):
        own, cursor = force(number), None
        for _ in range(DEEP // 100):
            page = _page(url, own, cursor)
            if len(page["edges"]) < 100:
                return None
            cursor = page["pageInfo"]["endCursor"]
        cursors[own] = cursor
    found = []
    for after in (dict.fromkeys(cursors), cursors):
        posts = [Post(url, _body(own, PAGE, cursor)) for own, cursor in after.items()]
        asyncio.run(load(posts, connections=1, seconds=min(2.0, seconds)))
        found.append(1000 * asyncio.run(load(posts, connections=1, seconds=seconds)).percentile(50))
    return found[0], found[1]


def _body(own: str, first: int, after: str | None) -> dict[str, Any]:
    return {"query": _HISTORY, "variables": {"id": own, "first": first, "after": after}}


def _page(url: str, own: str, after: str | None) -> dict[str, Any]:
    page: dict[str, Any] = orjson.loads(asyncio.run(answered(Post(url, _body(own, 100, after)))))["data"][
        "force"
    ]["history"]
    return page
