"""One of several processes that answer requests on the same address.

The parent writes one line to standard input for each Neo4j to query: a `DatabaseAddress` in JSON. The worker
writes `ready NUMBER` once new requests go there, `left NUMBER` once no request uses that one any more, and
`alive` every few seconds. When standard input ends, it finishes its requests and exits.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys

import orjson
import uvloop

from command.http import http_server, tune_garbage_collector
from command.logs import write_logs
from command.worker_handle import ALIVE_SECONDS, DatabaseAddress
from graph.neo4j.database import Database, Databases
from graph.settings import Settings


async def work(listener: socket.socket, settings: Settings) -> None:
    """Answer requests until the parent closes standard input."""
    write_logs(settings)
    commands = await _command_reader()
    first = DatabaseAddress(**orjson.loads(await commands.readline()))
    databases = Databases(first.database(settings))
    server = http_server(databases, settings)
    tune_garbage_collector()
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    changing = asyncio.create_task(_follow(commands, first.number, databases, settings))
    alive = asyncio.create_task(_alive())
    await asyncio.wait((serving, changing), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving
    for task in (changing, alive):
        task.cancel()
    await databases.current.close()


async def _follow(
    commands: asyncio.StreamReader, number: int, databases: Databases, settings: Settings
) -> None:
    leaving: set[asyncio.Task[None]] = set()
    _report(f"ready {number}")
    while line := await commands.readline():
        address = DatabaseAddress(**orjson.loads(line))
        old = await databases.swap(address.database(settings))
        _report(f"ready {address.number}")
        task = asyncio.create_task(_leave(databases, old, number, settings))
        leaving.add(task)
        task.add_done_callback(leaving.discard)
        number = address.number


async def _leave(databases: Databases, old: Database, number: int, settings: Settings) -> None:
    await databases.leave(old, settings.export_seconds)
    _report(f"left {number}")


async def _alive() -> None:
    while True:
        await asyncio.sleep(ALIVE_SECONDS)
        _report("alive")


def _report(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


async def _command_reader() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


if __name__ == "__main__":
    uvloop.run(work(socket.socket(fileno=int(sys.argv[1])), Settings.from_environ(os.environ)))
