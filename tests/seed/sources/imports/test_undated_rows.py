"""Rows of the project's own tables without a day: cycles, ids, and pages that disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from graph.model.nodes import Evidence, Inspection, Judgement, Source
from graph.model.records import Records
from seed.checks.soundness import check_rules
from seed.frameworks import read_frameworks
from seed.indexed import Indexed
from seed.sources.all_sources import Sources, read_base
from seed.sources.imports.graph_assembly import ImportFile, assemble_graph, context_of, read_imports
from seed.sources.imports.reading import Reading
from tests.helpers.small_sources import article_sources

FRAMEWORKS = read_frameworks(Sources().frameworks)
PEEL = "force_id,cycle,question,label,grade,published,source_url,quote,sha256"
HMICFRS = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2015/cleveland/"
NEWSPAPER = "https://www.example.org/news/cleveland"
VISITED = {
    "framework": "hmic-ncpi", "kind": "post-inspection review", "body": "force:kent", "id": "", "aliases": "",
    "follows": "", "cycle": "", "published": "", "inspected_from": "", "inspected_to": "", "corrects": "",
    "report": "", "note": "", "source": "source:a-page", "locator": "the page", "licence": "",
    "source_name": "A page", "source_publisher": "A newspaper",
}  # fmt: skip
Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def base() -> Records:
    return read_base(article_sources())


@pytest.fixture
def read(base: Records, tmp_path: Path) -> Read:
    def of(name: str, *lines: str) -> Reading:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        (reading,) = read_imports([ImportFile(path, name)], context_of(base, FRAMEWORKS))
        return reading

    return of


def inspections(read: Read, *changes: Mapping[str, str]) -> Reading:
    rows = [{**VISITED, "locator": f"line {number}", **change} for number, change in enumerate(changes)]
    return read("visits.csv", ",".join(VISITED), *(",".join(row.values()) for row in rows))


def graph(base: Records, reading: Reading) -> Indexed:
    assert reading.refused == ()
    records = assemble_graph(base, [reading], FRAMEWORKS)
    assert list(check_rules(records, FRAMEWORKS)) == []
    return Indexed(records)


def test_a_grade_needs_no_day_but_its_cycle(base: Records, read: Read) -> None:
    row = f"cleveland,2023-25,leadership,Leadership and force management,Good,,{HMICFRS},,"
    found = graph(base, read("peel.csv", PEEL, row))
    grade = found.get("judgement:peel:cleveland:2023-25:leadership")
    assert isinstance(grade, Judgement)
    assert (grade.cycle, grade.published, grade.question) == (
        "2023-25",
        None,
        "Leadership and force management",
    )
    inspection = found.get("inspection:peel:cleveland:2023-25")
    assert isinstance(inspection, Inspection)
    assert (inspection.name, inspection.cycle) == ("PEEL assessment 2023-25 of Cleveland Police", "2023-25")


def test_grades_of_a_cycle_may_be_published_on_several_days(base: Records, read: Read) -> None:
    rows = [
        f"cleveland,2015,effectiveness,,Good,2016-02-18,{HMICFRS},,",
        f"cleveland,2015,efficiency,,Good,2015-10-20,{HMICFRS},,",
    ]
    found = graph(base, read("peel.csv", PEEL, *rows))
    days = {node.area: node.published for _, node in found.of(Judgement) if node.cycle}
    assert days == {"effectiveness": "2016-02-18", "efficiency": "2015-10-20"}
    inspection = found.get("inspection:peel:cleveland:2015")
    assert isinstance(inspection, Inspection)
    assert inspection.published is None
    # The ids that this table had when an inspection was known by its day.
    aliases = found.records.aliases
    assert aliases["inspection:hmic-peel:cleveland:2016-02-18"] == inspection.id
    assert (
        aliases["judgement:hmic-peel:cleveland:2016-02-18:effectiveness"]
        == "judgement:peel:cleveland:2015:effectiveness"
    )


def test_of_two_pages_the_inspectorates_counts_and_the_other_stays(base: Records, read: Read) -> None:
    rows = [
        f"cleveland,2015,effectiveness,,Inadequate,,{NEWSPAPER},,",
        f"cleveland,2015,effectiveness,,Good,,{HMICFRS},,",
    ]
    for order in (rows, rows[::-1]):
        found = graph(base, read("peel.csv", PEEL, *order))
        grade = found.get("judgement:peel:cleveland:2015:effectiveness")
        assert isinstance(grade, Judgement)
        assert (grade.grade, grade.revised_fields, grade.revised_values) == (
            "Good",
            ("grade",),
            ("Inadequate",),
        )
        assert len(found.nodes[grade.id].evidence) == 2


def test_two_rows_of_one_page_may_not_disagree(read: Read) -> None:
    rows = [f"cleveland,2015,effectiveness,,{grade},,{HMICFRS},," for grade in ("Good", "Inadequate")]
    assert len(read("peel.csv", PEEL, *rows).refused) == 2


def test_an_inspection_without_a_day_needs_a_cycle_or_its_id(base: Records, read: Read) -> None:
    (refused,) = inspections(read, {}).refused
    assert refused.column == "published"
    assert "write the inspection's id" in refused.reason
    found = graph(
        base, inspections(read, {"id": "inspection:hmic-ncpi:kent:undated", "note": "No day is known."})
    )
    node = found.get("inspection:hmic-ncpi:kent:undated")
    assert isinstance(node, Inspection)
    assert node.name == "Post-inspection review of Kent Police"


def test_rows_that_share_an_id_are_about_one_inspection(base: Records, read: Read) -> None:
    rows = [
        {"published": "2021-08-26", "aliases": "inspection:a-review"},
        {"inspected_from": "2020", "aliases": "inspection:a-review", "source": "source:b-page"},
    ]
    found = graph(base, inspections(read, *rows))
    (node,) = (node for _, node in found.of(Inspection) if node.framework == "hmic-ncpi")
    assert (node.published, node.inspected_from) == ("2021-08-26", "2020")
    assert found.records.aliases["inspection:a-review"] == node.id
    places = [found.get(each) for each in found.nodes[node.id].evidence]
    assert len([each for each in places if isinstance(each, Evidence)]) == 2


def test_the_day_of_a_republication_is_a_revision(base: Records, read: Read) -> None:
    rows = [
        {"published": "2022-09-22"},
        {"corrects": "2022-09-22", "source": "source:b-page", "id": "inspection:hmic-ncpi:kent:2022-09-22",
         "note": "No day is known."},
    ]  # fmt: skip
    found = graph(base, inspections(read, *rows))
    node = found.get("inspection:hmic-ncpi:kent:2022-09-22")
    assert isinstance(node, Inspection)
    assert (node.published, node.revised_fields, node.revised_values) == (
        None,
        ("published",),
        ("2022-09-22",),
    )


def test_what_a_row_follows_goes_before_what_comes_last(base: Records, read: Read) -> None:
    rows = [
        {"kind": "child protection inspection", "published": "2016-11", "aliases": "inspection:first"},
        {"published": "2018-02", "source": "source:b-page"},
        {"published": "2019-03", "source": "source:c-page", "follows": "inspection:first"},
    ]
    found = graph(base, inspections(read, *rows))
    assert found.ends("RE_INSPECTION_OF", "inspection:hmic-ncpi:kent:2019-03") == (
        "inspection:hmic-ncpi:kent:2016-11",
    )
    assert found.ends("RE_INSPECTION_OF", "inspection:hmic-ncpi:kent:2018-02") == (
        "inspection:hmic-ncpi:kent:2016-11",
    )


def test_an_inspection_that_nothing_states_cannot_be_followed(base: Records, read: Read) -> None:
    reading = inspections(read, {"published": "2018-02", "follows": "inspection:nowhere"})
    records = assemble_graph(base, [reading], FRAMEWORKS)
    (wrong,) = check_rules(records, FRAMEWORKS)
    assert "'inspection:nowhere', which is not stated anywhere" in wrong.reason


def test_a_report_that_a_row_names_publishes_its_inspection(base: Records, read: Read) -> None:
    known = next(node.id for record in base.nodes if isinstance(node := record.node, Source))
    rows = [
        {"published": "2018-02", "report": known},
        {"published": "2019-03", "source": "source:b-page", "report": "source:b-page"},
        {"published": "2020-04", "source": "source:c-page"},
    ]
    found = graph(base, inspections(read, *rows))
    for day, report in (("2018-02", (known,)), ("2019-03", ("source:b-page",)), ("2020-04", ())):
        assert found.ends("PUBLISHED_IN", f"inspection:hmic-ncpi:kent:{day}") == report


def test_a_report_that_is_no_source_is_refused(read: Read) -> None:
    (refusal,) = inspections(read, {"published": "2018-02", "report": "source:nowhere"}).refused
    assert (refusal.column, refusal.value) == ("report", "source:nowhere")
    assert "is no source here" in refusal.reason
