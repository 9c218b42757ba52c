"""The project's own table of inspections and grades, and that of PEEL grades; `docs/formats/` has both.

What this repository ships of published releases (`seed/outcomes/`) has the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from graph.model.dates import PartialDate
from seed.checks.rules import LONGEST_PART
from seed.links import LONGEST
from seed.sources.imports.cells import day, filled
from seed.sources.imports.context import Context, ReadingLog, Row, check_dates, grade, grades, slug
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.inspection_matching import FIELDS, merge_agreeing_rows
from seed.sources.imports.names import listed
from seed.sources.imports.own.cells import SOURCE, Described, body_of, refuse_beside, refuse_other_columns
from seed.sources.imports.publishers.ncpi_list import web_source
from seed.sources.imports.reading import Outcome, Reading
from seed.sources.imports.spreadsheet import Workbook
from seed.values import nearest

NEEDED = (
    "framework",
    "kind",
    "body",
    "published",
    "inspected_from",
    "inspected_to",
    "source",
    "locator",
    "licence",
)
OTHERS = ("body_name", "focus", "delivered_by", "carried_out_by", "corrects", "note")
PEEL = ("force_id", "cycle", "question", "grade", "published", "source_url")
FIVE_GRADES_SINCE = 2021


def read_inspections(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read inspections. Columns beyond the format's own are areas, with grades as cells."""
    log, sources = ReadingLog(), Described(context)
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            outcomes.append(_outcome(row, sources, context))
    return _reading("inspections", sources, outcomes, log)


def _outcome(row: Row, sources: Described, context: Context) -> Outcome:
    refuse_beside(row)
    framework = row.read("framework", lambda value: _framework(filled(value), context))
    published, begun, ended, corrects = (
        row.read(header, day) for header in ("published", "inspected_from", "inspected_to", "corrects")
    )
    when = begun or published
    if when is None and not row.refuses("published", "inspected_from"):
        row.refuse("published", "is no date, nor is there a day of inspection")
    areas = _areas(row, framework, context) if framework else {}
    body = _body(row, framework, when, begun is None, context) if framework else ""
    outcome = Outcome(
        framework=framework,
        body=body,
        source=sources.of(row),
        locator=row.text("locator") or f"row {row.line.row}",
        kind=row.read("kind", lambda value: _kind(filled(value), framework, context)),
        published=published,
        inspected_from=begun,
        inspected_to=ended,
        grades=grades(row, framework, areas, context.frameworks),
        focus=row.text("focus"),
        delivered_by=row.text("delivered_by"),
        carried_out_by=tuple(_inspectorates(row, when, context)),
        note=row.text("note"),
        corrects=corrects,
        place=row.place,
        headers=MappingProxyType({"body": "body", **{name: name for name in FIELDS}, **areas}),
    )
    check_dates(row, outcome)
    row.require_valid()
    return outcome


def _areas(row: Row, framework: str, context: Context) -> dict[str, str]:
    """The headers of the row's filled area columns, by area. Refuse areas that the framework does not
    judge."""
    known, areas = context.frameworks.frameworks[framework], dict[str, str]()
    for header in sorted(row.line.cells):
        if header in (*NEEDED, *OTHERS, *SOURCE) or not row.line.text(header):
            continue
        area = header.replace("_", "-")
        if known.judges(area):
            areas[area] = header
        else:
            others = nearest(header, (*NEEDED, *OTHERS, *SOURCE))
            of_areas = nearest(area, known.areas) if known.areas else "it grades nothing"
            advice = others if others.startswith("did") else of_areas
            row.refuse(header, f"is not of an area of {framework}; {advice}")
    return areas


def _kind(found: str, framework: str, context: Context) -> str:
    """A kind of inspection of the framework; any text if the framework lists none."""
    known = context.frameworks.frameworks[framework].kinds if framework else ()
    if known and found and found.casefold() not in known:
        raise ValueError(f"is no kind of inspection of {framework}; {nearest(found, known)}")
    return found.casefold() if known else found


def _framework(found: str, context: Context) -> str:
    if found not in context.frameworks.frameworks:
        raise ValueError(f"is no framework here; {nearest(found, context.frameworks.frameworks)}")
    return found


def _inspectorates(row: Row, when: PartialDate | None, context: Context) -> Iterable[str]:
    """The inspectorates beyond those of the framework."""
    words = row.text("carried_out_by")
    # Older tables separate ids by spaces.
    parts = words.split() if ";" not in words and words.startswith("inspectorate:") else listed(words)
    for each in parts:
        try:
            yield context.names.body(each, when, ("Inspectorate",))
        except ValueError as error:
            known = "; ".join(context.frameworks.inspectorates.values())
            row.refuse("carried_out_by", f"{error}; known are {known}", each)


def _body(row: Row, framework: str, when: PartialDate | None, late: bool, context: Context) -> str:
    """The id of the inspected body, as it existed on the day of the report or inspection."""
    kinds = context.frameworks.frameworks[framework].inspects
    own = row.read("body", lambda value: body_of(row, filled(value), kinds, when, late, context))
    if own and (name := row.text("body_name")):
        lineage = context.bodies.lineage(own.replace("board:lscb:", "authority:"))
        if not any(context.names.is_called(each, name) for each in (own, *lineage)):
            row.refuse("body_name", f"is no name of {own}, which column body gives; correct one of the two")
    return own or ""


def read_peel(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read PEEL grades. Grades up to 2018/19 and since 2021/22 have different scales and are never
    compared."""
    log, sources = ReadingLog(), Described(context)
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            outcomes.append(_peel(row, sources, context))
    return _reading("peel", sources, outcomes, log)


def _peel(row: Row, sources: Described, context: Context) -> Outcome:
    refuse_other_columns(row, PEEL)
    source = row.read("source_url", lambda value: web_source(filled(value, LONGEST)))
    published = row.read("published", day)
    if published is None and not row.refuses("published"):
        row.refuse("published", "is no date; a grade needs one")
    force = row.read(
        "force_id", lambda value: body_of(row, filled(value), ("PoliceForce",), published, True, context)
    )
    cycle = row.read("cycle", _cycle)
    if cycle and published and published.last.year < int(cycle[:4]):
        row.refuse("published", f"is before the cycle {cycle} began")
    question = slug(row.text("question"))
    if not question:
        row.refuse("question", "names no question")
    elif len(question) > LONGEST_PART:
        row.refuse("question", f"has {len(question)} characters; at most {LONGEST_PART} are kept")
    framework = "hmicfrs-peel" if cycle and int(cycle[:4]) >= FIVE_GRADES_SINCE else "hmic-peel"
    given = (
        row.read("grade", lambda value: grade(framework, question, value, context.frameworks))
        if cycle
        else None
    )
    row.require_valid()
    sources.add(source)
    return Outcome(
        framework,
        force,
        source.id,
        f"PEEL {cycle}, {context.bodies.name_of(force)}",
        kind=f"PEEL assessment {cycle}",
        published=published,
        grades=(given,) if given else (),
        place=row.place,
        headers=MappingProxyType(
            {"body": "force_id", "kind": "cycle", "published": "published", question: "grade"}
        ),
    )


def _cycle(value: object) -> str:
    found = filled(value)
    match = re.fullmatch("(20[0-9]{2})(?:/([0-9]{2}))?", found)
    if not match or (match[2] and int(match[2]) <= int(match[1][2:])):
        raise ValueError("is no cycle; write it like 2015, 2018/19 or 2021/22")
    return found


def _reading(kind: str, sources: Described, outcomes: list[Outcome], log: ReadingLog) -> Reading:
    united = merge_agreeing_rows(outcomes, log)
    return log.add_to(Reading(kind, sources.used(each.source for each in united), united))
