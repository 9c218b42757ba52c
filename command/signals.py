"""Ctrl-C and SIGTERM, for a command that runs until one of them comes."""

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
    """Leave the block quietly when Ctrl-C or SIGTERM asks for it; what the block opened is closed on the
    way. Coroutines inside it belong to `run_until_stopped`: an interrupt amid a loop's own work breaks it."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def run_until_stopped(main: Callable[[], Coroutine[None, None, T]]) -> T:
    """Run `main` on a loop of its own, and return what it does; Ctrl-C and SIGTERM cancel it, and it may take
    its time to close. Raises KeyboardInterrupt if they did."""
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
