"""Data to Insight's overviews and lists, read by its programs from Ofsted's reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from graph.model.records import Place
from graph.model.vocabulary import SourceKind
from seed.imports.agreeing import agreed
from seed.imports.cells import day, filled
from seed.imports.context import CellRefused, Context, Log, cell, earliest, grades
from seed.imports.headers import Found, Line, lines
from seed.imports.opened import Opened
from seed.imports.reading import Outcome, Reading
from seed.imports.spoken import carried_out_by, days_in_words, focus_of

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
_SIF: Mapping[str, str] = {
    "overall": "overall",
    "help-and-protection": "help_protection",
    "looked-after": "looked_after_permanence",
    "adoption": "adoption",
    "care-leavers": "care_leavers",
    "leadership": "leadership",
}
CARE_LEAVERS_SINCE = date(2023, 1, 1)
SIF_HEADERS = (
    "ons_code",
    "la",
    "round",
    "inspection_start",
    "inspection_end",
    "published",
    *_SIF.values(),
    "lscb",
)
_ROUNDS = {"first": ("first SIF", "single inspection"), "reinspection": ("second SIF", "re-inspection")}


def read_ilacs(opened: Opened, found: list[Found], context: Context) -> Reading:
    """The overview of ILACS inspections: the latest of each authority."""
    source, log = (
        _overview(opened, context, "source:d2i-ilacs-overview", "Overview of ILACS inspections"),
        Log(),
    )
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line):
            outcomes.append(_ilacs(line, source, context))
    return _reading("d2i-ilacs", (source,), outcomes, log)


def _ilacs(line: Line, source: Source, context: Context) -> Outcome:
    begun, ended, published = (
        cell(line, header, day)
        for header in ("inspection_start_date", "inspection_end_date", "publication_date")
    )
    when = earliest(begun, published)
    if when is None:
        raise CellRefused("publication_date", line.value("publication_date"), "is no date; one is needed")
    body = _authority(line, when, context)
    kind = line.text("inspection_framework").casefold()
    if kind not in ("", "standard", "short"):
        raise CellRefused(
            "inspection_framework", kind, "is not a type of inspection; known are standard, short"
        )
    areas = dict(_ILACS)
    if when.last < CARE_LEAVERS_SINCE:
        cell(line, areas["care-leavers"], _too_early)
    if not filled(line.value(areas["care-leavers"])):
        # Until they had a judgement of their own, one judgement was of children in care and of care leavers.
        areas["in-care-and-care-leavers"] = areas.pop("in-care")
    return Outcome(
        "ofsted-ilacs",
        body,
        source.id,
        f"{context.bodies.name_of(body)}, {published or begun}",
        kind=f"{kind} inspection" if kind else "",
        published=published,
        inspected_from=begun,
        inspected_to=ended,
        grades=grades(line, "ofsted-ilacs", areas, context.frameworks),
        place=_place(line),
    )


def _too_early(value: object) -> None:
    if filled(value):
        raise ValueError("cannot be: care leavers have a judgement of their own since 1 January 2023")


def read_jtai(opened: Opened, found: list[Found], context: Context) -> Reading:
    """The overview of JTAIs. What it gives as the first day is the day of publication, and is left out."""
    name = "Overview of joint targeted area inspections"
    source, log = _overview(opened, context, "source:d2i-jtai-overview", name), Log()
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line):
            published = _needed(line, "publication_date")
            body = _authority(line, published, context)
            outcomes.append(
                Outcome(
                    "jtai",
                    body,
                    source.id,
                    f"{context.bodies.name_of(body)}, {published}",
                    kind="joint inspection",
                    published=published,
                    focus=focus_of(
                        f"response to {line.text('inspection_theme')}", line.text("local_authority")
                    ),
                    place=_place(line),
                )
            )
    return _reading("d2i-jtai", (source,), outcomes, log)


def read_jtai_reports(opened: Opened, found: list[Found], context: Context) -> Reading:
    """The list of JTAI reports: dates, title and who took part are in the words of each report."""
    source, log = context.sources["source:d2i-jtai-reports"], Log()
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line):
            outcomes.append(_report(line, source, context))
    return _reading("jtai-reports", (source,), outcomes, log)


def _report(line: Line, source: Source, context: Context) -> Outcome:
    published = _needed(line, "published")
    name, title = line.text("la_folder_name"), line.text("title_text")
    begun, ended = cell(line, "inspection_dates_text", lambda value: days_in_words(filled(value)))
    body = cell(
        line,
        "la_folder_name",
        lambda value: context.bodies.authority(
            (begun or published).first, name=filled(value), urn=line.text("ofsted_urn")
        ),
    )
    return Outcome(
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
        place=_place(line),
    )


def read_sif(opened: Opened, found: list[Found], context: Context) -> Reading:
    """SIF outcomes with the days of the inspections: the grades are those of Ofsted's release of 2023, the
    days were read from the reports."""
    release, reports = (
        context.sources[own] for own in ("source:ofsted-csc-england-2023", "source:d2i-inspection-reports")
    )
    log = Log()
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line):
            rows = list(_sif(line, release, reports, context))
            # The inspection, and the review of the board where there was one.
            log.read += len({outcome.framework for outcome in rows}) - 1
            outcomes.extend(rows)
    return Reading(
        "sif-outcomes", (release, reports), tuple(outcomes), refused=tuple(log.refused), read=log.read
    )


def _sif(line: Line, release: Source, reports: Source, context: Context) -> Iterator[Outcome]:
    published = _needed(line, "published")
    begun, ended = (cell(line, header, day) for header in ("inspection_start", "inspection_end"))
    label, kind = cell(line, "round", _round)
    name, place = line.text("la"), _place(line)
    body = cell(
        line,
        "ons_code",
        lambda value: context.bodies.authority((begun or published).first, code=filled(value), name=name),
    )
    sheet = "sheet LA_inspections_2009-2023"
    given = grades(line, "ofsted-sif", _SIF, context.frameworks)
    board = f"board:lscb:{body.removeprefix('authority:')}"
    reviewed = grades(line, "lscb-review", {"overall": "lscb"}, context.frameworks)
    inspection = Outcome(
        "ofsted-sif",
        body,
        release.id,
        f"{sheet}, {name}, {label}",
        kind,
        published,
        grades=given,
        place=place,
    )
    review = Outcome(
        "lscb-review", board, release.id, f"{sheet}, {name}, LSCB review", "board review", published,
        grades=reviewed, place=place,
    )  # fmt: skip
    for outcome in (inspection, *([review] if reviewed else ())):
        yield outcome
        if begun or ended:
            known = f"report on {name} of {published}"
            locator = known if outcome is inspection else f"{known}, review of the board"
            yield replace(
                outcome,
                source=reports.id,
                locator=locator,
                inspected_from=begun,
                inspected_to=ended,
                grades=(),
            )


def _round(value: object) -> tuple[str, str]:
    found = filled(value).casefold().replace("-", "")
    if found not in _ROUNDS:
        raise ValueError(f"is not known here; known are {', '.join(_ROUNDS)}")
    return _ROUNDS[found]


def _overview(opened: Opened, context: Context, own: str, name: str) -> Source:
    source = Source(
        id=own,
        name=name,
        kind=SourceKind.DATASET,
        publisher="Data to Insight",
        published=opened.created,
        licence="MIT",
    )
    return context.release(source, own)


def _authority(line: Line, when: PartialDate, context: Context) -> str:
    code = line.text("ltla23cd")
    return cell(
        line,
        "ltla23cd" if code else "local_authority",
        lambda value: context.bodies.authority(
            when.first, code=code, name=line.text("local_authority"), urn=line.text("urn")
        ),
    )


def _needed(line: Line, header: str) -> PartialDate:
    found = cell(line, header, day)
    if found is None:
        raise CellRefused(header, line.value(header), "is no date; one is needed")
    return found


def _place(line: Line) -> Place:
    sheet = f"sheet {line.sheet}, " if line.sheet else ""
    return Place(line.file, f"{sheet}row {line.row}")


def _reading(kind: str, sources: tuple[Source, ...], outcomes: list[Outcome], log: Log) -> Reading:
    united = agreed(outcomes, log)
    return Reading(kind, sources, united, refused=tuple(log.refused), read=log.read)
