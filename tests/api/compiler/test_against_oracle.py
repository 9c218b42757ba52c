"""Compiled answers equal the oracle's byte for byte, on every known document and on random ones."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLEnumType, OperationDefinitionNode, parse

from api.compiler.selection import RootPlan
from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.execution.statement_variants import QUESTIONS, StatementVariants
from api.schema.schema import core_schema, sdl
from graph.neo4j.database import Database, Databases
from tests.helpers.cursor_harvest import harvest
from tests.helpers.enum_documents import enumerated, enumerations_asked, members_in
from tests.helpers.parameterised_documents import lifted_documents
from tests.helpers.paths import ROOT
from tests.helpers.random_documents import RandomDocument, random_document
from tests.helpers.random_values import Known
from tests.oracle import Graph, Oracle, read_graph
from tests.oracle.comparison import difference
from tests.oracle.shrinking import shrunk
from tests.oracle.whole_types import whole_type

DOCUMENTS = ROOT / "tests" / "documents"
ENUMERATIONS = sorted(enumerations_asked(core_schema()))
TYPES = (
    *("PoliceForce", "LocalAuthority", "SafeguardingBoard", "Inspectorate", "GovernmentBody", "Unit"),
    *("Person", "Post", "Place", "Inspection", "Judgement", "Finding", "Theme", "Correspondence"),
    *("Statement", "Statistic", "Recommendation", "Review", "Source", "Evidence"),
)
RANDOM, AT_ONCE = 520, 52

# Planning a statement that was never seen takes Neo4j longer than a client's deadline may allow.
PATIENT_SECONDS = 60.0


@dataclass(frozen=True)
class Sides:
    """The compiled side and the oracle, and the loop on which the compiled one runs."""

    oracle: Oracle
    service: GraphQLService
    reads_whole: bool
    run: Callable[[Coroutine[Any, Any, Any]], Any]

    def difference(
        self, text: str, variables: Mapping[str, Any] | None = None, operation: str | None = None
    ) -> str | None:
        answer = self.run(self.service.run(Request(text, dict(variables or {}), operation)))
        return difference(answer, self.oracle.execute(text, variables, operation))


@pytest.fixture(scope="module")
def graph(store: Path) -> Graph:
    return read_graph(store / "csv")


class Whole(StatementVariants):
    """Every statement reads whole types, as if each document were new."""

    def choose(
        self, text: str, root: RootPlan, parameters: Mapping[str, Any], database: Database
    ) -> RootPlan:
        return root.whole


@pytest.fixture(scope="module", params=[None, Whole()], ids=["own", "whole"])
def sides(
    request: pytest.FixtureRequest,
    graph: Graph,
    database: Database,
    run: Callable[[Coroutine[Any, Any, Any]], Any],
) -> Sides:
    assert database.browser_url is not None
    service = GraphQLService(
        Documents(core_schema()), Executor(Databases(database), PATIENT_SECONDS, variants=request.param)
    )
    return Sides(Oracle(sdl(), graph, database.browser_url), service, request.param is not None, run)


@pytest.fixture(scope="module")
def known(graph: Graph, sides: Sides) -> Known:
    """Ids and texts of the real graph, and cursors of real answers."""
    ids: dict[str, list[str]] = defaultdict(list)
    for node in graph.nodes.values():
        if node.type in (*TYPES, "Alias"):
            ids[node.type].append(node.id)
    cursors = {}
    for place, text in harvest(sides.oracle.schema, ids):
        answer = sides.oracle.execute(text)
        assert answer.errors is None
        cursors[place] = sorted(set(re.findall(r'"cursor": "([^"]+)"', json.dumps(answer.data))))
    values = [value for node in graph.nodes.values() for _, value in sorted(node.values.items())]
    return Known(ids, cursors, [text for text in values if isinstance(text, str) and len(text) < 80])


def cases() -> Iterator[Any]:
    """Every operation of every file, with each set of variables that the file's comments state."""
    for path in sorted(DOCUMENTS.glob("*.graphql")):
        text = path.read_text("utf-8")
        names = [
            each.name.value if each.name else None
            for each in parse(text).definitions
            if isinstance(each, OperationDefinitionNode)
        ]
        stated = re.findall(r"^# variables: (.+)$", text, re.MULTILINE) or ["{}"]
        for name in names:
            for number, variables in enumerate(stated):
                yield pytest.param(text, name, json.loads(variables), id=f"{path.stem}-{name}-{number}")


@pytest.mark.parametrize(("text", "operation", "variables"), list(cases()))
def test_known_documents(sides: Sides, text: str, operation: str | None, variables: dict[str, Any]) -> None:
    assert sides.difference(text, variables, operation) is None


KNOWN = [
    path
    for folder in (DOCUMENTS, QUESTIONS)
    for path in sorted(folder.glob("*.graphql"))
    # How well a node matches is the index's own, and the oracle has none.
    if "search(" not in path.read_text("utf-8")
]


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_known_documents_for_several_callers(sides: Sides, known: Known, path: Path) -> None:
    """Each argument becomes a variable, different for each caller; the first caller then comes back."""
    text = path.read_text("utf-8")
    stated = re.findall(r"^# variables: (.+)$", text, re.MULTILINE) or ["{}"]
    lifted_ones = list(lifted_documents(sides.oracle.schema, known, text, json.loads(stated[0])))
    assert lifted_ones or path.stem.startswith("refused")
    for lifted in lifted_ones:
        for variables in (*lifted.sets, lifted.sets[0]):
            differs = sides.difference(lifted.text, variables)
            assert differs is None, f"{lifted.text}\n{variables}\n{differs}"


@pytest.mark.parametrize("kind", ENUMERATIONS)
def test_every_member_of_every_enumeration_is_asked_of_one_text(
    sides: Sides, known: Known, kind: str
) -> None:
    """For each root list that takes an enumeration: in an argument, filter, order or facet."""
    asked = set()
    for text, sets in enumerated(sides.oracle.schema, kind):
        for variables in (*sets, sets[0]):
            differs = sides.difference(text, variables)
            assert differs is None, f"{text}\n{variables}\n{differs}"
        asked |= {member for variables in sets for member in members_in(variables)}
    enumeration = sides.oracle.schema.type_map[kind]
    assert isinstance(enumeration, GraphQLEnumType)
    assert asked == set(enumeration.values)


@pytest.mark.parametrize("label", TYPES)
def test_every_field_of_every_node(sides: Sides, known: Known, label: str) -> None:
    for text in whole_type(sides.oracle.schema, label, known.ids[label]):
        differs = sides.difference(text)
        assert differs is None, f"{text[-300:]}\n{differs}"


@pytest.mark.parametrize("first", range(0, RANDOM, AT_ONCE))
def test_random_documents_for_several_callers(sides: Sides, known: Known, first: int) -> None:
    """Each document with each of its sets of variables, the callers in turn; by its seed, a document reads
    whole types or what it selects."""
    seeds = range(first + sides.reads_whole, first + AT_ONCE, 2)
    drawn = [random_document(sides.oracle.schema, known, seed) for seed in seeds]
    for number in range(3):
        for each in drawn:
            if sides.difference(each.text, each.sets[number]) is not None:
                pytest.fail(smallest(sides, each))


def smallest(sides: Sides, drawn: RandomDocument) -> str:
    """The seed and the smallest version of its document that still differs, for interleaved callers."""

    def differs(text: str) -> str | None:
        found = (sides.difference(text, variables) for variables in (*drawn.sets, drawn.sets[0]))
        return next(filter(None, found), None)

    text = shrunk(sides.oracle.schema, drawn.text, lambda text: differs(text) is not None)
    return f"seed {drawn.seed}, variables {drawn.sets}:\n{text}\n{differs(text)}"


ORDERED = {
    "findings": (
        "FindingOrder",
        ["{consequence: ASC}", "{consequence: DESC}", "{foundBy: {published: DESC}}"],
    ),
    "authorities": ("LocalAuthorityOrder", ["{dfeCode: DESC}", "{policedBy: {count: DESC}}, {region: ASC}"]),
    "statements": ("StatementOrder", ["{madeBy: {name: ASC}}, {date: DESC}", "{statistics: {count: ASC}}"]),
    "sources": ("SourceOrder", ["{published: ASC}", "{seen: DESC}, {licence: ASC}"]),
    "judgements": ("JudgementOrder", ["{organisation: {name: DESC}}"]),
}


@pytest.mark.parametrize("field", ORDERED)
def test_pages_of_any_order_follow_each_other(sides: Sides, field: str) -> None:
    """Forwards and backwards through whole lists, by cursors of keys that are missing in some rows."""
    kind, orders = ORDERED[field]
    for by in orders:
        for size, cursor, at in (("first", "after", "endCursor"), ("last", "before", "startCursor")):
            text = (
                f"query Pages($at: String, $by: [{kind}!] = [{by}]) {{ {field}({size}: 7, {cursor}: $at, "
                'orderBy: $by, asOf: "2030-01-01") { nodes { id } totalCount pageInfo '
                "{ hasNextPage hasPreviousPage startCursor endCursor } } }"
            )
            seen: list[str] = []
            mark: str | None = None
            while mark is not None or not seen:
                assert sides.difference(text, {"at": mark}) is None
                answer = sides.oracle.execute(text, {"at": mark}).data
                assert answer is not None
                found = answer[field]
                seen += [node["id"] for node in found["nodes"]]
                mark = found["pageInfo"][at] if found["nodes"] else None
                total = found["totalCount"]
            assert len(seen) == len(set(seen)) == total


def test_a_seed_gives_the_same_document(sides: Sides, known: Known) -> None:
    schema = sides.oracle.schema
    assert random_document(schema, known, 7) == random_document(schema, known, 7)
    assert random_document(schema, known, 7) != random_document(schema, known, 8)


def test_random_documents_reach_most_of_the_schema(sides: Sides, known: Known) -> None:
    """A generator that stayed among a few fields would prove little."""
    schema = sides.oracle.schema
    texts = " ".join(random_document(schema, known, seed).text for seed in range(RANDOM))
    fields = [] if schema.query_type is None else schema.query_type.fields
    missing = [name for name in fields if name != "search" and f": {name}" not in texts]
    assert missing == []
    for word in (
        "@skip",
        "@include",
        "...",
        "null",
        "asOf",
        "between",
        "after:",
        "before:",
        "where:",
        "__type",
    ):
        assert texts.count(word) > 5, word
