"""Oddities of published tables that can be understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from seed.sources.imports.cells import day, filled, text
from seed.sources.imports.publishers.d2i_overviews import ILACS_HEADERS
from seed.sources.imports.publishers.ofsted_layouts import LAYOUT_2023, LAYOUT_2024
from tests.helpers.ofsted_releases import (
    GRADES,
    LEAVERS,
    OVERALL,
    PROSE,
    cover,
    earlier_row,
    history_row,
    read,
    release_2025,
    renamed,
)
from tests.helpers.spreadsheets import Cell, Rows, write_ods, write_xlsx


def test_a_release_is_read(tmp_path: Path) -> None:
    reading = read(release_2025(tmp_path / "a.ods", [history_row()]))
    (outcome,) = reading.outcomes
    assert (reading.kind, reading.read, reading.refused) == ("ofsted-2025", 1, ())
    assert [source.id for source in reading.sources] == ["source:ofsted-inspection-outcomes-2025-09-25"]
    assert (outcome.body, outcome.kind) == ("authority:E06999001", "standard inspection")
    assert (outcome.inspected_from, outcome.published) == ("2024-04-08", "2024-05-20")
    assert {grade.area: grade.grade for grade in outcome.grades} == {
        "overall": "Good",
        "impact-of-leaders": "Good",
        "help-and-protection": "Requires improvement",
        "in-care": "Outstanding",
        "care-leavers": "Good",
    }


@pytest.mark.parametrize(
    "start",
    [[], [["prose"]], [*PROSE, [], ["more prose", ""]], [[None, None]] * 9],
    ids=["none", "a row", "rows and a blank", "blank rows"],
)
def test_the_header_may_stand_anywhere(tmp_path: Path, start: Rows) -> None:
    plain = read(release_2025(tmp_path / "a.ods", [history_row()]))
    assert read(release_2025(tmp_path / "b.ods", [history_row()], start=start)).outcomes == plain.outcomes


def test_columns_may_come_in_another_order(tmp_path: Path) -> None:
    turned = dict(reversed(history_row().items()))
    plain = read(release_2025(tmp_path / "a.ods", [history_row()]))
    assert read(release_2025(tmp_path / "b.ods", [turned])).outcomes == plain.outcomes


@pytest.mark.parametrize(
    "written", [" Overall effectiveness ", "Overall\neffectiveness", "OVERALL  effectiveness"]
)
def test_a_header_may_have_spaces_and_line_breaks(tmp_path: Path, written: str) -> None:
    row = renamed(history_row(), OVERALL, written)
    assert len(read(release_2025(tmp_path / "a.ods", [row])).outcomes[0].grades) == 5


def test_a_repeated_header_is_no_row(tmp_path: Path) -> None:
    row = history_row()
    rows: list[dict[str, Cell]] = [row, {name: name for name in row}, earlier_row()]
    reading = read(release_2025(tmp_path / "a.ods", rows))
    assert (reading.read, len(reading.outcomes), reading.refused) == (2, 2, ())


def test_a_sheet_may_hold_two_tables(tmp_path: Path) -> None:
    wide, year, latest = (list(tabled.table.headers) for tabled in LAYOUT_2024.tables)
    first: dict[str, Cell] = dict.fromkeys(wide, "")
    first |= {
        "Local authority name": "Eastmarsh",
        "First ILACS publication date": date(2024, 5, 20),
        "First ILACS inspection type": "ILACS Short Inspection",
        "First ILACS overall effectiveness": "Good",
    }
    former = [name.replace("First ILACS", "ILACS framework") for name in wide[:8]]
    former[-1] = "ILACS framework experiences and progress of children in care and care leavers"
    below: list[Cell] = ["", "Eastmarsh", date(2018, 8, 24), "ILACS Standard Inspection", *GRADES]
    sheets: dict[str, Rows | str] = {
        "Cover": cover(2024),
        "wide": [*PROSE, wide, list(first.values()), [], ["Councils that no longer exist"], former, below],
        "year": [year],
        "latest": [latest],
    }
    found = {each.body: each for each in read(write_ods(tmp_path / "a.ods", sheets)).outcomes}
    assert set(found) == {"authority:E06999001", "authority:E10999001"}
    assert found["authority:E10999001"].kind == "standard inspection"
    assert "in-care-and-care-leavers" in {grade.area for grade in found["authority:E10999001"].grades}


@pytest.mark.parametrize("word", ["", " ", " -", "REDACTED", "nan", "None", "Not yet inspected", "\u00a0"])
def test_words_for_nothing_are_nothing(tmp_path: Path, word: str) -> None:
    assert filled(word) == ""
    (outcome,) = read(release_2025(tmp_path / "a.ods", [history_row(**{LEAVERS: word})])).outcomes
    assert {grade.area for grade in outcome.grades} >= {"overall", "in-care-and-care-leavers"}
    assert "care-leavers" not in {grade.area for grade in outcome.grades}


def test_a_row_that_states_no_inspection_is_counted_and_passed(tmp_path: Path) -> None:
    row = dict.fromkeys(history_row(), "") | {
        "Web link": "x", "Local authority area code": "E06999001", "Local authority name": "Eastmarsh",
        "Inspection date": "Not yet inspected",
    }  # fmt: skip
    reading = read(release_2025(tmp_path / "a.ods", [row]))
    assert (reading.read, reading.outcomes) == (0, ())
    assert reading.skipped == (("authorities that were not inspected", 1),)


def test_spaces_and_links_are_not_part_of_a_name(tmp_path: Path) -> None:
    assert text('=HYPERLINK("https://www.example.org"; "East ""marsh""")') == 'East "marsh"'
    row = history_row(**{"Local authority name": '=HYPERLINK("https://www.example.org";"Eastmarsh ")'})
    assert read(release_2025(tmp_path / "a.ods", [row])).outcomes[0].body == "authority:E06999001"


@pytest.mark.parametrize(
    "written", ["20/05/2024", "20/05/24", "20 May 2024", "2024-05-20", "20.05.2024", "20-May-24"]
)
def test_a_date_may_be_text(tmp_path: Path, written: str) -> None:
    assert day(written) == "2024-05-20"
    row = history_row(**{"Publication date": written})
    assert read(release_2025(tmp_path / "a.ods", [row])).outcomes[0].published == "2024-05-20"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_may_be_in_utf_8_or_windows_1252(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "jtai.csv"
    head = (
        "framework,kind,body,published,inspected_from,inspected_to,focus,source,locator,licence,source_name"
    )
    row = "jtai,joint inspection,authority:E06999001,2024-05-20,,,children’s mental health,source:x,p,,X"
    path.write_bytes(f"{head},source_publisher\n{row},X\n".encode(encoding))
    assert read(path).outcomes[0].focus == "children’s mental health"


def test_the_council_is_the_one_that_existed_then(tmp_path: Path) -> None:
    then: dict[str, Cell] = {
        "Inspection date": date(2018, 5, 1),
        "Publication date": date(2018, 6, 20),
        LEAVERS: "",
    }
    (outcome,) = read(release_2025(tmp_path / "a.ods", [history_row(**then)])).outcomes
    assert outcome.body == "authority:E10999001"


def test_conventions_of_data_to_insight_are_understood(tmp_path: Path) -> None:
    row: dict[str, Cell] = {
        "urn": "", "ltla23cd": "E06999001", "local_authority": "eastmarsh", "inspection_framework": "short",
        "inspection_start_date": "08/04/2022", "inspection_end_date": "12/04/2022",
        "publication_date": "20/05/22",
        "overall_effectiveness_grade": "requires improvement", "impact_of_leaders_grade": "good",
        "help_and_protection_grade": "nan", "in_care_grade": "outstanding",
        "care_leavers_grade": "inspection_pre_dates_judgement",
    }  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", "misnamed", [list(row), list(row.values())])
    reading = read(path)
    (outcome,) = reading.outcomes
    assert set(row) == set(ILACS_HEADERS)
    assert [source.published for source in reading.sources] == ["2026-06-29"]
    assert (outcome.kind, outcome.inspected_to, outcome.published) == (
        "short inspection",
        "2022-04-12",
        "2022-05-20",
    )
    assert [(grade.area, grade.grade, grade.raw) for grade in outcome.grades] == [
        ("impact-of-leaders", "Good", "good"),
        ("in-care-and-care-leavers", "Outstanding", "outstanding"),
        ("overall", "Requires improvement", "requires improvement"),
    ]


def test_a_grade_before_2014_is_the_one_that_was_given(tmp_path: Path) -> None:
    headers = list(LAYOUT_2023.tables[0].table.headers)
    row: dict[str, Cell] = dict.fromkeys(headers, "")
    row |= {
        "Web link": "x",
        "Local authority name": "Eastmarsh",
        "Child Protection Inspections (CPI) publication date": date(2013, 2, 1),
        "CPI Overall Effectiveness (OE)": "Requires improvement to be good",
    }
    others = {
        str(number): [list(tabled.table.headers)] for number, tabled in enumerate(LAYOUT_2023.tables[1:])
    }
    sheets: dict[str, Rows | str] = {
        "Cover": cover(2023, layout=LAYOUT_2023),
        "LA": [headers, list(row.values())],
    }
    (outcome,) = read(write_ods(tmp_path / "a.ods", sheets | others)).outcomes
    assert outcome.body == "authority:E10999001"
    assert [(grade.grade, grade.raw) for grade in outcome.grades] == [
        ("Adequate", "Requires improvement to be good")
    ]
