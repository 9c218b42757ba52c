"""The Cypher of an operation, ready to paste into Neo4j Browser, and what running it cost."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.execution.prepared import Prepared
from graph.neo4j.database import Database
from graph.query.cypher_literals import literal


@dataclass(frozen=True)
class Measured:
    """One PROFILE run: rows of the answer, hits on the store, and milliseconds including planning and the
    round trip."""

    rows: int
    db_hits: int
    milliseconds: float


@dataclass(frozen=True)
class Explained:
    """The statement of one root field, with its parameters as `:param` lines before it."""

    field: str
    cypher: str
    measured: Measured | None = None

    def as_json(self) -> dict[str, Any]:
        explained: dict[str, Any] = {"field": self.field, "cypher": self.cypher}
        if self.measured:
            explained |= {
                "rows": self.measured.rows,
                "dbHits": self.measured.db_hits,
                "milliseconds": self.measured.milliseconds,
            }
        return explained


async def explained(prepared: Prepared, database: Database | None = None) -> list[Explained]:
    """The statements of an operation by key, each measured once if there is a database."""
    found = []
    for key, root in prepared.plan.statements.items():
        parameters = prepared.parameters[key]
        measured = await _measured(database, root.statement, parameters) if database else None
        found.append(Explained(key, pasted(root.statement, parameters), measured))
    return found


def pasted(statement: str, parameters: Mapping[str, Any]) -> str:
    """A statement, preceded by one `:param` line for each of its parameters."""
    lines = [f":param {name} => {literal(value)};" for name, value in sorted(parameters.items())]
    return "\n".join([*lines, statement + ";"])


async def _measured(database: Database, statement: str, parameters: Mapping[str, Any]) -> Measured:
    started = time.perf_counter()
    operators = list(_operators(await database.profile(statement, parameters)))
    return Measured(
        rows=int(operators[0].get("rows", 0)),
        db_hits=sum(int(each.get("dbHits", 0)) for each in operators),
        milliseconds=round((time.perf_counter() - started) * 1000, 1),
    )


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)
