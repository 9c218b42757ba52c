"""Dates in what clients pass in: what they are compared by, and the days of `between` (docs/dates.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.errors import BadInput


def day_of(date: str) -> str:
    """The property that a date is compared and ordered by. A node's own date is compared by the day that
    the node has in every list; any other by the earliest day that it can mean."""
    return "day" if date == "date" else f"{date}Day"


def days(between: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The bounds of `between`, if there is a day between them; raises BadInput."""
    found = between or {}
    start, end = found.get("from"), found.get("to")
    if start is not None and end is not None and start >= end:
        raise BadInput(
            f"`between` is from {start} to {end}, which holds no day; `to` is the day after the last."
        )
    return found
