"""The shipped outcomes and the three releases in a real Neo4j: counts, ids, and disagreements between
releases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running
from seed.build.build import build
from seed.sources.all_sources import Sources
from seed.sources.imports.graph_assembly import ImportFile
from tests.helpers.published_files import RELEASES, csv_rows
from tests.helpers.small_sources import article_sources

ORDERS = ((2023, 2024, 2025), (2025, 2023, 2024), (2024, 2025, 2023, 2024))


@pytest.fixture(scope="module")
def graph(shipped_neo4j: Neo4jProcess) -> Iterator[SyncDatabase]:
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as opened:
        yield opened


def test_the_graph_holds_every_row_of_the_shipped_tables(graph: SyncDatabase) -> None:
    rows = [row for path in Sources().outcomes.glob("*.csv") for row in csv_rows(path)]
    held = {own for (own,) in graph.rows("MATCH (n) WHERE n:Inspection OR n:Alias RETURN n.id")}
    for row in rows:
        code, date = row["body"].rpartition(":")[2], row["published"] or row["inspected_from"]
        assert f"inspection:{row['framework']}:{code}:{date}" in held
    assert {row["body"] for row in rows} <= {
        own
        for (own,) in graph.rows("MATCH (n:Organisation)<-[:INSPECTED]-(:Inspection) RETURN DISTINCT n.id")
    }


def test_inspections_by_framework(graph: SyncDatabase) -> None:
    found = graph.rows("MATCH (i:Inspection) RETURN i.framework, count(i)")
    assert dict(found) == {
        "ofsted-slac": 161,
        "ofsted-cpi": 51,
        "ofsted-tlac": 5,
        "ofsted-sif": 173,
        "lscb-review": 153,
        "ofsted-ilacs": 500,
        "jtai": 70,
        "jicpa": 4,
        "hmic-ncpi": 97,
        "hmic-other": 6,
        "hmic-peel": 204,
        "hmicfrs-peel": 73,
    }


def test_a_force_has_what_was_inspected_in_its_area_by_area(graph: SyncDatabase) -> None:
    rows = graph.rows(
        """
        MATCH (i:Inspection)-[h:IN_HISTORY_OF]->(:Entity {id: 'force:cleveland'})
        RETURN i.framework, h.basis
        """
    )
    found = Counter((framework, basis) for framework, basis in rows)
    assert {framework for framework, basis in found if basis == "NAMED"} == {
        "hmic-ncpi",
        "hmic-other",
        "hmic-peel",
        "hmicfrs-peel",
    }
    assert found["jtai", "AREA"] >= 1
    assert found["ofsted-sif", "AREA"] == 4


def test_the_judgement_before_is_of_the_same_body_area_and_scale(graph: SyncDatabase) -> None:
    assert graph.rows(
        """
        MATCH (later:Judgement)-[p:PREVIOUS]->(before:Judgement)
        WHERE later.scale <> before.scale OR later.area <> before.area OR later.published < before.published
           OR NOT EXISTS { (later)-[:JUDGEMENT_OF]->()<-[:JUDGEMENT_OF]-(before) }
        RETURN count(p)
        """
    ) == [[0]]
    assert graph.rows(
        """
        MATCH (later:Judgement)-[p:PREVIOUS]->(before:Judgement)
        WHERE later.framework <> before.framework
          AND (later.framework IN $alone OR before.framework IN $alone)
        RETURN count(p)
        """,
        {"alone": ["ofsted-cpi", "ofsted-tlac"]},
    ) == [[0]]
    stockton = graph.rows(
        """
        MATCH (:LocalAuthority {id: 'authority:E06000004'})<-[:JUDGEMENT_OF]-(j:Judgement {area: 'overall'})
        OPTIONAL MATCH (j)-[p:PREVIOUS]->()
        RETURN j.framework, j.published, j.grade, p.trend ORDER BY j.day
        """
    )
    assert stockton == [
        ["ofsted-cpi", "2013-02-15", "Adequate", None],
        ["ofsted-sif", "2016-08-05", "Good", None],
        ["ofsted-ilacs", "2019-07-01", "Requires improvement", "WORSE"],
        ["ofsted-ilacs", "2023-05-09", "Requires improvement", "SAME"],
    ]


@pytest.mark.timeout(1200)
def test_three_orders_of_releases_make_one_store(sources: Path, settings: Settings, tmp_path: Path) -> None:
    own = replace(settings, home=tmp_path)
    built = [build(own, lambda line: None, sources=_sources(sources, order)) for order in ORDERS]
    assert len({result.version for result in built}) == 1
    assert [result.reused for result in built] == [False, True, True]
    with (
        running(built[0].store, read_only=True, settings=own) as neo4j,
        SyncDatabase(neo4j.uri, auth=neo4j.auth) as database,
    ):
        rows = database.rows(
            """
            MATCH (j:Judgement {id: 'judgement:ofsted-ilacs:E10000028:2024-01-12:care-leavers'})
            RETURN j.grade, j.revisedFields, j.revisedValues, j.revisedSources
            """
        )
    assert rows == [["Requires improvement", ["grade"], ["Good"], ["source:ofsted-inspection-outcomes-2024"]]]


def _sources(folder: Path, order: tuple[int, ...]) -> Sources:
    files = [folder / "data" / "ofsted" / RELEASES[year] for year in order]
    return replace(article_sources(), imports=tuple(ImportFile(path, path.name) for path in files))
