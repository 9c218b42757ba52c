"""What is there on a day, for `asOf`."""

from __future__ import annotations

from datetime import date

from tests.oracle.graph import Node, Relationship


def may_be_there(held: Node | Relationship | None, day: date | None) -> bool:
    """What has a period may have held on the day; what has a day had happened; all else was always there."""
    if held is None or day is None:
        return True
    values = held.values
    if "startFirst" in values and not values["startFirst"] <= day < values["endLast"]:
        return False
    return bool(values.get("day", day) <= day)


def certainly_holds(held: Node | Relationship, day: date) -> bool:
    """Whether the period of a node or relationship includes a day whichever of its possible days are true."""
    values = held.values
    return bool(values["startLast"] <= day < values["endFirst"])
