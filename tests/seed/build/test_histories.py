"""Who answers for an area on a day, and which judgement came before, over made-up records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from graph.model.dates import EndState, PartialDate, Period
from graph.model.nodes import Judgement
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import Trend
from seed.build.build import assemble
from seed.build.chronology import Chronology
from seed.build.histories import policing
from seed.build.previous import PreviousJudgement, judgements_before, previous
from seed.frameworks import Framework, Frameworks, Scale
from seed.indexed import Indexed
from tests.helpers.small_sources import ARTICLE, small_sources, swapped

COUNCIL, BOARD = "authority:E10999001", "board:lscb:E10999001"
ALONE = {
    matter: Framework(matter, matter, "four", {"overall": "overall"}, matter=matter)
    for matter in ("protection", "care")
}
FRAMEWORKS = Frameworks(
    ALONE, {"four": Scale("four", ("Good", "Fair", "Poor")), "five": Scale("five", ("Fair", "Poor"))}
)


def policed(force: str, start: str, end: str) -> RelationshipRecord:
    period = Period(PartialDate(start), PartialDate(end), EndState.DATED)
    return RelationshipRecord("POLICED_BY", COUNCIL, force, {"period": period}, (f"evidence:x:{force}",))


HANDED_OVER = Indexed(
    Records(
        relationships=(
            policed("force:before", "2000-01-01", "2010-04-01"),
            policed("force:after", "2010-04-01", "2020-01-01"),
            RelationshipRecord("BOARD_OF", BOARD, COUNCIL, {}, ("evidence:x:board",)),
        )
    )
)


@pytest.mark.parametrize(
    ("day", "force"),
    [
        ("1999-12-31", []),
        ("2000-01-01", ["force:before"]),
        ("2010-03-31", ["force:before"]),
        ("2010-04-01", ["force:after"]),
        ("2019-12-31", ["force:after"]),
        ("2020-01-01", []),
    ],
)
def test_on_each_day_one_force_answers_for_an_area(day: str, force: list[str]) -> None:
    found = dict(policing(HANDED_OVER, COUNCIL, date.fromisoformat(day), ("evidence:x:own",)))
    assert [*found] == force
    assert [*found.values()] == [("evidence:x:own", f"evidence:x:{each}") for each in force]


def test_a_board_leads_to_the_force_of_its_authority_with_the_evidence_of_each_step() -> None:
    (found,) = policing(HANDED_OVER, BOARD, date(2015, 1, 1), ("evidence:x:own",))
    assert found == ("force:after", ("evidence:x:own", "evidence:x:board", "evidence:x:force:after"))


def test_an_inspection_of_a_board_alone_reaches_the_force_of_its_area(tmp_path: Path) -> None:
    text = swapped(ARTICLE, f"inspected: [{COUNCIL}, {BOARD}]", f"inspected: [{BOARD}]")
    rows = [
        row
        for row in assemble(small_sources(tmp_path, text)).all_relationships()
        if row.type == "IN_HISTORY_OF"
    ]
    found = {row.end: row.values["basis"] for row in rows if row.start.startswith("inspection:")}
    assert found == {BOARD: "NAMED", "force:eastmarsh": "AREA"}


def test_a_history_entry_has_the_evidence_of_its_statement_and_of_its_link_to_the_body(
    tmp_path: Path,
) -> None:
    """The letter states the finding, and another place of the report that it was observed there."""
    text = swapped(
        ARTICLE,
        "    reportedIn: correspondence:letter\n    observedIn: authority:E10999001\n",
        "    reportedIn: correspondence:letter\n"
        "    observedIn: {to: authority:E10999001, evidence: *report}\n",
    )
    (row,) = (
        row
        for row in assemble(small_sources(tmp_path, text)).all_relationships()
        if (row.type, row.start, row.end) == ("IN_HISTORY_OF", "finding:letter-bundles", COUNCIL)
    )
    held = row.values["evidenceIds"]
    assert isinstance(held, tuple)
    assert [own.split(":")[1] for own in held] == ["letter", "report"]


def test_a_letter_is_in_no_history_of_an_inspectorate_that_it_only_mentions(tmp_path: Path) -> None:
    text = swapped(
        ARTICLE,
        "    disputes: statement:gulf\n",
        "    disputes: statement:gulf\n    about: inspectorate:ofsted\n",
    )
    rows = assemble(small_sources(tmp_path, text)).all_relationships()
    entries = {row.start for row in rows if (row.type, row.end) == ("IN_HISTORY_OF", "inspectorate:ofsted")}
    assert "statement:dispute" in entries
    assert "correspondence:answer" not in entries


def judged(*grades: tuple[str, str, str, str, str], frameworks: tuple[str, ...] = ()) -> Indexed:
    """Records of judgements: id, day, area, scale and grade of each, all of one body; the framework of each,
    or one for all."""
    nodes = [
        NodeRecord(
            Judgement(
                id=own,
                area=area,
                grade=grade,
                raw_grade=grade,
                scale=scale,
                framework=framework,
                published=PartialDate(day),
            ),
            (f"evidence:x:{own}",),
        )
        for (own, day, area, scale, grade), framework in zip(
            grades, frameworks or ("f",) * len(grades), strict=True
        )
    ]
    links = [RelationshipRecord("JUDGEMENT_OF", each.node.id, COUNCIL) for each in nodes]
    return Indexed(Records(tuple(nodes), tuple(links)))


def before(records: Indexed) -> Mapping[str, PreviousJudgement]:
    return judgements_before(records, Chronology(records), FRAMEWORKS)


def test_the_judgement_before_is_of_the_same_area_and_scale() -> None:
    found = before(
        judged(
            ("a", "2010", "overall", "four", "Poor"),
            ("b", "2012-03-01", "adoption", "four", "Good"),
            ("c", "2013-03-01", "overall", "five", "Poor"),
            ("d", "2014-03-01", "overall", "four", "Fair"),
            ("e", "2015-03-01", "overall", "five", "Fair"),
        )
    )
    assert {own: each.judgement for own, each in found.items()} == {"d": "a", "e": "c"}


def test_a_judgement_on_another_matter_is_not_the_one_before() -> None:
    records = judged(
        ("a", "2012", "overall", "four", "Poor"),
        ("b", "2013", "overall", "four", "Good"),
        ("c", "2014", "overall", "four", "Fair"),
        frameworks=("protection", "care", "protection"),
    )
    assert {own: each.judgement for own, each in before(records).items()} == {"c": "a"}


@pytest.mark.parametrize(
    ("grades", "trend"),
    [
        (("Poor", "Good"), Trend.BETTER),
        (("Fair", "Good"), Trend.BETTER),
        (("Good", "Fair"), Trend.WORSE),
        (("Fair", "Fair"), Trend.SAME),
    ],
)
def test_a_grade_is_better_where_it_comes_earlier_on_its_scale(grades: tuple[str, str], trend: Trend) -> None:
    records = judged(("a", "2010", "overall", "four", grades[0]), ("b", "2011", "overall", "four", grades[1]))
    assert {own: each.trend for own, each in before(records).items()} == {"b": trend}


def test_a_comparison_rests_on_the_evidence_of_both_grades() -> None:
    records = judged(("a", "2010", "overall", "four", "Fair"), ("b", "2011", "overall", "four", "Good"))
    (row,) = previous(records, before(records))
    assert row.values["evidenceIds"] == ("evidence:x:b", "evidence:x:a")


def test_stored_counts_of_an_owner_equal_its_rows(tmp_path: Path) -> None:
    graph = assemble(small_sources(tmp_path))
    rows = [row for row in graph.all_relationships() if row.type == "IN_HISTORY_OF"]
    (council,) = (row for row in graph.all_nodes() if row.id == COUNCIL)
    kinds = [row.values["kind"] for row in rows if row.end == COUNCIL]
    counted = {name: value for name, value in council.values.items() if name.endswith("InHistory")}
    assert counted == {"findingsInHistory": kinds.count("FINDING")} == {"findingsInHistory": 2}
