"""What has no known day stands last in a list, whichever way it begins, from either end, and at any page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest

from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask

# Lists that begin with the newest and with the oldest, of all nodes of a type and of one body: that which has
# most without a known day.
NEWEST = {
    "findings": "findings($page) $rows",
    "inspections": "inspections($page) $rows",
    "recommendations": "recommendations($page) $rows",
    "inspections by somebody": "node(id: $id) { ... on Inspectorate { carriedOut($page) $rows } }",
    "inspections of a body": "node(id: $id) { ... on PoliceForce { inspections($page) $rows } }",
    "findings of a force": "force(id: $id) { findings($page) $rows }",
    "findings with a theme": "theme(id: $id) { findings($page) $rows }",
    "findings by their theme": "findings($page where: {themes: {some: {id: {eq: $id}}}}) $rows",
    "recommendations to a force": "force(id: $id) { recommendations($page) $rows }",
}
OLDEST = {
    "statements": "statements($page) $rows",
    "letters": "correspondences($page) $rows",
    "a history": "force(id: $id) { history($page) $rows }",
    "statements of a force": "force(id: $id) { statements($page) $rows }",
    "letters of a force": "force(id: $id) { correspondence($page) $rows }",
}
OWNERS = {
    "inspections by somebody": "(owner)-[:CARRIED_OUT]->(n)",
    "inspections of a body": "(owner:PoliceForce)<-[:INSPECTED]-(n)",
    "findings of a force": "(owner:PoliceForce)<-[:IN_HISTORY_OF]-(n:Finding)",
    "findings with a theme": "(owner:Theme)<-[:HAS_THEME]-(n:Finding)",
    "findings by their theme": "(owner:Theme)<-[:HAS_THEME]-(n:Finding)",
    "recommendations to a force": "(owner:PoliceForce)<-[:IN_HISTORY_OF]-(n:Recommendation)",
    "a history": "(owner:PoliceForce)<-[:IN_HISTORY_OF]-(n)",
    "statements of a force": "(owner:PoliceForce)<-[:IN_HISTORY_OF]-(n:Statement)",
    "letters of a force": "(owner:PoliceForce)<-[:IN_HISTORY_OF]-(n:Correspondence)",
}
LISTS = NEWEST | OLDEST
# No page ends where what is known does.
SIZE = 97


@pytest.fixture(scope="module")
def known(shipped_neo4j: Neo4jProcess) -> dict[str, bool]:
    """Whether the day of a node is known, by its id."""
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as database:
        rows = database.rows("MATCH (n) WHERE n.day IS NOT NULL RETURN n.id, n.day < date('9999-12-31')")
    return dict(rows)


@pytest.fixture(scope="module")
def owners(shipped_neo4j: Neo4jProcess) -> dict[str, str]:
    """By list, the owner with most that has no known day, and something that has one."""
    statement = """MATCH {}
    WITH owner, count(CASE n.day WHEN date('9999-12-31') THEN 1 END) AS unknown, count(*) AS many
    WHERE 0 < unknown < many RETURN owner.id ORDER BY unknown DESC, owner.id LIMIT 1"""
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as database:
        found = {name: database.rows(statement.format(way)) for name, way in OWNERS.items()}
    return {name: str(rows[0][0]) for name, rows in found.items() if rows}


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("name", LISTS)
def test_what_has_no_known_day_is_last(
    name: str, backwards: bool, shipped_api: Api, known: dict[str, bool], owners: dict[str, str]
) -> None:
    walked = [*_walk(name, owners, shipped_api, backwards)]
    ordered = walked[::-1] if backwards else walked
    assert [is_known for is_known, _ in groupby(known[own] for own in ordered)] == [True, False]
    assert len(walked) == len({*walked})


@pytest.mark.parametrize("name", LISTS)
def test_nothing_without_a_known_day_is_between_two_days(
    name: str, shipped_api: Api, known: dict[str, bool], owners: dict[str, str]
) -> None:
    dated = [own for own in _walk(name, owners, shipped_api, False) if known[own]]
    for bound in ('from: "0001-01-01"', 'to: "9999-12-31"'):
        assert [*_walk(name, owners, shipped_api, False, f"between: {{{bound}}}")] == dated


def _walk(name: str, owners: dict[str, str], api: Api, backwards: bool, more: str = "") -> Iterator[str]:
    """The ids of a list, page by page from one of its ends."""
    size, cursor, end, other = (
        ("last", "before", "startCursor", "hasPreviousPage")
        if backwards
        else ("first", "after", "endCursor", "hasNextPage")
    )
    given = {"id": owners[name]} if name in OWNERS else {}
    kind = "String!" if "eq: $id" in LISTS[name] else "ID!"
    declared = f"$cursor: String, $id: {kind}" if given else "$cursor: String"
    page = f"{size}: {SIZE} {cursor}: $cursor {more}"
    rows = f"{{ nodes {{ ... on Entity {{ id }} }} pageInfo {{ {end} {other} }} }}"
    text = LISTS[name].replace("$page", page).replace("$rows", rows)
    at, is_more = None, True
    while is_more:
        found = ask(api, f"query({declared}) {{ list: {text} }}", **given, cursor=at)["list"]
        if "nodes" not in found:
            (found,) = found.values()
        nodes = [each["id"] for each in found["nodes"]]
        yield from reversed(nodes) if backwards else nodes
        at, is_more = found["pageInfo"][end], found["pageInfo"][other]
