"""The memory of a serving process: at the start, and for each new document."""

from __future__ import annotations

from itertools import islice

import httpx
import orjson

from bench.documents import of_questions
from bench.questions import QUESTIONS
from graph.neo4j.database import Database
from tests.helpers.serve_on_shared_neo4j import serving_process

# Some 115 MB and 60 KB on Linux, with some room for what an allocator does.
START_MB, DOCUMENT_KB = 145, 80
FIRST, MORE = 60, 240


def test_serving_takes_little_memory_and_little_more_for_a_new_document(database: Database) -> None:
    documents = of_questions(QUESTIONS, 1_200)
    with serving_process(database.uri, database.auth) as serving, httpx.Client(timeout=60.0) as client:

        def ask(count: int) -> None:
            for each in islice(documents, count):
                body = orjson.dumps({"query": each.document, "variables": each.variables})
                headers = {"content-type": "application/json"}
                answer = client.post(serving.url, content=body, headers=headers).json()
                assert "errors" not in answer

        ask(FIRST)
        start = serving.resident()
        assert start < START_MB * 1e6
        ask(MORE)
        assert (serving.resident() - start) / MORE < DOCUMENT_KB * 1e3
