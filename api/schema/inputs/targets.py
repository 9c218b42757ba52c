"""Which type a pattern leads to, by the labels in its file."""

from __future__ import annotations

from graph.model.nodes import LABELS, ORGANISATIONS
from graph.query.patterns import patterns


def target(pattern: str) -> str | None:
    """The one type of the nodes that a pattern leads to, or the interface that they share; None
    where its rows hold no node of the graph."""
    ends = patterns()[pattern].ends
    if len(ends) == 1:
        return ends[0] if ends[0] in LABELS or ends[0] == "Entity" else None
    return "Organisation" if set(ends) <= set(ORGANISATIONS) else "Entity"
