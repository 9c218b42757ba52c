"""Statements over the driver's public sessions: any release has them, and each statement costs more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.neo4j.driver import READ_ACCESS, AsyncDriver, Query, ServiceUnavailable, SessionExpired


class SessionStatements:
    """Implements ``graph.neo4j.statements.Statements`` with a session for each statement."""

    def __init__(self, driver: AsyncDriver, database: str) -> None:
        self._driver = driver
        self._database = database

    async def rows(
        self,
        statement: str,
        parameters: Mapping[str, object],
        *,
        metadata: Mapping[str, str],
        timeout: float,
    ) -> list[list[Any]]:
        query = Query(statement, metadata=dict(metadata), timeout=timeout)
        async with self._driver.session(
            database=self._database, default_access_mode=READ_ACCESS, fetch_size=-1
        ) as session:
            try:
                result = await session.run(query, dict(parameters))
            except (ServiceUnavailable, SessionExpired):
                # The driver notices a connection that broke at rest only when it uses it, then drops all
                # that rest: the second attempt opens a new one.
                result = await session.run(query, dict(parameters))
            return [record.values() async for record in result]

    async def close(self) -> None:
        """Sessions keep no connection between statements."""
