"""A release of the driver that was not tested: everything runs over its public sessions, with one warning."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import httpx
import orjson
import pytest

from graph.neo4j.driver import AsyncDriver
from graph.neo4j.sessions import SessionStatements
from graph.neo4j.statements import statements_over
from graph.settings import Settings
from graph.store.access import SERVED, access_files
from graph.store.lock import hold
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import serving
from tests.helpers.caller_dependent_documents import CHOSEN
from tests.helpers.expected_answers import DOCUMENTS, question
from tests.helpers.paths import ROOT
from tests.helpers.statement_implementations import IMPLEMENTATIONS, using

QUESTIONS = sorted(path.stem for path in DOCUMENTS.glob("*.graphql"))
WARNING = "statements run over its public sessions, which is slower."
RELEASES = {
    "as it is": "",
    "another version": "import neo4j; neo4j.__version__ = '9.9.9'",
    "a private module gone": "import neo4j, sys; sys.modules['neo4j._async.io._pool'] = None",
    "a private name gone": "import neo4j._async.io._bolt._common as common; del common.Response",
}


@pytest.fixture(scope="module")
def urls(served: Neo4jProcess) -> Iterator[dict[str, str]]:
    """An API for each implementation of statements, over one Neo4j."""
    with ExitStack() as stack:
        found = {}
        for implementation in IMPLEMENTATIONS:
            with using(implementation):
                api = stack.enter_context(serving(served, Settings(deadline=60, response_cache=0)))
            found[implementation] = api.url
        yield found


def answers(urls: dict[str, str], body: dict[str, object]) -> list[bytes]:
    found = [httpx.post(url, json=body, timeout=90) for url in urls.values()]
    assert [each.status_code for each in found] == [200, 200]
    return [each.content for each in found]


@pytest.mark.parametrize("name", QUESTIONS)
def test_both_answer_the_ten_questions_with_the_same_bytes(urls: dict[str, str], name: str) -> None:
    one, other = answers(urls, {"query": question(name)})
    assert one == other
    assert "errors" not in orjson.loads(one)


@pytest.mark.parametrize("name", CHOSEN)
def test_both_answer_documents_with_variables_with_the_same_bytes(urls: dict[str, str], name: str) -> None:
    for variables in CHOSEN[name].sets:
        body: dict[str, object] = {"query": CHOSEN[name].text, "variables": variables}
        body["operationName"] = CHOSEN[name].operations[0]
        one, other = answers(urls, body)
        assert one == other


@pytest.mark.parametrize("query", ["{ nothing }", "{ findings(first: 0) { nodes { id } } }", "{"])
def test_both_refuse_with_the_same_bytes(urls: dict[str, str], query: str) -> None:
    one, other = answers(urls, {"query": query})
    assert one == other


def test_a_driver_without_a_pool_of_that_name_runs_statements_over_sessions(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = statements_over(cast(AsyncDriver, object()), "neo4j")
    assert isinstance(made, SessionStatements)
    assert WARNING in caplog.text


@pytest.fixture
def environment(served: Neo4jProcess, served_home: Path) -> Iterator[dict[str, str]]:
    """Of a home that is being served."""
    with hold(served_home, SERVED), access_files(served_home, served.access):
        yield {**os.environ, "SAFEGUARDING_HOME": str(served_home), "NO_COLOR": "1"}


@pytest.mark.parametrize("release", RELEASES)
def test_the_command_line_works_with_any_release(
    environment: dict[str, str], release: str, tmp_path: Path
) -> None:
    """An export asks many statements of one database; the driver is changed before the program imports it."""
    program = f"{RELEASES[release]}\nimport cli\ncli.main()"
    arguments = ["export", "ndjson", "--around", "theme:conference-attendance", "-o", "part.ndjson"]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    content = (tmp_path / "part.ndjson").read_bytes()
    warnings = [line for line in done.stderr.splitlines() if WARNING in line]
    assert len(warnings) == (release != "as it is")
    assert done.stderr.splitlines()[-1] == f"part.ndjson: {len(content)} bytes."
    assert "Traceback" not in done.stderr
