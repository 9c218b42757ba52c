"""Shared by the project's own tables: sources described in rows, bodies by name, unknown headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.model.dates import Cycle, PartialDate
from graph.model.nodes import ORGANISATIONS, Source
from graph.model.vocabulary import SourceKind
from seed.checks.rules import LONGEST_PART
from seed.links import LONGEST, link
from seed.quotations import check_quote, seal
from seed.sources.imports.cells import day, filled, is_nothing, text
from seed.sources.imports.context import Context, Row
from seed.sources.imports.names import listed
from seed.values import nearest

SOURCE = ("source_name", "source_publisher", "source_kind", "source_url", "source_released")
_SOURCE_ID = r"source:[a-z0-9]+(-[a-z0-9]+)*"


class Described:
    """The sources of a table: those of the graph, and those that its rows describe."""

    def __init__(self, context: Context) -> None:
        self._known = context.sources
        self._known_pages = {source.url: source for source in context.sources.values() if source.url}
        self._held: dict[str, Source] = {}
        self._rows: dict[str, int] = {}

    def of(self, row: Row) -> str:
        """The id of a row's source. Refuse invalid cells, and descriptions that differ from an earlier
        row."""
        own = row.text("source")
        if own in self._known:
            self._held[own] = self._known[own]
            self._compare(row, self._known[own])
            return own
        source = self._described(own, row)
        if row.refuses("source", *SOURCE, "licence"):
            return own
        first = self._held.setdefault(own, source)
        number = self._rows.setdefault(own, row.line.row)
        for header, name in zip((*SOURCE, "licence"), _FIELDS, strict=True):
            here, there = getattr(source, name), getattr(first, name)
            if here != there:
                row.refuse(
                    header, f"describes {own} otherwise than row {number}, which has {str(there or '')!r}"
                )
        return own

    def _compare(self, row: Row, known: Source) -> None:
        """Refuse cells that differ from the graph's source; empty cells never differ."""
        here = self._read(row)
        for header, name in zip((*SOURCE, "licence"), _FIELDS, strict=True):
            there = getattr(known, name)
            if row.text(header) and not row.refuses(header) and getattr(here, name) != there:
                row.refuse(header, f"is not what {known.id} is held to have, which is {str(there or '')!r}")

    def add(self, page: Source) -> Source:
        """Add a source that a row gives by its web address, or the graph's own of that address."""
        known = self._known_pages.get(page.url or "", page)
        return self._held.setdefault(known.id, known)

    def held(self, own: str) -> str:
        """The id of a source that is here already, or is the row's own; "" for none. Raises ValueError."""
        if own and own not in self._held and own not in self._known:
            raise ValueError("is no source here; write the id of a source of the graph, or of this row")
        return own

    def used(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """The sources with these ids, sorted by id."""
        return tuple(self._held[own] for own in sorted(set(ids)))

    def get(self, own: str) -> Source | None:
        return self._held.get(own)

    def publisher(self, own: str) -> str:
        return self._held[own].publisher if own in self._held else ""

    def _described(self, own: str, row: Row) -> Source:
        if not re.fullmatch(_SOURCE_ID, own):
            row.refuse("source", "is not the id of a source, such as source:ofsted-letter-2027")
        elif len(own) > LONGEST_PART:
            row.refuse("source", f"has {len(own)} characters; at most {LONGEST_PART} are kept")
        elif not all(row.text(each) or row.refuses(each) for each in ("source_name", "source_publisher")):
            row.refuse("source", "is not known here; fill source_name and source_publisher")
        return self._read(row)

    def _read(self, row: Row) -> Source:
        return Source(
            id=row.text("source"),
            name=row.text("source_name"),
            kind=row.read("source_kind", _kind),
            publisher=row.text("source_publisher"),
            url=row.read(
                "source_url", lambda value: link(found) if (found := filled(value, LONGEST)) else None
            ),
            published=row.read("source_released", day),
            licence=row.text("licence") or None,
        )


_FIELDS = ("name", "publisher", "kind", "url", "published", "licence")


def _kind(value: object) -> SourceKind:
    found = filled(value).casefold() or "dataset"
    known = {member.value.lower().replace("_", " "): member for member in SourceKind}
    if found not in known:
        raise ValueError(f"is no kind of source; {nearest(found, known)}")
    return known[found]


def cycle_of(value: object) -> Cycle | None:
    """A cycle of inspections; None for an empty cell. Raises ValueError."""
    found = filled(value)
    try:
        return Cycle(found) if found else None
    except ValueError as error:
        raise ValueError(str(error).removeprefix(f"{found!r} ")) from None


def quote(row: Row) -> str:
    """The quote of a row; refuse one that is too long."""
    found = row.text("quote")
    if found:
        row.read("quote", lambda value: check_quote(found, seal(found)))
    return found


def digest_of(value: object) -> str | None:
    """The digest of a passage; None for an empty cell. Raises ValueError."""
    found = filled(value).lower()
    if found and not re.fullmatch(r"[0-9a-f]{64}", found):
        raise ValueError("is not the SHA-256 of a passage; write its 64 hexadecimal digits")
    return found or None


def refuse_other_columns(row: Row, known: Iterable[str]) -> None:
    """Refuse filled cells under unknown headers or none, since they would be ignored."""
    refuse_beside(row)
    for header in sorted(row.line.cells):
        if header not in known and row.line.text(header):
            row.refuse(
                header, f"stands under a header that this table does not have; {nearest(header, known)}"
            )


def refuse_beside(row: Row) -> None:
    """Refuse filled cells without a header: they may be the rest of an unquoted value with a comma."""
    for place, cell in row.line.beside:
        found = text(cell)
        if is_nothing(found):
            continue
        reason = "stands under an empty header; give the column its header or clear the cell"
        if place > row.line.last:
            reason = "stands to the right of the last header; quote a value that holds a comma"
        row.refuse(f"column {place}", reason, found)


def body_of(
    row: Row, found: str, kinds: Sequence[str], when: PartialDate | None, late: bool, context: Context
) -> str:
    """The id of the body in a cell, as it existed on the date. Raises ValueError with candidates.

    Of a council that did not exist then the one before or after it is meant, if there is exactly one; the
    report says so. `late`: the date is that of a report, which may come after the end of whom it is about.
    """
    if not found:
        raise ValueError("is empty; write the id or the name of the body")
    if ";" in found:
        raise ValueError("names several bodies; this column takes one, so write a row for each")
    bodies = context.bodies
    if "LocalAuthority" in kinds and bodies.is_authority(found.removeprefix("authority:")):
        own = bodies.authority(None, code=found.removeprefix("authority:"))
    elif found.startswith("board:lscb:") and "SafeguardingBoard" in kinds:
        return _board(row, found, when, late, context)
    elif kinds == ("PoliceForce",) and bodies.is_force(found.removeprefix("force:")):
        own = bodies.force(found.removeprefix("force:"))
    else:
        own = context.names.body(found, when, kinds)
    return own if when is None else _then(row, own, when, late, context)


def optional_body(
    row: Row, header: str, kinds: Sequence[str], when: PartialDate | None, late: bool, context: Context
) -> str:
    """The id of the body in a cell; "" for an empty cell."""
    if not row.text(header):
        return ""
    return row.read(header, lambda value: body_of(row, filled(value), kinds, when, late, context))


def bodies_in(row: Row, header: str, when: PartialDate | None, context: Context) -> tuple[str, ...]:
    """The ids of the bodies in a cell that lists them, in its order; refuse unknown ones."""
    found = listed(row.text(header))
    return row.read(
        header,
        lambda _: tuple(body_of(row, each, ORGANISATIONS, when, True, context) for each in found),
        (),
    )


def _then(row: Row, own: str, when: PartialDate, late: bool, context: Context) -> str:
    bodies = context.bodies
    if own.startswith("authority:"):
        then = bodies.authority(when, code=own.removeprefix("authority:"), published=late)
        if then != own:
            row.note(f"{bodies.described(own)} did not exist on {when}; this is of {bodies.described(then)}")
        return then
    if not bodies.existed(own, when):
        raise ValueError(
            f"is {bodies.name_of(own)}, which did not exist on {when}; it was there {bodies.lifetime(own)}"
        )
    return own


def _board(row: Row, found: str, when: PartialDate | None, late: bool, context: Context) -> str:
    """The id of the board of the council on that day."""
    code = found.removeprefix("board:lscb:")
    if not context.bodies.is_authority(code):
        raise ValueError("ends in no ONS code of an authority with children's services here")
    if when is None:
        return found
    council = _then(row, f"authority:{code}", when, late, context)
    own = f"board:lscb:{council.removeprefix('authority:')}"
    if not context.bodies.existed(own, when):
        raise ValueError(f"did not exist on {when}; it was there {context.bodies.lifetime(own)}")
    return own
