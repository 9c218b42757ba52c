"""The only module that talks to Neo4j: reads for the API, writes for the build, and errors in words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from itertools import count
from typing import Any, Self, cast

from graph.errors import (
    DatabaseMissing,
    StatementRefused,
    StatementTimeout,
    StoreError,
    StoreRefused,
    StoreUnavailable,
)
from graph.neo4j.driver import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AuthError,
    ConfigurationError,
    Driver,
    DriverError,
    GraphDatabase,
    Neo4jError,
    ServiceUnavailable,
    Session,
    SessionExpired,
)
from graph.neo4j.own_login import checked, checked_async
from graph.neo4j.statements import statements_over
from graph.neo4j.traced import traced

Auth = tuple[str, str]

# Two databases of one address are told apart, the one before a change and the one after.
_NUMBERS = count()

_DRIVER: dict[str, Any] = {
    "telemetry_disabled": True,
    "notifications_min_severity": "OFF",
    "connection_timeout": 5.0,
    "connection_acquisition_timeout": 5.0,
    "liveness_check_timeout": 30.0,
    "user_agent": "safeguarding-graph",
}
_GONE = (ServiceUnavailable, SessionExpired, OSError)
_UNAUTHORISED = ("Unauthorized", "CredentialsExpired", "AuthenticationRateLimit", "TokenExpired")


class Database:
    """A Neo4j database that statements are read from.

    It belongs to one driver and one event loop. Safe to share between tasks.
    """

    def __init__(
        self, driver: AsyncDriver, uri: str, auth: Auth, name: str, browser_url: str | None = None
    ) -> None:
        self.uri = uri
        self.auth = auth
        self.name = name
        self.browser_url = browser_url
        self.statements_run = 0
        self.number = next(_NUMBERS)
        self._driver = driver
        self._statements = traced(statements_over(driver, name))
        self._holders = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @classmethod
    def connect(
        cls, uri: str, *, auth: Auth, database: str = "neo4j", browser_url: str | None = None
    ) -> Self:
        """A database that is dialled when it is first asked; `verify` says at once whether it answers. `auth`
        is user and password; an `OwnLogin` goes to no other user's process."""
        with _store_errors(uri, database):
            driver = AsyncGraphDatabase.driver(uri, auth=checked_async(uri, auth), **_DRIVER)
        return cls(driver, uri, auth, database, browser_url)

    async def read(
        self,
        statement: str,
        parameters: Mapping[str, object] | None = None,
        *,
        name: str,
        operation: str | None = None,
        timeout: float = 10.0,
    ) -> list[Any]:
        """Run a statement that returns exactly one record, and return its values by position.

        `name` and `operation` stand in the server's own log. `timeout` is in seconds, for the server and for
        the wait, since the server or the way to it may be gone. One round trip a statement, on a connection
        that nothing else uses meanwhile. Raises StoreError.
        """
        metadata = {"query": name, "operation": operation or ""}
        with self.held(), _store_errors(self.uri, self.name):
            self.statements_run += 1
            async with asyncio.timeout(timeout):
                found = await self._statements.rows(
                    statement, parameters or {}, metadata=metadata, timeout=timeout
                )
        if len(found) != 1:
            raise StatementRefused(f"{name} returned {len(found)} records instead of exactly one record.")
        return found[0]

    async def explain(self, statement: str, parameters: Mapping[str, object] | None = None) -> dict[str, Any]:
        """The plan that the server would run: `operatorType`, `args`, `identifiers`, `children` (plans)."""
        return await self._plan("EXPLAIN", statement, parameters)

    async def profile(self, statement: str, parameters: Mapping[str, object] | None = None) -> dict[str, Any]:
        """The plan that was run, each operator with its `dbHits` and `rows`."""
        return await self._plan("PROFILE", statement, parameters)

    async def verify(self) -> None:
        """Ask the database for one row. Raises StoreUnavailable, StoreRefused or DatabaseMissing."""
        await self.read("RETURN 1", name="verify", timeout=5.0)

    @contextmanager
    def held(self) -> Iterator[Self]:
        """Keep the database open while inside, so that the statements of a request run on one store."""
        self._holders += 1
        self._idle.clear()
        try:
            yield self
        finally:
            self._holders -= 1
            if not self._holders:
                self._idle.set()

    async def unused(self, at_most: float) -> None:
        """Wait until nobody holds the database, or so many seconds."""
        # Not `wait_for`: cancelled just as it has its result, that of Python 3.11 forgets the cancelling.
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await self._idle.wait()

    async def close(self, wait_seconds: float = 30.0) -> None:
        """Close the driver once nobody holds the database, or after `wait_seconds`."""
        await self.unused(wait_seconds)
        await self._statements.close()
        await self._driver.close()

    async def _plan(
        self, word: str, statement: str, parameters: Mapping[str, object] | None
    ) -> dict[str, Any]:
        with self.held(), _store_errors(self.uri, self.name):
            async with self._driver.session(
                database=self.name, default_access_mode=READ_ACCESS, fetch_size=-1
            ) as session:
                result = await session.run(f"{word} {statement}", dict(parameters or {}))
                summary = await result.consume()
        return cast(dict[str, Any], summary.profile if word == "PROFILE" else summary.plan)


class Databases:
    """The database that is served now; `swap` and `leave` change it under running requests."""

    def __init__(self, current: Database) -> None:
        self.current = current

    @asynccontextmanager
    async def request(self) -> AsyncIterator[Database]:
        """The database of one request: the same for all its statements, and open until it leaves."""
        with self.current.held() as database:
            yield database

    async def swap(self, fresh: Database) -> Database:
        """Send new requests to `fresh`, and return the old one, for `leave`."""
        old, self.current = self.current, fresh
        return old

    async def leave(self, old: Database, at_most: float) -> None:
        """Let the requests under way finish on `old`, for so many seconds, and close it."""
        await old.close(at_most)


class SyncDatabase:
    """A connection for the build and for `push`: one at a time, in order, with writes. Use as a context."""

    def __init__(self, uri: str, *, auth: Auth, database: str = "neo4j") -> None:
        self.uri = uri
        self.name = database
        with _store_errors(uri, database):
            self._driver: Driver = GraphDatabase.driver(uri, auth=checked(uri, auth), **_DRIVER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._driver.close()

    def verify(self) -> None:
        """Ask the database for one row. Raises StoreUnavailable, StoreRefused or DatabaseMissing."""
        self.rows("RETURN 1")

    def rows(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[list[Any]]:
        """Every record of a reading statement, each as its values by position."""
        with self._session(READ_ACCESS) as session:
            result = session.run(statement, dict(parameters or {}))
            return [record.values() for record in result]

    def write(self, statement: str, parameters: Mapping[str, object] | None = None) -> None:
        """Run a writing statement or a schema command in a transaction of its own."""
        with self._session(WRITE_ACCESS) as session:
            session.run(statement, dict(parameters or {})).consume()

    def write_rows(self, statement: str, rows: Sequence[Mapping[str, object]], batch: int = 1000) -> None:
        """Run a statement that begins `UNWIND $rows AS row` over all rows, each batch a transaction."""
        for start in range(0, len(rows), batch):
            self.write(statement, {"rows": rows[start : start + batch]})

    @contextmanager
    def _session(self, access: str) -> Iterator[Session]:
        with (
            _store_errors(self.uri, self.name),
            self._driver.session(database=self.name, default_access_mode=access) as session,
        ):
            yield session


def answers(uri: str, auth: Auth, database: str = "neo4j") -> bool:
    """Whether the database answers already; False while the server starts. Raises StoreRefused."""
    try:
        with SyncDatabase(uri, auth=auth, database=database) as server:
            server.verify()
    except StoreRefused:
        raise
    except StoreError:
        return False
    return True


@contextmanager
def _store_errors(uri: str, database: str) -> Iterator[None]:
    """Every error of the driver, as one of this layer's."""
    try:
        yield
    except (Neo4jError, DriverError, TimeoutError, OSError, ValueError) as error:
        raise _store_error(error, uri, database) from error


def _store_error(error: Exception, uri: str, database: str) -> StoreError:
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    if isinstance(error, AuthError) or code.endswith(_UNAUTHORISED):
        return StoreRefused(f"{uri} refuses the user or password: set NEO4J_USER and NEO4J_PASSWORD.")
    if code.endswith("DatabaseNotFound"):
        return DatabaseMissing(f"{uri} has no database '{database}': set NEO4J_DATABASE to one that it has.")
    if "TransactionTimedOut" in code or isinstance(error, TimeoutError):
        return StatementTimeout("The statement took longer than it is allowed.")
    if code.endswith("OutOfMemoryError"):
        return StatementRefused(
            f"A statement wants more memory than {uri} allows: raise NEO4J_TRANSACTION_MEMORY, or "
            "db.memory.transaction.max on a server of your own."
        )
    if isinstance(error, _GONE) or code.endswith("DatabaseUnavailable"):
        return StoreUnavailable(
            f"No Neo4j answers at {uri}: check the address in NEO4J_URI and that it runs."
        )
    if isinstance(error, (ConfigurationError, ValueError)):
        return StoreUnavailable(f"{uri} is not an address of a Neo4j: {error}. Correct NEO4J_URI.")
    if isinstance(error, Neo4jError):
        return StatementRefused(f"{uri} refused a statement: {error.message}")
    return StoreUnavailable(f"The connection to {uri} broke: {error}.")
