"""The 94 facts of the article, each found in the served graph with its passages, its kind and its speaker."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from seed.quotations import digest
from tests.helpers.narration import AUTHOR, is_narration
from tests.helpers.paths import ROOT

FACTS = range(1, 95)  # the rows after these are furniture of the page
ARTICLE = "source:willispalmer-police-failings"
LETTER = "correspondence:wilshaw-winsor-2016-10-17"
CHIEF_INSPECTOR = "Sir Michael Wilshaw"
MAPPING: Mapping[str, Any] = yaml.safe_load((ROOT / "tests" / "data" / "fact_kinds.yaml").read_text("utf-8"))

HOLDERS = """
MATCH (node:Entity)-[:EVIDENCED_BY]->(held:Evidence)-[:FROM]->(:Source {id: $article})
RETURN node.id, labels(node), node.kind, node.polarity, node.consequence IS NOT NULL,
       COUNT { (node)-[:OBSERVED_IN]->() } > 0, collect(held.sha256)
"""
RELATIONSHIPS = """
MATCH ()-[relationship]->()
WHERE relationship.evidenceIds IS NOT NULL
UNWIND relationship.evidenceIds AS own
MATCH (held:Evidence {id: own})-[:FROM]->(:Source {id: $article})
RETURN relationship.id, type(relationship), collect(held.sha256)
"""
SPEAKERS = """
MATCH (held:Evidence)-[:FROM]->(:Source {id: $article})
RETURN held.sha256, held.speaker
"""


@dataclass(frozen=True)
class Holder:
    """A node that has evidence in the article, with the digests of its passages."""

    id: str
    labels: frozenset[str]
    kind: str | None
    polarity: str | None
    consequence: bool
    area: bool
    digests: frozenset[str]

    def fits(self, wanted: Mapping[str, Any]) -> bool:
        return (
            bool(self.labels & set(wanted.get("node", ())))
            and self.kind in wanted.get("kinds", [self.kind])
            and self.polarity == wanted.get("polarity", self.polarity)
            and self.area == wanted.get("area", self.area)
            and self.consequence == wanted.get("consequence", self.consequence)
        )


@dataclass(frozen=True)
class Held:
    """What of the article the served graph holds."""

    nodes: tuple[Holder, ...]
    relationships: tuple[tuple[str, str, frozenset[str]], ...]
    speakers: Mapping[str, str]

    def of(self, digests: frozenset[str]) -> list[Holder]:
        return [node for node in self.nodes if digests <= node.digests]

    def related(self, kind: str, digests: frozenset[str]) -> list[str]:
        return [own for own, name, held in self.relationships if name == kind and digests <= held]


@pytest.fixture(scope="module")
def graph(served: Neo4jProcess) -> Iterator[SyncDatabase]:
    with SyncDatabase(served.uri, auth=served.auth) as opened:
        yield opened


def _holder(row: list[Any]) -> Holder:
    own, names, kind, polarity, consequence, area, digests = row
    return Holder(own, frozenset(names), kind, polarity, consequence, area, frozenset(digests))


@pytest.fixture(scope="module")
def held(graph: SyncDatabase) -> Held:
    article = {"article": ARTICLE}
    nodes = graph.rows(HOLDERS, article)
    relationships = graph.rows(RELATIONSHIPS, article)
    return Held(
        tuple(map(_holder, nodes)),
        tuple((own, name, frozenset(held)) for own, name, held in relationships),
        dict(graph.rows(SPEAKERS, article)),
    )


@pytest.fixture(scope="module")
def checklist(sources: Path) -> dict[int, dict[str, str]]:
    with (sources / "data" / "seed_facts.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["no"]): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def documented() -> dict[int, set[str]]:
    """The ids that docs/facts.md gives for each fact."""
    lines = (ROOT / "docs" / "facts.md").read_text("utf-8").splitlines()
    rows = [re.fullmatch(r"\| (\d+) \| .+ \| (.+) \|", line) for line in lines]
    return {int(row[1]): set(re.findall(r"`([^`]+)`", row[2])) for row in rows if row}


def _digests(row: Mapping[str, str]) -> frozenset[str]:
    return frozenset(map(digest, row["exact_quote"].split(" || ")))


def _named(number: int) -> str:
    return f"fact-{number}"


@pytest.mark.parametrize("number", FACTS, ids=_named)
def test_fact_is_held_as_its_kind(number: int, held: Held, checklist: dict[int, dict[str, str]]) -> None:
    row = checklist[number]
    digests = _digests(row)
    for wanted in MAPPING["kinds"][row["kind"]]:
        if "relationship" in wanted:
            assert held.related(wanted["relationship"], digests), wanted
        else:
            assert any(node.fits(wanted) for node in held.of(digests)), wanted


@pytest.mark.parametrize("number", FACTS, ids=_named)
def test_fact_has_its_speaker(
    number: int, held: Held, checklist: dict[int, dict[str, str]], sources: Path
) -> None:
    row, article = checklist[number], (sources / "article.txt").read_text("utf-8")
    speaker = MAPPING["speakers"][row["asserted_by"]]
    for words in row["exact_quote"].split(" || "):
        own = speaker == CHIEF_INSPECTOR and is_narration(words, article)
        assert held.speakers.get(digest(words)) == (AUTHOR if own else speaker), words


def test_five_sentences_of_the_article_are_told_as_nobodys_words(
    checklist: dict[int, dict[str, str]], sources: Path
) -> None:
    article = (sources / "article.txt").read_text("utf-8")
    of_the_letter = {
        number: row["exact_quote"]
        for number, row in checklist.items()
        if MAPPING["speakers"].get(row["asserted_by"]) == CHIEF_INSPECTOR
    }
    own = {
        number
        for number, quote in of_the_letter.items()
        if all(is_narration(each, article) for each in quote.split(" || "))
    }
    assert own == {15, 23, 39, 45, 52}


@pytest.mark.parametrize("number", FACTS, ids=_named)
def test_each_fact_is_held_by_the_entries_that_the_table_names(
    number: int, held: Held, checklist: dict[int, dict[str, str]], documented: dict[int, set[str]]
) -> None:
    digests = _digests(checklist[number])
    found = {node.id for node in held.of(digests)}
    # One passage may state several facts, each held by its own nodes.
    together = _union(documented[no] for no in FACTS if _digests(checklist[no]) == digests)
    assert documented[number]
    assert documented[number] <= found
    assert found <= together


def _union(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)


def test_fact_93_areas_are_counted(graph: SyncDatabase) -> None:
    found = graph.rows(
        """
        MATCH (:Correspondence {id: $letter})<-[:REPORTED_IN]-(finding:Finding)
        MATCH (finding)-[:OBSERVED_IN]->(area:LocalAuthority)
        RETURN area.name, count(DISTINCT finding)
        """,
        {"letter": LETTER},
    )
    expected = {"Stockton-on-Tees": 5, "Bury": 2, "Dorset": 2}
    expected |= dict.fromkeys(["Medway", "Wirral", "Slough", "Bromley", "Peterborough", "West Sussex"], 1)
    expected |= dict.fromkeys(["Doncaster", "Southend-on-Sea", "Torbay", "Wandsworth"], 1)
    assert dict(found) == expected
    [[value, statuses]] = graph.rows(
        """
        MATCH (number:Statistic {id: 'statistic:areas-with-letter-findings'})-[:EVIDENCED_BY]->(held)
        RETURN number.value, collect(DISTINCT held.status)
        """
    )
    assert (value, statuses) == (len(expected), ["DERIVED"])


def test_no_force_but_cleveland_is_attributed_by_the_letter(graph: SyncDatabase) -> None:
    found = graph.rows(
        """
        MATCH (:Correspondence {id: $letter})<-[:REPORTED_IN]-(finding:Finding)
        MATCH (finding)-[to:ATTRIBUTED_TO]->(force), (finding)-[:OBSERVED_IN]->(area)
        RETURN DISTINCT force.id, area.id, to.attribution
        """,
        {"letter": LETTER},
    )
    assert found == [["force:cleveland", "authority:E06000004", "CONTEXTUAL"]]


def test_good_practice_is_linked_to_no_area_and_no_force(graph: SyncDatabase) -> None:
    [[number, linked]] = graph.rows(
        """
        MATCH (finding:Finding) WHERE finding.id STARTS WITH 'finding:good-practice-'
        RETURN count(finding), sum(COUNT { (finding)-[:OBSERVED_IN|ATTRIBUTED_TO]->() })
        """
    )
    assert (number, linked) == (6, 0)
