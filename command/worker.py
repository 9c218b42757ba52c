"""One of several processes that answer requests at the same door.

Its parent writes a line to it for each Neo4j that it is to ask, an `Address` in JSON. It says `ready NUMBER`
once requests go there, `left NUMBER` once none asks that one any more, and `alive` every few seconds. When
the parent is gone, or closes the pipe, it finishes what is under way and ends.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys

import orjson
import uvloop

from command.http import collect_seldom, http_server
from command.logs import write_logs
from command.one_worker import ALIVE_SECONDS, Address
from graph.neo4j.database import Database, Databases
from graph.settings import Settings


async def work(door: socket.socket, settings: Settings) -> None:
    """Answer requests until the parent is gone."""
    write_logs(settings)
    told = await _lines()
    first = Address(**orjson.loads(await told.readline()))
    databases = Databases(first.database(settings))
    server = http_server(databases, settings)
    collect_seldom()
    serving = asyncio.create_task(server.serve(sockets=[door]))
    changing = asyncio.create_task(_follow(told, first.number, databases, settings))
    alive = asyncio.create_task(_alive())
    await asyncio.wait((serving, changing), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving
    for task in (changing, alive):
        task.cancel()
    await databases.current.close()


async def _follow(told: asyncio.StreamReader, number: int, databases: Databases, settings: Settings) -> None:
    leaving: set[asyncio.Task[None]] = set()
    _say(f"ready {number}")
    while line := await told.readline():
        address = Address(**orjson.loads(line))
        old = await databases.swap(address.database(settings))
        _say(f"ready {address.number}")
        task = asyncio.create_task(_leave(databases, old, number, settings))
        leaving.add(task)
        task.add_done_callback(leaving.discard)
        number = address.number


async def _leave(databases: Databases, old: Database, number: int, settings: Settings) -> None:
    await databases.leave(old, settings.export_seconds)
    _say(f"left {number}")


async def _alive() -> None:
    while True:
        await asyncio.sleep(ALIVE_SECONDS)
        _say("alive")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


async def _lines() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


if __name__ == "__main__":
    uvloop.run(work(socket.socket(fileno=int(sys.argv[1])), Settings.from_environ(os.environ)))
