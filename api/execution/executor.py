"""Execution: an operation's statements run side by side on one store, and answer together."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from graphql import GraphQLError, GraphQLNonNull, GraphQLSchema

from api.compiler.cost import Cost
from api.compiler.row_layout import RequestInputs
from api.compiler.selection import RootPlan
from api.errors import readable
from api.execution.documents import Documents
from api.execution.explain import Explained, explained
from api.execution.introspection import introspected
from api.execution.limits import UNLIMITED, Limits
from api.execution.persisted_documents import AutomaticPersistedQueries, Sent, TrustedDocuments
from api.execution.prepared import Plan, Prepared, Refused
from api.execution.statement_variants import StatementVariants
from api.schema.environment import Environment
from graph.errors import DatasetNotReady, GraphError
from graph.model.vocabulary import DatasetState
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_ready

log = logging.getLogger("safeguarding")

DEADLINE_SECONDS = 10.0
T = TypeVar("T")


@dataclass(frozen=True)
class Request:
    """A document by its text, or by its SHA-256 in ``digest``, and what goes with it; ``explain`` asks for
    its Cypher too."""

    query: str | None
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    digest: str | None = None
    explain: bool = False


@dataclass(frozen=True)
class Answer:
    """``executed`` is false for a request that was refused before it ran: it has no ``data`` then."""

    data: dict[str, Any] | None
    errors: list[GraphQLError] = field(default_factory=list)
    executed: bool = True
    version: str | None = None
    place: str = ""  # the address of Neo4j Browser that it names
    cost: Cost | None = None
    explained: tuple[Explained, ...] = ()

    def codes(self) -> set[str]:
        return {str((error.extensions or {}).get("code")) for error in self.errors}


class Execution:
    """Executes GraphQL requests on the databases that are served.

    ``deadline`` and ``remember`` are in seconds: how long an operation may take, and for how long the
    version of a database is taken to be the one that it last told. With ``profile``, a request to explain
    itself is also measured. Without ``lanes``, every statement reads no more than its document selects.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        databases: Databases,
        deadline: float = DEADLINE_SECONDS,
        limits: Limits = UNLIMITED,
        persisted: AutomaticPersistedQueries | TrustedDocuments | None = None,
        remember: float = 0.0,
        profile: bool = False,
        lanes: StatementVariants | None = None,
    ) -> None:
        self.documents = Documents(schema, limits)
        self._databases = databases
        self._deadline = deadline
        self._persisted = persisted or AutomaticPersistedQueries()
        self._remember = remember
        self._profile = profile
        self._lanes = lanes
        self._versions: WeakKeyDictionary[Database, tuple[str, float]] = WeakKeyDictionary()

    async def run(self, request: Request) -> Answer:
        """The answer to a request, refusals included."""
        try:
            prepared = self.prepare(request)
        except Refused as refused:
            return self.refusal(refused)
        return await self.answer(prepared)

    def prepare(self, request: Request) -> Prepared:
        """The operation of a request, ready to run; raises Refused."""
        sent = Sent(request.query, request.digest)
        text = self._persisted.text(sent)
        prepared = self.documents.prepare(text, request.operation_name, request.variables or {})
        self._persisted.accepted(sent)
        return prepared

    def refusal(self, refused: Refused) -> Answer:
        """The answer to a request that is not executed."""
        return Answer(None, refused.errors, executed=False, version=self.told(), cost=refused.cost)

    async def version(self) -> str | None:
        """The version that answers come from: as it was told last, or asked for where that is too long
        ago; None where it cannot be had."""
        if told := self.told():
            return told
        try:
            async with self._databases.request() as database:
                return self._remembered(database, (await require_ready(database)).version)
        except GraphError:
            return None

    def place(self) -> str:
        """What answers depend on beside the graph: where Neo4j Browser is; empty where nobody told it."""
        return self._databases.current.browser_url or ""

    async def answer(self, prepared: Prepared) -> Answer:
        """Run an operation. Cancelled, it ends its statements in Neo4j too."""
        statements = prepared.plan.statements()
        async with self._databases.request() as database:
            asked = [self._read(database, prepared, key, root) for key, root in statements.items()]
            found = {key: (value, version) for key, value, version in await _side_by_side(asked)}
            versions = {version for _, version in found.values() if version}
            version = self._remembered(database, min(versions)) if versions else None
            place = database.browser_url or ""
        if len(versions) > 1:
            problem = DatasetNotReady("The graph changed while this was answered.")
            changed = readable(problem, [], prepared.plan.operation.definition)
            return Answer(None, [changed], cost=prepared.cost)
        data, errors = _assembled(prepared, {key: value for key, (value, _) in found.items()})
        version = version or await self._version_without(statements)
        return Answer(data, errors, version=version, place=place, cost=prepared.cost)

    async def explain(self, prepared: Prepared) -> tuple[Explained, ...]:
        """The Cypher of an operation, each statement measured once where that is allowed."""
        async with self._databases.request() as database:
            return tuple(await explained(prepared, database if self._profile else None))

    async def _version_without(self, statements: Mapping[str, RootPlan]) -> str | None:
        """The version for an answer that no statement told it: none if those that ran have failed."""
        return self.told() if statements else await self.version()

    async def _read(
        self, database: Database, prepared: Prepared, key: str, root: RootPlan
    ) -> tuple[str, Any, str | None]:
        """The answer of one root field, or the error that a client may read, and the version."""
        parameters = prepared.parameters[key]
        try:
            if self._lanes:
                root = self._lanes.choose(prepared.text, root, parameters, database)
            version, state, value = await database.read(
                root.statement,
                parameters,
                name=root.field,
                operation=prepared.plan.operation.name,
                timeout=self._deadline,
            )
            if state != DatasetState.READY:
                raise DatasetNotReady(f"The graph is not ready ({state or 'nothing is loaded'}).")
            environment = Environment.of(database.browser_url)
            return key, root.answer(value, RequestInputs(environment, parameters)), version
        except Exception as error:
            told = readable(error, [key], prepared.plan.operation.root_fields()[key][0].node)
            if (told.extensions or {}).get("code") == "INTERNAL_SERVER_ERROR":
                log.exception("%s failed", root.field)
            return key, told, None

    def told(self) -> str | None:
        """The version that was told last, if that is not too long ago."""
        version, since = self._versions.get(self._databases.current, (None, 0.0))
        return version if time.monotonic() - since <= self._remember else None

    def _remembered(self, database: Database, version: str) -> str:
        self._versions[database] = version, time.monotonic()
        return version


async def _side_by_side(asked: Sequence[Coroutine[Any, Any, T]]) -> Sequence[T]:
    """What each returns, in order. One alone, which is nearly every operation, needs no task of its own."""
    if len(asked) == 1:
        return [await asked[0]]
    return await asyncio.gather(*asked)


def _assembled(
    prepared: Prepared, found: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
    """The data in the order asked for, and the errors; an error where a value is promised takes all of it."""
    plan = prepared.plan
    data: dict[str, Any] | None = {}
    errors: list[GraphQLError] = []
    meta: Mapping[str, Any] | None = {}
    if plan.introspects():
        meta, errors = introspected(prepared)
        data = {} if meta is not None else None
    for key, root in plan.roots.items():
        value = found[key] if isinstance(root, RootPlan) else (meta or {}).get(key, "Query")
        if isinstance(value, GraphQLError):
            errors.append(value)
            if _promised(plan, root):
                data = None
            value = None
        if data is not None:
            data[key] = value
    return data, errors


def _promised(plan: Plan, root: RootPlan | str) -> bool:
    query = plan.operation.schema.query_type
    assert query is not None
    return isinstance(root, RootPlan) and isinstance(query.fields[root.field].type, GraphQLNonNull)
