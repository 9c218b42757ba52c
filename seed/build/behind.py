"""Derive the framework of the inspections that an entry of a history is about."""

from __future__ import annotations

from graph.model.nodes import (
    Correspondence,
    Entity,
    Finding,
    Inspection,
    Judgement,
    Recommendation,
    Review,
    Statement,
)
from seed.indexed import Indexed

# By type, the ways to what an entry is about; the inspections at their ends have a framework.
_WAYS: dict[type[Entity], tuple[str, ...]] = {
    Finding: ("<FOUND",),
    Recommendation: ("<RECOMMENDED",),
    Review: ("<REVIEWED", "REVIEW_OF"),
    Statement: ("ANSWERS", "DISPUTES", "QUALIFIES", "DOES_NOT_DISPUTE", "ABOUT"),
    Correspondence: ("ANSWERS", "<MADE_IN"),
}


def framework_behind(records: Indexed, own: str) -> str | None:
    """The framework of the inspections that a node is about; None unless it is exactly one."""
    found = _frameworks(records, own, set())
    return found.pop() if len(found) == 1 else None


def _frameworks(records: Indexed, own: str, seen: set[str]) -> set[str]:
    node = records.nodes[own].node
    if isinstance(node, (Inspection, Judgement)):
        return {node.framework}
    seen.add(own)
    ways = _WAYS.get(type(node), ())
    ends = {end for way in ways for end, _ in records.along(way, own)} - seen
    return {found for end in sorted(ends) for found in _frameworks(records, end, seen)}
