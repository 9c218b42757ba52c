"""Which part of the graph is exported; each part holds the evidence and the sources of all that is in it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import dataclass

from graph.errors import ExportRefused
from graph.export.reader import Reader

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """The entities with these ids, sorted, and the relationships among them; None: the whole dataset."""

    ids: tuple[str, ...] | None = None


WHOLE = Scope()


def require_depth(depth: int) -> None:
    """Raise ExportRefused for a number of steps that is none, or too many."""
    if not 1 <= depth <= DEEPEST:
        raise ExportRefused(f"The depth is {depth}; it can be from 1 to {DEEPEST}.")


async def around(reader: Reader, centre: str, depth: int) -> Scope:
    """What lies around a node: up to `depth` steps away, not through evidence, sources and what is derived.

    Raises ExportRefused for a depth that is none, and for an id that nothing has; StoreError.
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


async def of_findings(reader: Reader, ids: Iterable[str]) -> Scope:
    """The findings with these ids, and everything one step from them. Raises StoreError."""
    found = set(ids)
    return await _with_evidence(reader, found | await reader.ids("ids_one_step_from", found))


async def _with_evidence(reader: Reader, kept: set[str]) -> Scope:
    """The scope of these ids, and of all that they and the relationships among them rest on."""
    fresh = kept
    while fresh:
        found = await reader.ids("ids_of_evidence", fresh)
        async with aclosing(reader.relationships(sorted(kept))) as rows:
            async for *_, properties in rows:
                found.update(properties.get("evidenceIds", ()))
        fresh = found - kept
        kept = kept | fresh
    return Scope(tuple(sorted(kept)))
