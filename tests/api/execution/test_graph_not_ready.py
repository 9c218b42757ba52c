"""A graph that is being loaded, or that changes during a request, never gives half an answer; a store that
lacks written nodes is not published.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.execution.answer import Answer
from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.schema.schema import core_schema
from graph.export.reader import ExportReader
from graph.neo4j.database import Database, Databases, SyncDatabase
from graph.store.process import Neo4jProcess
from seed.build.build import verify_counts
from seed.build.csv_files import CsvFiles
from seed.errors import BuildFailed

Run = Callable[[Any], Any]
TEXT = "{ first: forces(first: 1) { nodes { id } } second: themes(first: 1) { nodes { id } } }"
# Too dear for one statement.
DEAR = """{
  a: paths(from: "force:cleveland", to: "theme:joint-working") { length }
  b: paths(from: "force:cleveland", to: "theme:joint-working") { length }
  c: paths(from: "force:cleveland", to: "theme:joint-working") { length }
  d: paths(from: "force:cleveland", to: "theme:joint-working") { length }
  themes(first: 1) { nodes { id } }
}"""


@pytest.fixture
def answer(database: Database, run: Run) -> Callable[..., Answer]:
    service = GraphQLService(Documents(core_schema()), Executor(Databases(database), 60.0))
    return lambda text=TEXT: run(service.run(Request(text)))


def tells(monkeypatch: pytest.MonkeyPatch, **told: dict[str, str]) -> None:
    """From now on, the statement of a root field returns another version or state, as if the graph changed
    between two statements."""
    read = Database.read

    async def changed(database: Database, *given: Any, name: str, **more: Any) -> list[Any]:
        version, state, *rows = await read(database, *given, name=name, **more)
        own = {key: value for field in name.split(", ") for key, value in told.get(field, {}).items()}
        return [own.get("version", version), own.get("state", state), *rows]

    monkeypatch.setattr(Database, "read", changed)


def test_one_graph_answers_all_fields(answer: Callable[[], Answer]) -> None:
    found = answer()
    assert found.errors == []
    assert found.data is not None
    assert [len(page["nodes"]) for page in found.data.values()] == [1, 1]


def test_an_answer_never_holds_fields_of_two_graphs(
    answer: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    tells(monkeypatch, themes={"version": "another"})
    found = answer(DEAR)
    assert found.data is None
    assert found.codes() == {"STORE_UNAVAILABLE"}


@pytest.mark.parametrize("state", ["LOADING", None])
def test_a_graph_that_is_being_loaded_does_not_answer(
    answer: Callable[[], Answer], monkeypatch: pytest.MonkeyPatch, state: str | None
) -> None:
    tells(monkeypatch, forces={"state": state}, themes={"state": state})  # type: ignore[dict-item]
    found = answer()
    assert found.codes() == {"STORE_UNAVAILABLE"}
    assert not any((found.data or {}).values())


def test_a_page_of_ids_leaves_none_out(database: Database, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a graph are read by pages of ids."""
    monkeypatch.setattr("graph.export.reader.PAGE", 3)

    async def read() -> tuple[list[str], list[str]]:
        reader = ExportReader(database, 60)
        ids = sorted([row[0] async for row in reader.nodes(None) if row[0].startswith("force:")])
        return ids, [row[0] async for row in reader.nodes(ids)]

    ids, found = run(read())
    assert len(ids) > 40
    assert sorted(found) == ids


def test_a_store_that_lacks_anything_is_not_published(store: Path, served: Neo4jProcess) -> None:
    built = json.loads((store / "build.json").read_text("utf-8"))

    def verified(nodes: int, relationships: int) -> None:
        files = CsvFiles([], [], built["version"], {"Any": nodes}, relationships)
        with SyncDatabase(served.uri, auth=served.auth) as opened:
            verify_counts(opened, files)

    nodes, relationships = built["nodes"], built["relationships"]
    verified(nodes, relationships)
    for wrong in ((nodes + 1, relationships), (nodes, relationships + 1), (nodes - 1, relationships)):
        with pytest.raises(BuildFailed, match="Nothing was published"):
            verified(*wrong)
