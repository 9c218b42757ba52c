"""Two statements for a document: one that Neo4j is likely to know already, and one of its own.

Neo4j plans every new text, for longer than it then runs it. So a document that was not asked before is
answered by a statement that reads every plain value of each type it selects from: all documents that follow
the same relationships share that one, whatever values they show. A document that is asked again and again
gets its own, which reads no more than is shown; Neo4j plans it while nobody waits, and it answers from then
on.
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
from graph.errors import GraphError
from graph.neo4j.database import Database

# The documented questions: Neo4j plans them as they stand whenever it starts (`command.plan_warmup`).
QUESTIONS = Path(__file__).resolve().parents[2] / "docs" / "questions"
ASKED_AGAIN = 3
_CAPACITY, _ENTRY = 20_000_000, 500  # bytes
# Requests come first, but on a server that is always asked the rest is to be planned too.
PATIENCE_SECONDS = 2.0
# Stands for the operation in Neo4j's log; no operation has such a name.
PLANNED_AHEAD = "planned ahead"


@dataclass
class _Own:
    """A statement of a document's own: how often it was wished for, and whether Neo4j has planned it."""

    asked: int = 0
    is_planned: bool = False


class StatementVariants:
    """Chooses between the shared and the exact statement of a document.

    Each database counts for itself: a fresh one has planned nothing.
    """

    def __init__(self) -> None:
        self._documented = frozenset(_documented())
        self._own: WeakKeyDictionary[Database, WeightedLRU[_Own]] = WeakKeyDictionary()
        self._planning: set[asyncio.Task[None]] = set()

    def choose(
        self, text: str, root: RootPlan, parameters: Mapping[str, Any], database: Database
    ) -> RootPlan:
        """The plan that a root field runs now, of a document with this text, with these parameters."""
        if text in self._documented:
            return root
        known = self._own.get(database)
        if known is None:
            known = self._own[database] = WeightedLRU(_CAPACITY)
        own = known.find(root.statement)
        if own is None:
            known.keep(root.statement, own := _Own(), getsizeof(root.statement) + _ENTRY)
        if own.is_planned:
            return root
        own.asked += 1
        if own.asked == ASKED_AGAIN:
            task = asyncio.create_task(_plan(database, root, parameters, own))
            self._planning.add(task)
            task.add_done_callback(self._planning.discard)
        return root.whole

    async def settled(self) -> None:
        """Wait until Neo4j has planned what it was given."""
        while self._planning:
            await asyncio.wait(self._planning)


async def _plan(database: Database, root: RootPlan, parameters: Mapping[str, Any], own: _Own) -> None:
    """Run a statement for nobody: to have it explained would leave a third of the planning to be done."""
    await database.unused(PATIENCE_SECONDS)
    try:
        await database.read(root.statement, parameters, name=root.field, operation=PLANNED_AHEAD)
    except GraphError:
        own.asked = 0
    else:
        own.is_planned = True


def _documented() -> Iterator[str]:
    for path in QUESTIONS.glob("*.graphql"):
        text = path.read_text("utf-8")
        yield from (text, text.strip())
