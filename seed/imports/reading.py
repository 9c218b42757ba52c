"""What a file says, row by row, before it is united with other files: outcomes, other nodes, refusals."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from graph.model.records import Place
from seed.parts import Part


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
    place: Place = field(default=Place("", ""), compare=False)

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
    place: Place = field(default=Place("", ""), compare=False)


@dataclass(frozen=True)
class Refused:
    """A row, or one inspection of a row, that is not taken over: where it stands, and why."""

    file: str
    sheet: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        column = f", column {self.column!r}" if self.column else ""
        return f"{self.file}{sheet}, row {self.row}{column}: {self.value!r} {self.reason}"


@dataclass(frozen=True)
class Reading:
    """What was read of one file. `read` counts what it states (inspections, findings, letters, rows of a
    lookup), the refused among them; `passed` counts by reason the rows that state nothing for this graph."""

    kind: str
    sources: tuple[Source, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    policing: tuple[Policing, ...] = ()
    part: Part = field(default_factory=Part)
    refused: tuple[Refused, ...] = ()
    read: int = 0
    passed: tuple[tuple[str, int], ...] = ()
