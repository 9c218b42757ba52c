"""Convert domain fields to graph properties: plain values, and the days of dates and periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from graph.model.dates import Cycle, PartialDate, Period
from graph.model.nodes import Entity, fields_of
from graph.model.spelling import camel
from seed.rows import Value


def properties_of(node: Entity) -> dict[str, Value]:
    """The properties of a node, except those that depend on other nodes."""
    return plain(fields_of(node).items())


def plain(items: Iterable[tuple[str, Any]]) -> dict[str, Value]:
    """Convert domain values to properties. None and lists of only empty texts are omitted: neo4j-admin cannot
    distinguish such a list from a missing one."""
    values: dict[str, Value] = {}
    for field, found in items:
        name = camel(field)
        match found:
            case None:
                pass
            case Period():
                values.update(_period(found))
            case PartialDate():
                values[name] = str(found)
                values[f"{name}Day"] = found.first
            case Cycle():
                values[name] = str(found)
            case StrEnum():
                values[name] = found.value
            case tuple():
                if any(found):
                    values[name] = tuple(map(str, found))
            case _:
                values[name] = found
    return values


def _period(period: Period) -> Iterator[tuple[str, Value]]:
    if period.start:
        yield "validFrom", str(period.start)
    if period.end:
        yield "validTo", str(period.end)
    yield "validToState", period.end_state.value
    yield from zip(("startFirst", "startLast", "endFirst", "endLast"), period.bounds(), strict=True)
