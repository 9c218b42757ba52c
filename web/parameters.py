"""The variables of questions, as addresses give them."""

from __future__ import annotations

from collections.abc import Callable

from web.addresses import id_at
from web.page import Asked, Variables

AS_OF = "asOf"


def as_of(asked: Asked) -> Variables:
    """The day as of which a page is asked for; today's state without one."""
    return {AS_OF: asked.parameters[AS_OF]} if asked.parameters.get(AS_OF) else {}


def node(folder: str) -> Callable[[Asked], Variables]:
    """The id of the node that a page of this folder is about, and the day."""
    return lambda asked: {"id": id_at(folder, asked.names["name"])} | as_of(asked)


def paged(asked: Asked, size: int) -> Variables:
    """One page of a list, by its cursors: from the start, after one, or before one."""
    if before := asked.parameters.get("before"):
        return {"last": size, "before": before}
    after = asked.parameters.get("after")
    return {"first": size, **({"after": after} if after else {})}


def node_with_list(folder: str, size: int = 20) -> Callable[[Asked], Variables]:
    """The node that a page of this folder is about, with one page of its list."""
    return lambda asked: node(folder)(asked) | paged(asked, size)
