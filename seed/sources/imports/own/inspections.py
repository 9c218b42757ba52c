"""The project's own table of inspections and grades; `docs/formats/` has a template.

What this repository ships of published releases (`seed/outcomes/`) has the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from graph.model.dates import PartialDate
from seed.checks.rules import LONGEST_ID
from seed.sources.imports.cells import day, filled
from seed.sources.imports.context import Context, ReadingLog, Row, check_dates, grades
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.inspection_matching import FIELDS, merge_agreeing_rows
from seed.sources.imports.names import listed
from seed.sources.imports.own.cells import (
    SOURCE,
    Described,
    body_of,
    cycle_of,
    digest_of,
    quote,
    refuse_beside,
)
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
OTHERS = (
    *("id", "aliases", "follows", "report", "cycle", "body_name", "focus", "delivered_by", "carried_out_by"),
    *("corrects", "note", "quote", "sha256"),
)
_ID = r"inspection:[a-z0-9-]+(?::[A-Za-z0-9-]+)*"


def read_inspections(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read inspections. Columns beyond the format's own are areas, with grades as cells."""
    log, sources = ReadingLog(), Described(context)
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            outcomes.append(_outcome(row, sources, context))
    return united_rows("inspections", sources, outcomes, log)


def _outcome(row: Row, sources: Described, context: Context) -> Outcome:
    refuse_beside(row)
    framework = row.read("framework", lambda value: _framework(filled(value), context))
    published, begun, ended, corrects = (
        row.read(header, day) for header in ("published", "inspected_from", "inspected_to", "corrects")
    )
    cycle = row.read("cycle", cycle_of)
    own = next(iter(_ids(row, "id")), "")
    when = begun or published or ended or (cycle.year if cycle else None)
    if not (begun or published or cycle or own) and not row.refuses(
        "published", "inspected_from", "cycle", "id"
    ):
        reason = (
            "is no date, nor is there a day of inspection or a cycle; without any, write the inspection's id"
        )
        row.refuse("published", reason)
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
        cycle=cycle,
        id=own,
        aliases=tuple(_ids(row, "aliases")),
        follows=next(iter(_ids(row, "follows")), ""),
        report=row.read("report", lambda value: sources.held(filled(value))) or "",
        quote=quote(row),
        sha256=row.read("sha256", digest_of) or "",
        place=row.place,
        headers=MappingProxyType({"body": "body", **{name: name for name in FIELDS}, **areas}),
    )
    check_dates(row, outcome)
    row.require_valid()
    return outcome


def _ids(row: Row, header: str) -> list[str]:
    """The ids of inspections in a cell."""
    found = listed(row.text(header))
    for each in found:
        if not re.fullmatch(_ID, each) or len(each) > LONGEST_ID:
            row.refuse(
                header, "is not the id of an inspection, such as inspection:hmic-ncpi:kent:2019-09", each
            )
    if header != "aliases" and len(found) > 1:
        row.refuse(header, "names several; this column takes one")
    return found


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


def united_rows(kind: str, sources: Described, outcomes: list[Outcome], log: ReadingLog) -> Reading:
    united = merge_agreeing_rows(outcomes, log)
    return log.add_to(Reading(kind, sources.used(each.source for each in united), united))
