"""Pages of a list: the whole list is made, and the page is cut from it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from tests.oracle.listed import Keys, Row
from tests.oracle.orders import Order

Arguments = Mapping[str, Any]

USUAL, LARGEST = 20, 100


@dataclass(frozen=True)
class Page:
    """The rows of a page, those of the whole list, and whether any precede or follow the page."""

    order: Order
    here: Sequence[Row]
    rows: Sequence[Row]
    precede: bool
    follow: bool

    def cursor(self, row: Row) -> str:
        text = json.dumps([self.order.mark, *self.order.keys(row)], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def size(arguments: Arguments, argument: str) -> int:
    """How many rows an argument asks for."""
    given = arguments.get(argument)
    if given is None:
        return USUAL
    if not 0 <= given <= LARGEST:
        raise GraphQLError(f"`{argument}` is {given}; it can be from 0 to {LARGEST}.")
    return int(given)


def page(order: Order, found: Sequence[Row], arguments: Arguments) -> Page:
    """The page of a list that `first`, `after`, `last` and `before` ask for."""
    backwards = arguments.get("last") is not None
    if backwards and arguments.get("first") is not None:
        raise GraphQLError("`first` and `last` are both given; a page is counted from one end.")
    limit = size(arguments, "last" if backwards else "first")
    rows = order.sorted(found)
    lowest, highest = 0, len(rows)
    if arguments.get("after") is not None:
        keys = _read(order, arguments["after"], "after")
        lowest = sum(order.compare(order.keys(row), keys) <= 0 for row in rows)
    if arguments.get("before") is not None:
        keys = _read(order, arguments["before"], "before")
        highest = sum(order.compare(order.keys(row), keys) < 0 for row in rows)
    if backwards:
        start, end = max(lowest, highest - limit), max(lowest, highest)
    else:
        start, end = lowest, max(lowest, min(highest, lowest + limit))
    # Where the cursors cross, nothing is here; what lies beyond each of them still precedes or follows.
    return Page(order, rows[start:end], rows, start > 0, min(end, highest) < len(rows))


def _read(order: Order, cursor: str, argument: str) -> Keys:
    try:
        mark, *keys = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError):
        told = repr(cursor[:200]) + "..." * (len(cursor) > 200)
        raise GraphQLError(
            f"`{argument}` is {told}, which is not a cursor; use one from this list, or none."
        ) from None
    if mark != order.mark:
        raise GraphQLError(
            f"`{argument}` holds a cursor of another list or order; use one from this list, or none."
        )
    return tuple(keys)
