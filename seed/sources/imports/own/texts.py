"""The project's own tables of findings and of correspondence, which no published file has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from graph.model.dates import PartialDate
from graph.model.nodes import ORGANISATIONS, Correspondence, Entity, Evidence, Finding
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import Attribution, CorrespondenceKind, Polarity, Status, Who
from seed.checks.rules import LONGEST_ID
from seed.sources.evidence import evidence_id
from seed.sources.imports.cells import day, filled
from seed.sources.imports.context import Context, ReadingLog, Row, slug
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.names import listed
from seed.sources.imports.own.cells import (
    SOURCE,
    Described,
    body_of,
    digest_of,
    quote,
    refuse_other_columns,
)
from seed.sources.imports.own.repeating import is_repeated, text_row_of
from seed.sources.imports.reading import Reading, TextRow
from seed.sources.imports.spreadsheet import Workbook
from seed.sources.parts import Part
from seed.values import word

W = TypeVar("W", bound=StrEnum)

PLACE = ("speaker", "status", "attribution", "locator", "quote")
SOURCE_CELLS = ("source", *SOURCE, "licence")
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
    *PLACE,
    *SOURCE_CELLS,
)
# Columns that a table of findings may also have.
READ_CLOSELY = ("who", "sha256", "note")
CORRESPONDENCE = ("id", "name", "kind", "date", "subject", "sent_for", "replies_to", *PLACE, *SOURCE_CELLS)
# Columns that refer to other nodes: the relationship type, whether the row's node is its start, and the types
# of node at the other end.
_LINKS: Mapping[str, tuple[str, bool, tuple[str, ...]]] = {
    "themes": ("HAS_THEME", True, ("Theme",)),
    "inspection": ("FOUND", False, ("Inspection",)),
    "correspondence": ("REPORTED_IN", True, ("Correspondence",)),
    "sent_for": ("SENT_FOR", True, ORGANISATIONS),
    "replies_to": ("REPLIES_TO", True, ("Correspondence",)),
}

_SINGLE = {
    "inspection": "a finding for each",
    "correspondence": "a finding for each",
    "replies_to": "the letter that it answers first",
}


@dataclass
class Draft:
    """The records of a table of texts, while it is read."""

    context: Context
    sources: Described
    nodes: list[NodeRecord] = field(default_factory=list)
    links: list[RelationshipRecord] = field(default_factory=list)
    texts: dict[str, TextRow] = field(default_factory=dict)
    pending: list[RelationshipRecord] = field(default_factory=list)

    def reading(self, kind: str, log: ReadingLog) -> Reading:
        records = Records(tuple(self.nodes), tuple(self.links))
        used = self.sources.used(link.end for link in self.links if link.type == "FROM")
        texts = tuple(self.texts.values())
        return log.add_to(Reading(kind, used, part=Part(records), texts=texts, pending=tuple(self.pending)))

    def repeats(self, row: Row, text: TextRow) -> bool:
        """Whether a row repeats an earlier one. Raises RowRefused if the two differ."""
        return is_repeated(row, text, self.texts.setdefault(text.id, text))

    def require_valid(self, row: Row, links: list[RelationshipRecord]) -> None:
        """Raise RowRefused if a cell is refused; keep the row's links, to check their targets later."""
        if row.problems:
            self.pending += links
        row.require_valid()

    def add(
        self, row: Row, node: Entity, evidence: NodeRecord, source: str, links: list[RelationshipRecord]
    ) -> None:
        """Add the records of a valid row, unless it repeats an earlier one."""
        own = evidence.node.id
        headers = (*FINDINGS, *READ_CLOSELY) if isinstance(node, Finding) else CORRESPONDENCE
        text = text_row_of(row, headers, (evidence.node, node), source, links)
        if self.repeats(row, text):
            return
        self.nodes += [evidence, NodeRecord(node, (own,), row.place)]
        self.links.append(RelationshipRecord("FROM", own, source, stated=row.place))
        self.links += links


def read_findings(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read findings. A finding is attributed only to bodies that its row names."""
    return _read(opened, found, context, "findings", _finding)


def _finding(row: Row, draft: Draft) -> None:
    refuse_other_columns(row, (*FINDINGS, *READ_CLOSELY))
    when = row.date("date", day) if row.text("date") or not row.text("inspection") else None
    finding = Finding(
        id=id_of(row, "finding", draft),
        summary=needed(row, "summary"),
        polarity=word_of(row, "polarity", Polarity, None),
        date=when,
        consequence=row.text("consequence") or None,
        who=word_of(row, "who", Who, None) if row.text("who") else None,
        note=row.text("note") or None,
        attribution=word_of(row, "attribution", Attribution, Attribution.EXPLICIT),
        status=word_of(row, "status", Status, Status.STATED),
    )
    source, evidence = evidence_of_row(row, draft)
    own = (evidence.node.id,)
    links = _links(row, finding.id, ("themes", "inspection", "correspondence"), own, when, draft.context)
    council = _body(row, "observed_in", ("LocalAuthority",), when, draft.context)
    force = _body(row, "attributed_to", ("PoliceForce",), when, draft.context)
    if row.text("inspection") and row.text("correspondence"):
        row.refuse(
            "correspondence",
            "stands beside an inspection; what a letter reports and what a report says are two findings",
        )
    draft.require_valid(row, links)
    if not (any(link.type in ("FOUND", "REPORTED_IN") for link in links) or council or force):
        row.note("leads to no inspection, letter, area or force; only its themes and the search find it")
    if council:
        place = row.cell("observed_in", council)
        links.append(RelationshipRecord("OBSERVED_IN", finding.id, council, {}, own, place))
    if force:
        text_row_of, place = {"attribution": finding.attribution}, row.cell("attributed_to", force)
        links.append(RelationshipRecord("ATTRIBUTED_TO", finding.id, force, text_row_of, own, place))
    draft.add(row, finding, evidence, source, links)


def read_correspondence(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read letters, replies and public statements."""
    return _read(opened, found, context, "correspondence", _letter)


def _read(
    opened: Workbook,
    found: list[TableInSheet],
    context: Context,
    kind: str,
    take: Callable[[Row, Draft], None],
) -> Reading:
    log, draft = ReadingLog(), Draft(context, Described(context))
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            take(row, draft)
    return draft.reading(kind, log)


def _letter(row: Row, draft: Draft) -> None:
    refuse_other_columns(row, CORRESPONDENCE)
    when = row.date("date", day)
    needed(row, "sent_for")
    letter = Correspondence(
        id=id_of(row, "correspondence", draft),
        name=needed(row, "name"),
        kind=word_of(row, "kind", CorrespondenceKind, None),
        date=when,
        subject=row.text("subject") or None,
    )
    source, evidence = evidence_of_row(row, draft)
    links = _links(row, letter.id, ("sent_for", "replies_to"), (evidence.node.id,), when, draft.context)
    draft.require_valid(row, links)
    draft.add(row, letter, evidence, source, links)


def evidence_of_row(row: Row, draft: Draft) -> tuple[str, NodeRecord]:
    """The id of a row's source, and the evidence for the row's place in it."""
    source = draft.sources.of(row)
    locator = row.text("locator")
    if not locator:
        row.refuse("locator", "is empty; say where in the source it stands")
    node = Evidence(
        id=evidence_id(source, f"{locator} {row.text('id').partition(':')[2]}", None),
        locator=locator,
        speaker=row.text("speaker") or draft.sources.publisher(source),
        status=word_of(row, "status", Status, Status.STATED),
        attribution=word_of(row, "attribution", Attribution, Attribution.EXPLICIT),
        quote=quote(row) or None,
        sha256=row.read("sha256", digest_of),
    )
    return source, NodeRecord(node, stated=row.place)


def _links(
    row: Row,
    own: str,
    headers: tuple[str, ...],
    evidence: tuple[str, ...],
    when: PartialDate | None,
    context: Context,
) -> list[RelationshipRecord]:
    """The relationships from the columns of a row. Refuse unknown items of lists."""
    links: list[RelationshipRecord] = []
    for header in headers:
        kind, forward, ends = _LINKS[header]
        parts = list(dict.fromkeys(_parts(row.text(header))))
        if header in _SINGLE and len(parts) > 1:
            row.refuse(header, f"names several; this column takes one, so write {_SINGLE[header]}")
            continue
        for found in parts:
            try:
                other = (
                    body_of(row, found, ends, when, False, context)
                    if ends is ORGANISATIONS
                    else context.names.node(found, ends)
                )
            except ValueError as error:
                row.refuse(header, str(error), found)
                continue
            start, end = (own, other) if forward else (other, own)
            links.append(RelationshipRecord(kind, start, end, {}, evidence, row.cell(header, found)))
    return links


def _parts(words: str) -> list[str]:
    # Older tables separate ids by spaces or bars.
    old = words.replace("|", " ").split()
    return (
        old if all(re.fullmatch(r"[a-z]+:\S+", each) for each in old) and ";" not in words else listed(words)
    )


def id_of(row: Row, kind: str, draft: Draft, header: str = "id") -> str:
    """The id that a row gives to its node of a kind; refuse one that is held already."""
    own = row.text(header)
    if not re.fullmatch(rf"{kind}:[a-z0-9]+(-[a-z0-9]+)*", own):
        like = slug(own.removeprefix(f"{kind}:")) or "kent-2027"
        row.refuse(header, f"is not the id of a {kind}, such as {kind}:{like}")
    elif len(own) > LONGEST_ID:
        row.refuse(header, f"has {len(own)} characters; at most {LONGEST_ID} are kept")
    elif draft.context.names.holds(own):
        row.refuse(header, f"is the id of a {kind} that comes with the product; give this one another id")
    return own


def needed(row: Row, header: str) -> str:
    found = row.text(header)
    if not found:
        row.refuse(header, "is empty; a value is needed")
    return found


def word_of(row: Row, header: str, kind: type[W], otherwise: W | None) -> W:
    def read(value: object) -> W:
        found = filled(value)
        if otherwise is not None and not found:
            return otherwise
        try:
            return word(kind, found.casefold())  # type: ignore[return-value]  # a member of this very kind
        except ValueError as error:
            raise ValueError(f"is not known here; {str(error).partition('; ')[2]}") from None

    return row.read(header, read)


def _body(row: Row, header: str, kinds: tuple[str, ...], when: PartialDate | None, context: Context) -> str:
    if not row.text(header):
        return ""
    return row.read(header, lambda value: body_of(row, filled(value), kinds, when, False, context))
