"""A GraphQL request and its answer: prepared, found in the response cache or run, and encoded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Set
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLError

from api.compiler.cost import HIGHEST
from api.digests import is_held
from api.errors import RETRIED, coded
from api.execution.admission import Admission, Busy
from api.execution.answer import Answer, EncodedAnswer
from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.persisted_documents import AutomaticPersistedQueries, TrustedDocuments
from api.execution.prepared import Prepared, Refused
from api.execution.request import Request
from api.execution.response_cache import AnswerIdentity, ResponseCache
from api.request_record import note_cost, note_operation


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a request. ``digest`` identifies it where a client may store it; ``encoded`` is None
    for a client that holds it already."""

    encoded: EncodedAnswer | None
    digest: str | None = None


class GraphQLService:
    """Answers GraphQL requests: prepares, runs unless the answer is cached, and encodes."""

    def __init__(
        self,
        documents: Documents,
        executor: Executor,
        persisted: AutomaticPersistedQueries | TrustedDocuments | None = None,
        responses: ResponseCache | None = None,
        admission: Admission | None = None,
    ) -> None:
        self.documents = documents
        self.executor = executor
        self._persisted = persisted or AutomaticPersistedQueries()
        self.responses = responses or ResponseCache(0)
        self._admission = admission or Admission(HIGHEST, 1)

    def trusting(self, documents: TrustedDocuments, deadline: float | None = None) -> GraphQLService:
        """The same service for other documents, whose exact statements are planned when Neo4j starts;
        ``deadline`` in seconds where an operation may take another time."""
        executor = self.executor.without_variants(deadline)
        return GraphQLService(self.documents, executor, documents, self.responses, self._admission)

    @asynccontextmanager
    async def pinned(self) -> AsyncIterator[GraphQLService]:
        """The same service on the database that is served now, which stays open while inside."""
        async with self.executor.pinned() as executor:
            service = copy(self)
            service.executor = executor
            yield service

    async def run(self, request: Request) -> Answer:
        """The answer to a request, refusals included, with its data as Python objects."""
        try:
            prepared = self.query(request)
        except Refused as refused:
            return self._refusal(refused)
        return await self.answered(prepared)

    def subscription(self, request: Request) -> Prepared | None:
        """The subscription that a request asks for, ready to run; None where it asks for anything else, or
        is refused."""
        try:
            prepared = self._prepare(request)
        except Refused:
            return None
        if not prepared.plan.operation.is_subscription:
            return None
        note_operation(prepared.plan.name)
        note_cost(prepared.cost.asked)
        return prepared

    def respond(self, request: Request, held: Set[str] | None = None) -> Result | Coroutine[Any, Any, Result]:
        """The encoded answer to a request, refusals included: at once where it is known, else a coroutine.

        ``held`` are digests of the answers that the client holds (`*`: whichever it is), None for a client
        that stores none.
        """
        try:
            prepared = self.query(request)
        except Refused as refused:
            return Result(EncodedAnswer.of(self._refusal(refused)))
        note_operation(prepared.plan.name)
        note_cost(prepared.cost.asked)
        if request.explain:
            return self._explained(prepared)
        identity = AnswerIdentity(prepared.text, request)
        return self._known(identity, held, self.executor.known_version()) or self._answered(
            prepared, identity, held
        )

    def _known(self, identity: AnswerIdentity, held: Set[str] | None, version: str | None) -> Result | None:
        """The result for a client that holds the answer, or the cached answer."""
        if version is None or not (held or self.responses.is_on):
            return None
        digest = identity.digest(version, self.executor.browser_url())
        if held and is_held(digest, held):
            return Result(None, digest)
        cached = self.responses.find(digest)
        return Result(cached, digest) if cached else None

    async def _answered(self, prepared: Prepared, identity: AnswerIdentity, held: Set[str] | None) -> Result:
        if held and (known := self._known(identity, held, await self.executor.version())):
            return known
        answer = await self.answered(prepared)
        encoded = EncodedAnswer.of(answer)
        if answer.errors or not answer.version or (held is None and not self.responses.is_on):
            return Result(encoded)
        digest = identity.digest(answer.version, answer.browser_url)
        self.responses.keep(digest, encoded)
        return Result(encoded, digest)

    async def _explained(self, prepared: Prepared) -> Result:
        """An explanation describes this server at this moment: nobody stores it."""
        answer = await self.answered(prepared)
        if answer.codes().isdisjoint(RETRIED):
            answer = replace(answer, explained=await self.executor.explain(prepared))
        return Result(EncodedAnswer.of(answer))

    async def answered(self, prepared: Prepared) -> Answer:
        """The answer of the graph that is served now to an operation that was prepared, once there is a slot
        for what it costs."""
        return await self._holding(self._admission.admitted(prepared.cost.asked), prepared)

    def dear(self) -> AbstractAsyncContextManager[None]:
        """Hold a slot of the dear operations while inside, for work that has no cost of its own. Raises
        Busy."""
        return self._admission.dear()

    async def run_in_turn(self, prepared: Prepared) -> Answer:
        """The answer to one operation of many that follow each other: whatever it costs, it waits for a slot,
        as all of them together are dear."""
        return await self._holding(self._admission.dear(), prepared)

    async def _holding(self, slot: AbstractAsyncContextManager[None], prepared: Prepared) -> Answer:
        try:
            async with slot:
                return await self.executor.run(prepared)
        except Busy as error:
            busy = GraphQLError(str(error), prepared.plan.operation.definition, extensions={"code": "BUSY"})
            return self._refusal(Refused([busy], prepared.cost))

    def query(self, request: Request, *, is_priced: bool = True) -> Prepared:
        """The query of a request, ready to run. Raises Refused, for its cost only if ``is_priced``."""
        prepared = self._prepare(request, is_priced=is_priced)
        if prepared.plan.operation.is_subscription:
            problem = "A subscription is answered as text/event-stream alone; `Accept` must name it."
            error = GraphQLError(problem, prepared.plan.operation.definition)
            raise Refused([coded(error, "BAD_REQUEST")])
        return prepared

    def _prepare(self, request: Request, *, is_priced: bool = True) -> Prepared:
        """The operation of a request, ready to run. Raises Refused."""
        text = self._persisted.text(request)
        prepared = self.documents.prepare(
            text, request.operation_name, request.variables or {}, is_priced=is_priced
        )
        self._persisted.accepted(request)
        return prepared

    def _refusal(self, refused: Refused) -> Answer:
        if refused.cost:
            note_cost(refused.cost.asked)
        version = self.executor.known_version()
        return Answer(None, refused.errors, executed=False, version=version, cost=refused.cost)
