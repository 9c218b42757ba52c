"""The rows of a list, page by page: each page is an operation of its own, run as any client's."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any

from api.execution.answer import Answer
from api.execution.prepared import Prepared, Refused
from api.execution.service import GraphQLService
from api.exports.paged_question import AFTER, FIRST, PAGE_INFO, PagedQuestion
from graph.errors import DatasetNotReady, GraphError

# How many rows a page may have: as many as cost no more than what never waits.
_SIZES = (100, 50, 20, 10, 5, 2, 1)


class PageFailed(GraphError):
    """A page was not answered in full; ``answer`` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(" ".join(dict.fromkeys(error.message for error in answer.errors)))
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows as the API answers them, and the version of the graph that they are from."""

    rows: list[Any]
    version: str | None


@dataclass(frozen=True)
class RowStream:
    """Reads a list from its start to its end. ``affordable`` is what a page should cost at most.

    ``service`` reads one database from the first page to the last.
    """

    service: GraphQLService
    question: PagedQuestion
    variables: Mapping[str, Any]
    affordable: int

    async def pages(self) -> AsyncGenerator[Page]:
        """All pages, at least one. The first is an operation as any other: a short list never waits for long
        ones. Each of the others waits for a slot of its own, and holds none while it is read.

        Raises Refused, PageFailed, and DatasetNotReady where the graph changed.
        """
        size = self._size()
        after = version = None
        while True:
            answer = await self._answer(size, after)
            if "TIMEOUT" in answer.codes() and size > 1:
                size //= 2
                continue
            if answer.errors or answer.data is None:
                raise PageFailed(answer)
            if version not in (None, answer.version):
                raise DatasetNotReady("The graph changed before all of its rows were read; ask again.")
            version = answer.version
            found = answer.data[self.question.list]
            yield Page(found[self.question.rows], version)
            if not found[PAGE_INFO]["hasNextPage"]:
                return
            after = found[PAGE_INFO]["endCursor"]

    def _size(self) -> int:
        """The largest page that is affordable, or else a single row. Raises Refused."""
        for size in _SIZES[:-1]:
            try:
                if self._prepared(size, None).cost.asked <= self.affordable:
                    return size
            except Refused as refused:
                if refused.cost is None:
                    raise
        self._prepared(_SIZES[-1], None)
        return _SIZES[-1]

    def _prepared(self, size: int, after: str | None) -> Prepared:
        """A page, ready to run. Raises Refused."""
        place = {} if after is None else {AFTER: after}
        return self.service.documents.prepare(
            self.question.text, None, {**self.variables, FIRST: size, **place}
        )

    async def _answer(self, size: int, after: str | None) -> Answer:
        """A page. Once a stream has begun, it waits for its turn as long as that takes."""
        prepared = self._prepared(size, after)
        if after is None:
            return await self.service.answered(prepared)
        while "BUSY" in (answer := await self.service.run_in_turn(prepared)).codes():
            pass
        return answer
