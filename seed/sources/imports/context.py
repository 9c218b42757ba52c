"""What every reader needs beside its file, and how it collects what it refuses."""

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
from seed.sources.imports.names import Names
from seed.sources.imports.reading import Cell, Grade, Outcome, Reading, Refused

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """`sources` are those that the graph's own tables describe, by id."""

    bodies: Bodies
    names: Names
    frameworks: Frameworks
    sources: Mapping[str, Source]

    def release(self, source: Source, series: str) -> Source:
        """The source as the tables describe it, if they hold this very release; otherwise with the day of
        its release in its id, so that a release that is issued again is another source."""
        known = self.sources.get(source.id)
        if known and known.published == source.published:
            return known
        return replace(source, id=f"{series}-{source.published}")


class RowRefused(Exception):
    """A row of which at least one cell is refused."""


class Row:
    """A row while it is read. Every cell that cannot be understood is noted; what was made of the others
    counts only once `whole` was called."""

    def __init__(self, line: Line, log: Log) -> None:
        self.line, self.log = line, log
        self.problems: list[CellRefused] = []

    @property
    def place(self) -> Cell:
        return Cell.of(self.line.file, self.line.sheet, self.line.row)

    def cell(self, header: str, value: str) -> Cell:
        """One cell as a place, with what is stated in it."""
        return Cell.of(self.line.file, self.line.sheet, self.line.row, header, value)

    def read(self, header: str, read: Callable[[object], T], otherwise: T | None = None) -> T:
        """A cell through a function that may raise ValueError. `otherwise` stands for a cell that is refused,
        of which nothing is kept."""
        value = self.line.value(header)
        try:
            return read(value)
        except ValueError as error:
            self.refuse(header, str(error))
            return cast("T", otherwise)

    def text(self, header: str) -> str:
        """The cell as text; empty where it says that there is nothing, or is refused."""
        return self.read(header, filled) or ""

    def date(self, header: str, read: Callable[[object], PartialDate | None]) -> PartialDate:
        """A date that the row cannot do without; its cell is refused where there is none."""
        found = self.read(header, read)
        if found is None:
            self.refuse(header, "is no date; one is needed")
        return cast("PartialDate", found)

    def refuse(self, header: str, reason: str, value: object = None) -> None:
        """Note why a cell cannot be taken over. Of one cell the first reason counts."""
        if not self.refuses(header):
            held = self.line.value(header) if value is None else value
            self.problems.append(CellRefused(text(header), shortened(text(held)), reason))

    def refuses(self, *headers: str) -> bool:
        """Whether one of the cells is refused already."""
        return any(problem.header == text(header) for problem in self.problems for header in headers)

    def note(self, words: str) -> None:
        """Say in the report how the row was understood."""
        self.log.noted.append(f"{self.place.path}: {words}")

    def whole(self) -> None:
        """Raise RowRefused if a cell is refused."""
        if self.problems:
            raise RowRefused


@dataclass
class Log:
    """What a reader counts and refuses. What is refused or repeated counts as read."""

    refused: list[Refused] = field(default_factory=list)
    lost: int = 0
    read: int = 0
    repeated: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    noted: list[str] = field(default_factory=list)

    @contextmanager
    def reading(self, line: Line) -> Iterator[Row]:
        """Count one thing that a row states; refuse it, with every reason, if the row is not whole."""
        self.read += 1
        row = Row(line, self)
        try:
            yield row
        except RowRefused:
            self.lost += 1
            self.refused += [
                Refused(line.file, line.sheet, line.row, each.header, str(each.value), str(each))
                for each in row.problems
            ]

    def onto(self, reading: Reading) -> Reading:
        """A reading with what was counted."""
        return replace(
            reading,
            refused=tuple(self.refused),
            lost=self.lost,
            read=self.read,
            repeated=self.repeated,
            passed=tuple(self.passed.items()),
            noted=tuple(self.noted),
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
    """The council of that day that the cells under these headers mean; empty, and the right cell refused,
    where they mean none."""
    headers = {"code": code, "name": name, "urn": urn}
    said = {which: row.text(header) if header else "" for which, header in headers.items()}
    if not any(said.values()):
        if not row.refuses(*filter(None, headers.values())):
            row.refuse(code or name, "is empty; write the ONS code or the name of the authority")
        return ""
    said["name"] = _known_as(said["name"], when, context)
    try:
        return context.bodies.authority(when, published=published, **said)
    except BodiesRefused as error:
        for which, reason in error.problems.items():
            row.refuse(headers[which], reason)
    return ""


def _known_as(name: str, when: PartialDate | None, context: Context) -> str:
    """A name as the reference data write it, where it means one council for certain."""
    if not name or context.bodies.is_name(name):
        return name
    try:
        return context.bodies.name_of(context.names.body(name, when, ("LocalAuthority",)))
    except ValueError:
        return name


def grades(row: Row, framework: str, areas: Mapping[str, str], frameworks: Frameworks) -> tuple[Grade, ...]:
    """The grades in a row, by area and header, sorted by area; an empty cell is none."""
    return tuple(
        row.read(header, partial(grade, framework, area, frameworks=frameworks))
        for area, header in sorted(areas.items())
        if row.text(header)
    )


def grade(framework: str, area: str, value: object, frameworks: Frameworks) -> Grade:
    """A grade in the words of a source; raises ValueError with the grades that there are."""
    raw, scale = filled(value), frameworks.scale(framework)
    if scale is None:
        raise ValueError(f"is a grade, but {framework} grades nothing")
    known = scale.grade(raw)
    if known is None:
        raise ValueError(f"is not a grade of this scale; it has {', '.join(scale.grades)}")
    return Grade(area, known, raw)


def in_order(row: Row, outcome: Outcome) -> None:
    """Refuse the cells of an inspection that ends before it begins, or is published before that."""
    begun, ended, published = outcome.inspected_from, outcome.inspected_to, outcome.published
    if begun and ended and ended.last < begun.first:
        row.refuse(outcome.headers["inspected_to"], f"is before the first day of the inspection, {begun}")
    elif (latest := ended or begun) and published and published.last < latest.first:
        row.refuse(outcome.headers["published"], f"is before the inspection, which was until {latest}")


def slug(words: str) -> str:
    """Words as a part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold().replace("’", "").replace("'", "")).strip("-")


def earliest(*dates: PartialDate | None) -> PartialDate | None:
    """The first of the dates that is known."""
    return next((date for date in dates if date), None)
