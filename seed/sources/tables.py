"""Read hand-kept CSV tables with line numbers, and check each cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.model.records import Location
from seed.errors import Refusal, refusing
from seed.values import nearest

Read = Callable[[str], object]


@dataclass(frozen=True)
class Column:
    """A column of a table: `read` converts a cell and raises ValueError with what would be valid."""

    name: str
    read: Read = str
    required: bool = True


@dataclass(frozen=True)
class Row:
    """A valid row; `cells` has no empty cells."""

    file: str
    line: int
    cells: Mapping[str, object]

    def place(self, column: str = "") -> Location:
        return Location(f"{self.file}:{self.line}", f"column {column}" if column else "row")

    def text(self, column: str) -> str:
        """The cell as text; empty for an empty cell."""
        return str(self.cells.get(column, ""))

    def optional(self, column: str) -> str | None:
        return self.text(column) or None


def read_table(path: Path, name: str, columns: tuple[Column, ...], refusals: list[Refusal]) -> list[Row]:
    """The valid rows of a table; the problems of others are added to `refusals`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        refusals.append(Refusal(Location(f"{name}:{line}", "row"), "is not UTF-8; save the table as UTF-8"))
        return []
    except FileNotFoundError:
        refusals.append(Refusal(Location(name, "table"), "is missing"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if not _header_fits(header, columns, name, refusals):
            return []
        return list(_rows(reader, header, name, columns, refusals))
    except csv.Error as error:
        refusals.append(
            Refusal(Location(f"{name}:{reader.line_num}", "row"), f"cannot be read as CSV: {error}")
        )
        return []


def _header_fits(header: list[str], columns: tuple[Column, ...], name: str, refusals: list[Refusal]) -> bool:
    known = [column.name for column in columns]
    reasons = [f"lacks the column '{column}'" for column in known if column not in header]
    reasons += [
        f"has a column '{column}' that is not known; {nearest(column, known)}"
        for column in header
        if column not in known
    ]
    if len(set(header)) != len(header):
        reasons.append("has a column twice")
    refusals.extend(Refusal(Location(f"{name}:1", "header"), reason) for reason in reasons)
    return not reasons


def _rows(
    reader: Iterator[list[str]],
    header: list[str],
    name: str,
    columns: tuple[Column, ...],
    refusals: list[Refusal],
) -> Iterator[Row]:
    for cells in reader:
        line: int = reader.line_num  # type: ignore[attr-defined]
        if len(cells) != len(header):
            reason = f"has {len(cells)} cells; the header has {len(header)}"
            refusals.append(Refusal(Location(f"{name}:{line}", "row"), reason))
            continue
        before = len(refusals)
        row = Row(name, line, _values(dict(zip(header, cells, strict=True)), name, line, columns, refusals))
        if len(refusals) == before:
            yield row


def _values(
    cells: Mapping[str, str], name: str, line: int, columns: tuple[Column, ...], refusals: list[Refusal]
) -> dict[str, object]:
    values: dict[str, object] = {}
    for column in columns:
        cell = cells[column.name]
        with refusing(Location(f"{name}:{line}", f"column {column.name}"), refusals):
            if cell != cell.strip():
                raise ValueError(f"{cell!r} starts or ends with a space")
            if cell:
                values[column.name] = column.read(cell)
            elif column.required:
                raise ValueError("is empty; a value is needed")
    return values
