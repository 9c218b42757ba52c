"""The record of one request, for the log and the metrics: each room adds what it knows.

It holds no value that a visitor sent, except the name of an operation, which is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import uuid4

_ID = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")
_LONGEST_NAME = 100
# In the state of a request's scope: its id, the status that was answered in the application's place, and the
# path of the page that was asked for, with names of its parts in place of what they are.
REQUEST_ID, REFUSED_STATUS, PAGE = "request_id", "refused_status", "page"


@dataclass(slots=True)
class RequestRecord:
    """``id`` is the client's `X-Request-ID` if it is fit for a log, else a new one; ``cost`` is that of a
    GraphQL operation, ``statements`` how many were sent to Neo4j, ``codes`` those of the errors in the
    response; ``tool`` is the one that an assistant called; ``is_stream`` where the answer goes on until its
    client leaves."""

    id: str
    operation: str | None = None
    cost: int | None = None
    statements: int | None = None
    codes: tuple[str, ...] = ()
    tool: str | None = None
    is_stream: bool = False

    @classmethod
    def begun(cls, sent_id: str) -> RequestRecord:
        """The record of a request that sent an id, or an empty one; current in this task from now on."""
        record = cls(sent_id if _ID.fullmatch(sent_id) else new_id())
        current.set(record)
        return record


current: ContextVar[RequestRecord | None] = ContextVar("request_record", default=None)


def new_id() -> str:
    """A new id for a request."""
    return uuid4().hex


def note_operation(name: str | None) -> None:
    """Note which operation this task's request asks for."""
    if record := current.get():
        record.operation, record.statements = (name or "")[:_LONGEST_NAME], 0


def note_cost(cost: int) -> None:
    """Note what the operation asks for, as a cost."""
    if record := current.get():
        record.cost = cost


def note_statement() -> None:
    """Note that a statement is sent to Neo4j."""
    if record := current.get():
        record.statements = (record.statements or 0) + 1


def note_tool(name: str) -> None:
    """Note which tool an assistant called: one that there is."""
    if record := current.get():
        record.tool = name


def note_stream() -> None:
    """Note that the answer goes on until its client leaves."""
    if record := current.get():
        record.is_stream = True


def note_codes(codes: Iterable[str]) -> None:
    """Note the codes of the errors in the response."""
    if record := current.get():
        record.codes = tuple(sorted(codes))
