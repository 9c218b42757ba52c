"""Find tables by their headers, at any row and with columns in any order."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from graph.nearness import similar
from seed.sources.imports.cells import is_nothing, text
from seed.sources.imports.errors import FileRefused, shortened
from seed.sources.imports.spreadsheet import Cells, Sheet, Workbook

_BLANK = ("", " ", None)


def plain(header: object) -> str:
    """A header in comparable form: case-folded, with single spaces."""
    return _plain(header) if isinstance(header, str) else text(header).casefold()


# Each row is asked for the same few headers.
@lru_cache(maxsize=4096)
def _plain(header: str) -> str:
    return text(header).casefold()


@dataclass(frozen=True)
class Table:
    """A table of a layout: the headers that it must have, as published."""

    headers: tuple[str, ...]

    @cached_property
    def needed(self) -> frozenset[str]:
        return frozenset(map(plain, self.headers))


@dataclass(frozen=True)
class Line:
    """A row of a table. `beside` are filled cells without a header, by their column number; `last` is the
    column number of the last header. Columns count from 1."""

    file: str
    sheet: str
    row: int
    cells: Mapping[str, object]
    beside: tuple[tuple[int, object], ...] = ()
    last: int = 0

    def has(self, header: str) -> bool:
        return plain(header) in self.cells

    def value(self, header: str) -> object:
        return self.cells.get(plain(header), "")

    def text(self, header: str) -> str:
        """The cell as written, empty if it means nothing; formulas stay unevaluated."""
        found = text(self.value(header))
        return "" if is_nothing(found) else found


@dataclass(frozen=True)
class TableInSheet:
    """A table in a sheet."""

    sheet: Sheet
    table: Table


def find(workbook: Workbook, table: Table, taken: Container[str] = ()) -> TableInSheet | None:
    """The first sheet with the table that is not in ``taken``, or None."""
    for sheet in workbook.sheets:
        if sheet.name not in taken and any(table.needed <= found for _, found in _heads(sheet)):
            return TableInSheet(sheet, table)
    return None


def closest(workbook: Workbook, table: Table) -> tuple[int, str]:
    """The largest number of a table's headers in one row, and a description of the differences."""
    best, words = 0, ""
    for sheet in workbook.sheets:
        for number, found in _heads(sheet):
            common = len(table.needed & found)
            if common > best:
                best, words = common, _difference(table, sheet, number, found)
    return best, words


def lines(workbook: Workbook, found: TableInSheet) -> Iterator[Line]:
    """The rows of a table. A repeated header replaces the header; blank rows, prose and titles are
    skipped."""
    header: dict[int, str] = {}
    for number, cells in enumerate(found.sheet.rows(None), 1):
        if not header:
            words = _words(cells)
            if found.table.needed <= set(words.values()):
                header = _header(words, workbook.name, found.sheet.name, number)
            continue
        # One filled cell is a title, none a blank row.
        if sum(cell not in _BLANK for cell in cells) < 2:
            continue
        if _repeats(cells, header):
            header = _header(_words(cells), workbook.name, found.sheet.name, number)
            continue
        values = {name: cells[place] for place, name in header.items() if place < len(cells)}
        beside = tuple(
            (place, cell)
            for place, cell in enumerate(cells, 1)
            if place - 1 not in header and cell not in _BLANK
        )
        yield Line(workbook.name, found.sheet.name, number, values, beside, max(header) + 1)


def _repeats(cells: Cells, header: Mapping[int, str]) -> bool:
    """Whether a row repeats the header: its first two cells do; later ones may differ."""
    return all(
        place < len(cells) and plain(cells[place]) == name for place, name in islice(header.items(), 2)
    )


def _heads(sheet: Sheet) -> Iterator[tuple[int, frozenset[str]]]:
    for number, cells in enumerate(sheet.heads, 1):
        yield number, frozenset(_words(cells).values())


def _words(cells: Cells) -> dict[int, str]:
    return {place: word for place, cell in enumerate(cells) if (word := plain(cell))}


def _header(words: Mapping[int, str], file: str, sheet: str, number: int) -> dict[int, str]:
    seen: set[str] = set()
    for word in words.values():
        if word in seen:
            where = f"sheet {sheet}, row {number}" if sheet else f"row {number}"
            raise FileRefused(file, f"has the column '{word}' twice ({where})")
        seen.add(word)
    return dict(words)


def _difference(table: Table, sheet: Sheet, number: int, found: frozenset[str]) -> str:
    missing = [header for header in table.headers if plain(header) not in found]
    others = sorted(found - table.needed)
    # Likely misspellings first: only the first six are shown.
    near = [each for word in missing for each in similar(plain(word), others, most=1)]
    others = list(dict.fromkeys([*near, *others]))
    where = f"sheet {sheet.name}, row {number}" if sheet.name else f"row {number}"
    return f"{where} lacks {_listed(missing)}; it has {_listed(others) if others else 'no other column'}"


def _listed(words: Iterable[str]) -> str:
    shown = [f"'{shortened(text(word), 90)}'" for word in words]
    return ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")
