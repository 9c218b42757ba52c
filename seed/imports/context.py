"""What every reader needs beside its file, and how it collects what it refuses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from seed.frameworks import Frameworks
from seed.imports.bodies import Bodies
from seed.imports.cells import filled, text
from seed.imports.errors import shortened
from seed.imports.headers import Line
from seed.imports.reading import Grade, Refused

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """`sources` are those that the graph's own tables describe, by id."""

    bodies: Bodies
    frameworks: Frameworks
    sources: Mapping[str, Source]

    def release(self, source: Source, series: str) -> Source:
        """The source as the tables describe it, if they hold this very release; otherwise with the day of
        its release in its id, so that a release that is issued again is another source."""
        known = self.sources.get(source.id)
        if known and known.published == source.published:
            return known
        return replace(source, id=f"{series}-{source.published}")


class CellRefused(ValueError):
    """A cell that cannot be taken over; the message is the reason, without the value."""

    def __init__(self, header: str, value: object, reason: str) -> None:
        self.header, self.value = header, value
        super().__init__(reason)


@dataclass
class Log:
    """What a reader counts and refuses. A refused row counts as read."""

    refused: list[Refused] = field(default_factory=list)
    read: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def reading(self, line: Line) -> Iterator[None]:
        """Count one thing that a row states; refuse it if a cell in it cannot be understood."""
        self.read += 1
        try:
            yield
        except CellRefused as error:
            value = shortened(error.value)
            self.refused.append(Refused(line.file, line.sheet, line.row, error.header, value, str(error)))


def cell(line: Line, header: str, read: Callable[[object], T]) -> T:
    """A cell through a function that may raise ValueError; raises CellRefused with the place."""
    value = line.value(header)
    try:
        return read(value)
    except CellRefused:
        raise
    except ValueError as error:
        raise CellRefused(text(header), text(value), str(error)) from None


def grades(line: Line, framework: str, areas: Mapping[str, str], frameworks: Frameworks) -> tuple[Grade, ...]:
    """The grades in a row, by area and header, sorted by area; an empty cell is none. Raises CellRefused."""
    return tuple(
        cell(line, header, lambda value, area=area: grade(framework, area, value, frameworks))  # type: ignore[misc]
        for area, header in sorted(areas.items())
        if filled(line.value(header))
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


def slug(words: str) -> str:
    """Words as a part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold().replace("’", "").replace("'", "")).strip("-")


def earliest(*dates: PartialDate | None) -> PartialDate | None:
    """The first of the dates that is known."""
    return next((date for date in dates if date), None)
