"""Ctrl-C and SIGTERM, for commands that run until stopped."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TypeVar

import uvloop

T = TypeVar("T")
STOPPING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def until_stopped() -> Iterator[None]:
    """Leave the block on Ctrl-C or SIGTERM, closing what it opened, without an error.

    Run coroutines inside it with `run_until_stopped`: an interrupt inside an event loop would break it."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def run_until_stopped(main: Callable[[], Coroutine[None, None, T]]) -> T:
    """Run `main` on a new event loop and return its result. Ctrl-C and SIGTERM cancel it and wait for its
    cleanup. Raises KeyboardInterrupt if it was cancelled."""
    before = [signal.getsignal(number) for number in STOPPING]
    try:
        return uvloop.run(_cancelled_by_signals(main))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        for number, handler in zip(STOPPING, before, strict=True):
            signal.signal(number, handler)


async def _cancelled_by_signals(main: Callable[[], Coroutine[None, None, T]]) -> T:
    task = asyncio.ensure_future(main())
    for number in STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await task
