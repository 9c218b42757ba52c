"""The ONS lookup of districts to police force areas. The year is part of every header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from graph.model.vocabulary import SourceKind
from seed.sources.imports.cells import filled
from seed.sources.imports.context import Context, ReadingLog, Row, authority
from seed.sources.imports.headers import Table, TableInSheet, lines, plain
from seed.sources.imports.reading import Policing, Reading
from seed.sources.imports.spreadsheet import Workbook


def lookup_table(opened: Workbook) -> Table:
    """The table of a lookup of the file's year, which its headers contain; 2016 if none does."""
    heads = (plain(each) for sheet in opened.sheets for cells in sheet.heads for each in cells)
    years = (match[1] for each in heads if (match := re.fullmatch(r"(?:lad|pfa)(\d\d)(?:cd|nm)", each)))
    return _table(next(years, "16"))


def _table(year: str) -> Table:
    return Table(tuple(f"{name}{year}{what}" for name in ("LAD", "PFA") for what in ("CD", "NM")))


def read_lookup(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read who polices each authority that is a district; skip the districts of counties and of Wales."""
    area, *_ = found[0].table.headers
    source, log = _source(2000 + int(re.sub(r"\D", "", area)), context), ReadingLog()
    held: list[Policing] = []
    seen: set[Policing] = set()
    for line in lines(opened, found[0]):
        code = line.text(area)
        if not context.bodies.is_authority(code):
            log.skipped["districts that are no authority with children's services"] += 1
            continue
        with log.reading(line) as row:
            policing = _policing(row, found[0].table.headers, source, context)
            log.repeated += policing in seen
            held += [] if policing in seen else [policing]
            seen.add(policing)
    return log.add_to(Reading("ons-lookup", (source,), policing=tuple(held)))


def _policing(row: Row, headers: Sequence[str], source: Source, context: Context) -> Policing:
    area, name, force, called = headers
    date = source.published or PartialDate("2009")
    council = authority(row, context, PartialDate(str(date.last)), code=area, name=name)
    polices = row.read(force, lambda value: context.bodies.force(filled(value)))
    if polices and not context.names.is_called(polices, row.text(called)):
        row.refuse(called, f"is no name of {context.bodies.described(polices)}, whose code is in {force}")
    held = context.bodies.policed_by(council)
    if council and polices and polices not in held:
        known = ", ".join(map(context.bodies.name_of, held))
        row.refuse(
            force,
            f"is not who polices it by the reference data ({known}); a change belongs there, with its date",
        )
    row.require_valid()
    return Policing(council, polices, source.id, f"{area} {row.text(area)}", date, row.place)


def _source(year: int, context: Context) -> Source:
    own = f"source:ons-lad-pfa-{year}"
    if own in context.sources:
        return context.sources[own]
    return Source(
        id=own,
        name=f"Local Authority District to Community Safety Partnership to Police Force Area lookup, {year}",
        kind=SourceKind.DATASET,
        publisher="Office for National Statistics",
        published=PartialDate(str(year)),
        licence="Open Government Licence v3.0",
    )
