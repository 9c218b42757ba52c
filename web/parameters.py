"""The variables of questions, as addresses give them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from api.errors import BadInput
from web.addresses import id_at
from web.page import Asked, Variables

AS_OF = "asOf"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_of(asked: Asked) -> Variables:
    """The day as of which a page is asked for; today's state without one. Raises BadInput."""
    day = asked.parameters.get(AS_OF)
    if not day:
        return {}
    try:
        date.fromisoformat(day if _DAY.fullmatch(day) else "")
    except ValueError:
        raise BadInput(f"`{AS_OF}` in the address is a day such as 2016-10-17, not '{day[:60]}'.") from None
    return {AS_OF: day}


def node(folder: str) -> Callable[[Asked], Variables]:
    """The id of the node that a page of this folder is about, and the day."""
    return lambda asked: {"id": id_at(folder, asked.names["name"])} | as_of(asked)


def node_and_text(folder: str) -> Callable[[Asked], Variables]:
    """As ``node``, with its id as a text too, for the conditions of filters."""

    def variables(asked: Asked) -> Variables:
        found = node(folder)(asked)
        return {**found, "it": found["id"]}

    return variables


def other_matters(asked: Asked) -> Variables:
    """Whether what is of other matters is asked for too, which lists else leave out. Raises BadInput."""
    chosen = asked.parameters.get("otherMatters", "")
    if chosen not in ("", "no", "yes"):
        raise BadInput(f"`otherMatters` is yes or no, not '{chosen[:60]}'.")
    return {"otherMatters": True} if chosen == "yes" else {}


def paged(asked: Asked, size: int) -> Variables:
    """One page of a list, by its cursors: from the start, after one, or before one."""
    if before := asked.parameters.get("before"):
        return {"last": size, "before": before}
    after = asked.parameters.get("after")
    return {"first": size, **({"after": after} if after else {})}


def node_with_list(folder: str, size: int = 20) -> Callable[[Asked], Variables]:
    """The node that a page of this folder is about, with one page of its list."""
    return lambda asked: node(folder)(asked) | paged(asked, size)
