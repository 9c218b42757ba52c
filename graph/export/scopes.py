"""The part of the graph to export. A part includes the evidence and the sources of everything in it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import dataclass

from graph.errors import ExportRefused
from graph.export.reader import ExportReader

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class ExportScope:
    """The entities with these ids (sorted) and the relationships among them; None: the whole dataset."""

    ids: tuple[str, ...] | None = None


WHOLE = ExportScope()


def require_depth(depth: int) -> None:
    """Raise ExportRefused for a number of steps out of range."""
    if not 1 <= depth <= DEEPEST:
        raise ExportRefused(f"The depth is {depth}; it can be from 1 to {DEEPEST}.")


async def around(reader: ExportReader, centre: str, depth: int) -> ExportScope:
    """A node and its surroundings: up to `depth` steps, not through evidence, sources or derived edges.

    Raises ExportRefused for an invalid depth or an unknown id, and StoreError.
    """
    require_depth(depth)
    frontier = set(await reader.read("id_known_as", id=centre))
    if not frontier:
        raise ExportRefused(f"Nothing has the id '{centre}'.")
    reached = set(frontier)
    for _ in range(depth):
        frontier = await reader.ids("ids_near", frontier) - reached
        reached |= frontier
    return await _with_evidence(reader, reached)


async def of_entities(reader: ExportReader, ids: Iterable[str]) -> ExportScope:
    """The entities with these ids and everything one step from them. Raises StoreError."""
    found = set(ids)
    return await _with_evidence(reader, found | await reader.ids("ids_one_step_from", found))


async def _with_evidence(reader: ExportReader, included: set[str]) -> ExportScope:
    """The scope of these ids and of the evidence and sources behind them and their relationships."""
    fresh = included
    while fresh:
        found = await reader.ids("ids_of_evidence", fresh)
        async with aclosing(reader.relationships(sorted(included))) as rows:
            async for *_, properties in rows:
                found.update(properties.get("evidenceIds", ()))
        fresh = found - included
        included = included | fresh
    return ExportScope(tuple(sorted(included)))
