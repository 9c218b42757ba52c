"""A page of a body costs a page, whether the body has 1,000 of what it lists or 10,000."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from command.plan_warmup import operations_of
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.conftest import Run
from tests.helpers.hubs import HUBS, make_hubs
from tests.helpers.shared_stores import shared_neo4j, shared_store

PAGE = 10
BETWEEN = 'between: { from: "2001-01-01", to: "2003-01-01" }'
AROUND = "{ truncated nodes { steps degree node { id } } }"
PAGES = {
    "around an inspectorate": f'neighbourhood(id: "inspectorate:$hub", first: {PAGE}) {AROUND}',
    "around a force": f'neighbourhood(id: "force:$hub", first: {PAGE}) {AROUND}',
    "around an authority": f'neighbourhood(id: "authority:$hub", first: {PAGE}) {AROUND}',
    "around a theme": f'neighbourhood(id: "theme:$hub", first: {PAGE}) {AROUND}',
    "around a force, as of a day": f"""neighbourhood(
      id: "force:$hub", first: {PAGE}, asOf: "2001-01-01"
    ) {AROUND}""",
    "statements around a force": f"""neighbourhood(
      id: "force:$hub", first: {PAGE}, types: [STATEMENT]
    ) {AROUND}""",
    "people around a force, who are none": f"""neighbourhood(
      id: "force:$hub", first: {PAGE}, types: [PERSON]
    ) {AROUND}""",
    "what connects what is around an inspectorate": f"""neighbourhood(
      id: "inspectorate:$hub", first: {PAGE}
    ) {{ links {{ id }} }}""",
    "passages": f'source(id: "source:$hub") {{ passages(first: {PAGE}) {{ nodes {{ id }} }} }}',
    "the last passages": f'source(id: "source:$hub") {{ passages(last: {PAGE}) {{ nodes {{ id }} }} }}',
    "facts of a passage": f"""node(id: "evidence:$hub:reference") {{
      ... on Evidence {{ facts(first: {PAGE}) {{ nodes {{ __typename }} }} }}
    }}""",
    "a history": f'force(id: "force:$hub") {{ history(last: {PAGE}) {{ nodes {{ __typename }} }} }}',
    "a history between two days": f"""force(id: "force:$hub") {{
      history(last: {PAGE}, {BETWEEN}) {{ nodes {{ __typename }} }}
    }}""",
    "a history as of a day": f"""force(id: "force:$hub", asOf: "2001-01-01") {{
      history(last: {PAGE}) {{ nodes {{ __typename }} }}
    }}""",
    "findings of a force between two days": f"""force(id: "force:$hub") {{
      findings(last: {PAGE}, {BETWEEN}) {{ nodes {{ id }} }}
    }}""",
    "judgements as of a day": f"""force(id: "force:$hub", asOf: "2001-01-01") {{
      judgements(first: {PAGE}) {{ nodes {{ id }} }}
    }}""",
    "findings of a theme as of a day": f"""theme(id: "theme:$hub", asOf: "2001-01-01") {{
      findings(first: {PAGE}) {{ nodes {{ id }} }}
    }}""",
    "inspections by an inspectorate between two days": f"""inspections(
      first: {PAGE}, {BETWEEN}, where: {{ carriedOutBy: {{ some: {{ id: {{ eq: "inspectorate:$hub" }} }} }} }}
    ) {{ nodes {{ id }} }}""",
    "inspections by an inspectorate as of a day": f"""inspections(
      first: {PAGE}, asOf: "2001-01-01"
      where: {{ carriedOutBy: {{ some: {{ id: {{ eq: "inspectorate:$hub" }} }} }} }}
    ) {{ nodes {{ id }} }}""",
}


@pytest.fixture(scope="module")
def hubs(shared: Path, settings: Settings) -> Iterator[Neo4jProcess]:
    store = shared_store(shared, "hubs", lambda home: make_hubs(home, replace(settings, home=home)))
    with shared_neo4j(shared, store, settings) as neo4j:
        yield neo4j


@pytest.fixture(scope="module")
def database(hubs: Neo4jProcess, run: Run[Any]) -> Iterator[Database]:
    opened = Database.connect(hubs.uri, auth=hubs.auth)
    yield opened
    run(opened.close())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_hub_does_not_grow_with_what_the_hub_has(
    name: str, database: Database, run: Run[Any]
) -> None:
    few, many = (_hits(PAGES[name].replace("$hub", hub), database, run) for hub in HUBS)
    assert 0 < many <= 1.1 * few + PAGE
    assert many < HUBS["few"]


def _hits(root: str, database: Database, run: Run[Any]) -> int:
    (prepared,) = operations_of(f"{{ {root} }}")
    ((key, plan),) = prepared.plan.statements.items()
    return _sum(run(database.profile(plan.statement, prepared.parameters[key])))


def _sum(plan: Mapping[str, Any]) -> int:
    return int(plan.get("dbHits", 0)) + sum(map(_sum, plan.get("children", ())))
