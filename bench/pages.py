"""The pages for readers: what each costs, and a crawl of the page of every node, on the shipped graph."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from bench.load import Get, answered, load
from bench.servers import Server
from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from web.addresses import FOLDERS, path_of
from web.page import Page
from web.pages import PAGES

SPREAD, CONNECTIONS, SECONDS = 12, 8, 2.0


@dataclass(frozen=True)
class Times:
    """Seconds alone in the middle, and at the 99th percentile of eight connections."""

    p50: float
    p99: float


@dataclass(frozen=True)
class MeasuredPage:
    """One page over several nodes, the fullest among them: its largest cost; bytes on the wire, at most;
    its times made anew each time, and as served, where the page is kept."""

    name: str
    cost: int
    bytes: int
    made: Times
    kept: Times


@dataclass(frozen=True)
class Crawl:
    """A walk through the pages of all nodes: how many, in how many seconds, and those not answered 200."""

    pages: int
    seconds: float
    wrong: Sequence[str]


def measure_pages(
    server: Server, keeping: Server, neo4j: Neo4jProcess, report: Callable[[str], None]
) -> tuple[Sequence[MeasuredPage], Crawl]:
    """Measure each page on a server that keeps none and on one that does, then crawl those of all nodes."""
    with SyncDatabase(neo4j.uri, auth=neo4j.auth) as database:
        paths = {page: [*_spread(database, page)] for page in PAGES}
        everything = [path for page in PAGES if _label(page) for path in _all(database, page)]
    measured = []
    for page, some in paths.items():
        if not some:
            continue
        measured.append(asyncio.run(_measured(server, keeping, page, some)))
        report(f"{page.name}: {measured[-1]}")
    return measured, asyncio.run(_crawled(server, everything))


def _label(page: Page) -> str | None:
    """The label of the nodes that a page is about; None for a page of no node, or a part of one."""
    folder, *rest = page.path.strip("/").split("/")
    return FOLDERS.get(folder) if rest == ["{name}"] else None


def _all(database: SyncDatabase, page: Page) -> Iterator[str]:
    rows = database.rows(f"MATCH (n:{_label(page)}) RETURN n.id ORDER BY COUNT {{ (n)--() }} DESC, n.id")
    yield from (path_of(row[0]) for row in rows)


def _spread(database: SyncDatabase, page: Page) -> Iterator[str]:
    """The page of the fullest node, and others down to the emptiest; the page itself where it is of none."""
    if _label(page):
        paths = [*_all(database, page)]
        yield from paths[:: max(1, len(paths) // SPREAD)]
    elif "{" not in page.path:
        yield page.path


async def _measured(server: Server, keeping: Server, page: Page, paths: Sequence[str]) -> MeasuredPage:
    bodies = [await answered(Get(f"{_origin(server)}{path}")) for path in paths]
    costs = [await _cost(server, "/index" if path == "/" else path) for path in paths]
    made, kept = await _times(server, paths), await _times(keeping, paths)
    return MeasuredPage(page.name, max(costs), max(map(len, bodies)), made, kept)


async def _times(server: Server, paths: Sequence[str]) -> Times:
    gets = [Get(f"{_origin(server)}{path}") for path in paths]
    for get in gets:
        await answered(get)
    alone = await load(gets, connections=1, seconds=SECONDS)
    crowded = await load(gets, connections=CONNECTIONS, seconds=SECONDS)
    return Times(alone.percentile(50), crowded.percentile(99))


async def _cost(server: Server, stem: str) -> int:
    answer = orjson.loads(await answered(Get(f"{_origin(server)}{stem}.json", "identity")))
    return int(answer["extensions"]["cost"]["asked"])


async def _crawled(server: Server, paths: Sequence[str]) -> Crawl:
    waiting, wrong = iter(paths), list[str]()

    async def one() -> None:
        for path in waiting:
            try:
                await answered(Get(f"{_origin(server)}{path}"))
            except RuntimeError as error:
                wrong.append(f"{path}: {error}")

    begun = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return Crawl(len(paths), time.perf_counter() - begun, wrong)


def _origin(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"
