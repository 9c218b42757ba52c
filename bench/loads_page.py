"""The page of loads: docs/performance-loads.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.loads import CLIENTS, Beside
from bench.markdown import table


def write_loads(found: Sequence[Beside], page: Path, *, seconds: float) -> None:
    """Write the page."""
    rows = [
        (
            *(each.name, f"{each.p99:,.0f}", f"{max(each.times):,.0f}"),
            *("; ".join(f"{many} x {answer}" for answer, many in sorted(each.answers.items())),),
            *(f"{each.server:,.0f}", f"{each.neo4j:,.0f}"),
        )
        for each in found
    ]
    header = (
        *("operation", "a force's history beside it, p99, ms", "the slowest"),
        *("answers by status and code", "server, MB", "Neo4j, MB"),
    )
    day, cores = date.today().isoformat(), os.cpu_count()
    page.write_text(
        f"""# Dear operations at once

Made by `python -m bench --loads` on {day}, on the shipped graph with Neo4j's usual settings and {cores}
cores: {CLIENTS} clients ask for one of the dearest allowed operations for {seconds:g} s, each as soon as
it is answered, and another reads a page of a force's history up to fifty times a second. Who is not
admitted in time is answered `BUSY`.

{table(header, rows)}
""",
        "utf-8",
    )
