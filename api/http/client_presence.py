"""Work for a client ends when the client leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

GONE_STATUS = 499
_WATCH_AFTER_SECONDS = 0.05
T = TypeVar("T")


class ClientGone(Exception):
    """The client left before it was answered."""


async def while_connected(http: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work, which is cancelled, and waited for, if the client leaves. Raises ClientGone.

    Most work is done before it is worth a task to watch the client."""
    leaving, watching = asyncio.timeout(None), list[asyncio.Task[None]]()
    timer = asyncio.get_running_loop().call_later(
        _WATCH_AFTER_SECONDS, lambda: watching.append(asyncio.create_task(_end_when_left(http, leaving)))
    )
    try:
        async with leaving:
            return await work
    except TimeoutError:
        if leaving.expired():
            raise ClientGone from None
        raise
    finally:
        timer.cancel()
        for task in watching:
            task.cancel()


async def _end_when_left(http: Request, work: asyncio.Timeout) -> None:
    """Wait until the client has gone; the request's body was read before, or is not wanted."""
    while (await http.receive())["type"] != "http.disconnect":
        pass
    work.reschedule(0.0)
