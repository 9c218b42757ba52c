"""A question reads about as much as it answers, not all nodes of a type or all relationships of a node."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from command.plan_warmup import operations_of
from graph.model.paged import COUNTS, OWNERS, index_keys
from graph.model.relationships import FOLLOWED
from graph.neo4j.database import Database
from graph.query.composition import compose
from graph.query.index_scans import index_scan_of, stored_count
from graph.query.patterns import patterns
from graph.query.selection import From, One, Page, Rows, Value
from graph.schema_statements import schema_statements
from graph.store.process import Neo4jProcess
from tests.helpers.paths import QUESTIONS

Run = Callable[[Any], Any]
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
    """The operators of a plan, except counting ones: a filtered count reads every node."""
    name = str(plan["operatorType"]).partition("@")[0]
    if name != "EagerAggregation":
        yield name
        for child in plan.get("children", ()):
            yield from _operators(child)


@pytest.mark.parametrize("name", TEXTS)
def test_no_question_reads_every_node_of_a_type(name: str, database: Database, run: Run) -> None:
    (prepared,) = operations_of(TEXTS[name])
    for key, root in prepared.plan.statements.items():
        plan = run(database.explain(root.statement, prepared.parameters[key]))
        assert "NodeByLabelScan" not in set(_operators(plan)), root.statement


PAGES = {
    "first": Page("most", "most"),
    "after": Page("most", "most", after="cursor"),
    "before": Page("most", "most", backwards=True, before="cursor"),
    "last": Page("most", "most", backwards=True),
}
# What Neo4j looks up to count the relationships of a node: all, and those of ten types.
COUNTED = 24


def _profile(text: str, database: Database, run: Run) -> tuple[dict[str, Any], int]:
    """The plan of a document with one root field after a run, and its database hits."""
    (prepared,) = operations_of(text)
    ((key, root),) = prepared.plan.statements.items()
    plan = run(database.profile(root.statement, prepared.parameters[key]))
    return plan, _hits(plan)


def _hits(plan: dict[str, Any]) -> int:
    return sum(int(each.get("dbHits", 0)) for each in _all(plan))


def _all(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _all(child)


def _names(plan: dict[str, Any]) -> set[str]:
    return {str(each["operatorType"]).partition("@")[0] for each in _all(plan)}


@pytest.fixture(scope="module")
def shipped_database(shipped_neo4j: Neo4jProcess, run: Run) -> Iterator[Database]:
    """The shipped graph: the article's is too small to tell a page from everything."""
    opened = Database.connect(shipped_neo4j.uri, auth=shipped_neo4j.auth)
    yield opened
    run(opened.close())


@dataclass(frozen=True)
class Longest:
    """The longest list that a body has of entries: whose it is, how long, the keys of its middle, and how
    many are of that one's day, among which the index does not know where to begin."""

    owner: str
    entries: int
    keys: Sequence[Any]
    of_day: int


def _longest(owner: str, pattern: str, database: Database, run: Run) -> Longest:
    order = patterns()[pattern].cursor_keys
    keys = ", ".join(f"{key.variable}.{key.property}" for key in order)
    clauses = ", ".join(f"{key.variable}.{key.property}{' DESC' * key.descending}" for key in order)
    text = f"""MATCH (owner:{owner})
WITH owner, COLLECT {{
{patterns()[pattern].body}
WITH node, edge
ORDER BY {clauses}
RETURN [{keys}]
}} AS rows
ORDER BY size(rows) DESC, owner.id
LIMIT 1
RETURN owner.id, rows"""
    longest, rows = run(database.read(text, name="longest"))
    middle = rows[len(rows) // 2]
    return Longest(longest, len(rows), middle, sum(row[0] == middle[0] for row in rows))


def _paged(pattern: str, page: Page, owner: str, database: Database, run: Run, *keys: Any) -> dict[str, Any]:
    """The plan of a page of what a body has, as it ran."""
    rows = Rows(From(pattern, "node"), page, (Value("node", "id"),))
    text = compose((Rows(From("by_id", arguments=(("id", "own"),)), One(), (rows,)),))
    cursor = {f"cursor{index}": key for index, key in enumerate(keys)}
    return dict(run(database.profile(text, {"own": owner, "most": 2, **cursor})))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("owner", "pattern"),
    [
        ("PoliceForce", "history_of_organisation"),
        ("PoliceForce", "judgements_in_areas"),
        ("Inspectorate", "inspections_by_inspectorate"),
    ],
)
def test_a_page_of_a_body_reads_about_a_page(
    owner: str, pattern: str, name: str, shipped_database: Database, run: Run
) -> None:
    longest = _longest(owner, pattern, shipped_database, run)
    plan = _paged(pattern, PAGES[name], longest.owner, shipped_database, run, *longest.keys)
    (seek,) = [each for each in _all(plan) if "RelationshipIndexSeek" in each["operatorType"]]
    # The page, one to tell whether there are more, and the rest of the last one's day and the cursor's.
    assert seek["rows"] <= 2 + 1 + 2 * longest.of_day + 10 < longest.entries / 4
    assert _hits(plan) < longest.entries


@pytest.mark.parametrize("when", ["", ', between: { from: "2015-01-01", to: "2018-01-01" }'])
def test_a_page_of_what_belongs_to_a_known_body_reads_about_a_page(
    when: str, shipped_database: Database, run: Run
) -> None:
    longest = _longest("Inspectorate", "inspections_by_inspectorate", shipped_database, run)
    where = f'where: {{ carriedOutBy: {{ some: {{ id: {{ eq: "{longest.owner}" }} }} }} }}{when}'
    plan, hits = _profile(f"{{ inspections(first: 2, {where}) {{ nodes {{ id }} }} }}", shipped_database, run)
    (seek,) = [each for each in _all(plan) if "RelationshipIndexSeek" in each["operatorType"]]
    assert seek["rows"] <= 2 + 1 + 20 < longest.entries / 4
    assert hits < longest.entries


@pytest.mark.parametrize(
    ("asked", "read"), [("nodes { id }", 4), ("nodes { id } pageInfo { hasNextPage }", 5)]
)
def test_an_extra_row_is_read_only_if_page_info_is_selected(
    asked: str, read: int, database: Database, run: Run
) -> None:
    plan, _ = _profile(f"{{ findings(first: 4) {{ {asked} }} }}", database, run)
    assert [each["rows"] for each in _all(plan) if each["operatorType"].startswith("PartialTop")] == [read]


PAGED = [name for name, pattern in patterns().items() if index_scan_of(pattern)]


@pytest.mark.parametrize("name", PAGED)
def test_a_paged_list_is_read_in_its_order(name: str, shipped_database: Database, run: Run) -> None:
    plan = _paged(name, Page("most", "most"), "force:cleveland", shipped_database, run)
    assert "DirectedRelationshipIndexSeek" in _names(plan)
    assert not _names(plan) & {"Sort", "Top"}  # PartialTop goes by what is in order already


def test_a_filtered_list_is_read_once_for_several_slots(database: Database, run: Run) -> None:
    text = """{ findings(where: { polarity: { eq: ADVERSE } }, orderBy: [{ themes: { count: DESC } }]) {
      totalCount facets(by: [YEAR, THEME]) { buckets { value count } } nodes { id }
    } }"""
    (prepared,) = operations_of(text)
    (root,) = prepared.plan.statements.values()
    assert root.statement.count("polarity = $") == 1
    assert "size(kept1)" in root.statement


def test_a_narrowed_page_of_a_history_ends_when_it_is_full(shipped_database: Database, run: Run) -> None:
    longest = _longest("PoliceForce", "history_of_organisation", shipped_database, run)
    page = "history(last: 2, basis: AREA, kinds: [INSPECTION]) { nodes { __typename } }"
    plan, hits = _profile(f'{{ force(id: "{longest.owner}") {{ {page} }} }}', shipped_database, run)
    assert "DirectedRelationshipIndexSeek" in _names(plan)
    assert not _names(plan) & {"Sort", "Top"}  # PartialTop goes by what is in order already
    assert hits < longest.entries


def test_no_entry_lacks_a_key_of_the_index_that_it_is_read_from(database: Database, run: Run) -> None:
    for name, pattern in patterns().items():
        if seek := index_scan_of(pattern):
            kept = " AND ".join(seek.conditions("edge", "owner"))
            text = f"{pattern.body} WITH * WHERE coalesce(NOT ({kept}), true) RETURN count(*)"
            assert run(database.read(text, name=name)) == [0], name


def _examined(rows: str, many: str, wrong: str, database: Database, run: Run) -> tuple[bool, int]:
    """Whether there is what is examined, and how many rows are wrong."""
    text = f"{rows} RETURN {many}, sum(CASE WHEN {wrong} THEN 1 ELSE 0 END)"
    found, differing = run(database.read(text, name="examined"))
    return found > 0, differing


def test_the_day_in_an_index_is_that_of_what_is_paged(database: Database, run: Run) -> None:
    for kind, end in OWNERS.items():
        owner, paged = ("b", "a") if end == "end" else ("a", "b")
        # What has no day stands where an unknown one does: behind all others, whichever come first.
        held = f"""CASE WHEN {paged}.day < date('9999-12-31') THEN {paged}.day
        WHEN {paged}:Inspection|Judgement|Finding|Recommendation THEN date('0001-01-01')
        ELSE date('9999-12-31') END"""
        key = f"r.pagedDay = {held}" if "pagedDay" in index_keys(kind) else f"r.pagedId = {paged}.id"
        wrong = f"coalesce(NOT (r.ownerId = {owner}.id AND {key}), true)"
        assert _examined(f"MATCH (a)-[r:{kind}]->(b)", "count(*)", wrong, database, run) == (True, 0), kind


def test_a_neighbourhood_begins_with_the_pages_of_each_type_that_has_them() -> None:
    read = re.findall(
        r"\[edge:(\w+)\]->\([^)]*\)\n\s+WHERE edge.ownerId", patterns()["neighbourhood_of"].body
    )
    assert {*read} == {*FOLLOWED["pagedByEnd"], *FOLLOWED["pagedByStart"]}


def test_the_build_counts_the_rows_of_each_owner(shipped_database: Database, run: Run) -> None:
    counted = {name: known for name, pattern in patterns().items() if (known := stored_count(pattern))}
    assert set(counted.values()) == set(COUNTS.values())
    for name, known in counted.items():
        pattern = patterns()[name]
        wrong = f"coalesce(owner.{known}, 0) <> COUNT {{ {pattern.body} }}"
        rows = f"MATCH (owner:{'|'.join(pattern.starts)})"
        held = name != "recommendations_of_theme"  # no table gives a recommendation a theme
        assert _examined(rows, f"sum(owner.{known})", wrong, shipped_database, run) == (held, 0), name


def test_counting_the_rows_of_an_owner_reads_none_of_them(database: Database, run: Run) -> None:
    _, hits = _profile("{ themes { nodes { findings { totalCount } } } }", database, run)
    themes, having = run(
        database.read("MATCH (t:Theme) RETURN count(t), sum(COUNT { ()-[:HAS_THEME]->(t) })", name="themes")
    )
    assert hits < 6 * themes + 10 < 6 * themes + having


def test_every_index_of_pages_is_made_of_the_keys_that_pages_are_read_by() -> None:
    made = {
        (kind, tuple(re.findall(r"r\.(\w+)", keys)))
        for text in schema_statements()
        for kind, keys in re.findall(r"FOR \(\)-\[r:(\w+)\]-\(\)\nON \((.*)\)", text)
    }
    for pattern in patterns().values():
        if seek := index_scan_of(pattern):
            (kind,) = pattern.edge_types
            assert (kind, tuple(key.property for key in seek.order if key.variable == "edge")) in made
    assert {(kind, index_keys(kind)) for kind in OWNERS} <= made


def test_facets_count_in_one_pass(database: Database, run: Run) -> None:
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
