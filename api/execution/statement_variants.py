"""Two statements for each root field: the shared one, which Neo4j has probably planned, and the exact one.

Planning a new text takes Neo4j longer than running it. A new document is therefore answered by the shared
statement, which reads every plain value of each selected type: all documents that follow the same
relationships share it. When a document is asked repeatedly, its exact statement, which reads only what is
selected, is planned in the background and answers from then on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from sys import getsizeof
from typing import Any
from weakref import WeakKeyDictionary

from api.compiler.selection import RootPlan
from api.execution.lru import WeightedLRU
from api.execution.prepared import Statement
from graph.errors import GraphError
from graph.neo4j.database import Database

# The documented questions, whose exact statements are planned whenever Neo4j starts (`command.plan_warmup`).
QUESTIONS = Path(__file__).resolve().parents[2] / "docs" / "questions"
ASKED_AGAIN = 3
_CAPACITY, _ENTRY = 20_000_000, 500  # bytes
# Requests come first, but a busy server must plan in the background, too.
PATIENCE_SECONDS = 2.0
# Named as the operation in Neo4j's log; no operation can have this name.
PLANNED_AHEAD = "planned ahead"


@dataclass
class _ExactStatement:
    """How often an exact statement was asked for, and whether Neo4j has planned it."""

    asked: int = 0
    is_planned: bool = False


class StatementVariants:
    """Chooses between the shared and the exact statement of a document.

    Each database counts for itself: a fresh one has planned nothing.
    """

    def __init__(self) -> None:
        self._documented = frozenset(_documented())
        self._exact: WeakKeyDictionary[Database, WeightedLRU[_ExactStatement]] = WeakKeyDictionary()
        self._planning: set[asyncio.Task[None]] = set()

    def choose(
        self, text: str, root: RootPlan, parameters: Mapping[str, Any], database: Database
    ) -> RootPlan:
        """The plan to run for a root field of a document with this text: the exact one or the shared one."""
        exact = Statement(root.field, root.statement, parameters)
        return root if self.is_planned(text, exact, database) else root.whole

    def is_planned(self, text: str, statement: Statement, database: Database) -> bool:
        """Whether to run an exact statement of a document with this text. Asked for repeatedly, it is planned
        in the background."""
        if text in self._documented:
            return True
        statements = self._exact.get(database)
        if statements is None:
            statements = self._exact[database] = WeightedLRU(_CAPACITY)
        exact = statements.find(statement.text)
        if exact is None:
            exact = _ExactStatement()
            statements.keep(statement.text, exact, getsizeof(statement.text) + _ENTRY)
        if exact.is_planned:
            return True
        exact.asked += 1
        if exact.asked == ASKED_AGAIN:
            task = asyncio.create_task(_plan(database, statement, exact))
            self._planning.add(task)
            task.add_done_callback(self._planning.discard)
        return False

    async def settled(self) -> None:
        """Wait until the statements in the background are planned."""
        while self._planning:
            await asyncio.wait(self._planning)


async def _plan(database: Database, statement: Statement, exact: _ExactStatement) -> None:
    """Warm the plan cache; discard the result. EXPLAIN would leave a third of the planning undone."""
    await database.unused(PATIENCE_SECONDS)
    try:
        await database.read(
            statement.text, statement.parameters, name=statement.name, operation=PLANNED_AHEAD
        )
    except GraphError:
        exact.asked = 0
    else:
        exact.is_planned = True


def _documented() -> Iterator[str]:
    for path in QUESTIONS.glob("*.graphql"):
        text = path.read_text("utf-8")
        yield from (text, text.strip())
