"""What is compared on the real graph is equal: the documented questions, and Cypher by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from bench.handwritten import finished, statements
from bench.map_projections import written_out
from bench.real import Asked, Compared, asked, difference
from bench.real_page import write_real
from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api

QUESTIONS, ALONE = asked()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_by_hand_answers_what_the_document_answers(
    question: Asked, shipped_api: Api, shipped_neo4j: Neo4jProcess
) -> None:
    ours = httpx.post(shipped_api.url, json={"query": question.document}, timeout=120).json()
    assert "errors" not in ours
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as database:
        statement = statements()[question.name]
        ((hand,),), ((counted,),) = database.rows(statement), database.rows(written_out(statement))
    assert counted == hand
    answered = finished(question.name, hand)
    assert difference(ours["data"], orjson.loads(orjson.dumps(answered, default=str))) == ""


def test_every_question_is_written_by_hand() -> None:
    assert ALONE == []


@pytest.mark.parametrize(
    ("hand", "place"),
    [
        ({"a": [{"b": 1}, {"b": 3}]}, "data.a[1].b"),
        ({"a": [{"b": 1}]}, "data.a"),
        ({"c": 1}, "data"),
    ],
)
def test_a_difference_has_a_place(hand: Any, place: str) -> None:
    ours = {"a": [{"b": 1}, {"b": 2}]}
    assert difference(ours, ours) == ""
    assert difference(ours, hand).startswith(f"{place}: ")


def test_the_page_names_what_is_slower_than_by_hand_and_what_nobody_wrote(tmp_path: Path) -> None:
    found = [
        Compared("slow", [(80.0, 100.0)], [(2.0, 1.0)], (20, 10)),
        Compared("fast", [(120.0, 100.0)], [(1.0, 1.0)], (10, 10)),
    ]
    write_real(found, ALONE, tmp_path / "page.md", rounds=1, seconds=1.0)
    text = (tmp_path / "page.md").read_text("utf-8")
    assert "| slow | 0.80 | 80.0 | 100.0 | 2.0 | 1.0 | 20 | 10 |" in text
    assert "1 of 2 are below 0.9" in text
    assert all(name in text for name in ALONE)
