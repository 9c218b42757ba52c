"""What a file says, row by row, before it is united with other files: outcomes, other nodes, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from graph.model.records import Place, RelationshipRecord
from seed.sources.parts import Part

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cell(Place):
    """A row of an imported table, or one cell of it, as the place where something is stated."""

    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""

    @classmethod
    def of(cls, file: str, sheet: str, row: int, column: str = "", value: str = "") -> Cell:
        """The place, with its words for messages."""
        parts = (f"sheet {sheet}" * bool(sheet), f"row {row}", f"column {column}" * bool(column))
        return cls(file, ", ".join(filter(None, parts)), sheet, row, column, value)

    @property
    def line(self) -> tuple[str, str, int]:
        """What all cells of a row have in common."""
        return self.file, self.sheet, self.row


@dataclass(frozen=True)
class Grade:
    """A grade as a source words it, and as the grade of its scale that it means."""

    area: str
    grade: str
    raw: str


@dataclass(frozen=True)
class Outcome:
    """What one row of one release says of one inspection. Empty texts and None are what it leaves out.

    `body` is the id of whom it inspected, `source` that of the release; `carried_out_by` adds to the
    framework's own inspectorates.
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
    corrects: PartialDate | None = (
        None  # the day of publication that releases give wrongly, or of another report
    )
    place: Cell = field(default=Cell("", ""), compare=False)
    # The column of the row in which each field, and each area's grade, stands.
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS, compare=False)

    @property
    def statement(self) -> tuple[object, ...]:
        """What the outcomes have in common that one row states of one inspection, each by another source."""
        return self.place.line, self.framework, self.body, self.published or self.inspected_from

    @property
    def often(self) -> bool:
        """Whether one of its kind may follow another by weeks, so that only equal days make two one."""
        return "visit" in self.kind or "peel" in self.framework


@dataclass(frozen=True)
class Policing:
    """What a lookup says: which force polices an authority, in the lookup's year."""

    authority: str
    force: str
    source: str
    locator: str
    date: PartialDate
    place: Cell = field(default=Cell("", ""), compare=False)


@dataclass(frozen=True)
class Text:
    """What one row says of a finding or a letter, by its columns: as understood, and as written."""

    id: str
    says: Mapping[str, str]
    place: Cell
    written: Mapping[str, str]

    def otherwise(self, other: Text) -> str | None:
        """The first column that says otherwise than another row does of the same thing."""
        return next((column for column, said in self.says.items() if other.says.get(column) != said), None)

    def cell(self, column: str) -> Cell:
        """One of its cells, as it is written."""
        place = self.place
        return Cell.of(place.file, place.sheet, place.row, column, self.written[column])


@dataclass(frozen=True)
class Refused:
    """Why a row, or one inspection of a row, is not taken over: the cell, and what would be right in it."""

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
    polices an area): what is taken over, `lost`, which is refused, and `repeated`, which another row of the
    file states too. `refused` holds every problem. `texts` are the rows of findings and letters. `passed`
    counts by reason the rows that state nothing for this graph; `noted` says in words what was understood
    otherwise than it is written. `pending` are the links of refused rows, whose ends can only be looked up
    once all files are read."""

    kind: str
    sources: tuple[Source, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    policing: tuple[Policing, ...] = ()
    part: Part = field(default_factory=Part)
    refused: tuple[Refused, ...] = ()
    lost: int = 0
    read: int = 0
    repeated: int = 0
    texts: tuple[Text, ...] = ()
    passed: tuple[tuple[str, int], ...] = ()
    noted: tuple[str, ...] = ()
    pending: tuple[RelationshipRecord, ...] = ()
