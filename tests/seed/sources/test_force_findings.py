"""What inspections and PEEL reports say of forces, against the published table and its passages."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Evidence, Finding
from graph.model.vocabulary import Basis
from seed.build.chronology import Chronology
from seed.build.histories import histories
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from tests.helpers.answers_among_findings import KEYS
from tests.helpers.mended_rows import mended
from tests.helpers.police_tables import Row, table

# Rows that say again what a row of the same inspection says: by key, the row that came in.
SAID_AGAIN = {
    "lincolnshire-investigate-effectively-children-harmed-risk": (
        "ncpi-lincolnshire-2025-investigate-effectively-children-risk-harmed"
    ),
    "lincolnshire-too-few-trained-accredited-abuse": (
        "ncpi-lincolnshire-2025-too-few-trained-accredited-child"
    ),
    "west-mercia-safeguarding-referrals-waiting-rose-023": (
        "other-west-mercia-2025-backlog-safeguarding-referrals-rose-023"
    ),
    "metropolitan-child-exploitation-far-negative-evidence": (
        "other-metropolitan-2024-negative-evidence-far-excess-positive"
    ),
    "metropolitan-closed-three-causes-concern-child": (
        "other-metropolitan-2025-foreword-response-senior-leaders-positive"
    ),
}
# Answers and disputes, not findings. Others of that kind are in as statements (`KEYS`). Of these one is
# in the table of answers too, one in that of disputes, and one answers an assessment that is not held.
ANSWERS = KEYS | {
    "metropolitan-answered-trained-200-child-protection",
    "peel-devon-and-cornwall-2015-chief-constable-disputed-grade-letter",
    "peel-dyfed-powys-2021-22-commissioner-told-panel-domestic-abuse",
}


@pytest.fixture(scope="module")
def rows(sources: Path) -> dict[str, Row]:
    """The rows that come in as findings."""
    found = {row["finding_key"]: row for row in table(sources / "data" / "police" / "findings.csv")}
    assert len(found) == 942
    assert {*SAID_AGAIN, *SAID_AGAIN.values(), *ANSWERS} <= set(found)
    own = found.keys() - SAID_AGAIN.keys() - ANSWERS
    return {key: mended(found[key], f"finding:{key}") for key in found if key in own}


@pytest.fixture(scope="module")
def themes(sources: Path) -> dict[str, list[str]]:
    mapped = table(sources / "data" / "police" / "theme_words.csv")
    return {row["words"]: row["themes"].split() for row in mapped if row["table"] == "findings"}


def about(row: Row, themes: dict[str, list[str]]) -> set[str]:
    if "themes" in row:
        return {*row["themes"].split("; ")}
    return {theme for word in row["theme"].split(";") for theme in themes[word.strip()]}


def test_the_shipped_rows_are_those_of_the_table(rows: dict[str, Row]) -> None:
    shipped = [row["id"] for row in table(Sources().police / "findings.csv")]
    assert shipped == sorted(f"finding:{key}" for key in rows)
    assert len(shipped) == 921


def test_a_finding_says_what_its_row_says(
    records: Indexed, rows: dict[str, Row], themes: dict[str, list[str]]
) -> None:
    for key, row in rows.items():
        finding = records.get(f"finding:{key}")
        assert isinstance(finding, Finding), key
        assert (finding.summary, finding.polarity.lower(), finding.consequence or "") == (
            row["summary"],
            row["polarity"],
            row["consequence"],
        ), key
        assert set(records.ends("HAS_THEME", finding.id)) == about(row, themes), key
        assert row.get("date", str(finding.date or "")) == str(finding.date or ""), key


def test_the_words_of_a_finding_stand_in_its_passage_and_its_page_is_named(
    records: Indexed, rows: dict[str, Row], passages: dict[str, dict[str, Any]]
) -> None:
    for key, row in rows.items():
        passage, quote = passages[row["passage"]], " ".join(row["quote"].split())
        text = " ".join(passage["text"].split())
        # A contested finding has the passages of the dispute too; the row's own is first.
        own = records.nodes[f"finding:{key}"].evidence[0]
        place = records.get(own)
        assert isinstance(place, Evidence)
        assert place.quote == quote, key
        assert quote in text, key
        assert place.sha256 == sha256(text.encode()).hexdigest(), key
        assert place.speaker == row["speaker"], key
        (source,) = records.ends("FROM", own)
        assert getattr(records.get(source), "url", None) == passage["url"], key


def test_a_finding_is_of_its_inspection_and_of_the_force_by_name(
    records: Indexed, rows: dict[str, Row]
) -> None:
    for key, row in rows.items():
        finding = f"finding:{key}"
        inspection = records.records.aliases.get(f"inspection:{row['inspection_key']}")
        assert records.starts("FOUND", finding) == ((inspection,) if inspection else ()), key
        assert bool(inspection) == bool(row["inspection_key"]), key
        force = (f"force:{row['force_id']}",) if row["force_id"] else ()
        assert records.ends("ATTRIBUTED_TO", finding) == force, key


def test_a_cycle_without_a_grade_is_an_inspection_all_the_same(rows: dict[str, Row], sources: Path) -> None:
    graded = {(row["force_id"], row["cycle"]) for row in table(sources / "data" / "police" / "peel.csv")}
    without = {
        f"inspection:{row['inspection_key']}"
        for row in rows.values()
        if row["cycle"] and (row["force_id"], row["cycle"]) not in graded
    }
    shipped = {row["aliases"] for row in table(Sources().police / "peel_inspections.csv")}
    assert shipped == without
    assert len(shipped) == 9


def test_every_finding_stands_in_the_history_of_its_force(records: Indexed, rows: dict[str, Row]) -> None:
    entries = {
        (each.start, each.end): each.values["basis"] for each in histories(records, Chronology(records))
    }
    for key, row in rows.items():
        force = f"force:{row['force_id'] or row['force_of_area']}"
        expected = Basis.NAMED if row["force_id"] else Basis.AREA
        assert entries[f"finding:{key}", force] == expected, key


def test_counts_of_the_table_are_those_of_the_graph(
    records: Indexed, rows: dict[str, Row], themes: dict[str, list[str]]
) -> None:
    counted = Counter(
        (force, row["polarity"], theme)
        for row in rows.values()
        for force in [row["force_id"]]
        for theme in about(row, themes)
    )
    held = Counter[tuple[str, str, str]]()
    for key in rows:
        finding = records.get(f"finding:{key}")
        assert isinstance(finding, Finding)
        force = next(iter(records.ends("ATTRIBUTED_TO", finding.id)), "force:").removeprefix("force:")
        themed = records.ends("HAS_THEME", finding.id)
        held.update((force, finding.polarity.lower(), theme) for theme in themed)
    assert held == counted
    assert len({force for force, _, _ in counted if force}) == 43
