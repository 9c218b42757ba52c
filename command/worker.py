"""One of several processes that answer requests at the same door.

Its parent writes a line to it for each Neo4j that it is to ask, an `Address` in JSON, and reads the line
`ready` back once requests go there and nothing asks the one before. When the parent is gone, or closes the
pipe, it finishes what is under way and ends.
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
from command.workers import Address
from graph.database import Databases
from graph.settings import Settings


async def work(door: socket.socket, settings: Settings) -> None:
    """Answer requests until the parent is gone."""
    write_logs(settings)
    told = await _lines()
    databases = Databases(Address(**orjson.loads(await told.readline())).database(settings))
    server = http_server(databases, settings)
    collect_seldom()
    serving = asyncio.create_task(server.serve(sockets=[door]))
    changing = asyncio.create_task(_follow(told, databases, settings))
    await asyncio.wait((serving, changing), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving
    changing.cancel()
    await databases.current.close()


async def _follow(told: asyncio.StreamReader, databases: Databases, settings: Settings) -> None:
    _ready()
    while line := await told.readline():
        await databases.swap(Address(**orjson.loads(line)).database(settings))
        _ready()


def _ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


async def _lines() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


if __name__ == "__main__":
    uvloop.run(work(socket.socket(fileno=int(sys.argv[1])), Settings.from_environ(os.environ)))
