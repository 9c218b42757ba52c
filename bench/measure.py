"""One measurement: a server alone under load, its answers, and the cost to each process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import orjson
import psutil

from bench.load import answered, load
from bench.questions import Question, comparable
from bench.servers import PEER, Server

ONE, MANY = 1, 16  # connections


@dataclass(frozen=True)
class Measured:
    """The numbers of one server, question and round: answers a second at 16 connections, seconds of an
    answer on one, CPU milliseconds a request of the server and of Neo4j, resident megabytes, and bytes of
    an answer.
    """

    rate: float
    p50: float
    p95: float
    p99: float
    server_cpu: float
    neo4j_cpu: float
    memory: float
    bytes: float


def median_of(rounds: Sequence[Measured]) -> Measured:
    """The median of each number."""
    return Measured(*(median(getattr(each, name) for each in rounds) for name in Measured.__annotations__))


def measure(
    server: Server,
    question: Question,
    variables: Sequence[Mapping[str, str]],
    neo4j: int,
    *,
    seconds: float,
    form: str,
) -> Measured:
    """Warm up, then send requests for some seconds on one connection and on many."""
    posts = [server.post(question, each, form) for each in variables]
    asyncio.run(load(posts, connections=4, seconds=min(2.0, seconds)))
    alone = asyncio.run(load(posts, connections=ONE, seconds=seconds / 2))
    processes = (server.pid, neo4j)
    before = [cpu(each) for each in processes]
    many = asyncio.run(load(posts, connections=MANY, seconds=seconds))
    spent = [after - start for after, start in zip(map(cpu, processes), before, strict=True)]
    requests = len(many.latencies)
    return Measured(
        rate=many.rate,
        p50=1000 * alone.percentile(50),
        p95=1000 * alone.percentile(95),
        p99=1000 * alone.percentile(99),
        server_cpu=1000 * spent[0] / requests,
        neo4j_cpu=1000 * spent[1] / requests,
        memory=resident(server.pid),
        bytes=many.bytes / requests,
    )


def differences(
    servers: Sequence[Server], question: Question, variables: Sequence[Mapping[str, str]]
) -> list[str]:
    """The answers in which the servers, each in all its forms, differ from the first."""
    found = []
    for each in variables:
        answers = {
            f"{server.name} ({form})": comparable(_data(server, question, each, form))
            for server in servers
            for form in (question.forms_of_peer if server.name == PEER else ("list",))
        }
        first, *others = answers.items()
        found += [f"{question.name} {each}: {name} and {first[0]}" for name, got in others if got != first[1]]
    return found


def _data(server: Server, question: Question, variables: Mapping[str, str], form: str) -> object:
    body = orjson.loads(asyncio.run(answered(server.post(question, variables, form))))
    if body.get("errors"):
        raise RuntimeError(f"{server.name}, {question.name}: {body['errors']}")
    return body["data"]


def java_of(supervisor: int) -> int:
    """The process of the JVM that a supervisor runs."""
    return next(
        int(each.pid) for each in psutil.Process(supervisor).children(recursive=True) if "java" in each.name()
    )


def resident(server: int) -> float:
    """Resident megabytes of a server and its child processes."""
    return float(sum(each.memory_info().rss for each in _family(psutil.Process(server))) / 1e6)


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def cpu(*processes: int) -> float:
    """CPU seconds of processes and their children."""
    times = [each.cpu_times() for one in processes for each in _family(psutil.Process(one))]
    return float(sum(each.user + each.system for each in times))
