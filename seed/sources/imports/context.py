"""The context of the readers, and how they read rows and collect refusals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar, cast

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from seed.frameworks import Frameworks
from seed.sources.imports.bodies import Bodies, BodiesRefused
from seed.sources.imports.cells import filled, text
from seed.sources.imports.errors import CellRefused, shortened
from seed.sources.imports.headers import Line
from seed.sources.imports.names import NameResolver
from seed.sources.imports.reading import Cell, Grade, Outcome, Reading, RowRefusal

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """What readers know of the graph; `sources` are those of its own tables, by id."""

    bodies: Bodies
    names: NameResolver
    frameworks: Frameworks
    sources: Mapping[str, Source]

    def release(self, source: Source, series: str) -> Source:
        """The source from the graph's tables if they have this release; else the source with the release date
        in its id, so that each release is a separate source."""
        known = self.sources.get(source.id)
        if known and known.published == source.published:
            return known
        return replace(source, id=f"{series}-{source.published}")


class RowRefused(Exception):
    """A row with at least one refused cell."""


class Row:
    """A row while it is read. It collects the problems of all cells; call `require_valid` before using the
    values."""

    def __init__(self, line: Line, log: ReadingLog) -> None:
        self.line, self.log = line, log
        self.problems: list[CellRefused] = []

    @property
    def place(self) -> Cell:
        return Cell.of(self.line.file, self.line.sheet, self.line.row)

    def cell(self, header: str, value: str) -> Cell:
        """The place of a cell, with its value."""
        return Cell.of(self.line.file, self.line.sheet, self.line.row, header, value)

    def read(self, header: str, read: Callable[[object], T], otherwise: T | None = None) -> T:
        """Convert a cell with a function; if that raises ValueError, refuse the cell and return
        `otherwise`."""
        value = self.line.value(header)
        try:
            return read(value)
        except ValueError as error:
            self.refuse(header, str(error))
            return cast("T", otherwise)

    def text(self, header: str) -> str:
        """The cell as text; empty if it means nothing or is refused."""
        return self.read(header, filled) or ""

    def date(self, header: str, read: Callable[[object], PartialDate | None]) -> PartialDate:
        """A required date; an empty cell is refused."""
        found = self.read(header, read)
        if found is None:
            self.refuse(header, "is no date; one is needed")
        return cast("PartialDate", found)

    def refuse(self, header: str, reason: str, value: object = None) -> None:
        """Refuse a cell. Only the first reason for each cell is kept."""
        if not self.refuses(header):
            held = self.line.value(header) if value is None else value
            self.problems.append(CellRefused(text(header), shortened(text(held)), reason))

    def refuses(self, *headers: str) -> bool:
        """Whether any of the cells is already refused."""
        return any(problem.header == text(header) for problem in self.problems for header in headers)

    def note(self, words: str) -> None:
        """Add a note on how the row was interpreted to the report."""
        self.log.notes.append(f"{self.place.path}: {words}")

    def require_valid(self) -> None:
        """Raise RowRefused if a cell is refused."""
        if self.problems:
            raise RowRefused


@dataclass
class ReadingLog:
    """The counts and refusals of a reader. `read` includes refused and repeated items."""

    refused: list[RowRefusal] = field(default_factory=list)
    refused_count: int = 0
    read: int = 0
    repeated: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def reading(self, line: Line) -> Iterator[Row]:
        """Count one item that a row states; refuse it, with all reasons, on RowRefused."""
        self.read += 1
        row = Row(line, self)
        try:
            yield row
        except RowRefused:
            self.refused_count += 1
            self.refused += [
                RowRefusal(line.file, line.sheet, line.row, each.header, str(each.value), str(each))
                for each in row.problems
            ]

    def add_to(self, reading: Reading) -> Reading:
        """The reading with these counts and refusals."""
        return replace(
            reading,
            refused=tuple(self.refused),
            refused_count=self.refused_count,
            read=self.read,
            repeated=self.repeated,
            skipped=tuple(self.skipped.items()),
            notes=tuple(self.notes),
        )


def authority(
    row: Row,
    context: Context,
    when: PartialDate | None,
    *,
    code: str = "",
    name: str = "",
    urn: str = "",
    published: bool = False,
) -> str:
    """The id of the council that the cells under these headers identify on a date; if none, refuse the cell
    and return an empty text."""
    headers = {"code": code, "name": name, "urn": urn}
    said = {which: row.text(header) if header else "" for which, header in headers.items()}
    if not any(said.values()):
        if not row.refuses(*filter(None, headers.values())):
            row.refuse(code or name, "is empty; write the ONS code or the name of the authority")
        return ""
    said["name"] = _reference_name(said["name"], when, context)
    try:
        return context.bodies.authority(when, published=published, **said)
    except BodiesRefused as error:
        for which, reason in error.problems.items():
            row.refuse(headers[which], reason)
    return ""


def _reference_name(name: str, when: PartialDate | None, context: Context) -> str:
    """The reference data's name for a council, if the given name certainly means it; else the given name."""
    if not name or context.bodies.is_name(name):
        return name
    try:
        return context.bodies.name_of(context.names.body(name, when, ("LocalAuthority",)))
    except ValueError:
        return name


def grades(row: Row, framework: str, areas: Mapping[str, str], frameworks: Frameworks) -> tuple[Grade, ...]:
    """The grades in a row, sorted by area; `areas` maps areas to headers. Empty cells are skipped."""
    return tuple(
        row.read(header, partial(grade, framework, area, frameworks=frameworks))
        for area, header in sorted(areas.items())
        if row.text(header)
    )


def grade(framework: str, area: str, value: object, frameworks: Frameworks) -> Grade:
    """The grade for a source's words. Raises ValueError with the grades of the scale."""
    raw, scale = filled(value), frameworks.scale(framework)
    if scale is None:
        raise ValueError(f"is a grade, but {framework} grades nothing")
    known = scale.grade(raw)
    if known is None:
        raise ValueError(f"is not a grade of this scale; it has {', '.join(scale.grades)}")
    return Grade(area, known, raw)


def check_dates(row: Row, outcome: Outcome) -> None:
    """Refuse an inspection that ends before it starts, or is published before it ends."""
    begun, ended, published = outcome.inspected_from, outcome.inspected_to, outcome.published
    if begun and ended and ended.last < begun.first:
        row.refuse(outcome.headers["inspected_to"], f"is before the first day of the inspection, {begun}")
    elif (latest := ended or begun) and published and published.last < latest.first:
        row.refuse(outcome.headers["published"], f"is before the inspection, which was until {latest}")


def slug(words: str) -> str:
    """Words as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold().replace("’", "").replace("'", "")).strip("-")


def earliest(*dates: PartialDate | None) -> PartialDate | None:
    """The first date that is not None."""
    return next((date for date in dates if date), None)
