"""Read ODS, XLSX and CSV files as sheets of rows. A CSV file is one sheet without a name, and is streamed."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from python_calamine import CalamineError, CalamineWorkbook

from graph.model.dates import PartialDate
from seed.sources.imports.archives import CELL, check_archive
from seed.sources.imports.errors import FileRefused

_CHUNK = 1 << 20
_SEARCHED = 60
_START = 64
_PAGE = "is a web page, not a table; download the file that the page links to"
_UTF_16 = "is text in UTF-16; save it as CSV in UTF-8"
_OTHERS = {
    b"<!doctype html": _PAGE,
    b"<html": _PAGE,
    b"<?xml": "is XML, not a table; save it as ODS, XLSX or CSV",
    b"%pdf": "is a PDF, not a table; look for its data as ODS, XLSX or CSV",
    b"\xd0\xcf\x11\xe0": "is a spreadsheet of the old Excel format; save it as XLSX or CSV",
    b"\xff\xfe": _UTF_16,
    b"\xfe\xff": _UTF_16,
}
Cells = Sequence[object]


@dataclass(frozen=True)
class Sheet:
    """A sheet. Each call of `rows` iterates from the first row, over all rows or the given number; row
    numbers start at 1. `heads` are the first rows, which may contain a header."""

    name: str
    rows: Callable[[int | None], Iterable[Cells]]

    @cached_property
    def heads(self) -> tuple[Cells, ...]:
        return tuple(islice(self.rows(_SEARCHED), _SEARCHED))


@dataclass(frozen=True)
class Workbook:
    """An opened file. `name` is its name in messages, `created` the date in its metadata, if any."""

    name: str
    sheets: tuple[Sheet, ...]
    created: PartialDate | None = None

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def open_file(path: Path, name: str) -> Workbook:
    """Open an ODS, XLSX or CSV file. Raises FileRefused for other formats and for files that are too
    large."""
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError as error:
        raise FileRefused(name, f"cannot be read: {error.strerror}") from None
    if start.startswith(b"PK"):
        check_archive(path, name)
        return _workbook(path, name)
    _check_text(start, name)
    encoding = _encoding(path, name)
    return Workbook(name, (Sheet("", lambda most: _csv_rows(path, name, encoding)),))


def _check_text(start: bytes, name: str) -> None:
    """Raise FileRefused for a file that cannot be CSV."""
    if not start:
        raise FileRefused(name, "is empty")
    for sign, reason in _OTHERS.items():
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(sign):
            raise FileRefused(name, reason)
    if (suffix := Path(name).suffix.lower()) in (".ods", ".xlsx"):
        raise FileRefused(name, f"is called {suffix} but is no such spreadsheet; if it is CSV, call it .csv")


def _workbook(path: Path, name: str) -> Workbook:
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = tuple(_sheet(workbook, sheet, name) for sheet in workbook.sheet_names)
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefused(name, f"is not a spreadsheet that can be read ({error})") from None
    return Workbook(name, sheets, _created(path, name))


def _sheet(workbook: CalamineWorkbook, name: str, file: str) -> Sheet:
    # Keep leading empty rows, so that row numbers are those of the file.
    def rows(most: int | None) -> Iterable[Cells]:
        try:
            return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most)
        except (CalamineError, ValueError, OSError) as error:
            raise FileRefused(file, f"has a sheet {name!r} that cannot be read ({error})") from None

    return Sheet(name, rows)


def _created(path: Path, name: str) -> PartialDate | None:
    with zipfile.ZipFile(path) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return None
        found = re.search(rb"<dcterms:created[^>]*>(\d{4}-\d{2}-\d{2})T", archive.read("docProps/core.xml"))
    try:
        return PartialDate(found[1].decode()) if found else None
    except ValueError as error:
        raise FileRefused(name, f"says when it was made, but {error}") from None


def _encoding(path: Path, name: str) -> str:
    """UTF-8, with or without a byte order mark, if the whole file is valid; else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8 = True
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                raise FileRefused(name, "is neither a spreadsheet (ODS, XLSX) nor CSV in UTF-8")
            if utf8:
                try:
                    decoder.decode(chunk, final=len(chunk) < _CHUNK)
                except UnicodeDecodeError:
                    utf8 = False
    return "utf-8-sig" if utf8 else "cp1252"


def _csv_rows(path: Path, name: str, encoding: str) -> Iterator[Cells]:
    """The rows. Empty rows precede a row on several lines, so that a row's number is that of its last
    line."""
    csv.field_size_limit(CELL)
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        try:
            first = _line(file, name)
            reader = csv.reader(chain([first], _lines(file, name)), delimiter=_separator(first))
            for cells in reader:
                for _ in range(reader.line_num - number - 1):
                    yield []
                number = reader.line_num
                yield cells
        except (csv.Error, UnicodeDecodeError) as error:
            raise FileRefused(name, f"cannot be read as CSV at line {number + 1}: {error}") from None


def _separator(line: str) -> str:
    return max(",;\t", key=line.count)


def _lines(file: TextIO, name: str) -> Iterator[str]:
    while line := _line(file, name):
        yield line


def _line(file: TextIO, name: str) -> str:
    line = file.readline(CELL + 1)
    if len(line) > CELL:
        raise FileRefused(name, f"holds a line of more than {CELL} characters")
    return line
