"""Check the unpacked size of a spreadsheet, and the size of its tables, before it is opened.

A few bytes can expand to a table that fills any memory: by compression, by "repeat this row a million times",
or by one cell in the last corner. The check streams the archive and stops at its limits.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from seed.sources.imports.errors import FileRefused

UNPACKED = 160_000_000  # the largest shipped release unpacks to 40 MB
CELLS = 12_000_000
CELL = 1_000_000
_CHUNK = 1 << 18
# The exceptions that the standard library raises for damaged archives.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PARTS = re.compile(r"content\.xml|xl/worksheets/[^/]+\.xml|xl/sharedStrings\.xml")


def check_archive(path: Path, name: str) -> None:
    """Raise FileRefused if the file is not a complete spreadsheet, or larger than any release."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _limit(name, sum(entry.file_size for entry in entries))
            names = {entry.filename for entry in entries}
            if not names & {"content.xml", "xl/workbook.xml"}:
                raise FileRefused(name, "is a zip file but not an ODS or XLSX spreadsheet")
            total = 0
            for entry in entries:
                total += _unpack(archive, entry, name, total)
    except _DAMAGED as error:
        raise FileRefused(name, f"is not a whole spreadsheet ({error}); fetch it again") from None
    except expat.ExpatError as error:
        raise FileRefused(name, f"is not a spreadsheet that can be read ({error})") from None


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, before: int) -> int:
    """Read an entry to its end, which also verifies its checksum; return its size."""
    measure = _SizeMeter(name) if _PARTS.fullmatch(entry.filename) else None
    size = 0
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            _limit(name, before + size)
            if measure:
                measure.add(chunk)
    if measure:
        measure.parser.Parse(b"", True)
    return size


def _limit(name: str, size: int) -> None:
    if size > UNPACKED:
        raise FileRefused(name, f"unpacks to more than {UNPACKED // 1_000_000} MB, which no release does")


class _SizeMeter:
    """Counts the cells of a sheet with repeats expanded, and the length of its texts, while it is parsed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.width = self.across = self.repeats = self.text = 0
        self.filled = False
        self.parser = expat.ParserCreate()
        # Handlers for texts and ends of elements would make this several times slower.
        self.parser.StartElementHandler = self._start
        self.parser.EntityDeclHandler = self._entity

    def add(self, chunk: bytes) -> None:
        self.parser.Parse(chunk, False)
        texts = chunk.split(b"<")
        self.text += len(texts[0])
        if max(self.text, *map(len, texts)) > CELL:
            raise FileRefused(self.name, f"holds a cell of more than {CELL} characters")
        self.text = len(texts[-1]) if len(texts) > 1 else self.text

    def _entity(self, *declared: object) -> None:
        raise FileRefused(self.name, "declares entities, which no spreadsheet program writes")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table-cell":
            self.across += int(attributes.get("table:number-columns-repeated", 1))
            if "office:value-type" in attributes:
                self._cell(self.repeats, self.across)
        elif tag == "table:table-row":
            if self.filled:
                self.rows += self.repeats
            self.repeats = int(attributes.get("table:number-rows-repeated", 1))
            self.across, self.filled = 0, False
        elif tag == "table:table":
            self.rows = self.width = 0
            self.filled = False
        elif tag == "c" and (match := _REFERENCE.fullmatch(attributes.get("r", ""))):
            across = 0
            for letter in match[1]:
                across = across * 26 + ord(letter) - 64
            self._cell(int(match[2]), across)

    def _cell(self, rows: int, across: int) -> None:
        self.filled = True
        self.width = max(self.width, across)
        if (self.rows + rows) * self.width > CELLS:
            raise FileRefused(self.name, f"makes a table of more than {CELLS} cells, which no release does")
