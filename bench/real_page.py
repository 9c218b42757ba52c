"""The page of the real graph: docs/performance-real.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median

from bench.markdown import table
from bench.real import LEAST, LEAST_MEDIAN, Compared

_HEADER = (
    *("question", "this project against Cypher by hand", "a second", "by hand", "p50, ms", "by hand"),
    *("db hits", "by hand"),
)


def write_real(
    found: Sequence[Compared], alone: Sequence[str], page: Path, *, rounds: int, seconds: float
) -> None:
    """Write the page; ``alone`` are the documented questions that nobody wrote by hand."""
    ratios = [each.ratio for each in found]
    slower = sum(ratio < LEAST for ratio in ratios)
    day, cores = date.today().isoformat(), os.cpu_count()
    page.write_text(
        f"""# The real graph

Made by `make bench` on {day}, on the shipped graph with Neo4j's usual settings and {cores} cores, which
Neo4j, both servers and the client share: medians of {rounds} rounds of {seconds:g} s, after one that does not
count. In each, this project and Cypher by hand (`bench/questions/real`, in bare Starlette) are asked in turn,
at 16 connections for the answers a second and at one for the milliseconds; exports are asked one at a time.
Their answers are equal in every value, or nothing is measured. Database hits have no noise, times do.

At least {LEAST:g} of what is written by hand is the aim, and {LEAST_MEDIAN:.1f} in the median. Here
the median is **{median(ratios):.2f}**, and {slower} of {len(found)} are below {LEAST:g}.

{table(_HEADER, [_row(each) for each in sorted(found, key=lambda each: each.ratio)])}

Not written by hand: {", ".join(alone) or "none"}.
""",
        "utf-8",
    )


def _row(compared: Compared) -> Sequence[str]:
    rates, middles = (
        [median(each) for each in zip(*pairs, strict=True)] for pairs in (compared.rates, compared.p50)
    )
    hits = [f"{hits:,}" if hits else "" for hits in compared.hits]
    return (
        *(compared.name, f"{compared.ratio:.2f}", *(f"{each:,.1f}" for each in rates)),
        *(f"{each:,.1f}" for each in middles),
        *hits,
    )
