"""What is held of what exists, over made-up records: one thing varied while the rest stays."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from graph.model.dates import Cycle, EndState, PartialDate, Period
from graph.model.nodes import Entity, Finding, Inspection, Judgement, LocalAuthority, PoliceForce, Statement
from graph.model.nodes import Framework as FrameworkNode
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import Polarity, StatementKind
from seed.build.chronology import Chronology
from seed.build.coverage import coverage
from seed.frameworks import CycleExtent, Ended, Extent, Framework, Frameworks
from seed.indexed import Indexed
from seed.rows import RelationshipRow

FORCE, COUNCIL, SAID = "force:kent", "authority:E06000001", "statement:each-force-was-graded"
EVIDENCE, OWN = ("evidence:page:1",), ("evidence:frameworks:1",)
NODE = FrameworkNode(id="framework:peel", name="PEEL", short="PEEL", inspects=("PoliceForce",))
KENT = PoliceForce(id=FORCE, name="Kent Police", ons_code="E23000032", country="England", website="")
OF_2015 = CycleExtent(every=SAID, graded=MappingProxyType({"fairness": SAID}))
CYCLES = {"2015": OF_2015, "2016": CycleExtent()}
STATEMENT = Statement(id=SAID, kind=StatementKind.REPORT, summary="Each force was graded.")
INSPECTION = Inspection(
    id="inspection:peel:kent:2015", name="PEEL", framework="peel", kind="PEEL", cycle=Cycle("2015")
)
GRADE = Judgement(
    id="judgement:peel:kent:2015:safety",
    area="safety",
    grade="Good",
    raw_grade="Good",
    scale="four",
    framework="peel",
    cycle=Cycle("2015"),
)
INSPECTED = RelationshipRecord("INSPECTED", INSPECTION.id, FORCE)
GRADED = RelationshipRecord("JUDGEMENT_OF", GRADE.id, FORCE)


def programme(label: str = "PoliceForce", **extent: Any) -> Frameworks:
    one = Framework("PEEL", "PEEL", "", {}, inspects=(label,), extent=Extent(**extent))
    return Frameworks({"peel": one}, {})


def rows(
    frameworks: Frameworks, *nodes: Entity, links: tuple[RelationshipRecord, ...] = ()
) -> list[RelationshipRow]:
    held = Records((NodeRecord(NODE, OWN), *(NodeRecord(node, EVIDENCE) for node in nodes)), links)
    indexed = Indexed(held)
    return [row for row in coverage(indexed, Chronology(indexed), frameworks) if row.start != row.end]


def questions(row: RelationshipRow) -> dict[str, str]:
    keys, states = row.values["questions"], row.values["questionStates"]
    assert isinstance(keys, tuple)
    assert isinstance(states, tuple)
    return dict(zip(keys, states, strict=True))


def put(row: RelationshipRow) -> set[str]:
    keys = row.values.get("questionsPut", ())
    assert isinstance(keys, tuple)
    return {*keys}


def test_a_question_without_a_grade_in_a_cycle_is_not_said_to_be_missing_from_it() -> None:
    """Of another force there is one: the cycle put the question. Of another cycle: not known."""
    bury = replace(KENT, id="force:bury", name="Bury Police")
    links = (INSPECTED, RelationshipRecord("JUDGEMENT_OF", GRADE.id, bury.id))
    found = rows(programme(cycles=CYCLES), KENT, bury, STATEMENT, INSPECTION, GRADE, links=links)
    first, second = (row for row in found if row.start == FORCE)
    assert questions(first) == {"fairness": "EXISTS_NOT_HELD", "safety": "NOT_KNOWN"}
    assert questions(second) == {"fairness": "NOT_KNOWN", "safety": "NOT_KNOWN"}
    assert (put(first), put(second)) == ({"fairness", "safety"}, set())


def test_a_question_is_not_asked_where_a_publisher_says_that_it_was_not_graded() -> None:
    """Of every body, or of the one that the statement is about."""
    bury = replace(KENT, id="force:bury", name="Bury Police")
    ungraded = {"2015": CycleExtent(not_graded=MappingProxyType({"safety": (SAID,)}))}
    about = RelationshipRecord("ABOUT", SAID, bury.id)
    for links, of_kent in ((), "NOT_ASKED"), ((about,), "NOT_KNOWN"):
        found = rows(programme(cycles=ungraded), KENT, bury, STATEMENT, links=links)
        states = {row.start: questions(row)["safety"] for row in found}
        assert states == {bury.id: "NOT_ASKED", FORCE: of_kent}
    (silent,) = rows(programme(cycles=ungraded), KENT)
    assert questions(silent) == {"safety": "NOT_KNOWN"}


def test_a_question_that_each_force_was_graded_on_exists_and_is_not_held() -> None:
    first, _ = rows(programme(cycles=CYCLES), KENT, STATEMENT)
    assert questions(first) == {"fairness": "EXISTS_NOT_HELD"}
    assert (first.values["state"], first.values["held"], first.values["exist"]) == ("EXISTS_NOT_HELD", 0, 1)
    assert first.values["evidenceIds"] == EVIDENCE


def test_without_its_statement_nobody_says_that_it_exists() -> None:
    first, _ = rows(programme(cycles=CYCLES), KENT)
    assert (questions(first), put(first)) == ({"fairness": "NOT_KNOWN"}, set())
    assert (first.values["state"], first.values["evidenceIds"]) == ("NOT_KNOWN", OWN)


def test_a_cycle_is_held_in_part_since_no_list_says_which_questions_it_had() -> None:
    links = (INSPECTED, GRADED)
    first, _ = rows(programme(cycles=CYCLES), KENT, STATEMENT, INSPECTION, GRADE, links=links)
    assert (questions(first)["safety"], first.values["state"]) == ("COMPLETE", "PARTIAL")
    (only,) = rows(programme(cycles={"2015": CycleExtent()}), KENT, INSPECTION, GRADE, links=links)
    assert (questions(only), only.values["state"]) == ({"safety": "COMPLETE"}, "PARTIAL")


def test_an_assessment_without_a_grade_is_counted_with_its_findings() -> None:
    later = replace(INSPECTION, id="inspection:peel:kent:2027", cycle=Cycle("2027"))
    found = [Finding(id=f"finding:{n}", summary="Found.", polarity=Polarity.ADVERSE) for n in "abc"]
    links = (
        RelationshipRecord("INSPECTED", later.id, FORCE),
        *(RelationshipRecord("FOUND", later.id, each.id) for each in found),
    )
    *_, last = rows(programme(cycles=CYCLES), KENT, STATEMENT, later, *found, links=links)
    values = [last.values[name] for name in ("cycle", "state", "held", "withFindings", "explanation")]
    assert values == [
        *("2027", "PARTIAL", 1, 1),
        "PEEL assessment of 2027: no grades and 3 findings are held; of 1 of other cycles, it is not known "
        "whether this cycle had them.",
    ]


def test_a_statement_that_counts_the_grades_of_a_force_is_told_of_that_force() -> None:
    counted = {"2016": CycleExtent(counts=(SAID,))}
    one = replace(INSPECTION, id="inspection:peel:kent:2016", cycle=Cycle("2016"))
    links = (RelationshipRecord("INSPECTED", one.id, FORCE), RelationshipRecord("ABOUT", SAID, FORCE))
    (without,) = rows(programme(cycles=counted), KENT, STATEMENT, one, links=links[:1])
    (told,) = rows(programme(cycles=counted), KENT, STATEMENT, one, links=links)
    end = "how many of each grade were given is held, but not for which questions."
    assert [str(each.values["explanation"]).endswith(end) for each in (without, told)] == [False, True]


@pytest.mark.parametrize("found", [0, 1, 2])
def test_an_outcome_that_is_held_does_not_say_that_its_report_was_read(found: int) -> None:
    listed = programme("LocalAuthority", lists={"source:list": "the list"})
    both = [replace(INSPECTION, id=f"inspection:{n}", cycle=None) for n in "ab"]
    findings = [Finding(id=f"finding:{n}", summary="Found.", polarity=Polarity.ADVERSE) for n in range(found)]
    links = (
        *(RelationshipRecord("INSPECTED", each.id, COUNCIL) for each in both),
        *(RelationshipRecord("FOUND", one.id, it.id) for one, it in zip(both, findings, strict=False)),
    )
    (row,) = rows(listed, council("England"), *both, *findings, links=links)
    assert [row.values[name] for name in ("state", "held", "exist", "withFindings")] == [
        *("COMPLETE", 2, 2, found)
    ]
    read = [
        "no finding of a report is held, so that no more than the outcome is known here",
        "findings of 1 of these reports are held, of the others no more than the outcome",
        "findings of 2 of these reports are held",
    ][found]
    assert row.values["explanation"] == (
        f"PEEL: 2 held, among them all that the list has; {read}; later ones may be missing."
    )


def test_an_inspection_of_two_areas_of_a_force_is_one_for_the_force() -> None:
    """Of whatever inspections of areas: all stand in the history of the force."""
    both = [replace(council("England"), id=f"authority:E0600000{n}") for n in (1, 2)]
    one = replace(INSPECTION, cycle=None)
    links = (
        *(RelationshipRecord("INSPECTED", one.id, each.id) for each in both),
        *(RelationshipRecord("POLICED_BY", each.id, FORCE) for each in both),
    )
    found = rows(programme("LocalAuthority"), KENT, *both, one, links=links)
    (row,) = (each for each in found if each.start == FORCE)
    assert (row.values["basis"], row.values["held"], row.values["state"]) == ("AREA", 1, "PARTIAL")


@pytest.mark.parametrize(
    ("extent", "state"),
    [
        ({}, "NOT_KNOWN"),
        ({"every": SAID}, "EXISTS_NOT_HELD"),
        ({"every": "statement:nobody-says"}, "NOT_KNOWN"),
        ({"lists": {"source:list": "the list"}}, "NONE_FOUND"),
        ({"searched": {"source:list": "the list"}}, "NONE_FOUND"),
        ({"country": "England"}, "NOT_KNOWN"),
        ({"ended": Ended("2018-03-31", SAID)}, "NOT_ASKED"),
        ({"ended": Ended("2020-03-31", SAID)}, "NOT_KNOWN"),
        ({"ended": Ended("2018-03-31"), "lists": {"source:list": "the list"}}, "NOT_ASKED"),
    ],
)
def test_why_nothing_is_held_of_a_council(extent: dict[str, object], state: str) -> None:
    (row,) = rows(programme("LocalAuthority", **extent), council("England"), STATEMENT)
    assert (row.values["state"], row.values["held"]) == (state, 0)


def test_where_an_inspectorate_has_no_remit_nothing_was_asked() -> None:
    (row,) = rows(programme("LocalAuthority", country="England", every=SAID), council("Wales"), STATEMENT)
    assert row.values["state"] == "NOT_ASKED"
    assert row.values["explanation"] == "PEEL: no remit in Wales, so there is none to hold."
    assert rows(programme("LocalAuthority", country="Wales"), council("England")) == []


def test_where_frameworks_are_no_nodes_there_is_no_coverage() -> None:
    indexed = Indexed(Records((NodeRecord(KENT, EVIDENCE),)))
    assert [*coverage(indexed, Chronology(indexed), programme())] == []


def council(region: str) -> LocalAuthority:
    began = Period(PartialDate("2019-04-01"), None, EndState.ONGOING)
    return LocalAuthority(
        id=COUNCIL,
        name="Hartlepool",
        official_name="Hartlepool",
        kind="unitary",
        region=region,
        ons_code="E06000001",
        period=began,
    )
