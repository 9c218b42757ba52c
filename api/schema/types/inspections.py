"""Inspections and the judgements they made."""

from __future__ import annotations

import strawberry

from api.schema.environment import Environment
from api.schema.fields import column, computed, every, holds, one, page, value
from api.schema.scalars import DateIs, HistoryKind, PartialDate, Trend
from api.schema.types.refs import (
    CorrespondenceRef,
    FindingRef,
    InspectionRef,
    InspectorateRef,
    JudgementRef,
    OrganisationRef,
    PersonRef,
    RecommendationRef,
    ReviewRef,
    SourceRef,
    StatementRef,
)
from api.schema.types.shared import Connection, DatedEntity, SpokenTo, history_kind
from graph.model.dates import Cycle


@strawberry.type(
    description="What another release says otherwise. The node itself shows what counts: the inspectorate's "
    "own release before what others compiled from its reports, the newer before the older."
)
class Revision:
    field: str = column('The field that it is about, as in "grade" or "published".', "field")
    value: str = column("What that release says.", "value")
    released: PartialDate | None = column("When it was released; null where unknown.", "released")
    source: SourceRef = holds("The release.", "source")


def _orders(_: Environment, *dates: str | None) -> str | None:
    """The first date that is known; of a cycle, which stands last, its last year."""
    *days, cycle = dates
    return next(filter(None, days), None) or (str(Cycle(cycle).year) if cycle else None)


@strawberry.type(description="One inspection, review or visit.")
class Inspection(SpokenTo, DatedEntity):
    history_kind: HistoryKind = history_kind("Inspection")
    name: str = value("What was inspected, how and when.")
    framework: str = value('The framework that it followed, as in "ofsted-sif".')
    kind: str = value("What kind of inspection it was.")
    published: PartialDate | None = value(
        "When its report was published; null where no source held here says. The day on which a page was "
        "published again is not one."
    )
    cycle: str | None = value(
        'The cycle of inspections that it belongs to, as in "2018/19"; null where it belongs to none.'
    )
    date: PartialDate | None = computed(
        "By which it is ordered: the first day on site, else the publication of its report, else the last "
        "year of its cycle; `dateIs` says which.",
        _orders,
        *("inspectedFrom", "published", "cycle"),
    )
    date_is: DateIs | None = value("What `date` stands for; null where none is known, and it comes last.")
    inspected_from: PartialDate | None = value("The first day on site; null where no source says.")
    inspected_to: PartialDate | None = value("The last day on site, inclusive; null where no source says.")
    focus: str | None = value("What a visit or a joint inspection looked at, in the words of its source.")
    delivered_by: str | None = value(
        "Who ran the services that were judged, where that was not the authority itself."
    )
    carried_out_by: list[InspectorateRef] = every("inspectorates_of_inspection", "Who carried it out.")
    inspected: list[OrganisationRef] = every("organisations_inspected", "Whom it inspected.")
    led_by: list[PersonRef] = every("leaders_of_inspection", "Who led it.")
    findings: Connection[FindingRef] = page("findings_of_inspection", "What its own report says was found.")
    judgements: list[JudgementRef] = every("judgements_of_inspection", "The judgements that it made.")
    recommendations: Connection[RecommendationRef] = page(
        "recommendations_of_inspection", "What its report recommends."
    )
    reviews: Connection[ReviewRef] = page(
        "reviews_in_inspection", "What it says became of earlier recommendations."
    )
    published_in: SourceRef | None = one("source_of_inspection", "The report that it was published in.")
    compared_with: Connection[FindingRef] = page(
        "findings_compared_with_inspection",
        "Findings that a letter reports of it, where its report does not mention them or was not seen.",
    )
    answers: Connection[CorrespondenceRef] = page(
        "answers_to_inspection", "Who answered it, in order of time; what each says are its `statements`."
    )
    re_inspection_of: InspectionRef | None = one(
        "inspection_before", "The inspection that it looks back on, as a re-inspection or a review."
    )
    re_inspections: list[InspectionRef] = every(
        "re_inspections", "Re-inspections and reviews that look back on it."
    )
    statements: Connection[StatementRef] = page("statements_about", "Statements about it.")
    revisions: list[Revision] = every("revisions", "What other releases say otherwise of it.")


@strawberry.type(description="A grade for one area of judgement of one body.")
class Judgement(SpokenTo, DatedEntity):
    history_kind: HistoryKind = history_kind("Judgement")
    area: str = value('What was judged, as in "overall-effectiveness".')
    question: str | None = value(
        "What was judged, as the inspectorate words it in this cycle; null where `area` says all."
    )
    grade: str = value("The grade within its scale; grades of two scales are never comparable.")
    raw_grade: str = value("The grade in the words of its source.")
    scale: str = value('The scale of the grade, as in "ofsted-four-point".')
    framework: str = value("The framework of the inspection.")
    published: PartialDate | None = value(
        "When the judgement was published; null where only its `cycle` is known."
    )
    cycle: str | None = value(
        'The cycle of inspections that made it, as in "2018/19"; null where it belongs to none.'
    )
    date: PartialDate | None = computed(
        "By which it is ordered: the day of its publication, else the last year of its cycle; `dateIs` says "
        "which.",
        _orders,
        *("published", "cycle"),
    )
    date_is: DateIs | None = value("What `date` stands for; null where none is known, and it comes last.")
    relabelled: bool = value("Whether its source prints a later scale's word for the grade that was given.")
    trend: Trend | None = value("The grade beside the one before; null where there is none before.")
    previous: JudgementRef | None = one(
        "previous_judgement", "The judgement before, of the same body, area, wording and scale."
    )
    next: JudgementRef | None = one(
        "next_judgement", "The judgement after, of the same body, area, wording and scale."
    )
    inspection: InspectionRef | None = one("inspection_of_judgement", "The inspection that made it.")
    organisation: OrganisationRef | None = one("organisation_of_judgement", "The body that was judged.")
    reported_in: list[CorrespondenceRef] = every(
        "correspondence_of_judgement", "Correspondence that reports it."
    )
    undisputed_by: list[StatementRef] = every(
        "statements_not_disputing", "Statements that expressly or implicitly leave it standing."
    )
    statements: Connection[StatementRef] = page("statements_about", "Statements about it.")
    revisions: list[Revision] = every("revisions", "What other releases say otherwise of it.")
