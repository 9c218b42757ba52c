"""Runs the statements of an operation side by side on one database, and assembles their answers."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from copy import copy
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from graphql import GraphQLError, GraphQLNonNull

from api.compiler.plan import Plan
from api.compiler.row_layout import Row
from api.compiler.selection import RootPlan
from api.errors import readable
from api.execution.answer import Answer
from api.execution.explain import Explained, explained
from api.execution.introspection import introspected
from api.execution.prepared import Prepared, Statement
from api.execution.statement_variants import StatementVariants
from api.request_record import note_statement
from graph.errors import DatasetNotReady, GraphError
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_ready, require_ready_state
from graph.query.selection import Slot, files_of
from graph.tracing import span

log = logging.getLogger("safeguarding")

DEADLINE_SECONDS = 10.0
# Statements of one operation that run at once: enough for a small machine, and others get their turn.
MOST_AT_ONCE = 4
T = TypeVar("T")


class Executor:
    """Runs the statements of an operation in Neo4j and assembles their answers.

    An operation may take ``deadline`` seconds. The version of a database, once told, is trusted for
    ``remember`` seconds. With ``profile``, explaining a statement also measures it. Without ``variants``,
    every statement reads exactly what its document selects.
    """

    def __init__(
        self,
        databases: Databases,
        deadline: float = DEADLINE_SECONDS,
        remember: float = 0.0,
        profile: bool = False,
        variants: StatementVariants | None = None,
    ) -> None:
        self._databases = databases
        self._deadline = deadline
        self._remember = remember
        self._profile = profile
        self._variants = variants
        self._versions: WeakKeyDictionary[Database, tuple[str, float]] = WeakKeyDictionary()

    async def run(self, prepared: Prepared) -> Answer:
        """Run an operation. Cancelled, it ends its statements in Neo4j too."""
        statements = prepared.plan.statements
        until = time.monotonic() + self._deadline
        async with self._databases.request() as database:
            reads = [
                partial(self._read, database, prepared, key, root, until) for key, root in statements.items()
            ]
            answers = await self._joined(database, prepared, until) or await _side_by_side(reads)
            found = {key: (value, version) for key, value, version in answers}
            versions = {version for _, version in found.values() if version}
            version = self._remembered(database, min(versions)) if versions else None
            browser_url = database.browser_url or ""
        if len(versions) > 1:
            problem = DatasetNotReady("The graph changed while this was answered.")
            changed = readable(problem, [], prepared.plan.operation.definition)
            return Answer(None, [changed], cost=prepared.cost)
        data, errors = _assembled(prepared, {key: value for key, (value, _) in found.items()})
        if version is None:
            # Statements tell the version, unless they failed; without any, the database is asked.
            version = self.known_version() if statements else await self.version()
        return Answer(data, errors, version=version, browser_url=browser_url, cost=prepared.cost)

    def without_variants(self, deadline: float | None = None) -> Executor:
        """The same executor, for statements that read exactly what their documents select; ``deadline`` in
        seconds, where an operation may take another time."""
        exact = copy(self)
        exact._variants = None
        exact._deadline = deadline or self._deadline
        return exact

    @asynccontextmanager
    async def pinned(self) -> AsyncIterator[Executor]:
        """The same executor on the database that is served now, which stays open while inside."""
        async with self._databases.request() as database:
            executor = copy(self)
            executor._databases = Databases(database)
            yield executor

    async def explain(self, prepared: Prepared) -> tuple[Explained, ...]:
        """The Cypher of an operation, each statement measured once where that is allowed."""
        async with self._databases.request() as database:
            return tuple(await explained(prepared, database if self._profile else None))

    async def version(self) -> str | None:
        """The version that answers come from, asked for if unknown; None where it cannot be had."""
        if version := self.known_version():
            return version
        try:
            async with self._databases.request() as database:
                return self._remembered(database, (await require_ready(database)).version)
        except GraphError:
            return None

    def known_version(self) -> str | None:
        """The version that was told last, unless that is too long ago."""
        version, since = self._versions.get(self._databases.current, (None, 0.0))
        return version if time.monotonic() - since <= self._remember else None

    def browser_url(self) -> str:
        """The address of Neo4j Browser that answers link to; empty where it is not known."""
        return self._databases.current.browser_url or ""

    async def _read(
        self, database: Database, prepared: Prepared, key: str, root: RootPlan, until: float
    ) -> tuple[str, Any, str | None]:
        """The answer of one root field, or the error that a client may read, and the version."""
        parameters = prepared.parameters[key]
        try:
            if self._variants and prepared.is_joined:
                root = root.whole
            elif self._variants:
                root = self._variants.choose(prepared.text, root, parameters, database)
            statement = Statement(root.field, root.statement, parameters)
            version, (row,) = await self._sent(database, prepared, statement, root.slots, until)
        except Exception as error:
            return key, _shown(error, prepared, key), None
        return key, _shaped(prepared, key, root, row, database), version

    async def _joined(
        self, database: Database, prepared: Prepared, until: float
    ) -> list[tuple[str, Any, str | None]]:
        """The answers of all root fields, read by one statement. Empty where it is not for this operation or
        not planned yet, or where it failed: read apart, each field tells its own error."""
        if not prepared.is_joined:
            return []
        (statement,), roots = prepared.statements(), prepared.plan.statements
        if self._variants and not self._variants.is_planned(prepared.text, statement, database):
            return []
        slots = tuple(slot for root in roots.values() for slot in root.slots)
        try:
            version, rows = await self._sent(database, prepared, statement, slots, until)
        except GraphError:
            return []
        return [
            (key, _shaped(prepared, key, root, row, database), version)
            for (key, root), row in zip(roots.items(), rows, strict=True)
        ]

    async def _sent(
        self,
        database: Database,
        prepared: Prepared,
        statement: Statement,
        slots: tuple[Slot, ...],
        until: float,
    ) -> tuple[str, list[Row]]:
        """The version, and a row for each root field that a statement reads. Raises GraphError."""
        note_statement()
        with span(f"field {statement.name}", lambda: {"cypher.files": files_of(slots)}):
            version, state, *rows = await database.read(
                statement.text,
                statement.parameters,
                name=statement.name,
                operation=prepared.plan.name,
                timeout=max(0.001, until - time.monotonic()),
            )
        require_ready_state(state)
        return version, rows

    def _remembered(self, database: Database, version: str) -> str:
        self._versions[database] = version, time.monotonic()
        return version


def _shaped(prepared: Prepared, key: str, root: RootPlan, row: Row, database: Database) -> Any:
    """The answer of one root field from its row, or the error that a client may read."""
    try:
        return root.answer(row, prepared.parameters[key], database.browser_url)
    except Exception as error:
        return _shown(error, prepared, key)


def _shown(error: Exception, prepared: Prepared, key: str) -> GraphQLError:
    """The error of a root field that a client may read; what it may not is logged."""
    shown = readable(error, [key], prepared.plan.operation.root_fields()[key][0].node)
    if (shown.extensions or {}).get("code") == "INTERNAL_SERVER_ERROR":
        log.error("%s failed", prepared.plan.statements[key].field, exc_info=error)
    return shown


async def _side_by_side(reads: Sequence[Callable[[], Coroutine[Any, Any, T]]]) -> Sequence[T]:
    """The result of each, in order. A single one, which is the usual case, needs no task of its own."""
    if len(reads) == 1:
        return [await reads[0]()]
    slots = asyncio.Semaphore(MOST_AT_ONCE)

    async def in_turn(read: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async with slots:
            return await read()

    return await asyncio.gather(*map(in_turn, reads))


def _assembled(
    prepared: Prepared, found: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
    """The data in the order of the selection, and the errors; an error in a non-null field nulls all data."""
    plan = prepared.plan
    data: dict[str, Any] | None = {}
    errors: list[GraphQLError] = []
    meta: Mapping[str, Any] | None = {}
    if plan.introspection_cost:
        meta, errors = introspected(prepared)
        data = {} if meta is not None else None
    for key, root in plan.roots.items():
        value = found[key] if isinstance(root, RootPlan) else (meta or {}).get(key, plan.operation.root.name)
        if isinstance(value, GraphQLError):
            errors.append(value)
            if _is_non_null(plan, root):
                data = None
            value = None
        if data is not None:
            data[key] = value
    return data, errors


def _is_non_null(plan: Plan, root: RootPlan | str) -> bool:
    return isinstance(root, RootPlan) and isinstance(
        plan.operation.root.fields[root.field].type, GraphQLNonNull
    )
