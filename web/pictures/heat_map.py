"""How often themes occur with forces, as a table of cells whose shade says how many findings were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# The least number of each shade, from the lightest. Shades are amounts of reading, not of merit.
SHADES = (1, 2, 4, 7)


@dataclass(frozen=True)
class Cell:
    """How many findings there are, and the place of their shade from 1; 0 where none was read."""

    count: int
    shade: int


@dataclass(frozen=True)
class Shade:
    """One shade and the numbers that it stands for."""

    place: int
    numbers: str


def cells(rows: Sequence[str], columns: Sequence[Mapping[str, int]]) -> list[list[Cell]]:
    """For each row, the cell of each column, which has its counts by row."""
    return [[_cell(column.get(row, 0)) for column in columns] for row in rows]


def legend() -> list[Shade]:
    """The shades in words, from the lightest."""
    ends = [after - 1 for after in SHADES[1:]]
    closed = [Shade(place, _range(SHADES[place - 1], end)) for place, end in enumerate(ends, 1)]
    return [*closed, Shade(len(SHADES), f"{SHADES[-1]} or more")]


def _cell(count: int) -> Cell:
    return Cell(count, sum(count >= least for least in SHADES))


def _range(start: int, end: int) -> str:
    return str(start) if start == end else f"{start} to {end}"
