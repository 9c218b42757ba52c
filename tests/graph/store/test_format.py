"""A graph that another release has built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import DatasetNotReady
from graph.neo4j.database import Database
from graph.neo4j.dataset import require_served
from graph.store.process import Neo4jProcess

Run = Callable[[Any], Any]


def test_a_graph_of_another_format_is_not_served(
    served: Neo4jProcess, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask() -> int:
        database = Database.connect(served.uri, auth=served.auth)
        try:
            return (await require_served(database)).format
        finally:
            await database.close()

    held = run(ask())
    monkeypatch.setattr("graph.neo4j.dataset.FORMAT", held + 1)
    told = rf"has format {held}, and this release reads format {held + 1}: run 'safeguarding build'"
    with pytest.raises(DatasetNotReady, match=told):
        run(ask())
