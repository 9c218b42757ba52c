"""The rule of dates (docs/dates.md), implemented independently: which day stands for a date, what is there
on a day for `asOf`, and which days `between` holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graphql import GraphQLError

from tests.oracle.graph import Node, Relationship

END_OF_TIME = date(9999, 12, 31)  # the day of what has no known day, and the end of what has not ended
# Relationships that say on which day something happened. The day of any other is the key of an index: that of
# what stands in the pages of its owner, whichever end was asked.
_HAPPENED = ("IN_HISTORY_OF", "JUDGED_IN_AREA_OF")


def earliest(published: str) -> date:
    """The first day that a partial date can mean."""
    year, month, day = (*(int(part) for part in published.split("-")), 1, 1)[:3]
    return date(year, month, day)


def day_of(node: Node, name: str) -> date | None:
    """The day that stands for a date of a node; None where none is known. A node's own date is no earlier
    than what it answers, or stands in: that day the build worked out."""
    if name == "date":
        day = node.values.get("day")
        return day if isinstance(day, date) and day < END_OF_TIME else None
    published = node.values.get(name)
    return None if published is None else earliest(published)


def may_be_there(held: Node | Relationship | None, day: date | None) -> bool:
    """What has a period may have held on the day; what has a day happened by then, and what has none that is
    known did not for all that is known; all else was always there."""
    if held is None or day is None:
        return True
    values = held.values
    if "startFirst" in values and not (values["startFirst"] <= day and _before(day, values["endLast"])):
        return False
    if isinstance(held, Relationship) and held.type not in _HAPPENED:
        return True
    return bool(values.get("day", day) <= day)


def certainly_holds(held: Node | Relationship, day: date) -> bool:
    """Whether the period of a node or relationship includes a day whichever of its possible days are true."""
    first, end = held.values["startLast"], held.values["endFirst"]
    return bool(first <= day and first != END_OF_TIME and _before(day, end))


def _before(day: date, end: date) -> bool:
    """Whether a day is before an end, or there is none yet."""
    return day < end or end == END_OF_TIME


def is_between(day: date, between: Mapping[str, Any] | None) -> bool:
    """Whether a day is in `between`; one that is not known is in none that has a bound. Raises for bounds
    that hold no day."""
    start, end = (between or {}).get("from"), (between or {}).get("to")
    if start and end and start >= end:
        raise GraphQLError(
            f"`between` is from {start} to {end}, which holds no day; `to` is the day after the last."
        )
    if not start and not end:
        return True
    return day < END_OF_TIME and (not start or start <= day) and (not end or day < end)
