"""Read Ofsted's releases of inspection outcomes, in any of the three layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from graph.model.nodes import Source
from graph.model.vocabulary import SourceKind
from seed.sources.imports.cells import day, filled, text
from seed.sources.imports.context import Context, ReadingLog, Row, authority, check_dates, earliest, grades
from seed.sources.imports.errors import FileRefused
from seed.sources.imports.headers import Line, TableInSheet, lines
from seed.sources.imports.inspection_matching import merge_agreeing_rows
from seed.sources.imports.publishers.ofsted_layouts import CODE, NAME, Block, Layout, Tabled
from seed.sources.imports.reading import Grade, Outcome, Reading
from seed.sources.imports.spreadsheet import Workbook

KINDS = {
    "ilacs standard inspection": "standard inspection",
    "ilacs short inspection": "short inspection",
    "ilacs focused visit": "focused visit",
    "la monitoring visit": "monitoring visit",
}


def read_release(opened: Workbook, found: list[TableInSheet], layout: Layout, context: Context) -> Reading:
    """Read all tables of a release, with one outcome for each inspection. Raises FileRefused without a
    cover."""
    source, log = context.release(_source(opened, layout), layout.slug), ReadingLog()
    outcomes = [
        outcome
        for tabled, place in zip(layout.tables, found, strict=True)
        for line in lines(opened, place)
        for outcome in _outcomes(line, tabled, source, context, log)
    ]
    united = merge_agreeing_rows(outcomes, log)
    return log.add_to(Reading(layout.kind, (source,), united))


def _source(opened: Workbook, layout: Layout) -> Source:
    cover = opened.sheet("Cover")
    cells = [[text(each) for each in row] for row in cover.heads] if cover else []
    title = next((row[0] for row in cells if row and row[0]), "")
    topic = next((row[1] for row in cells if len(row) > 1 and row[0] == "Policy area:"), "")
    released = next((row for row in cells if len(row) > 1 and row[0].startswith("Published on")), None)
    year = re.search(r"\b(20\d\d)\b", f"{title} {topic}")
    if not (released and year):
        raise FileRefused(
            opened.name,
            "has no sheet 'Cover' with a title that holds the year and with 'Published on:'; "
            "without the day of a release it cannot be told which release is newer",
        )
    try:
        published = day(released[1])
    except ValueError as error:
        raise FileRefused(
            opened.name, f"says on its cover 'Published on: {released[1]}', which {error}"
        ) from None
    return Source(
        id=f"{layout.slug}-{year[1]}",
        name=layout.title.format(year=year[1]),
        kind=SourceKind.DATASET,
        publisher="Ofsted",
        published=published,
        licence="Open Government Licence v3.0",
        note=f"© Crown copyright {year[1]}.",
    )


def _outcomes(
    line: Line, tabled: Tabled, source: Source, context: Context, log: ReadingLog
) -> Iterator[Outcome]:
    if not (line.text(NAME) or line.text(CODE)):
        log.skipped["rows without a name"] += 1
        return
    instead = [block for block in tabled.instead if line.has(block.published)]
    blocks = [block for block in tabled.blocks if any(map(line.has, block.headers))]
    stated = False
    for block in (*blocks, *instead):
        # An empty block states no inspection: there was none of this framework, or "Not yet inspected".
        if not any(filled(line.value(header)) for header in block.stating):
            continue
        stated = True
        with log.reading(line) as row:
            yield _outcome(row, block, source, context)
    if not stated:
        log.skipped["authorities that were not inspected"] += 1


def _outcome(row: Row, block: Block, source: Source, context: Context) -> Outcome:
    published = row.read(block.published, day) if block.published else None
    inspected = row.read(block.inspected, day) if block.inspected else None
    when = earliest(inspected, published)
    dated = block.inspected or block.published
    if when is None and not row.refuses(block.inspected, block.published):
        row.refuse(dated, "is no date, but the row holds grades; a grade without a date is not taken over")
    kind = row.read(block.kind_header, _kind) if row.line.has(block.kind_header) else block.kind
    given = grades(row, block.framework, block.areas, context.frameworks)
    council = authority(
        row, context, when, code=CODE if row.line.has(CODE) else "", name=NAME, published=inspected is None
    )
    name = row.text(NAME) or context.bodies.name_of(council)
    outcome = Outcome(
        framework=block.framework,
        body=f"board:lscb:{council.removeprefix('authority:')}" if block.board else council,
        source=source.id,
        locator=f"sheet {row.line.sheet}, {name}, {block.label}{f', {when}' if block.inspected else ''}",
        kind=kind,
        published=published,
        inspected_from=inspected,
        focus=row.text(block.focus_header) if block.focus_header else "",
        place=row.place,
        headers=_headers(block),
    )
    check_dates(row, outcome)
    row.require_valid()
    return replace(outcome, grades=_split_care(given, block.framework))


def _headers(block: Block) -> Mapping[str, str]:
    """The columns of a block's fields; fields that the layout lacks are omitted."""
    named = {
        "body": CODE,
        "published": block.published,
        "inspected_from": block.inspected,
        "kind": block.kind_header,
        "focus": block.focus_header,
        "in-care-and-care-leavers": block.areas.get("in-care", ""),
        **block.areas,
    }
    return MappingProxyType({name: text(header) for name, header in named.items() if header})


def _kind(value: object) -> str:
    found = filled(value)
    if found and found.casefold() not in KINDS:
        raise ValueError(f"is no type of inspection here; known are {', '.join(KINDS)}")
    return KINDS.get(found.casefold(), "")


def _split_care(given: tuple[Grade, ...], framework: str) -> tuple[Grade, ...]:
    """Until care leavers had their own judgement, one judgement covered them and children in care."""
    if framework != "ofsted-ilacs" or any(each.area == "care-leavers" for each in given):
        return given
    # The areas stay sorted: no other name sorts between the two.
    return tuple(
        Grade("in-care-and-care-leavers", each.grade, each.raw) if each.area == "in-care" else each
        for each in given
    )
