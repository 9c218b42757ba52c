"""Statements over the connections of the driver's pool, without its sessions.

For a short statement, a session costs more than the statement: states, callbacks and logs for each message.
Here a statement is two messages out and three back. The driver still opens, checks, routes, resets and closes
every connection, and handles every failure of one. This module uses private names of the driver, so
``graph.neo4j.statements`` imports it only for the release that it was tested with;
``tests/graph/neo4j/test_connections.py`` holds what it relies on.
"""

from __future__ import annotations

import time
from asyncio import IncompleteReadError, StreamReader
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neo4j._async.io._bolt._common import Response as _Response
from neo4j._async.io._pool import AcquisitionDatabase

from graph.neo4j.driver import READ_ACCESS, AsyncDriver, Neo4jError, ServiceUnavailable

_RUN, _PULL = b"\x10", b"\x3f"
_RECORD, _SUCCESS = b"\x71", b"\x70"
_EVERYTHING = {"n": -1}

ACQUISITION_SECONDS = 5.0
# For how long a connection is kept from the pool, which looks after its age, its liveness and its routing.
LOAN_SECONDS = 10.0
MOST_RESTING = 16

Response: Any = _Response  # the driver declares no types for it


@dataclass(frozen=True)
class _Loan:
    """A connection of the pool, until ``until`` by the monotonic clock."""

    connection: Any
    hooks: Any
    reader: StreamReader
    until: float

    @classmethod
    def of(cls, connection: Any) -> _Loan:
        scope = connection.new_hydration_scope()
        return cls(connection, scope, connection.socket._reader, time.monotonic() + LOAN_SECONDS)

    def is_good(self) -> bool:
        lost = self.reader.at_eof() or self.reader.exception() or self.connection.defunct()
        return not lost and not self.connection.stale()


class ConnectionStatements:
    """Implements ``graph.neo4j.statements.Statements``. Cancelling a statement closes its connection."""

    def __init__(self, driver: AsyncDriver, database: str) -> None:
        self._pool: Any = driver._pool
        self._database = database
        self._resting: list[_Loan] = []
        self._acquiring = 0

    async def rows(
        self,
        statement: str,
        parameters: Mapping[str, object],
        *,
        metadata: Mapping[str, str],
        timeout: float,
    ) -> list[list[Any]]:
        extra = {
            "mode": "r",
            "db": self._database,
            "tx_metadata": metadata,
            "tx_timeout": max(1, round(timeout * 1000)),
        }
        loan = await self._borrowed()
        try:
            found = await _run(loan, (statement, parameters, extra))
        except Neo4jError:
            # The driver has reset the connection, which is as good as new.
            await self._pool.release(loan.connection)
            raise
        except BaseException:
            self._pool.kill_and_release(loan.connection)
            raise
        await self._returned(loan)
        return found

    async def close(self) -> None:
        """Give every connection back to the pool."""
        while self._resting:
            await self._pool.release(self._resting.pop().connection)

    async def _borrowed(self) -> _Loan:
        while self._resting:
            loan = self._resting.pop()
            if not loan.is_good():
                self._pool.kill_and_release(loan.connection)
            elif loan.until < time.monotonic():
                await self._pool.release(loan.connection)
            else:
                return loan
        self._acquiring += 1
        try:
            return _Loan.of(await self._acquired())
        finally:
            self._acquiring -= 1

    async def _acquired(self) -> Any:
        return await self._pool.acquire(
            access_mode=READ_ACCESS,
            timeout=ACQUISITION_SECONDS,
            database=AcquisitionDatabase(self._database),
            bookmarks=None,
            auth=None,  # that of the driver
            liveness_check_timeout=None,
        )

    async def _returned(self, loan: _Loan) -> None:
        """Rests, unless the pool needs it: for its turn to be looked after, or for somebody who waits."""
        is_spare = not self._acquiring and len(self._resting) < MOST_RESTING
        if is_spare and time.monotonic() <= loan.until:
            self._resting.append(loan)
        else:
            await self._pool.release(loan.connection)


async def _run(loan: _Loan, run: tuple[str, Mapping[str, object], Mapping[str, object]]) -> list[list[Any]]:
    connection, found = loan.connection, []
    connection.outbox.append_message(_RUN, run, loan.hooks.dehydration_hooks)
    connection.outbox.append_message(_PULL, (_EVERYTHING,), None)
    await connection.send_all()
    waiting = ["run", "pull"]
    while waiting:
        tag, fields = await _message(loan)
        if tag == _RECORD:
            found.append(fields[0])
        elif tag == _SUCCESS:
            del waiting[0]
        else:
            connection.responses.extend(Response(connection, each, None) for each in waiting)
            await connection._process_message(tag, fields)
            raise ServiceUnavailable(f"The server ignored a statement, and said no more than {fields!r}.")
    return found


async def _message(loan: _Loan) -> tuple[bytes, list[Any]]:
    """The next message: its tag and its fields."""
    try:
        data = await _unchunked(loan.reader)
    except (IncompleteReadError, OSError) as error:
        # It marks the connection, and its address where that is gone, and raises.
        await loan.connection.inbox.on_error(OSError(f"the connection broke: {error}"))
        raise
    unpacker = loan.connection.inbox._unpacker
    buffer = unpacker.unpackable
    buffer.data, buffer.p, buffer.used = data, 0, len(data)
    size, tag = unpacker.unpack_structure_header()
    fields = [unpacker.unpack(loan.hooks.hydration_hooks) for _ in range(size)]
    unpacker.reset()
    return tag, fields


async def _unchunked(reader: StreamReader) -> bytearray:
    """A message without the lengths of its chunks; empty chunks between messages only keep a line open."""
    data = bytearray()
    while True:
        size = int.from_bytes(await reader.readexactly(2), "big")
        if size:
            data += await reader.readexactly(size)
        elif data:
            return data
