"""A streaming format needs no more memory for a larger graph."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from graph.export.formats import FORMATS
from graph.export.graph import Tables, ValueType
from graph.export.records import About, Node, Relationship
from tests.helpers.generated_graphs import ABOUT
from tests.helpers.paths import ROOT
from tests.helpers.process_memory import peak

FEW, MANY = 2_000, 60_000
# What the larger graph itself would take is some hundred times as much.
ALLOWED_MB = 30
# DuckDB keeps what it wrote until it has that much, and is larger by that in the end.
OF_DUCKDB_MB = 100


@dataclass(frozen=True)
class ManyFindings:
    """So many findings, each with its theme, made while they are read."""

    count: int
    about: About = ABOUT

    async def tables(self) -> Tables:
        return Tables({"Finding": {"summary": ValueType.TEXT}}, {"BROADER": {"evidenceIds": ValueType.TEXTS}})

    async def nodes(self) -> AsyncGenerator[Node]:
        for number in range(self.count):
            summary = f"Officers were slow to tell social workers about child number {number}. " * 5
            yield Node(f"finding:{number}", ("Entity", "Finding"), {"summary": summary})

    async def relationships(self) -> AsyncGenerator[Relationship]:
        for number in range(self.count):
            own = f"finding:{number}"
            yield Relationship(
                f"BROADER|{own}|{own}", "BROADER", own, own, {"evidenceIds": [f"evidence:{number}"]}
            )


async def grown() -> dict[str, float]:
    """How many MB this process grew in each format while it wrote the larger graph after the smaller."""
    found = {}
    for name, chosen in FORMATS.items():
        if chosen.streams:
            await _written(name, FEW)
            before = peak()
            await _written(name, MANY)
            found[name] = (peak() - before) / 1024**2
    return found


async def _written(name: str, count: int) -> None:
    async for _ in FORMATS[name].write(ManyFindings(count)):
        pass


def test_a_streaming_format_needs_constant_memory() -> None:
    """In a process of its own, so that the peak is of nothing else."""
    module = [sys.executable, "-m", "tests.graph.export.test_memory"]
    done = subprocess.run(module, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found.pop("duckdb") < OF_DUCKDB_MB
    assert {name: grown for name, grown in found.items() if grown > ALLOWED_MB} == {}
    assert set(FORMATS) - set(found) == {"graphml", "gexf", "followthemoney", "duckdb"}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(grown())))
