"""What the law asks beside an answer, over made-up records: one thing varied while the rest stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.model.dates import EndState, PartialDate, Period
from graph.model.nodes import (
    Correspondence,
    Entity,
    Inspection,
    Inspectorate,
    LocalPolicingBody,
    PoliceForce,
    Source,
    Statement,
)
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import CorrespondenceKind, LocalPolicingBodyKind, SourceKind, StatementKind
from seed.build.duties import duties
from seed.frameworks import Duty, Framework, Frameworks
from seed.indexed import Indexed
from seed.rows import RelationshipRow

SAYS, BEGAN = "statement:within-56-days", "statement:in-force"
LAW = Source(id="source:law", name="A law", kind=SourceKind.LEGISLATION, publisher="legislation.gov.uk")
DUTY = Duty(
    *("section 55", 56, "2017-05-02", LAW.id, "inspectorate:hmic", (SAYS, BEGAN)),
    unread=("commissioned inspection",),
)
FORCE = PoliceForce(
    id="force:eastmarsh", name="Eastmarsh Police", ons_code="E23000099", country="England", website=""
)
OTHER = replace(FORCE, id="force:westmarsh", name="Westmarsh Police")
BODY = LocalPolicingBody(
    id="local-policing-body:eastmarsh",
    name="Police and Crime Commissioner for Eastmarsh",
    kind=LocalPolicingBodyKind.POLICE_AND_CRIME_COMMISSIONER,
    period=Period(PartialDate("2012-11-22"), None, EndState.UNKNOWN),
)
REPORT = Inspection(
    id="inspection:report",
    name="An inspection",
    framework="hmic-ncpi",
    kind="child protection inspection",
    published=PartialDate("2017-05-02"),
)
ANSWER = Correspondence(
    id="correspondence:answer", name="An answer", kind=CorrespondenceKind.PUBLISHED_RESPONSE
)
SAID = Statement(id=SAYS, kind=StatementKind.REPORT, summary="Within 56 days.")
HMIC = Inspectorate(id="inspectorate:hmic", name="HM Inspectorate of Constabulary")
OFSTED = replace(HMIC, id="inspectorate:ofsted", name="Ofsted")
NODES = (LAW, FORCE, OTHER, BODY, REPORT, ANSWER, HMIC, OFSTED, SAID, replace(SAID, id=BEGAN))
LINKS = {
    ("CARRIED_OUT", HMIC.id, REPORT.id),
    ("INSPECTED", REPORT.id, FORCE.id),
    ("OVERSEES", BODY.id, FORCE.id),
    ("SENT_FOR", ANSWER.id, BODY.id),
    ("ANSWERS", ANSWER.id, REPORT.id),
}


def found(
    nodes: tuple[Entity, ...] = NODES, links: set[tuple[str, str, str]] = LINKS
) -> list[RelationshipRow]:
    held = (NodeRecord(node, (f"evidence:{node.id.partition(':')[2]}:1",)) for node in nodes)
    records = Records(tuple(held), tuple(RelationshipRecord(*link) for link in sorted(links)))
    frameworks = Frameworks(
        {}, {}, collections={"answers": Framework("answers", "answers", "", {}, duty=DUTY)}
    )
    return [*duties(Indexed(records), frameworks)]


def without(own: str) -> tuple[Entity, ...]:
    return tuple(node for node in NODES if node.id != own)


def test_the_law_stands_beside_the_answer_of_the_body_with_what_says_so() -> None:
    (row,) = found()
    assert (row.type, row.start, row.end) == ("DUE_UNDER", ANSWER.id, LAW.id)
    assert row.values == {
        "provision": "section 55",
        "days": 56,
        "since": "2017-05-02",
        "evidenceIds": ("evidence:within-56-days:1", "evidence:in-force:1"),
        "derived": True,
    }


@pytest.mark.parametrize(
    ("published", "asked"),
    [
        ("2017-05-02", 1),
        ("2017-05-01", 0),
        ("2017-05", 0),  # it may have come before
        ("2017-06", 1),
        ("2017", 0),
        ("2018", 1),
        (None, 0),
    ],
)
def test_the_report_is_certain_to_have_come_since_the_law(published: str | None, asked: int) -> None:
    dated = replace(REPORT, published=PartialDate(published) if published else None)
    assert len(found((*without(REPORT.id), dated))) == asked


def test_the_duty_is_not_that_of_the_force() -> None:
    assert found(links=LINKS - {("SENT_FOR", ANSWER.id, BODY.id)} | {("SENT_FOR", ANSWER.id, FORCE.id)}) == []


def test_a_body_owes_nothing_on_the_force_of_another() -> None:
    other = ("INSPECTED", REPORT.id, OTHER.id)
    assert found(links=LINKS - {("INSPECTED", REPORT.id, FORCE.id)} | {other}) == []


def test_a_report_of_several_inspectorates_or_of_another_is_no_report_under_this_law() -> None:
    ofsted = ("CARRIED_OUT", OFSTED.id, REPORT.id)
    assert found(links=LINKS | {ofsted}) == []
    assert found(links=LINKS - {("CARRIED_OUT", HMIC.id, REPORT.id)} | {ofsted}) == []


def test_nothing_is_derived_of_a_kind_of_which_the_law_was_not_read() -> None:
    requested = replace(REPORT, kind="commissioned inspection")
    assert found((*without(REPORT.id), requested)) == []


@pytest.mark.parametrize("own", [LAW.id, SAYS, BEGAN])
def test_without_the_law_or_what_says_so_nothing_is_derived(own: str) -> None:
    assert found(without(own)) == []
