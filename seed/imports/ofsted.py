"""Ofsted's releases of inspection outcomes, in any of the three layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from graph.model.records import Place
from graph.model.vocabulary import SourceKind
from seed.imports.agreeing import agreed
from seed.imports.cells import day, filled, text
from seed.imports.context import Context, Log, cell, earliest, grades
from seed.imports.errors import FileRefused
from seed.imports.headers import Found, Line, lines
from seed.imports.ofsted_layouts import CODE, NAME, Block, Layout, Tabled
from seed.imports.opened import Opened
from seed.imports.reading import Grade, Outcome, Reading

KINDS = {
    "ilacs standard inspection": "standard inspection",
    "ilacs short inspection": "short inspection",
    "ilacs focused visit": "focused visit",
    "la monitoring visit": "monitoring visit",
}


def read_release(opened: Opened, found: list[Found], layout: Layout, context: Context) -> Reading:
    """All tables of a release as outcomes, one for each inspection; raises FileRefused without a cover."""
    source, log = context.release(_source(opened, layout), layout.slug), Log()
    outcomes = [
        outcome
        for tabled, place in zip(layout.tables, found, strict=True)
        for line in lines(opened, place)
        for outcome in _outcomes(line, tabled, source, context, log)
    ]
    united = agreed(outcomes, log)
    return Reading(
        layout.kind,
        (source,),
        united,
        refused=tuple(log.refused),
        read=log.read,
        passed=tuple(log.passed.items()),
    )


def _source(opened: Opened, layout: Layout) -> Source:
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


def _outcomes(line: Line, tabled: Tabled, source: Source, context: Context, log: Log) -> Iterator[Outcome]:
    if not line.text(NAME):
        log.passed["rows without a name"] += 1
        return
    instead = [block for block in tabled.instead if line.has(block.published)]
    blocks = [block for block in tabled.blocks if any(map(line.has, block.headers))]
    stated = False
    for block in (*blocks, *instead):
        # A block of empty cells states no inspection: none of this framework, or "Not yet inspected".
        if not any(filled(line.value(header)) for header in block.stating):
            continue
        stated = True
        with log.reading(line):
            yield _outcome(line, block, source, context)
    if not stated:
        log.passed["authorities that were not inspected"] += 1


def _outcome(line: Line, block: Block, source: Source, context: Context) -> Outcome:
    published = cell(line, block.published, day) if block.published else None
    inspected = cell(line, block.inspected, day) if block.inspected else None
    when = earliest(inspected, published)
    if when is None:
        return cell(line, block.inspected or block.published, _no_date)
    kind = cell(line, block.kind_header, _kind) if line.has(block.kind_header) else block.kind
    given = _split_care(grades(line, block.framework, block.areas, context.frameworks), block.framework)
    authority = _authority(line, when, inspected is None, context)
    name = line.text(NAME)
    return Outcome(
        framework=block.framework,
        body=f"board:lscb:{authority.removeprefix('authority:')}" if block.board else authority,
        source=source.id,
        locator=f"sheet {line.sheet}, {name}, {block.label}{_told_apart(block, when)}",
        kind=kind,
        published=published,
        inspected_from=inspected,
        grades=given,
        focus=line.text(block.focus_header) if block.focus_header else "",
        place=Place(line.file, f"sheet {line.sheet}, row {line.row}"),
    )


def _no_date(value: object) -> Outcome:
    raise ValueError("is no date, but the row holds grades; a grade without a date is not taken over")


def _kind(value: object) -> str:
    found = filled(value)
    if found and found.casefold() not in KINDS:
        raise ValueError(f"is no type of inspection here; known are {', '.join(KINDS)}")
    return KINDS.get(found.casefold(), "")


def _authority(line: Line, when: PartialDate, late: bool, context: Context) -> str:
    code = line.text(CODE) if line.has(CODE) else ""
    column = CODE if code else NAME
    return cell(
        line,
        column,
        lambda value: context.bodies.authority(when.first, code=code, name=line.text(NAME), published=late),
    )


def _split_care(given: tuple[Grade, ...], framework: str) -> tuple[Grade, ...]:
    """Until care leavers had a judgement of their own, one judgement was of children in care and of them."""
    if framework != "ofsted-ilacs" or any(each.area == "care-leavers" for each in given):
        return given
    # The order of areas stays: nothing lies between the two names.
    return tuple(
        Grade("in-care-and-care-leavers", each.grade, each.raw) if each.area == "in-care" else each
        for each in given
    )


def _told_apart(block: Block, when: PartialDate) -> str:
    """A table with one inspection a row may hold several of one authority."""
    return f", {when}" if block.inspected else ""
