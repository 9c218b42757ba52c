"""The fields of the domain as properties of a graph: plain values, and for dates and periods their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from enum import StrEnum
from typing import Any

from graph.model.dates import PartialDate, Period
from graph.model.nodes import Entity
from seed.rows import Value
from seed.values import camel


def properties_of(node: Entity) -> dict[str, Value]:
    """The properties of a node, without those that depend on other nodes."""
    return plain((item.name, getattr(node, item.name)) for item in fields(node))


def plain(items: Iterable[tuple[str, Any]]) -> dict[str, Value]:
    """Named values of the domain as properties. None, and a list in which no text is filled, are left out:
    neo4j-admin cannot tell such a list from a missing one."""
    return {name: value for field, found in items for name, value in _values(camel(field), found)}


def _values(name: str, found: Any) -> Iterator[tuple[str, Value]]:
    match found:
        case None:
            return
        case Period():
            yield from _period(found)
        case PartialDate():
            yield name, str(found)
            yield f"{name}Day", found.first
        case StrEnum():
            yield name, found.value
        case tuple():
            if any(found):
                yield name, found
        case _:
            yield name, found


def _period(period: Period) -> Iterator[tuple[str, Value]]:
    if period.start:
        yield "validFrom", str(period.start)
    if period.end:
        yield "validTo", str(period.end)
    yield "validToState", period.end_state.value
    yield from zip(("startFirst", "startLast", "endFirst", "endLast"), period.bounds(), strict=True)
