"""The list of SIF outcomes with the days on site, which Data to Insight extracted from the reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from graph.model.nodes import Source
from seed.sources.imports.cells import day, filled
from seed.sources.imports.context import Context, ReadingLog, Row, authority, check_dates, grades
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.inspection_matching import merge_agreeing_rows
from seed.sources.imports.own.cells import body_of
from seed.sources.imports.reading import Cell, Outcome, Reading
from seed.sources.imports.spreadsheet import Workbook

_SIF: Mapping[str, str] = {
    "overall": "overall",
    "help-and-protection": "help_protection",
    "looked-after": "looked_after_permanence",
    "adoption": "adoption",
    "care-leavers": "care_leavers",
    "leadership": "leadership",
}
_ON_SITE: Mapping[str, str] = {
    "body": "ons_code",
    "kind": "round",
    "inspected_from": "inspection_start",
    "inspected_to": "inspection_end",
    "published": "published",
}
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


def read_sif(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read SIF outcomes with days on site. The grades are from Ofsted's release of 2023, the days from the
    reports."""
    release, reports = (
        context.sources[own] for own in ("source:ofsted-csc-england-2023", "source:d2i-inspection-reports")
    )
    log, names = ReadingLog(), dict[Cell, str]()
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            rows = list(_sif(row, release, context))
            # The inspection, and the board's review if there was one.
            log.read += len(rows) - 1
            names[row.place] = row.text("la")
            outcomes.extend(rows)
    united = merge_agreeing_rows(outcomes, log)
    parted = (each for outcome in united for each in _parted(outcome, names[outcome.place], reports))
    return log.add_to(Reading("sif-outcomes", (release, reports), tuple(parted)))


def _sif(row: Row, release: Source, context: Context) -> Iterator[Outcome]:
    published = row.date("published", day)
    begun, ended = (row.read(header, day) for header in ("inspection_start", "inspection_end"))
    label, kind = row.read("round", _round, ("", ""))
    body = authority(row, context, begun or published, code="ons_code", name="la")
    _check_beside(row, body, context)
    board = f"board:lscb:{body.removeprefix('authority:')}"
    place = f"sheet LA_inspections_2009-2023, {row.text('la')}"
    inspection = Outcome(
        "ofsted-sif",
        body,
        release.id,
        f"{place}, {label}",
        kind,
        published,
        begun,
        ended,
        grades(row, "ofsted-sif", _SIF, context.frameworks),
        place=row.place,
        headers=MappingProxyType({**_ON_SITE, **_SIF}),
    )
    reviewed = grades(row, "lscb-review", {"overall": "lscb"}, context.frameworks)
    check_dates(row, inspection)
    row.require_valid()
    yield inspection
    if reviewed:
        yield replace(
            inspection,
            framework="lscb-review",
            body=board,
            locator=f"{place}, LSCB review",
            kind="board review",
            grades=reviewed,
            headers=MappingProxyType({**_ON_SITE, "overall": "lscb"}),
        )


def _check_beside(row: Row, body: str, context: Context) -> None:
    """Refuse optional columns that contradict the rest of the row."""
    if row.text("framework") not in ("", "SIF"):
        row.refuse("framework", "is not SIF, of which this list is")
    if not (body and row.text("force_id")):
        return
    force = row.read(
        "force_id", lambda value: body_of(row, filled(value), ("PoliceForce",), None, True, context)
    )
    if force and force not in (polices := context.bodies.policed_by(body)):
        named = ", ".join(map(context.bodies.name_of, polices))
        row.refuse(
            "force_id", f"is not who polices {context.bodies.name_of(body)} by the reference data ({named})"
        )


def _parted(outcome: Outcome, name: str, reports: Source) -> Iterator[Outcome]:
    """The outcomes of one inspection: by the release, and by the report."""
    yield replace(outcome, inspected_from=None, inspected_to=None)
    if outcome.inspected_from or outcome.inspected_to:
        of_board = ", review of the board" if outcome.framework == "lscb-review" else ""
        locator = f"report on {name} of {outcome.published}{of_board}"
        yield replace(outcome, source=reports.id, locator=locator, grades=())


def _round(value: object) -> tuple[str, str]:
    found = filled(value).casefold().replace("-", "")
    if found not in _ROUNDS:
        raise ValueError(f"is not known here; known are {', '.join(_ROUNDS)}")
    return _ROUNDS[found]
