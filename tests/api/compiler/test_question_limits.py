# ruff: noqa: E501 - documents read across
"""Paths, neighbourhoods and the theme matrix at their limits: length, width and days.

The oracle gives the right answers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.schema.schema import core_schema, sdl
from graph.neo4j.database import Database, Databases
from tests.oracle import Oracle, read_graph
from tests.oracle.comparison import difference

PATIENT_SECONDS = 60.0
ASKED = {
    "how long a path may be": """{
  one: paths(from: "person:michael-wilshaw", to: "board:lscb:E06000004", longest: 1) { length }
  two: paths(from: "person:michael-wilshaw", to: "board:lscb:E06000004", longest: 2) { length }
  three: paths(from: "person:michael-wilshaw", to: "board:lscb:E06000004", longest: 3) { length }
  four: paths(from: "person:michael-wilshaw", to: "board:lscb:E06000004", longest: 4) { length }
  five: paths(from: "person:michael-wilshaw", to: "board:lscb:E06000004", longest: 5) { length }
}
""",
    "which stops a path may have": """{
  posts: paths(from: "person:michael-wilshaw", to: "inspectorate:ofsted", types: [POST]) { ...Way }
  letters: paths(from: "person:michael-wilshaw", to: "inspectorate:ofsted", types: [CORRESPONDENCE]) { ...Way }
  nothing: paths(from: "person:michael-wilshaw", to: "inspectorate:ofsted", types: []) { ...Way }
}

fragment Way on Path { length steps { relationship forward from { id } to { id } } }
""",
    "the days of a path": """{
  before: paths(from: "person:michael-wilshaw", to: "inspectorate:ofsted", asOf: "2011-12-31") { ...Way }
  during: paths(from: "person:michael-wilshaw", to: "inspectorate:ofsted", asOf: "2012-01-01") { ...Way }
  last: paths(from: "person:michael-wilshaw", to: "inspectorate:ofsted", types: [POST], asOf: "2017-12-31") { ...Way }
  after: paths(from: "person:michael-wilshaw", to: "inspectorate:ofsted", types: [POST], asOf: "2018-01-01") { ...Way }
  police: paths(from: "authority:E10000009", to: "force:dorset", asOf: "2019-03-31", longest: 1) { ...Way }
  policed: paths(from: "authority:E10000009", to: "force:dorset", asOf: "2019-04-01", longest: 1) { ...Way }
}

fragment Way on Path { length steps { relationship forward from { id } to { id } } }
""",
    "how wide and deep a neighbourhood is": """{
  n1: neighbourhood(id: "post:ofsted:chief-inspector", first: 1) { ...Near }
  n2: neighbourhood(id: "post:ofsted:chief-inspector", first: 2) { ...Near }
  n3: neighbourhood(id: "post:ofsted:chief-inspector", first: 3) { ...Near }
  n4: neighbourhood(id: "post:ofsted:chief-inspector", first: 4) { ...Near }
  n5: neighbourhood(id: "post:ofsted:chief-inspector", first: 5) { ...Near }
  n6: neighbourhood(id: "post:ofsted:chief-inspector", first: 6) { ...Near }
  deep2: neighbourhood(id: "person:iain-spittal", depth: 2, first: 100) { ...Near }
  deep3: neighbourhood(id: "person:iain-spittal", depth: 3, first: 100) { ...Near }
  then: neighbourhood(id: "person:iain-spittal", first: 100, asOf: "2015-12-31") { ...Near }
  ended: neighbourhood(id: "person:iain-spittal", first: 100, asOf: "2018-01-01") { ...Near }
}

fragment Near on Neighbourhood { truncated nodes { steps node { id } } links { relationship from { id } to { id } } }
""",
    "the days of a matrix": """{
  until: themeMatrix(by: FORCE, between: {to: "2016-10-17"}, first: 100) { ...Cells }
  from: themeMatrix(by: FORCE, between: {from: "2016-10-18"}, first: 100) { ...Cells }
  day: themeMatrix(by: AUTHORITY, between: {from: "2016-10-17", to: "2016-10-18"}, first: 100) { ...Cells }
  known: themeMatrix(by: FORCE, asOf: "2016-10-16", first: 100) { ...Cells }
  told: themeMatrix(by: FORCE, asOf: "2016-10-17", first: 100) { ...Cells }
}

fragment Cells on OrganisationMatrixConnection { totalCount edges { theme { id } node { id } basis findings } }
""",
    "threads and disputes": """{
  correspondences(first: 100) { nodes { id thread { id } } }
  disputes(first: 100) { claim { __typename } about { id } }
}
""",
}


@pytest.fixture(scope="module")
def differs(store: Path, database: Database, run: Callable[[Any], Any]) -> Callable[[str], str | None]:
    assert database.browser_url is not None
    oracle = Oracle(sdl(), read_graph(store / "csv"), database.browser_url)
    service = GraphQLService(Documents(core_schema()), Executor(Databases(database), PATIENT_SECONDS))

    def compared(text: str) -> str | None:
        wanted = oracle.execute(text)
        assert wanted.errors is None
        return difference(run(service.run(Request(text))), wanted)

    return compared


@pytest.mark.parametrize("what", ASKED)
def test_a_question_ends_where_the_oracle_ends_it(differs: Callable[[str], str | None], what: str) -> None:
    assert differs(ASKED[what]) is None
