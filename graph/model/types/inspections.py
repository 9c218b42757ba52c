"""Inspections and the judgements they made."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from graph.model.dates import Cycle, PartialDate
from graph.model.entity import Revised
from graph.model.node_type import SLUG, Dating, Facet, History, NodeType, RootFields, Style, Ways
from graph.model.vocabulary import DateIs, HistoryKind

BODY = rf"(?:[EW]\d{{8}}|{SLUG})"  # the ONS code of an authority, or the id of a force
DATE = r"(?:\d{4}(?:-\d{2}){0,2}(?:-q\d)?|undated)"  # a day, a cycle, a quarter


# Frameworks whose inspections have ids of one series.
SERIES = MappingProxyType({"hmic-peel": "peel", "hmicfrs-peel": "peel"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection(Revised):
    name: str
    framework: str  # an id of the frameworks file, e.g. "ofsted-sif"
    kind: str
    published: PartialDate | None = None  # None where no source gives it; never the day of a republication
    cycle: Cycle | None = None  # of the inspectorate's programme; without a day, its last year counts
    inspected_from: PartialDate | None = None
    inspected_to: PartialDate | None = None  # the last day on site, inclusive, as published
    focus: str | None = None  # what a visit or a joint inspection looked at, in the words of its source
    delivered_by: str | None = None  # who ran the services that were judged, where not the authority itself


INSPECTION = NodeType(
    kind=Inspection,
    noun="inspection",
    id_form=rf"inspection:{SLUG}:{BODY}:{DATE}",
    key="inspections",
    sorted_by="pagedDay",
    dating=Dating(
        fields={
            "inspected_from": DateIs.INSPECTED,
            "published": DateIs.PUBLISHED,
            "cycle": DateIs.CYCLE,
        },
        by_source=False,
    ),
    history=History(kind=HistoryKind.INSPECTION, named=(Ways(ways=("INSPECTED",)),), area=("INSPECTED",)),
    roots=RootFields(one="inspection", many="inspections", description="Inspections, the newest first."),
    facets={
        "FRAMEWORK": Facet(property="framework"),
        "YEAR": Facet(property="day.year"),
        "KIND": Facet(property="kind"),
        "ORGANISATION": Facet(through="organisations_inspected"),
        "REGION": Facet(through="organisations_inspected", property="region"),
    },
    style=Style(color="#009E73", border="#006B4E", diameter=120),
    keys={
        "cycle": "The cycle of inspections that it belongs to, as in 2018/19.",
        "inspectedFrom": "The first day of the inspection.",
        "inspectedTo": "The last day on site, itself included.",
        "focus": "What a visit or a joint inspection looked at, in the words of its source.",
        "deliveredBy": "Who ran the services that were judged, where it was not the authority itself.",
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement(Revised):
    area: str
    grade: str  # within ``scale``, never comparable across scales
    raw_grade: str
    scale: str
    framework: str
    published: PartialDate | None = None
    cycle: Cycle | None = None
    question: str | None = None  # the area as the inspectorate words it in this cycle
    relabelled: bool = False  # the source prints a later scale's word for the grade that was given


JUDGEMENT = NodeType(
    kind=Judgement,
    noun="judgement",
    id_form=rf"judgement:{SLUG}:{BODY}:{DATE}:{SLUG}",
    key="judgements",
    sorted_by="pagedDay",
    dating=Dating(fields={"published": DateIs.PUBLISHED, "cycle": DateIs.CYCLE}, by_source=False),
    # It stands in its inspection's report first, even where a letter reports it too.
    contained_in=("<JUDGED", "REPORTED_IN"),
    history=History(kind=HistoryKind.JUDGEMENT, named=(Ways(ways=("JUDGEMENT_OF",)),)),
    roots=RootFields(one="judgement", many="judgements", description="Judgements, the newest first."),
    facets={
        "FRAMEWORK": Facet(property="framework"),
        "YEAR": Facet(property="day.year"),
        "GRADE": Facet(property="grade"),
        "AREA": Facet(property="area"),
        "ORGANISATION": Facet(through="organisation_of_judgement"),
        "REGION": Facet(through="organisation_of_judgement", property="region"),
    },
    style=Style(color="#8FD9C0", border="#006B4E", diameter=120),
    keys={
        "area": "What was judged: an area of the framework, for example overall.",
        "grade": "The grade, in the framework's own spelling.",
        "rawGrade": "The grade in the words of the source.",
        "scale": "The scale of the grade; grades of two scales are never compared.",
        "cycle": "The cycle of inspections that it belongs to, as in 2018/19.",
        "question": "What was judged, as the inspectorate words it in this cycle.",
        "relabelled": "The source prints a later scale's word for the grade that was given.",
    },
)
