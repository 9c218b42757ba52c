"""The page of the dearest operations: docs/performance-dearest.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from math import isfinite
from pathlib import Path

from bench.dearest import Dear
from bench.markdown import table
from graph.settings import Settings

_HEADER = (
    *("operation", "cost", "of the allowed", "alone, ms: best", "median", "CPU ms", "cost a CPU ms"),
    *("db hits", "answer, KB", "memory of a statement, MB"),
)


def write_dearest(found: Sequence[Dear], page: Path) -> None:
    """Write the page."""
    allowed = Settings().max_cost
    ordered = sorted(found, key=lambda dear: dear.rate)
    rates = [dear.rate for dear in ordered if isfinite(dear.cpu)]
    day, cores = date.today().isoformat(), os.cpu_count()
    page.write_text(
        f"""# The dearest operations

Made by `make bench` on {day}, on the shipped graph with Neo4j's usual settings and {cores} cores,
which Neo4j, the server and the client share with whatever else ran. Each kind has one root field under as
many aliases, with pages as large, as all limits together allow; questions are the documented ones, as they
stand. Times are of the whole request after the first, which Neo4j had to plan; CPU is the mean of server and
Neo4j. Database hits have no noise, times do: compare the best.

{allowed:,} is allowed, and a unit is meant to be a microsecond of CPU: 1,000 a CPU millisecond. Here it is
from {rates[0]:,.0f} to {rates[-1]:,.0f}, and {_within(rates)} of {len(rates)} operations are within a factor
of five of each other.

{table(_HEADER, [_row(dear, allowed) for dear in ordered])}

Where an operation stops below what is allowed, another limit stops it: aliases, fields, tokens or what Neo4j
has to plan. What has far more cost for its time found sooner what it might have had to look for: paths
between neighbours, and lists that are shorter than they usually are.
""",
        "utf-8",
    )


def _within(rates: Sequence[float]) -> int:
    """How many lie within a factor of five, at most."""
    return max(sum(low <= rate <= 5 * low for rate in rates) for low in rates)


def _row(dear: Dear, allowed: int) -> Sequence[str]:
    asked = dear.asked
    return (
        *(asked.name, f"{asked.cost:,}", f"{asked.cost / allowed:.0%}"),
        *(f"{dear.best:,.1f}", f"{dear.middle:,.1f}", f"{dear.cpu:,.1f}", f"{dear.rate:,.0f}"),
        *(f"{dear.hits:,}", f"{dear.bytes / 1000:,.0f}", f"{dear.memory / 1e6:.1f}"),
    )
