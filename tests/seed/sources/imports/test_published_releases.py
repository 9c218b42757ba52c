# ruff: noqa: E501 - headers as published
"""The published files themselves: importers read what an independent reader counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.model.nodes import Inspection, Judgement
from graph.model.records import Records
from seed.checks.soundness import check_rules
from seed.frameworks import read_frameworks
from seed.indexed import Indexed
from seed.sources.all_sources import Sources, read_base
from seed.sources.imports.context import Context
from seed.sources.imports.graph_assembly import (
    ImportFile,
    assemble_graph,
    context_of,
    read_imports,
    read_shipped,
)
from seed.sources.imports.reading import Outcome, Reading
from tests.helpers.published_files import RELEASES, csv_rows, ods_rows, under
from tests.helpers.small_sources import article_sources

FRAMEWORKS = read_frameworks(Sources().frameworks)
REQUIRES = "Requires improvement to be good"
LINK = "Web link"
SIF = "Single Inspection of LA Children's Services (SIF)"
Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def base() -> Records:
    return read_base(article_sources())


@pytest.fixture(scope="module")
def context(base: Records) -> Context:
    return context_of(base, FRAMEWORKS)


@pytest.fixture(scope="module")
def read(sources: Path, context: Context) -> Read:
    """Reads a file of the originals, each once."""
    held: dict[str, Reading] = {}

    def reading(name: str) -> Reading:
        if name not in held:
            path = sources / "data" / name
            (held[name],) = read_imports([ImportFile(path, path.name)], context)
        return held[name]

    return reading


@pytest.fixture(scope="module")
def wide(sources: Path) -> list[dict[str, str]]:
    """The rows of the release of 2023, read another way."""
    rows = ods_rows(sources / "data" / "ofsted" / RELEASES[2023], "LA_inspections_2009-2023")
    return list(under(rows, LINK))


@pytest.fixture(scope="module")
def shipped(base: Records, context: Context) -> Indexed:
    """The graph that people get, as records."""
    records = assemble_graph(base, read_shipped(Sources().outcomes, context), FRAMEWORKS)
    assert list(check_rules(records, FRAMEWORKS)) == []
    return Indexed(records)


def _years(outcomes: Iterable[Outcome], framework: str) -> Counter[str]:
    return Counter(str(each.published)[:4] for each in outcomes if each.framework == framework)


def _column(rows: Iterable[Mapping[str, str]], *headers: str) -> Counter[str]:
    """How often each year stands in columns of dates, a date that a row has twice counted once: it is of one
    report, on both services."""
    dates = (date for row in rows for date in {row.get(name, "") for name in headers})
    return Counter(date[:4] for date in dates if date.startswith("20"))


def _grades(outcomes: Iterable[Outcome], framework: str, area: str, kind: str = "") -> Counter[str]:
    return Counter(
        grade.raw
        for each in outcomes
        if each.framework == framework and kind in ("", each.kind)
        for grade in each.grades
        if grade.area == area
    )


def _said(rows: Iterable[Mapping[str, str]], *headers: str) -> Counter[str]:
    return Counter(row[name] for row in rows for name in headers if row.get(name, "") not in ("", "-"))


@pytest.mark.parametrize(
    ("framework", "headers"),
    [
        ("ofsted-slac", (
            "Safeguarding & Looked After Children (SLAC) Inspection publication date",
            "SLAC re-inspection of Safeguarding publication date",
            "SLAC re-inspection of services for Children Looked After publication date")),
        ("ofsted-cpi", ("Child Protection Inspections (CPI) publication date",
                        "Child Protection Re-Inspection (CPRI) publication date")),
        ("ofsted-tlac", ("Targeted Looked After Children (TLAC) inspection publication date",)),
        ("ofsted-sif", (f"{SIF} First SIF publication date", f"{SIF} SIF Re-inspection publication date")),
    ],
)  # fmt: skip
def test_inspections_by_framework_and_year(
    read: Read, wide: list[dict[str, str]], framework: str, headers: tuple[str, ...]
) -> None:
    found = _years(read(f"ofsted/{RELEASES[2023]}").outcomes, framework)
    assert found == _column(wide, *headers)
    assert found


@pytest.mark.parametrize(
    ("framework", "area", "headers"),
    [
        ("ofsted-slac", "safeguarding", ("SLAC Safeguarding Overall effectiveness (OE)", "SLAC re-inspection Safeguarding OE")),
        ("ofsted-sif", "overall", ("First SIF Overall Judgement (OE)", "SIF Re-inspection Overall Judgement (OE)")),
        ("ofsted-sif", "adoption", ("First SIF CLA Sub: Adoption Performance", "SIF Re-inspection CLA Sub: Adoption Performance")),
        ("ofsted-sif", "leadership", ("First SIF leadership, management and governance", "SIF Re-inspection leadership, management and governance")),
        ("lscb-review", "overall", ("LSCB Overall Effectiveness",)),
    ],
)  # fmt: skip
def test_grades_by_area(
    read: Read, wide: list[dict[str, str]], framework: str, area: str, headers: tuple[str, ...]
) -> None:
    assert _grades(read(f"ofsted/{RELEASES[2023]}").outcomes, framework, area) == _said(wide, *headers)


def test_ilacs_history_and_visits_of_2025(read: Read, sources: Path) -> None:
    path = sources / "data" / "ofsted" / RELEASES[2025]
    outcomes = read(f"ofsted/{RELEASES[2025]}").outcomes
    history = list(under(ods_rows(path, "ILACS_inspection_history"), LINK))
    visits = [
        row
        for row in under(ods_rows(path, "In-year_inspections"), LINK)
        if "isit" in row["Inspection/Visit type"].replace("Inspection/Visit", "")
    ]
    full = [each for each in outcomes if "visit" not in each.kind]
    assert (len(full), len(outcomes) - len(full)) == (len(history), len(visits)) == (271, 60)
    assert _years(full, "ofsted-ilacs") == _column(history, "Publication date")
    assert _grades(full, "ofsted-ilacs", "overall") == _said(history, "Overall effectiveness")
    assert Counter(each.kind for each in full) == {"standard inspection": 171, "short inspection": 100}


def test_lists_of_joint_and_of_police_inspections(read: Read, sources: Path) -> None:
    for name, framework in (
        ("jtai_reports_from_d2i_archive.csv", "jtai"),
        ("ncpi_evidence.csv", "hmic-ncpi"),
    ):
        rows = csv_rows(sources / "data" / name)
        reading = read(name)
        assert (reading.read, len(reading.outcomes), reading.refused) == (len(rows), len(rows), ())
        dated = Counter(row["published"][:4] for row in rows if row["published"])
        found = _years((each for each in reading.outcomes if each.published), framework)
        assert found == dated


def test_42_reports_were_published_in_both_windows(read: Read, sources: Path) -> None:
    published = [
        each.published.first
        for each in read(f"ofsted/{RELEASES[2023]}").outcomes
        if each.framework == "ofsted-sif" and each.published
    ]
    rows = csv_rows(sources / "data" / "sif_outcomes_official.csv")
    for first, last in ((date(2015, 9, 1), date(2016, 8, 31)), (date(2015, 10, 1), date(2016, 9, 30))):
        assert sum(first <= day <= last for day in published) == 42
        assert sum(first <= date.fromisoformat(row["published"]) <= last for row in rows) == 42


# Inspections of which the shipped table notes what the published list does not: its day is a republication's.
OUR_NOTES = {("force:merseyside", "2022-09-22")}


def _as_published(outcome: Outcome) -> Outcome:
    """An outcome without what the shipped table adds: notes of ours, and that a source is the report."""
    noted = (outcome.body, str(outcome.published)) in OUR_NOTES
    assert outcome.report in ("", outcome.source)
    return replace(outcome, report="", note="" if noted else outcome.note)


@pytest.mark.parametrize(
    ("name", "table", "refused"),
    [
        (f"ofsted/{RELEASES[2025]}", "ofsted-2025", 0),
        (f"ofsted/{RELEASES[2024]}", "ofsted-2024", 0),
        (f"ofsted/{RELEASES[2023]}", "ofsted-2023", 2),
        ("ofsted/ofsted_csc_ilacs_overview.xlsx", "d2i-ilacs-2026", 1),
        ("ofsted/ofsted_csc_jtai_overview.xlsx", "d2i-jtai-2026", 0),
        ("jtai_reports_from_d2i_archive.csv", "jtai-reports", 0),
        ("ncpi_evidence.csv", "ncpi", 0),
        ("sif_outcomes_enriched.csv", "sif-days", 0),
    ],
)
def test_shipped_outcomes_equal_the_published_file(
    read: Read, context: Context, name: str, table: str, refused: int
) -> None:
    path = Sources().outcomes / f"{table}.csv"
    (kept,) = read_imports([ImportFile(path, path.name)], context)
    reading = read(name)
    sources = {outcome.source for outcome in kept.outcomes}
    published = {_as_published(each) for each in reading.outcomes if each.source in sources}
    assert {_as_published(each) for each in kept.outcomes} == published
    assert len(reading.refused) == refused


def test_each_named_area_has_one_inspection_with_the_grades_of_its_report(
    shipped: Indexed, sources: Path
) -> None:
    for row in csv_rows(sources / "data" / "named_authorities_2015_16.csv"):
        code, published = row["ons_code"], row["published"]
        near = [
            node
            for _, node in shipped.of(Inspection)
            if node.framework == "ofsted-sif"
            and node.id.split(":")[2] == code
            and "2015-09" <= str(node.published) < "2016-10"
        ]
        assert [node.id for node in near] == [f"inspection:ofsted-sif:{code}:{published}"]
        for framework, column in (("ofsted-sif", "overall"), ("lscb-review", "lscb")):
            grade = shipped.get(f"judgement:{framework}:{code}:{published}:overall")
            assert isinstance(grade, Judgement)
            assert grade.grade == FRAMEWORKS.scales[grade.scale].grade(row[column]), (code, column)
            held = [own for own in shipped.nodes[grade.id].evidence if "ofsted-csc-england-2023" in own]
            # The release has no column for the review of a board beside a re-inspection, as Slough's was.
            assert len(held) == (0 if (framework, code) == ("lscb-review", "E06000039") else 2)


def test_a_board_that_was_reviewed_alone_has_its_own_date(shipped: Indexed) -> None:
    own = "inspection:lscb-review:E10000030:2015-08-03"
    review = shipped.get(own)
    assert isinstance(review, Inspection)
    assert (review.inspected_from, review.inspected_to) == ("2015-06-15", "2015-06-17")
    assert shipped.records.aliases["inspection:lscb-review:E10000030:2015-06-03"] == own
    assert shipped.get("inspection:ofsted-sif:E10000030:2015-06-03")


def test_a_correction_is_current_and_what_it_corrects_is_kept(shipped: Indexed) -> None:
    own = "judgement:ofsted-ilacs:E10000028:2024-01-12:care-leavers"
    grade = shipped.get(own)
    assert isinstance(grade, Judgement)
    assert grade.grade == "Requires improvement"
    assert (grade.revised_fields, grade.revised_values) == (("grade",), ("Good",))
    assert (grade.revised_sources, grade.revised_released) == (
        ("source:ofsted-inspection-outcomes-2024",),
        ("2024-08-30",),
    )
    held = {source for each in shipped.nodes[own].evidence for source in shipped.ends("FROM", each)}
    assert held >= {"source:ofsted-inspection-outcomes-2024", "source:ofsted-inspection-outcomes-2025"}


def test_re_inspections_are_linked(shipped: Indexed) -> None:
    again = [
        node
        for _, node in shipped.of(Inspection)
        if node.framework == "ofsted-sif" and node.kind == "re-inspection"
    ]
    assert len(again) == 21
    for node in again:
        (first,) = shipped.ends("RE_INSPECTION_OF", node.id)
        assert first.split(":")[:3] == node.id.split(":")[:3]
        assert first < node.id


def test_councils_that_are_no_more_keep_their_inspections(shipped: Indexed) -> None:
    assert shipped.get("inspection:ofsted-sif:E10000009:2016-05-23")  # Dorset County Council
    assert shipped.get("inspection:ofsted-ilacs:E10000006:2022-11-15")  # Cumbria
    # Ofsted's file gives the code of the unitary council for an inspection of the county council before it.
    county = [node.id for _, node in shipped.of(Inspection) if node.id.split(":")[2] == "E10000023"]
    assert any(own.startswith("inspection:ofsted-ilacs:") for own in county)


def test_grades_before_2014_are_marked_as_relabelled(shipped: Indexed) -> None:
    early = [node for _, node in shipped.of(Judgement) if node.scale == "ofsted-four-grades-to-2013"]
    assert {node.grade for node in early if node.relabelled} == {"Adequate"}
    assert {node.raw_grade for node in early if node.relabelled} == {REQUIRES}
    assert not any(node.relabelled for _, node in shipped.of(Judgement) if node.scale == "ofsted-four-grades")
