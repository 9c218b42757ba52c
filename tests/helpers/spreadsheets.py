"""Minimal spreadsheets, written by hand, for tests of importers.

A cell is a text, a number, a date, None, or raw XML of a cell of the format.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Cell = str | float | date | None
Rows = Sequence[Sequence[Cell]]

_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    f'manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/></manifest:manifest>'
)


def write_ods(path: Path, sheets: Mapping[str, Rows | str]) -> Path:
    """An ODS file; a sheet given as text is the XML of its rows."""
    tables = "".join(_ods_table(name, rows) for name, rows in sheets.items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_TYPE)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.format(tables))
    return path


def _ods_table(name: str, rows: Rows | str) -> str:
    content = rows if isinstance(rows, str) else _ods_rows(rows)
    return f"<table:table table:name={quoteattr(name)}>{content}</table:table>"


def _ods_rows(rows: Rows) -> str:
    return "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None | "":
            return "<table:table-cell/>"
        case date():
            shown = cell.strftime("%d/%m/%Y")
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{cell}">'
                f"<text:p>{shown}</text:p></table:table-cell>"
            )
        case int() | float():
            return (
                f'<table:table-cell office:value-type="float" office:value="{cell}">'
                f"<text:p>{cell}</text:p></table:table-cell>"
            )
    if cell.startswith("=HYPERLINK("):
        words = escape(cell.split('"')[3])
        return (
            f'<table:table-cell table:formula={quoteattr("of:" + cell)} office:value-type="string">'
            f"<text:p>{words}</text:p></table:table-cell>"
        )
    return f'<table:table-cell office:value-type="string">{_paragraphs(cell)}</table:table-cell>'


def _paragraphs(text: str) -> str:
    return "".join(f"<text:p>{escape(part)}</text:p>" for part in text.split("\n"))


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_xlsx(path: Path, name: str, rows: Rows | str, created: str = "2026-06-29") -> Path:
    """An XLSX file of one sheet of texts; a sheet given as text is the XML of its rows."""
    data = rows if isinstance(rows, str) else _xlsx_rows(rows)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "docProps/core.xml": '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org'
        '/package/2006/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi='
        f'"http://www.w3.org/2001/XMLSchema-instance"><dcterms:created xsi:type="dcterms:W3CDTF">{created}'
        "T06:00:00Z</dcterms:created></cp:coreProperties>",
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"><Relationship '
        f'Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{data}'
        "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def _xlsx_rows(rows: Rows) -> str:
    return "".join(_xlsx_row(row, number) for number, row in enumerate(rows, 1))


def _xlsx_row(row: Sequence[Cell], number: int) -> str:
    cells = "".join(_xlsx_cell(cell, place, number) for place, cell in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _xlsx_cell(cell: Cell, place: int, number: int) -> str:
    words = escape(str(cell if cell is not None else ""))
    return f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
