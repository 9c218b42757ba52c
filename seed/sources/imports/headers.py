"""Tables found by their headers: wherever they begin, in whatever order their columns stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from graph.nearness import similar
from seed.sources.imports.cells import is_nothing, text
from seed.sources.imports.errors import FileRefused, shortened
from seed.sources.imports.spreadsheet import Cells, Opened, Sheet

_BLANK = ("", " ", None)


def plain(header: object) -> str:
    """A header as it is compared: without its capitals, line breaks and spare spaces."""
    return text(header).casefold()


@dataclass(frozen=True)
class Table:
    """A table of a layout: what must be among its headers, as published."""

    headers: tuple[str, ...]

    @property
    def needed(self) -> frozenset[str]:
        return frozenset(map(plain, self.headers))


@dataclass(frozen=True)
class Line:
    """A row under its header. `beside` are the filled cells that stand under no header, by their place, and
    `last` is the place of the last header; the first column has the place 1."""

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
        """The cell as it is written, empty where it says that there is nothing; a formula stays one."""
        found = text(self.value(header))
        return "" if is_nothing(found) else found


@dataclass(frozen=True)
class Found:
    """A table in a sheet."""

    sheet: Sheet
    table: Table


def find(opened: Opened, table: Table, taken: Container[str] = ()) -> Found | None:
    """The first sheet that has the table and is not taken by another, or None."""
    for sheet in opened.sheets:
        if sheet.name not in taken and any(table.needed <= found for _, found in _heads(sheet)):
            return Found(sheet, table)
    return None


def closest(opened: Opened, table: Table) -> tuple[int, str]:
    """How many of a table's headers some row has, and in words what is expected and was found."""
    best, words = 0, ""
    for sheet in opened.sheets:
        for number, found in _heads(sheet):
            common = len(table.needed & found)
            if common > best:
                best, words = common, _difference(table, sheet, number, found)
    return best, words


def lines(opened: Opened, found: Found) -> Iterator[Line]:
    """The rows of a table, those under a repeated header under that one; prose, blank rows and the titles
    of further tables are passed over."""
    header: dict[int, str] = {}
    for number, cells in enumerate(found.sheet.rows(None), 1):
        if not header:
            words = _words(cells)
            if found.table.needed <= set(words.values()):
                header = _header(words, opened.name, found.sheet.name, number)
            continue
        # A title stands alone in its row; what is less is blank.
        if sum(cell not in _BLANK for cell in cells) < 2:
            continue
        if _repeats(cells, header):
            header = _header(_words(cells), opened.name, found.sheet.name, number)
            continue
        values = {name: cells[place] for place, name in header.items() if place < len(cells)}
        beside = tuple(
            (place, cell)
            for place, cell in enumerate(cells, 1)
            if place - 1 not in header and cell not in _BLANK
        )
        yield Line(opened.name, found.sheet.name, number, values, beside, max(header) + 1)


def _repeats(cells: Cells, header: Mapping[int, str]) -> bool:
    """Whether a row is a header again: its first cells are, whatever later ones are called there."""
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
    # A misspelt header stands first, not among those of which only the number is told.
    near = [each for word in missing for each in similar(plain(word), others, most=1)]
    others = list(dict.fromkeys([*near, *others]))
    where = f"sheet {sheet.name}, row {number}" if sheet.name else f"row {number}"
    return f"{where} lacks {_listed(missing)}; it has {_listed(others) if others else 'no other column'}"


def _listed(words: Iterable[str]) -> str:
    shown = [f"'{shortened(text(word), 90)}'" for word in words]
    return ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")
