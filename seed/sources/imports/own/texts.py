"""The project's own table of findings, and what tables of texts share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from graph.model.nodes import Entity, Evidence, Finding
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import Attribution, Doubt, Polarity, Status, Who
from seed.checks.rules import LONGEST_ID
from seed.sources.evidence import evidence_id
from seed.sources.imports.cells import day, filled
from seed.sources.imports.context import Context, ReadingLog, Row, slug
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.names import listed
from seed.sources.imports.own.cells import (
    SOURCE,
    Described,
    digest_of,
    optional_body,
    quote,
    refuse_other_columns,
)
from seed.sources.imports.own.linking import Link, links_of
from seed.sources.imports.own.repeating import is_repeated, text_row_of
from seed.sources.imports.reading import Reading, TextRow
from seed.sources.imports.speakers import is_press, is_told
from seed.sources.imports.spreadsheet import Workbook
from seed.sources.parts import Extension, Part
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
READ_CLOSELY = ("who", "doubts", "sha256", "note")
_OF_FINDINGS: Mapping[str, Link] = MappingProxyType(
    {
        "themes": Link("HAS_THEME", ("Theme",)),
        "inspection": Link("FOUND", ("Inspection",), forward=False, single="a finding for each"),
        "correspondence": Link("REPORTED_IN", ("Correspondence",), single="a finding for each"),
    }
)


@dataclass
class Draft:
    """The records of a table of texts, while it is read."""

    context: Context
    sources: Described
    headers: Sequence[str] = ()
    nodes: list[NodeRecord] = field(default_factory=list)
    links: list[RelationshipRecord] = field(default_factory=list)
    texts: dict[str, TextRow] = field(default_factory=dict)
    places: list[Extension] = field(default_factory=list)
    pending: list[RelationshipRecord] = field(default_factory=list)

    def reading(self, kind: str, log: ReadingLog) -> Reading:
        part = Part(Records(tuple(self.nodes), tuple(self.links)), tuple(self.places))
        used = self.sources.used(link.end for link in self.links if link.type == "FROM")
        texts = tuple(self.texts.values())
        return log.add_to(Reading(kind, used, part=part, texts=texts, pending=tuple(self.pending)))

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
        """Add the records of a valid row. One that repeats an earlier row adds nothing; one that says the
        same in another place adds that place."""
        own = evidence.node.id
        text = text_row_of(row, self.headers, (evidence.node, node), source, links)
        first = self.texts.get(node.id)
        is_place = first is not None and text.is_another_place(first)
        if not is_place and self.repeats(row, text):
            return
        self.nodes.append(evidence)
        if is_place:
            row.log.repeated += 1
            self.places.append(Extension(node.id, evidence=(own,), stated=row.place))
        else:
            self.nodes.append(NodeRecord(node, (own,), row.place))
        self.links.append(RelationshipRecord("FROM", own, source, stated=row.place))
        self.links += links


def read_findings(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read findings. A finding is attributed only to bodies that its row names."""
    return read_rows(opened, found, context, "findings", (*FINDINGS, *READ_CLOSELY), _finding)


def _finding(row: Row, draft: Draft) -> None:
    when = row.date("date", day) if row.text("date") or not row.text("inspection") else None
    finding = Finding(
        id=id_of(row, "finding", draft),
        summary=needed(row, "summary"),
        polarity=word_of(row, "polarity", Polarity, None),
        date=when,
        consequence=row.text("consequence") or None,
        who=optional_word(row, "who", Who),
        note=row.text("note") or None,
        doubts=row.read("doubts", _doubts) or (),
        attribution=word_of(row, "attribution", Attribution, Attribution.EXPLICIT),
        status=word_of(row, "status", Status, Status.STATED),
    )
    source, evidence = evidence_of_row(row, draft)
    own = (evidence.node.id,)
    links = links_of(row, finding.id, _OF_FINDINGS, own, when, draft.context)
    council = optional_body(row, "observed_in", ("LocalAuthority",), when, False, draft.context)
    force = optional_body(row, "attributed_to", ("PoliceForce",), when, False, draft.context)
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
        stated, place = {"attribution": finding.attribution}, row.cell("attributed_to", force)
        links.append(RelationshipRecord("ATTRIBUTED_TO", finding.id, force, stated, own, place))
    draft.add(row, finding, evidence, source, links)


def _doubts(cell: object) -> tuple[Doubt, ...]:
    """The doubts of a cell, parted by semicolons. Raises ValueError naming the words that there are."""
    named = {word(Doubt, each) for each in listed(str(cell or ""))}
    return tuple(each for each in Doubt if each in named)


def read_rows(
    opened: Workbook,
    found: list[TableInSheet],
    context: Context,
    kind: str,
    headers: Sequence[str],
    take: Callable[[Row, Draft], None],
) -> Reading:
    """Read a table of texts with these columns, row by row."""
    log, draft = ReadingLog(), Draft(context, Described(context), headers)
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            refuse_other_columns(row, headers)
            take(row, draft)
    return draft.reading(kind, log)


def evidence_of_row(row: Row, draft: Draft, status: Status | None = None) -> tuple[str, NodeRecord]:
    """The id of a row's source, and the evidence for the row's place in it. Without `status`, the table has a
    column for it."""
    source = draft.sources.of(row)
    locator, speaker = row.text("locator"), row.text("speaker")
    if not locator:
        row.refuse("locator", "is empty; say where in the source it stands")
    if not speaker and is_press(draft.sources.get(source)):
        row.refuse("speaker", "is empty, and the source is of the press; write whose words it reports")
    node = Evidence(
        id=evidence_id(source, f"{locator} {row.text('id').partition(':')[2]}", None),
        locator=locator,
        speaker=speaker or draft.sources.publisher(source),
        status=status or _status(row),
        attribution=word_of(row, "attribution", Attribution, Attribution.EXPLICIT),
        quote=quote(row) or None,
        sha256=row.read("sha256", digest_of),
    )
    return source, NodeRecord(node, stated=row.place)


def _status(row: Row) -> Status:
    """How a place stands in its source; refuse what another tells as the source's own."""
    found = word_of(row, "status", Status, Status.STATED)
    if found is Status.STATED and is_told(row.text("speaker")):
        row.refuse("status", "is stated, but the speaker is told by another; write reported")
    return found


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


def status_of(evidence: NodeRecord) -> Status:
    """How the evidence of a row stands, for the node that the row states."""
    assert isinstance(evidence.node, Evidence)
    return evidence.node.status


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


def optional_word(row: Row, header: str, kind: type[W]) -> W | None:
    """A word of a closed vocabulary; None for an empty cell."""
    return word_of(row, header, kind, None) if row.text(header) else None
