"""The newest release of Neo4j that is tested: the shipped graph, built and served by it, answers as it does
on the default one. `tests/graph/export/test_load_into_neo4j.py` loads exports into it.

It builds for itself and has a Neo4j of its own, since that is what differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.neo4j.database import SyncDatabase
from graph.settings import NEWEST_NEO4J_VERSION, Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running
from seed.build.build import build
from tests.docs.test_questions import QUESTIONS, asked, without_scores
from tests.graph.browser.test_pages import ARROWS, BLOCKS, _click_block, _run
from tests.helpers.api_server import Api, serving
from tests.helpers.browser_login import open_browser
from tests.helpers.chromium import chromium

RELEASE = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"


@pytest.fixture(scope="module")
def newest(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("newest")
    return replace(settings, neo4j_version=NEWEST_NEO4J_VERSION, home=home)


@pytest.fixture(scope="module")
def newest_neo4j(newest: Settings) -> Iterator[Neo4jProcess]:
    """The shipped graph, built by the newest release and served by it."""
    built = build(newest, lambda line: None)
    with running(built.store, read_only=True, settings=newest) as neo4j:
        yield neo4j


@pytest.fixture(scope="module")
def newest_api(newest_neo4j: Neo4jProcess, newest: Settings) -> Iterator[Api]:
    with serving(newest_neo4j, replace(newest, deadline=60)) as api:
        yield api


def test_browser_connects_by_itself_and_draws_a_picture(newest_neo4j: Neo4jProcess) -> None:
    """Browser reads a release as a semantic version, which 2026.08.1 is not: its prompt names no database."""
    with chromium() as page:
        open_browser(page, newest_neo4j)
        page.until(f"{BLOCKS}.length")
        assert "Connect to Neo4j" not in page.text()
        assert "neo4j$" not in page.text()
        _click_block(page, "OBSERVED_IN|REPORTED_IN")
        _run(page)
        page.until(ARROWS, lambda found: sorted(found) == ["OBSERVED_IN", "REPORTED_IN"])


def test_it_is_the_release_that_was_asked_for(newest_neo4j: Neo4jProcess) -> None:
    with SyncDatabase(newest_neo4j.uri, auth=newest_neo4j.auth) as server:
        ((version,),) = server.rows(RELEASE)
    assert version == NEWEST_NEO4J_VERSION


@pytest.mark.parametrize("name", QUESTIONS)
def test_it_answers_a_question_as_the_default_release_does(
    name: str, newest_api: Api, shipped_api: Api
) -> None:
    answers = [asked(api, name) for api in (newest_api, shipped_api)]
    assert not [each["errors"] for each in answers if "errors" in each]
    newest, default = (without_scores(each["data"]) for each in answers)
    assert newest == default
