"""The project's own tables of findings and of correspondence: what no published file holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as date_type
from enum import StrEnum
from typing import TypeVar, cast

from graph.model.dates import PartialDate
from graph.model.nodes import Correspondence, Entity, Evidence, Finding, Source
from graph.model.records import NodeRecord, Place, Records, RelationshipRecord
from graph.model.vocabulary import Attribution, CorrespondenceKind, Polarity, Status
from seed.evidence import evidence_id
from seed.imports.cells import filled
from seed.imports.context import CellRefused, Context, Log, cell, slug
from seed.imports.errors import shortened
from seed.imports.headers import Found, Line, lines
from seed.imports.opened import Opened
from seed.imports.own_inspections import date, source_of
from seed.imports.reading import Reading
from seed.parts import Part
from seed.quotations import check_quote, seal
from seed.values import word

W = TypeVar("W", bound=StrEnum)

_PLACE = ("speaker", "status", "attribution", "locator", "quote")
_SOURCE = (
    "source",
    "source_name",
    "source_publisher",
    "source_kind",
    "source_url",
    "source_released",
    "licence",
)
FINDINGS = (
    "id",
    "summary",
    "polarity",
    "date",
    "consequence",
    "observed_in",
    "attributed_to",
    "themes",
    "inspection",
    "correspondence",
    *_PLACE,
    *_SOURCE,
)
CORRESPONDENCE = ("id", "name", "kind", "date", "subject", "sent_for", "replies_to", *_PLACE, *_SOURCE)
_LINKS: Mapping[str, tuple[str, bool]] = {
    "themes": ("HAS_THEME", True),
    "inspection": ("FOUND", False),
    "correspondence": ("REPORTED_IN", True),
    "sent_for": ("SENT_FOR", True),
    "replies_to": ("REPLIES_TO", True),
}


@dataclass
class _Draft:
    context: Context
    nodes: list[NodeRecord] = field(default_factory=list)
    links: list[RelationshipRecord] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def reading(self, kind: str, log: Log) -> Reading:
        records = Records(tuple(self.nodes), tuple(self.links))
        return Reading(
            kind, tuple(self.sources.values()), part=Part(records), refused=tuple(log.refused), read=log.read
        )

    def add(self, line: Line, node: Entity, links: tuple[str, ...]) -> str:
        """The node of a row with its evidence and what its columns lead to; returns the evidence's id."""
        if first := self.seen.get(node.id):
            raise CellRefused("id", node.id, f"stands in row {first} already; an id is given once")
        own = self._evidence(line)
        place = _place(line)
        self.seen[node.id] = line.row
        self.nodes.append(NodeRecord(node, (own,), place))
        for header in links:
            for other in line.text(header).replace("|", " ").split():
                kind, forward = _LINKS[header]
                start, end = (node.id, other) if forward else (other, node.id)
                self.links.append(RelationshipRecord(kind, start, end, {}, (own,), place))
        return own

    def _evidence(self, line: Line) -> str:
        source = source_of(line, self.context)
        self.sources[source.id] = source
        locator, quote = line.text("locator"), line.text("quote")
        if not locator:
            raise CellRefused("locator", "", "is empty; say where in the source it stands")
        if quote:
            cell(line, "quote", lambda value: check_quote(quote, seal(quote)))
        own = evidence_id(source.id, f"{locator} {line.text('id').partition(':')[2]}", None)
        node = Evidence(
            id=own,
            locator=locator,
            speaker=line.text("speaker") or source.publisher,
            status=_word(line, "status", Status, Status.STATED),
            attribution=_word(line, "attribution", Attribution, Attribution.EXPLICIT),
            quote=quote or None,
        )
        self.nodes.append(NodeRecord(node, stated=_place(line)))
        self.links.append(RelationshipRecord("FROM", own, source.id, stated=_place(line)))
        return own


def read_findings(opened: Opened, found: list[Found], context: Context) -> Reading:
    """Rows of findings. A body that a row does not name is attributed nothing."""
    log, draft = Log(), _Draft(context)
    for line in lines(opened, found[0]):
        with log.reading(line):
            _finding(line, draft)
    return draft.reading("findings", log)


def _finding(line: Line, draft: _Draft) -> None:
    found = _needed_date(line)
    finding = Finding(
        id=_id(line, "finding"),
        summary=_needed(line, "summary"),
        polarity=_word(line, "polarity", Polarity, None),
        date=found,
        consequence=line.text("consequence") or None,
        attribution=_word(line, "attribution", Attribution, Attribution.EXPLICIT),
        status=_word(line, "status", Status, Status.STATED),
    )
    council = cell(line, "observed_in", lambda value: _council(filled(value), found.first, draft.context))
    force = cell(line, "attributed_to", lambda value: _force(filled(value), draft.context))
    own = draft.add(line, finding, ("themes", "inspection", "correspondence"))
    if council:
        draft.links.append(RelationshipRecord("OBSERVED_IN", finding.id, council, {}, (own,), _place(line)))
    if force:
        said = {"attribution": finding.attribution}
        draft.links.append(RelationshipRecord("ATTRIBUTED_TO", finding.id, force, said, (own,), _place(line)))


def read_correspondence(opened: Opened, found: list[Found], context: Context) -> Reading:
    """Rows of letters, replies and public statements."""
    log, draft = Log(), _Draft(context)
    for line in lines(opened, found[0]):
        with log.reading(line):
            _needed(line, "sent_for")
            letter = Correspondence(
                id=_id(line, "correspondence"),
                name=_needed(line, "name"),
                kind=_word(line, "kind", CorrespondenceKind, None),
                date=_needed_date(line),
                subject=line.text("subject") or None,
            )
            draft.add(line, letter, ("sent_for", "replies_to"))
    return draft.reading("correspondence", log)


def _id(line: Line, kind: str) -> str:
    own = line.text("id")
    if not re.fullmatch(rf"{kind}:[a-z0-9]+(-[a-z0-9]+)*", own):
        raise CellRefused("id", own, f"is not the id of a {kind}, such as {kind}:{slug(own) or 'kent-2027'}")
    return own


def _needed(line: Line, header: str) -> str:
    found = line.text(header)
    if not found:
        raise CellRefused(header, "", "is empty; a value is needed")
    return found


def _needed_date(line: Line) -> PartialDate:
    found = cell(line, "date", date)
    if found is None:
        raise CellRefused("date", line.value("date"), "is no date; one is needed")
    return found


def _word(line: Line, header: str, kind: type[W], otherwise: W | None) -> W:
    if otherwise is not None and not line.text(header):
        return otherwise
    try:
        return cast("W", word(kind, line.text(header).casefold()))
    except ValueError as error:
        reason = str(error).partition("; ")[2]
        raise CellRefused(header, shortened(line.value(header)), f"is not known here; {reason}") from None


def _council(found: str, day: date_type, context: Context) -> str:
    if not found:
        return ""
    return context.bodies.authority(day, code=found.removeprefix("authority:"))


def _force(found: str, context: Context) -> str:
    return context.bodies.force(found.removeprefix("force:")) if found else ""


def _place(line: Line) -> Place:
    return Place(line.file, f"row {line.row}")
