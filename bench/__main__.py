"""`python -m bench`: measure, and write docs/performance.md and the pages beside it."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from bench.country import SIZES
from bench.dearest import measure_dearest
from bench.dearest_page import write_dearest
from bench.loads import measure_loads
from bench.loads_page import write_loads
from bench.pages import measure_pages
from bench.pages_page import write_pages
from bench.real import measure_real
from bench.real_page import write_real
from bench.report import write_report
from bench.rounds import run_size
from bench.servers import OURS, serving
from bench.stores import shipped_store
from graph.settings import Settings
from graph.store.running import running

ROOT = Path(__file__).resolve().parent.parent
HEAP, PAGE_CACHE = "2g", "4g"


def main() -> int:
    """Measure the chosen sizes; returns 1 if any two servers answered differently."""
    given = argparse.ArgumentParser(prog="bench", description=__doc__)
    given.add_argument("--sizes", default="S,L", help=f"of {', '.join(SIZES)} (default: %(default)s)")
    given.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    given.add_argument(
        "--seconds", type=float, default=5.0, help="of each measurement (default: %(default)s)"
    )
    given.add_argument("--page", type=Path, default=ROOT / "docs" / "performance.md", help="what to write")
    given.add_argument("--dearest", action="store_true", help="measure the dearest operations alone")
    given.add_argument("--pages", action="store_true", help="measure the pages for readers alone")
    given.add_argument("--real", action="store_true", help="measure the real graph's questions alone")
    given.add_argument(
        "--loads", action="store_true", help="measure sixteen clients of each dear kind, and nothing else"
    )
    asked = given.parse_args()
    if asked.loads:
        _loads(asked.page.with_name("performance-loads.md"), asked.seconds)
        return 0
    alone = asked.dearest or asked.pages or asked.real
    if asked.dearest or not alone:
        _dearest(asked.page.with_name("performance-dearest.md"))
    if asked.pages or not alone:
        _pages(asked.page.with_name("performance-pages.md"))
    if asked.real or not alone:
        _real(asked.page.with_name("performance-real.md"), asked.rounds, asked.seconds)
    if alone:
        return 0
    settings = replace(Settings.from_environ(os.environ), heap=HEAP, page_cache=PAGE_CACHE)
    results = []
    for size in asked.sizes.split(","):
        results.append(run_size(size, settings, report, rounds=asked.rounds, seconds=asked.seconds))
        # A later size that fails takes nothing of this one with it.
        write_report(results, asked.page, settings, rounds=asked.rounds, seconds=asked.seconds)
        report(f"Written: {asked.page}, with {size}")
    return 1 if any(result.differences for result in results) else 0


def _dearest(page: Path) -> None:
    settings = Settings.from_environ(os.environ)
    store = shipped_store(settings, report)
    with running(store, read_only=True, settings=settings) as neo4j, serving(OURS, neo4j) as server:
        write_dearest(measure_dearest(server, neo4j, report), page)
    report(f"Written: {page}")


def _pages(page: Path) -> None:
    settings = Settings.from_environ(os.environ)
    store = shipped_store(settings, report)
    kept = {"RESPONSE_CACHE_MB": str(settings.response_cache)}
    with (
        running(store, read_only=True, settings=settings) as neo4j,
        serving(OURS, neo4j) as server,
        serving(OURS, neo4j, settings=kept) as keeping,
    ):
        write_pages(*measure_pages(server, keeping, neo4j, report), page)
    report(f"Written: {page}")


def _loads(page: Path, seconds: float) -> None:
    settings = Settings.from_environ(os.environ)
    store = shipped_store(settings, report)
    with running(store, read_only=True, settings=settings) as neo4j, serving(OURS, neo4j) as server:
        write_loads(measure_loads(server, neo4j, report, seconds=seconds), page, seconds=seconds)
    report(f"Written: {page}")


def _real(page: Path, rounds: int, seconds: float) -> None:
    settings = Settings.from_environ(os.environ)
    store = shipped_store(settings, report)
    with running(store, read_only=True, settings=settings) as neo4j:
        found, alone = measure_real(neo4j, report, rounds=rounds, seconds=seconds)
    write_real(found, alone, page, rounds=rounds, seconds=seconds)
    report(f"Written: {page}")


def report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
