"""The page of the pages: docs/performance-pages.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.markdown import table
from bench.pages import CONNECTIONS, Crawl, MeasuredPage
from graph.settings import Settings

_HEADER = (
    *("page", "cost", "of the allowed", "on the wire, KB"),
    *("made: p50 alone, ms", "made: p99 at 8, ms", "kept: p50 alone, ms", "kept: p99 at 8, ms"),
)


def write_pages(found: Sequence[MeasuredPage], crawl: Crawl, page: Path) -> None:
    """Write the page."""
    allowed = Settings().max_cost
    day, cores = date.today().isoformat(), os.cpu_count()
    rate = crawl.pages / crawl.seconds
    wrong = "\n".join(f"- {each}" for each in crawl.wrong[:20]) or "All were answered with 200."
    page.write_text(
        f"""# What the pages cost

Made by `make bench` on {day}, on the shipped graph with {cores} cores, which Neo4j, the server and
the client share with whatever else ran. Each page was asked for its fullest node and for others down to
the emptiest; cost and bytes are those of the largest. *Made*: without a cache, as the first reader of a page
meets it after a publication. *Kept*: as served, where whoever comes next gets the page that was made.

{table(_HEADER, [_row(each, allowed) for each in found])}

The pages of all {crawl.pages:,} nodes, on {CONNECTIONS} connections: {crawl.seconds:,.0f} s,
{rate:,.0f} a second.
{wrong}
""",
        "utf-8",
    )


def _row(measured: MeasuredPage, allowed: int) -> Sequence[str]:
    times = (each for found in (measured.made, measured.kept) for each in (found.p50, found.p99))
    return (
        measured.name,
        f"{measured.cost:,}",
        f"{measured.cost / allowed:.1%}",
        f"{measured.bytes / 1000:,.1f}",
        *(f"{seconds * 1000:,.1f}" for seconds in times),
    )
