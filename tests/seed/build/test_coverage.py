"""What is held of what exists, over made-up records: one thing varied while the rest stays."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from graph.model.dates import Cycle, EndState, PartialDate, Period
from graph.model.nodes import Entity, Inspection, Judgement, LocalAuthority, PoliceForce, Statement
from graph.model.nodes import Framework as FrameworkNode
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import StatementKind
from seed.build.chronology import Chronology
from seed.build.coverage import coverage
from seed.frameworks import AskedCycle, Ended, Extent, Framework, Frameworks
from seed.indexed import Indexed
from seed.rows import RelationshipRow

FORCE, COUNCIL, SAID = "force:kent", "authority:E06000001", "statement:each-force-was-graded"
EVIDENCE, OWN = ("evidence:page:1",), ("evidence:frameworks:1",)
NODE = FrameworkNode(id="framework:peel", name="PEEL", short="PEEL", inspects=("PoliceForce",))
KENT = PoliceForce(id=FORCE, name="Kent Police", ons_code="E23000032", country="England", website="")
ASKED = AskedCycle(("fairness", "safety"), every=SAID, graded=MappingProxyType({"fairness": SAID}))
CYCLES = {"2015": ASKED, "2016": AskedCycle(("crime",))}
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


def test_a_question_that_a_cycle_did_not_ask_is_not_missing() -> None:
    first, second = rows(programme(cycles=CYCLES), KENT, STATEMENT)
    assert questions(first)["crime"] == "NOT_ASKED"
    assert questions(second) == {"crime": "NOT_KNOWN", "fairness": "NOT_ASKED", "safety": "NOT_ASKED"}


def test_a_question_that_each_force_was_graded_on_exists_and_is_not_held() -> None:
    first, _ = rows(programme(cycles=CYCLES), KENT, STATEMENT)
    assert questions(first) == {"crime": "NOT_ASKED", "fairness": "EXISTS_NOT_HELD", "safety": "NOT_KNOWN"}
    assert (first.values["state"], first.values["held"], first.values["exist"]) == ("EXISTS_NOT_HELD", 0, 1)
    assert first.values["evidenceIds"] == EVIDENCE


def test_without_its_statement_nobody_says_that_it_exists() -> None:
    first, _ = rows(programme(cycles=CYCLES), KENT)
    assert questions(first) == {"crime": "NOT_ASKED", "fairness": "NOT_KNOWN", "safety": "NOT_KNOWN"}
    assert (first.values["state"], first.values["evidenceIds"]) == ("NOT_KNOWN", OWN)


def test_a_grade_that_is_held_makes_its_cycle_partial_until_all_are() -> None:
    links = (INSPECTED, GRADED)
    first, _ = rows(programme(cycles=CYCLES), KENT, STATEMENT, INSPECTION, GRADE, links=links)
    assert (questions(first)["safety"], first.values["state"]) == ("COMPLETE", "PARTIAL")
    asked = {"2015": replace(ASKED, questions=("safety",))}
    (only,) = rows(programme(cycles=asked), KENT, STATEMENT, INSPECTION, GRADE, links=links)
    assert only.values["state"] == "COMPLETE"


def test_an_assessment_without_a_grade_exists_and_its_grades_are_not_held() -> None:
    later = replace(INSPECTION, id="inspection:peel:kent:2027", cycle=Cycle("2027"))
    links = (RelationshipRecord("INSPECTED", later.id, FORCE),)
    *_, last = rows(programme(cycles=CYCLES), KENT, STATEMENT, later, links=links)
    found = last.values["cycle"], last.values["state"], last.values["held"], last.values["evidenceIds"]
    assert found == ("2027", "EXISTS_NOT_HELD", 0, EVIDENCE)
    assert last.values["explanation"] == (
        "PEEL assessment of 2027: it is held here in part, without a grade."
    )
    assert {*questions(last).values()} == {"NOT_KNOWN"}


def test_a_statement_that_counts_the_grades_of_a_force_is_told_of_that_force() -> None:
    counted = {"2016": AskedCycle(("crime",), counts=(SAID,))}
    one = replace(INSPECTION, id="inspection:peel:kent:2016", cycle=Cycle("2016"))
    links = (RelationshipRecord("INSPECTED", one.id, FORCE), RelationshipRecord("ABOUT", SAID, FORCE))
    (without,) = rows(programme(cycles=counted), KENT, STATEMENT, one, links=links[:1])
    (told,) = rows(programme(cycles=counted), KENT, STATEMENT, one, links=links)
    end = "how many of each grade were given is held, but not for which questions."
    assert [str(each.values["explanation"]).endswith(end) for each in (without, told)] == [False, True]


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
