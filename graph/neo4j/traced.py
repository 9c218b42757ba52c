"""Statements with a span each, where spans are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.neo4j.statements import Statements
from graph.tracing import is_on, statement_span


class TracedStatements:
    """Implements ``graph.neo4j.statements.Statements`` with a span around each statement of another."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def rows(
        self,
        statement: str,
        parameters: Mapping[str, object],
        *,
        metadata: Mapping[str, str],
        timeout: float,
    ) -> list[list[Any]]:
        with statement_span(metadata["query"]):
            return await self._statements.rows(statement, parameters, metadata=metadata, timeout=timeout)

    async def close(self) -> None:
        await self._statements.close()


def traced(statements: Statements) -> Statements:
    """The statements, traced if spans are made: otherwise tracing costs nothing."""
    return TracedStatements(statements) if is_on() else statements
