"""`serve --workers`: several processes at one address that switch graphs, end and are replaced together."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from command import worker_handle
from command.worker_handle import WorkerHandle
from command.workers import WorkerDied, Workers
from graph.neo4j.database import Database
from graph.store.ports import listen
from graph.store.process import Neo4jProcess
from tests.helpers.paths import ROOT

START_SECONDS = 90
QUESTION = {"query": "{ dataset { version } }"}


def _children(pid: int) -> set[int]:
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def _living(pids: set[int]) -> set[int]:
    return {pid for pid in pids if _state(pid) not in ("", "Z")}


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return ""


def _until(is_so: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@contextmanager
def _serve(neo4j: Neo4jProcess) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A `serve` of two workers over a Neo4j, answering, and the address of its GraphQL."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.password, "PORT": str(port)}
    command = [sys.executable, "-m", "cli", "serve", "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        url = f"http://127.0.0.1:{port}/graphql"
        try:
            _until(lambda: _all_answer(url), START_SECONDS)
            yield process, url
        finally:
            process.kill()


def _all_answer(url: str) -> bool:
    """Whether both workers answer: each new connection reaches either of them by chance."""
    return all(_answers(url) for _ in range(20))


def _answers(url: str) -> bool:
    try:
        return httpx.post(url, json=QUESTION, timeout=30).status_code == 200
    except httpx.TransportError:
        return False


def test_a_worker_that_is_killed_is_replaced_and_sigterm_ends_all(served: Neo4jProcess) -> None:
    with _serve(served) as (process, url):
        _until(lambda: len(_children(process.pid)) == 2, START_SECONDS)
        workers = _children(process.pid)
        os.kill(min(workers), signal.SIGKILL)
        _until(lambda: len(_living(_children(process.pid) - {min(workers)})) == 2, START_SECONDS)
        assert _all_answer(url)
        workers = _children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert not _living(workers)


def test_connections_are_shared_out_between_the_workers_and_counted_together(served: Neo4jProcess) -> None:
    with _serve(served) as (process, url):
        before = _counted(url)
        for _ in range(40):
            assert _answers(url)
        assert _counted(url) - before == 40
        # Each keeps its numbers in files of its own.
        (folder,) = _metrics_folders(process.pid)
        files = {path.name.rpartition("_")[2] for path in folder.glob("counter_*.db")}
        workers = _children(process.pid)
        assert files == {f"{worker}.db" for worker in workers}
        os.kill(min(workers), signal.SIGKILL)
        _until(lambda: not [*folder.glob(f"gauge_live*_{min(workers)}.db")], START_SECONDS)
        _until(lambda: _all_answer(url), START_SECONDS)
        assert _counted(url) - before >= 40, "what a worker counted stays counted"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert not folder.exists()


def _metrics_folders(pid: int) -> set[Path]:
    found = set()
    for worker in _children(pid):
        variables = Path(f"/proc/{worker}/environ").read_bytes().split(b"\0")
        found |= {Path(each.partition(b"=")[2].decode()) for each in variables if b"MULTIPROC" in each}
    return found


def _counted(url: str) -> float:
    told = httpx.get(url.removesuffix("graphql") + "metrics", timeout=30).text
    (count,) = re.findall(r'^graphql_requests_total{method="POST",status="200"} (\S+)$', told, re.MULTILINE)
    return float(count)


def test_workers_refuse_an_address_in_use(served: Neo4jProcess) -> None:
    with _serve(served) as (_, url):
        server = {"NEO4J_URI": served.uri, "NEO4J_PASSWORD": served.password}
        environment = os.environ | server | {"PORT": str(urlsplit(url).port)}
        command = [sys.executable, "-m", "cli", "serve", "--workers", "2"]
        second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert second.returncode == 1
        assert "cannot be used" in second.stderr


def test_kill_9_leaves_no_worker(served: Neo4jProcess) -> None:
    with _serve(served) as (process, _):
        workers = _children(process.pid)
        assert workers
        process.kill()
        process.wait()
        _until(lambda: not _living(workers), 30)


def test_a_new_graph_reaches_every_worker_without_a_refusal(
    served: Neo4jProcess, run: Callable[[Any], Any]
) -> None:
    run(_changed(served))


async def _changed(served: Neo4jProcess) -> None:
    with listen("127.0.0.1", 0, "PORT") as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}/graphql"
        workers = Workers(_database(served), door, 2)
        answering = asyncio.create_task(workers.answer())
        statuses: list[int] = []

        async def ask() -> None:
            while not answering.done():
                # A connection each, so that both workers are asked.
                async with httpx.AsyncClient(timeout=90) as client:
                    statuses.append((await client.post(url, json=QUESTION)).status_code)

        asking = [asyncio.create_task(ask()) for _ in range(4)]
        try:
            for _ in range(3):
                seen = len(statuses)
                while len(statuses) < seen + 10:
                    await asyncio.sleep(0.05)
                await workers.leave(await workers.swap(_database(served)), 30)
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
            await workers.stop()
            await answering
            await workers.current.close()
    assert set(statuses) == {200}


def test_a_worker_that_is_stopped_is_ended_and_replaced(
    served: Neo4jProcess, run: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_handle, "SILENT_SECONDS", 2 * worker_handle.ALIVE_SECONDS)
    heard, hear = [], WorkerHandle._handle_message

    async def noted(worker: WorkerHandle, *words: str) -> None:
        heard.append((worker.pid, words[0]))
        await hear(worker, *words)

    monkeypatch.setattr(WorkerHandle, "_handle_message", noted)
    run(_stopped_and_replaced(served))
    # One that has nothing to do is not silent, and stays.
    assert [pid for pid, word in heard if word == "alive"]
    assert len({pid for pid, word in heard if word == "ready"}) == 3


async def _stopped_and_replaced(served: Neo4jProcess) -> None:
    before = _children(os.getpid())
    with listen("127.0.0.1", 0, "PORT") as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}/graphql"
        workers = Workers(_database(served), door, 2)
        answering = asyncio.create_task(workers.answer())
        try:
            await asyncio.to_thread(_until, lambda: _all_answer(url), START_SECONDS)
            stopped = min(_children(os.getpid()) - before)
            os.kill(stopped, signal.SIGSTOP)
            await asyncio.to_thread(_until, lambda: not _living({stopped}), 30)
            await asyncio.to_thread(_until, lambda: _all_answer(url), START_SECONDS)
        finally:
            await workers.stop()
            await answering
            await workers.current.close()


def test_a_database_is_left_when_no_worker_asks_it(run: Callable[[Any], Any]) -> None:
    run(_left())


async def _left() -> None:
    script = """
import sys
print("ready 1", flush=True)
sys.stdin.readline()
print("left 1", flush=True)
sys.stdin.readline()
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    worker = WorkerHandle(process)
    listening = asyncio.create_task(worker.listen())
    await worker.wait_until_uses(1)
    leaving = asyncio.create_task(worker.wait_until_released(1))
    done, _ = await asyncio.wait({leaving}, timeout=0.2)
    assert not done
    process.stdin.write(b"\n")
    await leaving
    await worker.stop()
    await listening


def test_workers_that_cannot_start_are_given_up_with_a_reason(
    run: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_FORMAT", "no such form")
    with pytest.raises(WorkerDied, match="A worker ended with status 1 before it was ready"):
        run(_given_up())


async def _given_up() -> None:
    database = Database.connect("bolt://127.0.0.1:9", auth=("neo4j", ""))
    with listen("127.0.0.1", 0, "PORT") as door:
        workers = Workers(database, door, 1)
        try:
            await asyncio.wait_for(workers.answer(), START_SECONDS)
        finally:
            await workers.stop()
            await database.close()


def _database(served: Neo4jProcess) -> Database:
    return Database.connect(served.uri, auth=served.auth, browser_url=served.browser_url)


def test_the_number_of_workers_is_at_least_one() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "cli", "serve", "--workers", "0"], cwd=ROOT, capture_output=True, text=True
    )
    assert asked.returncode == 2
    assert "--workers" in asked.stderr
