"""The list of child protection inspections of police forces, each row with its web pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from graph.model.vocabulary import SourceKind
from seed.links import LONGEST, link
from seed.sources.imports.cells import filled, partial
from seed.sources.imports.context import Context, ReadingLog, Row, check_dates, earliest, slug
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.inspection_matching import merge_agreeing_rows
from seed.sources.imports.own.cells import body_of
from seed.sources.imports.publishers.report_phrases import NO_DAYS, Days
from seed.sources.imports.reading import Outcome, Reading
from seed.sources.imports.spreadsheet import Workbook

HEADERS = ("force_id", "event", "inspected", "published", "source")
_KINDS = {
    "NCPI": "child protection inspection",
    "NCPI (first of programme)": "child protection inspection",
    "NCPI post-inspection review": "post-inspection review",
    "NCPI re-inspection": "re-inspection",
}
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "body": "force_id",
        "kind": "event",
        "inspected_from": "inspected",
        "inspected_to": "inspected",
        "published": "published",
    }
)
_NEVER: tuple[PartialDate | None, str] = (None, "")
_DAY = "2014-07-07, 2014-07 or 2014"
_DAYS = f"{_DAY}; first and last day like 2014-07-07/2014-07-11"
_LICENCE = "Facts only; no text of the page is kept"
_BY_ADDRESS = "source:web-"
_PUBLISHERS = {
    "hmicfrs.justiceinspectorates.gov.uk": "HMICFRS",
    "justiceinspectorates.gov.uk": "HMICFRS",
}


def read_ncpi(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read inspections of forces. Every web page is a source; the first of a row is its evidence."""
    log = ReadingLog()
    outcomes: list[Outcome] = []
    sources: dict[str, Source] = {}
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            source = row.read("source", lambda value: web_source(filled(value, LONGEST), _LICENCE))
            outcomes.append(_outcome(row, source, context))
            sources[source.id] = source
    united = merge_agreeing_rows(outcomes, log)
    return log.add_to(Reading("ncpi", tuple(sources[own] for own in sorted(sources)), united))


def _outcome(row: Row, source: Source, context: Context) -> Outcome:
    kind, note = row.read("event", _kind, ("", ""))
    begun, ended = row.read("inspected", lambda value: _days(filled(value)), NO_DAYS)
    published, aside = row.read("published", lambda value: _published(filled(value)), _NEVER)
    when = earliest(begun, published)
    if when is None and not row.refuses("published", "inspected"):
        row.refuse("published", "is no date, nor is there a day of inspection")
    force = row.read(
        "force_id", lambda value: body_of(row, filled(value), ("PoliceForce",), when, begun is None, context)
    )
    outcome = Outcome(
        "hmic-ncpi",
        force,
        source.id if source else "",
        f"{context.bodies.name_of(force)}, {kind}, {when}",
        kind=kind,
        published=published,
        inspected_from=begun,
        inspected_to=ended,
        note="; ".join(filter(None, (note, aside))),
        place=row.place,
        headers=_HEADERS,
    )
    check_dates(row, outcome)
    row.require_valid()
    return outcome


def web_source(words: str, licence: str | None = None) -> Source:
    """The source at the first web address in a text. Raises ValueError if there is none.

    An address tells no title, so the name says only where the page is.
    """
    match = re.search(r"https?://([^/\s]+)(/[^\s;]*)?", words)
    if match is None:
        raise ValueError("is no web address")
    url, host = link(match[0]), match[1].removeprefix("www.")
    publisher = _PUBLISHERS.get(host, host)
    return Source(
        id=f"{_BY_ADDRESS}{slug(publisher)}-{sha256(url.encode()).hexdigest()[:8]}",
        name=f"Web page at {host}",
        kind=SourceKind.WEB_PAGE,
        publisher=publisher,
        url=url,
        licence=licence,
    )


def known_by_address(source: Source) -> bool:
    """Whether a source is described only by its address, so that any other description takes precedence."""
    if source.url is None or not source.id.startswith(_BY_ADDRESS):
        return False
    try:
        return source == web_source(source.url, source.licence)
    except ValueError:
        return False


def _kind(value: object) -> tuple[str, str]:
    found = filled(value)
    match = re.fullmatch(r"NCPI \(graded(?:: (?P<grades>[^)]+))?\)", found)
    if match:
        note = (
            f"Its report gives grades: {match['grades']}." if match["grades"] else "Its report gives grades."
        )
        return _KINDS["NCPI"], note
    if found not in _KINDS:
        raise ValueError(f"is no kind of inspection here; known are {', '.join(_KINDS)}")
    return _KINDS[found], "The first of the programme." if "first" in found else ""


def _days(words: str) -> Days:
    first, _, last = words.partition("/")
    begun = partial(first, _DAYS) if first else None
    return begun, partial(last, _DAYS) if last else None


def _published(words: str) -> tuple[PartialDate | None, str]:
    match = re.fullmatch(r"(\S+)(?: \(([^)]*)\))?", words)
    if match is None:
        return (partial(words, _DAY) if words else None), ""
    return partial(match[1], _DAY), f"Published: {match[2]}." if match[2] else ""
