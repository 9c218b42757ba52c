"""What tests of exports share: exports of the article's graph, and of the shipped one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.execution.documents import Documents
from api.exports.selection import Choice, chosen_graph
from api.schema.schema import core_schema
from graph.export.chunks import in_chunks
from graph.export.formats import FORMATS
from graph.export.reader import ExportReader
from graph.neo4j.database import Database
from graph.store.process import Neo4jProcess

Run = Callable[[Any], Any]
Exported = Callable[..., bytes]


@pytest.fixture(scope="module")
def exported(database: Database, run: Run) -> Exported:
    """The export of a choice in a format."""
    return _exports(database, run)


@pytest.fixture(scope="module")
def shipped_exported(shipped_neo4j: Neo4jProcess, run: Run) -> Iterator[Exported]:
    """The same of the shipped graph."""
    database = Database.connect(shipped_neo4j.uri, auth=shipped_neo4j.auth)
    yield _exports(database, run)
    run(database.close())


def _exports(database: Database, run: Run) -> Exported:
    async def whole(name: str, choice: Choice, **more: bool) -> bytes:
        reader, documents = ExportReader(database, 60), Documents(core_schema())
        graph = await chosen_graph(choice, FORMATS[name], reader, documents, **more)
        return b"".join([part async for part in in_chunks(FORMATS[name], graph)])

    return lambda name, choice, **more: run(whole(name, choice, **more))
