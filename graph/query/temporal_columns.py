"""Which nodes and relationships hold a period or a day, so that a condition on time asks no others."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from graph.model.nodes import DATED_LABELS, LABELS
from graph.model.relationships import RELATIONSHIP_TYPES
from graph.query.patterns import patterns


@dataclass(frozen=True)
class Times:
    """Whether a node or relationship may hold a period, whether it may hold a day, and whether all do."""

    period: bool
    dated: bool
    always_dated: bool = False


@lru_cache(maxsize=1024)
def times(pattern: str, column: str) -> Times:
    """What the node or the edge of a pattern holds."""
    found = patterns()[pattern]
    if column == "node":
        labels = set(found.ends)
        if not labels <= LABELS.keys():
            return Times(period=True, dated=True)
        period = any(map(_has_period, labels))
        return Times(
            period,
            not labels.isdisjoint(DATED_LABELS),
            labels <= {*DATED_LABELS},
        )
    known = [RELATIONSHIP_TYPES.get(name) for name in found.edge_types]
    if not known:
        # Any relationship but what the build derives: a day on it is the key of an index, and not its own.
        return Times(period=True, dated=False)
    # What the build derives has a day, and no period.
    return Times(
        any(row and "period" in row.properties for row in known),
        None in known,
    )


def _has_period(label: str) -> bool:
    return any("Period" in str(each.type) for each in fields(LABELS[label]))
