"""The project's own table of PEEL grades; `docs/formats/` has a template."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from graph.model.dates import PartialDate
from seed.checks.rules import LONGEST_PART
from seed.links import LONGEST
from seed.sources.imports.cells import day, filled
from seed.sources.imports.context import Context, ReadingLog, Row, grade, slug
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.own.cells import (
    Described,
    body_of,
    cycle_of,
    digest_of,
    quote,
    refuse_other_columns,
)
from seed.sources.imports.own.inspections import united_rows
from seed.sources.imports.publishers.ncpi_list import web_source
from seed.sources.imports.reading import Grade, Outcome, Reading
from seed.sources.imports.spreadsheet import Workbook

PEEL = ("force_id", "cycle", "question", "grade", "published", "source_url")
OTHERS = ("label", "quote", "sha256")
FIVE_GRADES_SINCE = 2021


def read_peel(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read PEEL grades. Grades up to 2018/19 and since 2021/22 have different scales and are never
    compared."""
    log, sources = ReadingLog(), Described(context)
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            outcomes.append(_peel(row, sources, context))
    return united_rows("peel", sources, outcomes, log)


def _peel(row: Row, sources: Described, context: Context) -> Outcome:
    refuse_other_columns(row, (*PEEL, *OTHERS))
    source = row.read("source_url", lambda value: web_source(filled(value, LONGEST)))
    published, cycle = row.read("published", day), row.read("cycle", cycle_of)
    if cycle is None and not row.refuses("cycle"):
        row.refuse("cycle", "is empty; a grade needs its cycle, such as 2018/19")
    when = published or (cycle.year if cycle else None)
    force = row.read(
        "force_id", lambda value: body_of(row, filled(value), ("PoliceForce",), when, True, context)
    )
    if cycle and published and published.last.year < int(cycle[:4]):
        row.refuse("published", f"is before the cycle {cycle} began")
    framework = "hmicfrs-peel" if cycle and int(cycle[:4]) >= FIVE_GRADES_SINCE else "hmic-peel"
    given = _grade(row, framework, published, context) if cycle else None
    words, digest = quote(row), row.read("sha256", digest_of) or ""
    row.require_valid()
    source = sources.add(source)
    code, name = force.removeprefix("force:"), context.bodies.name_of(force)
    return Outcome(
        framework,
        force,
        source.id,
        # Each passage is a place of its own; a page that is only named is one for all grades.
        f"PEEL {cycle}, {name}" + f", {row.text('question')}" * bool(digest),
        kind="PEEL assessment",
        cycle=cycle,
        id=f"inspection:peel:{code}:{slug(cycle or '')}",
        aliases=(f"inspection:peel-{code}-{slug(cycle or '')}",),
        grades=(given,) if given else (),
        quote=words,
        sha256=digest,
        place=row.place,
        headers=MappingProxyType(
            {
                "body": "force_id",
                "cycle": "cycle",
                "published": "published",
                slug(row.text("question")): "grade",
            }
        ),
    )


def _grade(row: Row, framework: str, published: PartialDate | None, context: Context) -> Grade | None:
    """The grade of a question, whose area is the slug of `question`, and its wording that of `label`."""
    area = slug(row.text("question"))
    if not area:
        row.refuse("question", "names no question")
    elif len(area) > LONGEST_PART:
        row.refuse("question", f"has {len(area)} characters; at most {LONGEST_PART} are kept")
    found = row.read("grade", lambda value: grade(framework, area, value, context.frameworks))
    return found and replace(found, published=published, question=row.text("label"))
