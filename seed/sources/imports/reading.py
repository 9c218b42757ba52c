"""The content of one file, before it is merged with others: outcomes, other nodes, refusals."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.model.dates import Cycle, PartialDate
from graph.model.nodes import Source
from graph.model.records import Location, RelationshipRecord
from seed.sources.parts import Part

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cell(Location):
    """A row or a cell of an imported table, as a place."""

    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""

    @classmethod
    def of(cls, file: str, sheet: str, row: int, column: str = "", value: str = "") -> Cell:
        """The place, with its description for messages."""
        parts = (f"sheet {sheet}" * bool(sheet), f"row {row}", f"column {column}" * bool(column))
        return cls(file, ", ".join(filter(None, parts)), sheet, row, column, value)

    @property
    def line(self) -> tuple[str, str, int]:
        """The key of the row: file, sheet and row number."""
        return self.file, self.sheet, self.row


@dataclass(frozen=True)
class Grade:
    """The grade of an area: the scale's grade, and the source's words (`raw`). `published` is its own day of
    publication, where the grades of an inspection have several; `question` is the area in the inspectorate's
    words."""

    area: str
    grade: str
    raw: str
    published: PartialDate | None = None
    question: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one row of a release states about one inspection. Empty texts and None are missing values.

    `body` is the id of the inspected body, `source` the id of the release; `carried_out_by` are inspectorates
    beyond the framework's own. `id` is that of the inspection where the row gives it, `aliases` are other ids
    of it, `follows` is the id of the inspection that it looks back on, `report` that of the source that is
    its report. `quote` and `sha256` are of the passage.
    """

    framework: str
    body: str
    source: str
    locator: str
    kind: str = ""
    published: PartialDate | None = None
    inspected_from: PartialDate | None = None
    inspected_to: PartialDate | None = None
    grades: tuple[Grade, ...] = ()
    focus: str = ""
    delivered_by: str = ""
    carried_out_by: tuple[str, ...] = ()
    note: str = ""
    corrects: PartialDate | None = None  # the wrong day of publication in releases
    cycle: Cycle | None = None
    id: str = ""
    aliases: tuple[str, ...] = ()
    follows: str = ""
    report: str = ""
    quote: str = ""
    sha256: str = ""
    place: Cell = field(default=Cell("", ""), compare=False)
    # The column of each field and of each area's grade.
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS, compare=False)

    @property
    def statement(self) -> tuple[object, ...]:
        """The key of the row and its inspection; outcomes from several sources of the row share it."""
        return self.place.line, self.framework, self.body, self.published or self.inspected_from

    @property
    def ids(self) -> frozenset[str]:
        """The ids that the row gives, and those that its days make."""
        days = filter(None, (self.published, self.inspected_from, self.corrects))
        code = self.body.rpartition(":")[2]
        made = (f"inspection:{self.framework}:{code}:{day}" for day in days)
        return frozenset(filter(None, (self.id, *self.aliases, *made)))

    @property
    def gives_ids(self) -> bool:
        return bool(self.id or self.aliases)

    @property
    def is_frequent(self) -> bool:
        """Whether inspections of this kind can follow each other within weeks, so that only equal days
        match."""
        return "visit" in self.kind or "peel" in self.framework


@dataclass(frozen=True)
class Policing:
    """A row of a lookup: the force that polices an authority in the lookup's year."""

    authority: str
    force: str
    source: str
    locator: str
    date: PartialDate
    place: Cell = field(default=Cell("", ""), compare=False)


@dataclass(frozen=True)
class TextRow:
    """A row about a finding, a letter or a recommendation: its cells by column, as interpreted (`says`) and
    as written. The columns `of_place` say only where it stands and how."""

    id: str
    says: Mapping[str, str]
    place: Cell
    written: Mapping[str, str]
    of_place: Set[str] = frozenset()

    def is_another_place(self, other: TextRow) -> bool:
        """Whether the row says the same as another, in another place."""
        differing = {column for column, said in self.says.items() if other.says.get(column) != said}
        return bool(differing & {"source", "locator"}) and differing <= self.of_place

    def differing_column(self, other: TextRow) -> str | None:
        """The first column in which another row about the same node differs, or None."""
        return next((column for column, said in self.says.items() if other.says.get(column) != said), None)

    def cell(self, column: str) -> Cell:
        """One of its cells, as written."""
        place = self.place
        return Cell.of(place.file, place.sheet, place.row, column, self.written[column])


@dataclass(frozen=True)
class RowRefusal:
    """Why a row, or one inspection of a row, is refused: the cell, and what would be valid in it."""

    file: str
    sheet: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        column = f", column {self.column!r}" if self.column else ""
        value = f"{self.value!r} " if self.column or self.value else ""
        return f"{self.file}{sheet}, row {self.row}{column}: {value}{self.reason}"


@dataclass(frozen=True)
class Reading:
    """What was read of one file. `read` counts what its rows state (inspections, findings, letters, who
    polices an area): what is taken over, `refused_count`, which is refused, and `repeated`, which another row
    of the file states too. `refused` holds every problem. `texts` are the rows of findings and letters.
    `skipped` counts by reason the rows that state nothing for this graph; `notes` says in words what was
    understood otherwise than it is written. `pending` are the links of refused rows, whose ends can only be
    looked up once all files are read."""

    kind: str
    sources: tuple[Source, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    policing: tuple[Policing, ...] = ()
    part: Part = field(default_factory=Part)
    refused: tuple[RowRefusal, ...] = ()
    refused_count: int = 0
    read: int = 0
    repeated: int = 0
    texts: tuple[TextRow, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    pending: tuple[RelationshipRecord, ...] = ()
