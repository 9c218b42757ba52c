"""Read exports page by page with the queries of `cypher/exports`. Each statement is a short transaction and
returns one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import DatasetNotReady
from graph.export.records import About, Licence
from graph.neo4j.database import Database
from graph.neo4j.dataset import require_ready
from graph.query.patterns import patterns

Row = list[Any]

# Rows of one statement: about 1 MB, which takes some hundredths of a second.
PAGE = 1000
# Up to this many ids are sent with each statement; for more, the whole graph is read and filtered here.
FEW = 5000


@dataclass(frozen=True, slots=True)
class ExportReader:
    """Reads from one database; `seconds` limits each statement."""

    database: Database
    seconds: float

    async def read(self, name: str, **parameters: object) -> Any:
        """The list that a query returns. Raises StoreError."""
        text = patterns()[name].text
        (found,) = await self.database.read(text, parameters, name=f"export {name}", timeout=self.seconds)
        return found

    async def ids(self, name: str, ids: Iterable[str]) -> set[str]:
        """The ids that a query finds from these ids. Raises StoreError."""
        found: set[str] = set()
        for part in _parts(sorted(ids)):
            found.update(await self.read(name, ids=part))
        return found

    async def about(self) -> About:
        """The dataset's version and licences. Raises DatasetNotReady, StoreError."""
        version = (await require_ready(self.database)).version
        sources: dict[str | None, list[str]] = defaultdict(list)
        for licence, name in await self.read("licences_of_sources"):
            sources[licence].append(name)
        ordered = sorted(sources, key=lambda name: (name is None, name))
        return About(version, tuple(Licence(name, tuple(sources[name])) for name in ordered))

    async def require(self, version: str) -> None:
        """Raise DatasetNotReady if the database no longer has this version."""
        if (await require_ready(self.database)).version != version:
            raise DatasetNotReady("The graph changed while it was exported; export it again.")

    async def nodes(self, ids: Sequence[str] | None) -> AsyncGenerator[Row]:
        """Rows `[id, labels, properties]` of the entities with these ids (sorted); None: of all nodes."""
        if ids is not None:
            for part in _parts(ids):
                for row in await self.read("nodes_of_ids", ids=part):
                    yield row
            return
        page: list[Row] = [[""]]
        while page:
            page = await self.read("exported_nodes", after=page[-1][0], most=PAGE)
            for row in page:
                yield row
        for row in await self.read("exported_helpers"):
            yield row

    async def relationships(self, ids: Sequence[str] | None) -> AsyncGenerator[Row]:
        """Rows `[id, type, start, end, properties]` of the relationships among the entities with these ids
        (sorted); None: of all relationships."""
        if ids is not None and len(ids) <= FEW:
            for part in _parts(ids):
                for row in await self.read("relationships_among", starts=part, ends=ids):
                    yield row
            return
        among = None if ids is None else frozenset(ids)
        page: list[Row] = [["", None, ""]]
        while page:
            after, _, start, *_ = page[-1]
            page = await self.read("exported_relationships", start=start, after=after, most=PAGE)
            for row in page:
                if among is None or (row[2] in among and row[3] in among):
                    yield row
        if ids is None:
            for row in await self.read("exported_aliases"):
                yield row


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))
