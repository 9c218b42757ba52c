"""Published files, read by the standard library alone, to check what importers count."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_WIDEST = 60

RELEASES = {
    2025: "LA_Inspection_Outcomes_as_at_31_March_2025.ods",
    2024: "LA_Inspection_Outcomes_as_at_March_2024.ods",
    2023: "Childrens_social_care_in_England_2023_underlying_data.ods",
}


def ods_rows(path: Path, sheet: str) -> list[list[str]]:
    """The rows of a sheet: dates in ISO form, everything else as its text without spaces around it."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        for _, element in ElementTree.iterparse(file):
            if element.tag == f"{_TABLE}table":
                if element.get(f"{_TABLE}name") == sheet:
                    return [_row(row) for row in element.iter(f"{_TABLE}table-row")]
                element.clear()
    raise AssertionError(f"{path.name} has no sheet {sheet}")


def _row(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        cells += [_value(cell)] * min(repeated, _WIDEST)
    return cells


def _value(cell: ElementTree.Element) -> str:
    if dated := cell.get(f"{_OFFICE}date-value"):
        return dated[:10]
    return " ".join("\n".join("".join(each.itertext()) for each in cell.iter(f"{_TEXT}p")).split())


def under(rows: list[list[str]], first: str) -> Iterator[dict[str, str]]:
    """Each row below a header that starts with `first`, by its words; a header may come again."""
    header: list[str] = []
    for row in rows:
        if row and row[0] == first:
            header = row
        elif header and len(row) > 1 and row[1]:
            yield dict(zip(header, row, strict=False))


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
