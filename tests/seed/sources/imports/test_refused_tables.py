"""Oddities of published tables that cannot be understood: a refused row or file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seed.sources.imports import archives
from seed.sources.imports.cells import text
from seed.sources.imports.errors import FileRefused
from tests.helpers.ofsted_releases import (
    OVERALL,
    cover,
    earlier_row,
    history_row,
    read,
    release_2025,
    renamed,
)
from tests.helpers.paths import FORMATS
from tests.helpers.spreadsheets import Cell, write_ods, write_xlsx

REPEATED = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
)


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"Publication date": "31/02/2024"}, "Publication date", "is not a date that exists"),
        ({"Publication date": "soon"}, "Publication date", "is not a date; write it like"),
        ({"Publication date": 45432.0}, "Publication date", "is a number; a date is needed"),
        ({OVERALL: "Splendid"}, OVERALL, "is not a grade of this scale; it has Outstanding, Good"),
        ({"Local authority area code": "E06999099"}, "Local authority area code", "is not the ONS code"),
        ({"Local authority area code": "", "Local authority name": "Eastmarch"}, "Local authority name",
         "is no authority here; the nearest are Eastmarsh (E06999001)"),
        ({"Inspection type": "ILACS Glance"}, "Inspection type", "is no type of inspection here"),
        ({"Inspection date": "", "Publication date": ""}, "Inspection date", "a grade without a date"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_right_is_refused(
    tmp_path: Path, changed: dict[str, Cell], column: str, reason: str
) -> None:
    reading = read(release_2025(tmp_path / "a.ods", [earlier_row(), history_row(**changed)]))
    (refused,) = reading.refused
    assert (refused.file, refused.sheet, refused.row) == ("a.ods", "ILACS_inspection_history", 5)
    assert (refused.column, refused.value) == (column, text(changed[column]))
    assert reason in refused.reason
    assert (reading.read, len(reading.outcomes)) == (2, 1)


def test_rows_that_disagree_about_one_inspection_are_both_refused(tmp_path: Path) -> None:
    rows = [history_row(), history_row(**{OVERALL: "Inadequate"})]
    reading = read(release_2025(tmp_path / "a.ods", rows))
    assert (reading.read, reading.outcomes) == (2, ())
    assert [refused.row for refused in reading.refused] == [4, 5]
    assert "overall is Good here and Inadequate there" in reading.refused[0].reason


def _truncated(path: Path) -> None:
    whole = release_2025(path, [history_row()]).read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])


def _damaged(path: Path) -> None:
    whole = bytearray(release_2025(path, [history_row()]).read_bytes())
    middle = whole.index(b"content.xml") + 200
    whole[middle : middle + 8] = b"\0\1\2\3\4\5\6\7"
    path.write_bytes(whole)


def _other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"<a>" + b" " * 400_000_000 + b"</a>")


def _large_cell(path: Path) -> None:
    write_ods(path, {"A": [["x" * 2_000_000]]})


def _repeated(path: Path) -> None:
    write_ods(path, {"A": REPEATED})


def _far_corner(path: Path) -> None:
    write_xlsx(path, "A", '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')


def _entities(path: Path) -> None:
    write_ods(path, {})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>')


def _no_cover(path: Path) -> None:
    release_2025(path, [history_row()], first=[["A cover without a day"]])


def _twice(path: Path) -> None:
    row = history_row()
    release_2025(
        path,
        [renamed(row, "Local authority status", "Local authority status") | {"overall EFFECTIVENESS": "x"}],
    )


def _renamed(path: Path) -> None:
    release_2025(path, [renamed(history_row(), OVERALL, "Overall experience")])


def _missing(path: Path) -> None:
    row = history_row()
    del row["Publication date"]
    release_2025(path, [row])


def _wrong_sheet(path: Path) -> None:
    write_ods(path, {"Cover": cover(), "Providers": [["URN", "Provider name"], ["1", "x"]]})


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated": (_truncated, "is not a whole spreadsheet"),
    "damaged": (_damaged, "is not a whole spreadsheet"),
    "not a spreadsheet": (
        lambda path: path.write_bytes(b"\0\1"),
        "is called .ods but is no such spreadsheet",
    ),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "another zip": (_other_zip, "not an ODS or XLSX spreadsheet"),
    "a zip bomb": (_bomb, "unpacks to more than 160 MB"),
    "a large cell": (_large_cell, "holds a cell of more than"),
    "repeated cells": (_repeated, "makes a table of more than"),
    "a far corner": (_far_corner, "makes a table of more than"),
    "entities": (_entities, "declares entities"),
    "no cover": (_no_cover, "has no sheet 'Cover' with a title"),
    "a column twice": (_twice, "has the column 'overall effectiveness' twice"),
    "a header renamed": (_renamed, "row 3 lacks 'Overall effectiveness'; it has 'overall experience'"),
    "a header missing": (_missing, "row 3 lacks 'Publication date'"),
    "the wrong sheet": (_wrong_sheet, "has no table that is known; known kinds are ofsted-2025"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_understood_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.ods"
    write, reason = REFUSED[name]
    write(path)
    with pytest.raises(FileRefused) as refused:
        read(path)
    assert reason in str(refused.value)
    assert str(refused.value).startswith("a.ods ")


def test_a_cell_of_200_mb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b"<a>" + b"x" * 200_000_000 + b"</a>")
    monkeypatch.setattr(zipfile.ZipFile, "open", _not_opened)
    with pytest.raises(FileRefused, match="unpacks to more than"):
        archives.check_archive(path, "a.ods")


def _not_opened(*anything: object) -> None:
    raise AssertionError("an entry was unpacked")


def test_a_csv_line_of_any_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"framework,kind\n" + b"x" * 3_000_000)
    with pytest.raises(FileRefused, match="holds a line of more than"):
        list(read(path).outcomes)


BROKEN_CELLS = (
    'table:number-columns-repeated="x"',
    'table:number-columns-repeated="99999999999999999999"',
    'office:value-type="date" office:date-value="9999-99-99"',
    'office:value-type="float" office:value="x"',
)


@pytest.mark.parametrize("attribute", BROKEN_CELLS)
def test_a_cell_that_no_program_writes_is_a_refusal_or_nothing(tmp_path: Path, attribute: str) -> None:
    path = release_2025(tmp_path / "a.ods", [history_row()])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"].replace(
        b"<table:table-cell ", b"<table:table-cell " + attribute.encode(), 1
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in (parts | {"content.xml": content}).items():
            archive.writestr(name, part)
    with pytest.raises(FileRefused, match=r"a\.ods (is not a|has no|makes a table)"):
        read(path)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(each.name for each in FORMATS.glob("*.csv"))),
    place=st.floats(0, 1),
    length=st.integers(0, 12),
    instead=st.binary(max_size=8)
    | st.sampled_from([b'"', b",", b"\n", b"=1+1", b"0000-00-00", b"force:", b"\x1f"]),
)
def test_a_damaged_table_is_read_or_refused_in_words(
    tmp_path: Path, name: str, place: float, length: int, instead: bytes
) -> None:
    whole = (FORMATS / name).read_bytes()
    start = int(place * len(whole))
    path = tmp_path / name
    path.write_bytes(whole[:start] + instead + whole[start + length :])
    with suppress(FileRefused):
        assert read(path).read >= 0
