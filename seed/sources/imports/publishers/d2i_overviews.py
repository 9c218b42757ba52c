"""Data to Insight's overviews and lists, extracted by its programs from Ofsted's reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from graph.model.vocabulary import SourceKind
from seed.sources.imports.cells import day, filled
from seed.sources.imports.context import Context, ReadingLog, Row, authority, check_dates, earliest, grades
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.inspection_matching import merge_agreeing_rows
from seed.sources.imports.publishers.report_phrases import NO_DAYS, carried_out_by, days_in_words, focus_of
from seed.sources.imports.reading import Outcome, Reading
from seed.sources.imports.spreadsheet import Workbook

_ILACS = {
    "overall": "overall_effectiveness_grade",
    "impact-of-leaders": "impact_of_leaders_grade",
    "help-and-protection": "help_and_protection_grade",
    "in-care": "in_care_grade",
    "care-leavers": "care_leavers_grade",
}
ILACS_HEADERS = (
    "urn",
    "ltla23cd",
    "local_authority",
    "inspection_framework",
    "inspection_start_date",
    "inspection_end_date",
    "publication_date",
    *_ILACS.values(),
)
JTAI_HEADERS = ("urn", "ltla23cd", "local_authority", "publication_date", "inspection_theme")
REPORT_HEADERS = ("ofsted_urn", "la_folder_name", "published", "inspection_dates_text", "title_text")
_DATES: Mapping[str, str] = {
    "body": "ltla23cd",
    "inspected_from": "inspection_start_date",
    "inspected_to": "inspection_end_date",
    "published": "publication_date",
}
_REPORTED: Mapping[str, str] = MappingProxyType(
    {
        "body": "la_folder_name",
        "inspected_from": "inspection_dates_text",
        "inspected_to": "inspection_dates_text",
        "published": "published",
        "focus": "title_text",
    }
)
CARE_LEAVERS_SINCE = date(2023, 1, 1)


def read_ilacs(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read the overview of ILACS inspections: the latest of each authority."""
    source, log = (
        _overview(opened, context, "source:d2i-ilacs-overview", "Overview of ILACS inspections"),
        ReadingLog(),
    )
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            outcomes.append(_ilacs(row, source, context))
    return _reading("d2i-ilacs", (source,), outcomes, log)


def _ilacs(row: Row, source: Source, context: Context) -> Outcome:
    begun, ended, published = (
        row.read(header, day)
        for header in ("inspection_start_date", "inspection_end_date", "publication_date")
    )
    when = earliest(begun, published)
    if when is None and not row.refuses("publication_date", "inspection_start_date"):
        row.refuse("publication_date", "is no date; one is needed")
    body = _authority(row, when, context)
    kind = row.text("inspection_framework").casefold()
    if kind not in ("", "standard", "short"):
        row.refuse("inspection_framework", "is not a type of inspection; known are standard, short")
    areas = dict(_ILACS)
    if when and when.last < CARE_LEAVERS_SINCE:
        row.read(areas["care-leavers"], _too_early)
    if not row.text(areas["care-leavers"]):
        # Until care leavers had their own judgement, one judgement covered them and children in care.
        areas["in-care-and-care-leavers"] = areas.pop("in-care")
    outcome = Outcome(
        "ofsted-ilacs",
        body,
        source.id,
        f"{context.bodies.name_of(body)}, {published or begun}",
        kind=f"{kind} inspection" if kind else "",
        published=published,
        inspected_from=begun,
        inspected_to=ended,
        grades=grades(row, "ofsted-ilacs", areas, context.frameworks),
        place=row.place,
        headers=MappingProxyType({**_DATES, "kind": "inspection_framework", **areas}),
    )
    check_dates(row, outcome)
    row.require_valid()
    return outcome


def _too_early(value: object) -> None:
    if filled(value):
        raise ValueError("cannot be: care leavers have a judgement of their own since 1 January 2023")


def read_jtai(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read the overview of JTAIs. Its first day is really the day of publication, and is ignored."""
    name = "Overview of joint targeted area inspections"
    source, log = _overview(opened, context, "source:d2i-jtai-overview", name), ReadingLog()
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            published = row.date("publication_date", day)
            body = _authority(row, published, context)
            row.require_valid()
            outcomes.append(
                Outcome(
                    "jtai",
                    body,
                    source.id,
                    f"{context.bodies.name_of(body)}, {published}",
                    kind="joint inspection",
                    published=published,
                    focus=focus_of(
                        f"response to {row.text('inspection_theme')}", row.text("local_authority")
                    ),
                    place=row.place,
                    headers=MappingProxyType({**_DATES, "focus": "inspection_theme"}),
                )
            )
    return _reading("d2i-jtai", (source,), outcomes, log)


def read_jtai_reports(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read the list of JTAI reports: dates, title and inspectorates are in the words of each report."""
    source, log = context.sources["source:d2i-jtai-reports"], ReadingLog()
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            outcomes.append(_report(row, source, context))
    return _reading("jtai-reports", (source,), outcomes, log)


def _report(row: Row, source: Source, context: Context) -> Outcome:
    published = row.date("published", day)
    name, title = row.text("la_folder_name"), row.text("title_text")
    begun, ended = row.read("inspection_dates_text", lambda value: days_in_words(filled(value)), NO_DAYS)
    body = authority(row, context, begun or published, name="la_folder_name", urn="ofsted_urn")
    outcome = Outcome(
        "jtai",
        body,
        source.id,
        f"{context.bodies.name_of(body)}, report of {published}",
        kind="joint inspection",
        published=published,
        inspected_from=begun,
        inspected_to=ended,
        focus=focus_of(title, name),
        carried_out_by=carried_out_by(title),
        place=row.place,
        headers=_REPORTED,
    )
    check_dates(row, outcome)
    row.require_valid()
    return outcome


def _overview(opened: Workbook, context: Context, own: str, name: str) -> Source:
    source = Source(
        id=own,
        name=name,
        kind=SourceKind.DATASET,
        publisher="Data to Insight",
        published=opened.created,
        licence="MIT",
    )
    return context.release(source, own)


def _authority(row: Row, when: PartialDate | None, context: Context) -> str:
    return authority(row, context, when, code="ltla23cd", name="local_authority", urn="urn")


def _reading(kind: str, sources: tuple[Source, ...], outcomes: list[Outcome], log: ReadingLog) -> Reading:
    united = merge_agreeing_rows(outcomes, log)
    return log.add_to(Reading(kind, sources, united))
