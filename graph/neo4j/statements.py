"""Reading statements on one database: what they promise, and which of two implementations runs them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

from graph.neo4j.driver import DRIVER_VERSION, AsyncDriver
from graph.neo4j.sessions import SessionStatements

log = logging.getLogger("safeguarding")

# The release whose internals `graph.neo4j.connections` was tested with. Before changing it, run
# tests/graph/neo4j with that release.
TESTED_DRIVER = "6.4.1"


class Statements(Protocol):
    """Runs reading statements. Safe to share between tasks of one event loop."""

    async def rows(
        self,
        statement: str,
        parameters: Mapping[str, object],
        *,
        metadata: Mapping[str, str],
        timeout: float,
    ) -> list[list[Any]]:
        """Every record of a statement, as its values by position.

        The server ends the statement after ``timeout`` seconds and shows ``metadata`` beside it. Cancelling
        ends it at once. Raises what the driver raises: Neo4jError, DriverError, OSError; ValueError,
        OverflowError or TypeError for a parameter that Bolt cannot carry.
        """

    async def close(self) -> None:
        """Give every connection back to the driver."""


def statements_over(driver: AsyncDriver, database: str) -> Statements:
    """Statements over the driver's connections if the installed release is the tested one; else over its
    public sessions, which cost more for each statement, with a warning in the log."""
    if DRIVER_VERSION != TESTED_DRIVER:
        _warn(f"Neo4j driver {DRIVER_VERSION} is installed, {TESTED_DRIVER} was tested")
        return SessionStatements(driver, database)
    try:
        # Only here, since it imports private names of the driver.
        from graph.neo4j.connections import ConnectionStatements

        return ConnectionStatements(driver, database)
    except (ImportError, AttributeError) as error:
        _warn(f"Neo4j driver {DRIVER_VERSION} is not as it was tested ({error})")
        return SessionStatements(driver, database)


@cache
def _warn(reason: str) -> None:
    """Once a process: each rebuilt graph has a driver of its own."""
    log.warning("%s: statements run over its public sessions, which is slower.", reason)
