"""A question reads about what it answers from: not all nodes of a type, nor all that hangs on a node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cursors import encode, listing
from command.warming import operations_of
from graph.database import Database
from graph.patterns import patterns
from graph.store.process import Neo4jProcess

Run = Callable[[Any], Any]
QUESTIONS = sorted((Path(__file__).parents[1] / "docs" / "questions").glob("*.graphql"))
# Beside the questions: lists of each type, a page further on, and what was asked for by ids.
LISTS = """{
  inspections(first: 2) { nodes { id } pageInfo { hasNextPage } }
  judgements(last: 2) { nodes { id } }
  statements(first: 2) { nodes { id } }
  authorities(first: 2) { nodes { evidence { source { id } } } }
  findings(where: { id: { in: ["finding:bury-domestic-abuse-batches"] } }) { nodes { id } }
}"""
TEXTS = {path.stem: path.read_text("utf-8") for path in QUESTIONS} | {"lists": LISTS}


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    """The operators of a plan, without those that count: a count under a filter looks at every node."""
    name = str(plan["operatorType"]).partition("@")[0]
    if name != "EagerAggregation":
        yield name
        for child in plan.get("children", ()):
            yield from _operators(child)


@pytest.mark.parametrize("name", TEXTS)
def test_no_question_reads_every_node_of_a_type(name: str, database: Database, run: Run) -> None:
    (prepared,) = operations_of(TEXTS[name])
    for key, root in prepared.plan.statements().items():
        plan = run(database.explain(root.statement, prepared.parameters[key]))
        assert "NodeByLabelScan" not in set(_operators(plan)), root.statement


PAGES = {
    "first": "first: 2",
    "after": 'first: 2, after: "CURSOR"',
    "before": 'last: 2, before: "CURSOR"',
    "last": "last: 2",
}
# What Neo4j looks up to count the relationships of a node: all, and those of eight types.
COUNTED = 20


def _profile(text: str, database: Database, run: Run) -> tuple[dict[str, Any], int]:
    """The plan of a document with one root field as it ran, and its db hits."""
    (prepared,) = operations_of(text)
    ((key, root),) = prepared.plan.statements().items()
    plan = run(database.profile(root.statement, prepared.parameters[key]))
    return plan, sum(int(each.get("dbHits", 0)) for each in _all(plan))


def _all(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _all(child)


def _names(plan: dict[str, Any]) -> set[str]:
    return {str(each["operatorType"]).partition("@")[0] for each in _all(plan)}


@pytest.fixture(scope="module")
def shipped_database(shipped_neo4j: Neo4jProcess, run: Run) -> Iterator[Database]:
    """The shipped graph: that of the article is too small to tell a page from all."""
    opened = Database.connect(shipped_neo4j.uri)
    yield opened
    run(opened.close())


@dataclass(frozen=True)
class Longest:
    """The longest list that a force has of entries: whose it is, how long, the cursor of its middle, and how
    many are of that one's day, among which the index does not know where to begin."""

    owner: str
    entries: int
    cursor: str
    of_day: int


def _longest(pattern: str, database: Database, run: Run) -> Longest:
    keys = [f"{key.variable}.{key.property}" for key in patterns()[pattern].cursor_keys]
    shown = ", ".join(("toString(edge.day)", *keys[1:]))
    text = f"""MATCH (owner:PoliceForce)
WITH owner, COLLECT {{
{patterns()[pattern].body}
WITH node, edge
ORDER BY {", ".join(keys)}
RETURN [{shown}]
}} AS rows
ORDER BY size(rows) DESC, owner.id
LIMIT 1
RETURN owner.id, rows"""
    owner, rows = run(database.read(text, name="longest"))
    middle = rows[len(rows) // 2]
    of_day = sum(row[0] == middle[0] for row in rows)
    return Longest(owner, len(rows), encode(listing(patterns()[pattern], ()).mark, middle), of_day)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("field", "pattern"),
    [("history", "history_of_organisation"), ("judgementsInAreas", "judgements_in_areas")],
)
def test_a_page_of_what_the_build_derives_reads_about_a_page(
    field: str, pattern: str, name: str, shipped_database: Database, run: Run
) -> None:
    longest = _longest(pattern, shipped_database, run)
    rows = f"{field}({PAGES[name].replace('CURSOR', longest.cursor)}) {{ nodes {{ __typename }} }}"
    plan, hits = _profile(f'{{ force(id: "{longest.owner}") {{ {rows} }} }}', shipped_database, run)
    (seek,) = [each for each in _all(plan) if "RelationshipIndexSeek" in each["operatorType"]]
    # The page, one to tell whether there are more, and the rest of the last one's day and the cursor's.
    assert seek["rows"] <= 2 + 1 + 2 * longest.of_day + 10 < longest.entries / 4
    assert hits < longest.entries


def test_a_narrowed_page_of_a_history_ends_when_it_is_full(shipped_database: Database, run: Run) -> None:
    longest = _longest("history_of_organisation", shipped_database, run)
    page = "history(last: 2, basis: AREA, kinds: [INSPECTION]) { nodes { __typename } }"
    plan, hits = _profile(f'{{ force(id: "{longest.owner}") {{ {page} }} }}', shipped_database, run)
    assert "DirectedRelationshipIndexSeek" in _names(plan)
    assert not _names(plan) & {"Sort", "Top"}  # PartialTop goes by what is in order already
    assert hits < longest.entries


def test_no_entry_lacks_a_key_of_the_index_that_it_is_read_from(database: Database, run: Run) -> None:
    for kind, keys in (("IN_HISTORY_OF", ("day", "position")), ("JUDGED_IN_AREA_OF", ("day",))):
        kept = " AND ".join(f"edge.{key} IS NOT NULL" for key in keys)
        text = (
            f"MATCH ()-[edge:{kind}]->(owner) WHERE coalesce(NOT (edge.ownerId = owner.id AND {kept}), true)"
        )
        assert run(database.read(f"{text} RETURN count(*)", name=kind)) == [0]


def test_rows_are_counted_by_what_they_have_in_one_pass(database: Database, run: Run) -> None:
    counted = "facets(by: [POLARITY, THEME]) { buckets { value caption count } }"
    plan, _ = _profile(f"{{ findings {{ {counted} }} }}", database, run)
    assert "EagerAggregation" in _names(plan)
    assert "Unwind" not in _names(plan)  # no list of all values is made, to be looked through for each


def test_the_degree_of_a_neighbour_is_counted_where_it_is_selected_and_without_reading(
    shipped_database: Database, run: Run
) -> None:
    text = "MATCH (hub:Inspectorate) WITH hub, COUNT { (hub)-[:CARRIED_OUT]->() } AS many "
    text += "ORDER BY many DESC LIMIT 1 "
    text += "MATCH (hub)-[:CARRIED_OUT]->(node) RETURN node.id, many ORDER BY node.id LIMIT 1"
    inspection, many = run(shipped_database.read(text, name="hub"))
    around = '{ neighbourhood(id: "%s") { nodes { %s node { id } } } }'
    plain, counting = (
        _profile(around % (inspection, asked), shipped_database, run) for asked in ("steps", "steps degree")
    )
    neighbours = max(int(each["rows"]) for each in _all(plain[0]) if "Unwind" in each["operatorType"])
    assert plain[1] < counting[1] <= plain[1] + COUNTED * neighbours < many
