"""Files, headers and dates in other forms: imported as documented, or refused with the right form."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from seed.sources.all_sources import LoadedSources
from seed.sources.imports.errors import FileRefused
from tests.helpers.own_tables import ALONE, LISTS, OWN, Rows, table, taken
from tests.helpers.paths import FORMATS
from tests.helpers.spreadsheets import Cell, write_ods

BURY = "inspection:lscb-review:E08000002:2016-05-16"


@pytest.mark.parametrize("name", ALONE)
def test_each_template_imports_alone(rows: Rows, name: str) -> None:
    reading = rows(name, {})
    assert (reading.read, reading.refused) == (1, ())


@pytest.mark.parametrize(
    ("found", "date"),
    [("2027-05-20", "2027-05-20"), ("20/05/2027", "2027-05-20"), ("20/5/27", "2027-05-20"),
     ("20 May 2027", "2027-05-20"), ("20.05.2027", "2027-05-20"), ("2027-05", "2027-05"), ("2027", "2027"),
     ("20 September 2027", "2027-09-20"), ("20 Sep 2027", "2027-09-20"), ("20 Sept 2027", "2027-09-20"),
     ("20th September 2027", "2027-09-20"), ("20-Sep-27", "2027-09-20"),
     ("2027-05-20 00:00:00", "2027-05-20"), ("2027-05-20T00:00:00", "2027-05-20"),
     ("2027-05-20 00:00", "2027-05-20"), ("2027-05-20T00:00", "2027-05-20")],
)  # fmt: skip
def test_dates_of_own_tables_are_read_as_the_documentation_lists_them(
    rows: Rows, found: str, date: str
) -> None:
    reading = rows("peel.csv", {"published": found})
    assert [str(grade.published) for each in reading.outcomes for grade in each.grades] == [date]


@pytest.mark.parametrize(
    "found",
    ["\u0661\u0662/\u0660\u0665/\u0662\u0660\u0662\u0667",
     "\uff11\uff12/\uff10\uff15/\uff12\uff10\uff12\uff17",
     "\u0662\u0660 May 2027", "20/05/20\u0968\u096d", "2027T00:00", "2027-05 00:00:00", "2027-05-20T00:01:00",
     "2027-05-20T00:00:00Z", "20/05.2027", "20 May-2027", "20 Mayor 2027", "20 Septem 2027"],
)  # fmt: skip
def test_a_date_in_no_form_of_the_documentation_is_refused(rows: Rows, found: str) -> None:
    reading = rows("peel.csv", {"published": found})
    (refused,) = reading.refused
    assert (refused.column, refused.value, reading.outcomes) == ("published", found, ())
    assert "is not a date" in refused.reason


def test_the_refusal_of_a_date_names_every_form(rows: Rows) -> None:
    (refused,) = rows("findings.csv", {"date": "May 2027"}).refused
    forms = ("2014-07-07", "07/07/2014 (the day first)", "2014-07", "2014 where")
    assert all(form in refused.reason for form in forms)


FILES: dict[str, tuple[bytes, str]] = {
    "page.ods": (b"<!DOCTYPE html><html></html>", "is a web page, not a table"),
    "page.csv": (b"\n <html lang=en>", "is a web page, not a table"),
    "table.ods": (
        b"force_id,cycle\n",
        "is called .ods but is no such spreadsheet; if it is CSV, call it .csv",
    ),
    "table.xlsx": (b"force_id,cycle\n", "is called .xlsx"),
    "utf16.csv": ("force_id,cycle\n".encode("utf-16"), "is text in UTF-16; save it as CSV in UTF-8"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the old Excel format"),
    "report.pdf": (b"%PDF-1.7", "is a PDF"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_kind_is_named_as_what_it_is(
    held: LoadedSources, tmp_path: Path, name: str
) -> None:
    content, reason = FILES[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        taken(held, [tmp_path / name])
    assert reason in str(refused.value)


@pytest.mark.parametrize("name", [*OWN, *LISTS])
def test_a_file_with_headers_alone_is_refused(held: LoadedSources, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefused, match="but no row under them"):
        taken(held, [table(tmp_path / name, name)])


@pytest.mark.parametrize("name", [*OWN, *LISTS])
def test_a_misspelt_header_is_the_first_that_is_named(held: LoadedSources, tmp_path: Path, name: str) -> None:
    path = table(tmp_path / name, name, {})
    head, rest = path.read_text("utf-8").split("\n", 1)
    column = {
        "lookup.csv": "PFA23CD",
        "sif.csv": "inspection_end",
        "peel.csv": "force_id",
        "ncpi.csv": "inspected",
        "inspections.csv": "inspected_to",
    }.get(name, "quote")
    wrong = column[:-2] + column[-1]
    path.write_text(
        ",".join(wrong if each == column else each for each in head.split(",")) + "\n" + rest, "utf-8"
    )
    with pytest.raises(FileRefused) as refused:
        taken(held, [path])
    assert f"; it has '{wrong.casefold()}'" in str(refused.value)


def test_an_own_table_may_be_a_spreadsheet(held: LoadedSources, tmp_path: Path) -> None:
    with (FORMATS / "peel.csv").open(encoding="utf-8", newline="") as file:
        path = write_ods(tmp_path / "peel.ods", {"A": list(map(list, csv.reader(file)))})
    assert [each.refused for each in taken(held, [path])] == [()]


def test_a_year_may_be_a_number_of_a_spreadsheet(held: LoadedSources, tmp_path: Path) -> None:
    with (FORMATS / "peel.csv").open(encoding="utf-8", newline="") as file:
        head, row = csv.reader(file)
    cells: list[Cell] = [
        2027.0 if name == "published" else cell for name, cell in zip(head, row, strict=True)
    ]
    (reading,) = taken(held, [write_ods(tmp_path / "peel.ods", {"A": [list(head), cells]})])
    assert [str(grade.published) for each in reading.outcomes for grade in each.grades] == ["2027"]
