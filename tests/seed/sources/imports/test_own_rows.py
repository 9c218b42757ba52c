"""The project's own tables as people fill them in: names, lists, days, and every problem at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from seed.sources.imports.reading import Reading
from tests.helpers.own_tables import Rows, written

LETTER = "correspondence:example-letter-2027"


def _ends(reading: Reading, kind: str) -> list[str]:
    return [link.end for link in reading.part.records.relationships if link.type == kind]


@pytest.mark.parametrize("found", ["Kent Police", "force:kent", "E23000032", "kent", "kent police"])
def test_a_force_goes_by_its_name_id_or_code(rows: Rows, found: str) -> None:
    reading = rows("peel.csv", {"force_id": found})
    assert ([each.body for each in reading.outcomes], reading.refused) == (["force:kent"], ())


@pytest.mark.parametrize("found", ["Kent", "Knt Police", "Cleveland & Kent Police", "force:knt"])
def test_a_name_that_is_not_sure_is_refused_with_candidates(rows: Rows, found: str) -> None:
    (refused,) = rows("peel.csv", {"force_id": found}).refused
    assert (refused.row, refused.column, refused.value) == (2, "force_id", found)
    assert "force:kent" in refused.reason or "nothing here is like it" in refused.reason


def test_findings_and_letters_take_names_and_lists(rows: Rows) -> None:
    finding = {
        "attributed_to": "Kent Police", "who": "named force", "observed_in": "Bromley", "correspondence": "",
        "themes": "theme:domestic-abuse-information; Vetting and disclosure checks",
    }  # fmt: skip
    reading = rows("findings.csv", finding)
    assert reading.refused == ()
    assert _ends(reading, "ATTRIBUTED_TO") == ["force:kent"]
    assert _ends(reading, "OBSERVED_IN") == ["authority:E09000006"]
    assert len(_ends(reading, "HAS_THEME")) == 2
    letter = rows("correspondence.csv", {"sent_for": "Kent Police; Avon and Somerset Constabulary; Ofsted"})
    assert letter.refused == ()
    assert _ends(letter, "SENT_FOR") == ["force:kent", "force:avon-and-somerset", "inspectorate:ofsted"]


def test_ids_with_spaces_between_them_are_still_a_list(rows: Rows) -> None:
    reading = rows("correspondence.csv", {"sent_for": "force:kent inspectorate:ofsted"})
    assert _ends(reading, "SENT_FOR") == ["force:kent", "inspectorate:ofsted"]


@pytest.mark.parametrize("date", ["2018", "2019", "2019-03", "2027"])
def test_a_letter_from_dorset_may_be_of_the_council_the_force_or_the_board(rows: Rows, date: str) -> None:
    (refused,) = rows("correspondence.csv", {"sent_for": "Dorset", "date": date}).refused
    assert (refused.column, refused.value) == ("sent_for", "Dorset")
    assert "Dorset Police (force:dorset)" in refused.reason


BEFORE = {"published": "2018-05-20", "inspected_from": "2018-04-12", "inspected_to": "2018-04-23"}


@pytest.mark.parametrize(
    ("found", "dates", "council"),
    [
        ("authority:E06000059", BEFORE, "authority:E10000009"),
        ("E06000059", BEFORE, "authority:E10000009"),
        ("Dorset", BEFORE, "authority:E10000009"),
        ("Dorset Council", BEFORE, "authority:E10000009"),
        ("authority:E10000009", {}, "authority:E06000059"),
        ("authority:E06000004", BEFORE, "authority:E06000004"),
    ],
)
def test_an_inspection_is_of_the_council_of_that_day(
    rows: Rows, found: str, dates: dict[str, str], council: str
) -> None:
    """Dorset County Council (E10000009) was replaced by Dorset Council (E06000059) on 1 April 2019."""
    reading = rows("inspections.csv", {"body": found, **dates})
    assert ([each.body for each in reading.outcomes], reading.refused) == ([council], ())
    moved = found.rpartition(":")[2] in ("E06000059", "E10000009") or found == "Dorset Council"
    assert len(reading.notes) == moved


@pytest.mark.parametrize(
    ("found", "dates", "there"),
    [
        ("authority:E06000058", BEFORE, ("Bournemouth (E06000028)", "Poole (E06000029)")),
        ("authority:E10000021", {}, ("North Northamptonshire", "West Northamptonshire")),
    ],
)
def test_where_several_councils_were_there_the_row_is_refused_with_their_names(
    rows: Rows, found: str, dates: dict[str, str], there: tuple[str, ...]
) -> None:
    (refused,) = rows("inspections.csv", {"body": found, **dates}).refused
    assert (refused.column, refused.value) == ("body", found)
    assert all(name in refused.reason for name in there)


def test_a_board_is_of_the_council_of_that_day_and_none_after_they_ended(rows: Rows) -> None:
    review = {
        "framework": "lscb-review", "kind": "board review", "body": "board:lscb:E06000059",
        "published": "2016-01-01",
        "inspected_from": "", "inspected_to": "", "help_and_protection": "",
    }  # fmt: skip
    assert [each.body for each in rows("inspections.csv", review).outcomes] == ["board:lscb:E10000009"]
    (refused,) = rows("inspections.csv", review | {"published": "2027-01-01"}).refused
    assert "2019-09-30" in refused.reason or "did not exist" in refused.reason


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"inspected_to": "2027-04-01"}, "inspected_to", "before the first day"),
        ({"published": "2027-04-13"}, "published", "before the inspection"),
        ({"published": "9999-01-01"}, "published", "1800 to 2100"),
        ({"published": "0000"}, "published", "not a date"),
        ({"inspected_from": "1066-10-14"}, "inspected_from", "1800 to 2100"),
        ({"body": "Kent Police"}, "body", "authority:E10000016"),
        ({"body": "force:kent"}, "body", "of the wrong kind"),
        ({"body": "=A2"}, "body", "is a formula"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "no web address"),
        ({"source_url": "http://user:pw@example.org/"}, "source_url", "user name"),
        ({"carried_out_by": "inspectorate:cqc; inspectorate:none"}, "carried_out_by", "known are"),
    ],
)
def test_an_impossible_row_is_refused_and_the_others_are_read(
    rows: Rows, changed: dict[str, str], column: str, reason: str
) -> None:
    good = {"body": "authority:E06000001"}
    reading = rows("inspections.csv", good, changed)
    (refused,) = reading.refused
    assert (refused.row, refused.column) == (3, column)
    assert reason in refused.reason
    assert (reading.read, reading.refused_count, len(reading.outcomes)) == (2, 1, 1)


def test_twenty_naive_findings_get_all_their_problems_at_once(rows: Rows) -> None:
    naive = {
        "polarity": "bad", "date": "last May", "observed_in": "Bromly", "attributed_to": "Kent",
        "themes": "Vetting; theme:nope", "locator": "", "source": "a letter", "correspondence": "",
    }  # fmt: skip
    reading = rows("findings.csv", *({**naive, "id": f"finding {number}"} for number in range(20)))
    assert (reading.read, reading.refused_count) == (20, 20)
    columns = {"id", "polarity", "date", "observed_in", "attributed_to", "themes", "locator", "source"}
    for row in range(2, 22):
        assert {each.column for each in reading.refused if each.row == row} == columns


def test_one_id_twice_and_one_source_described_twice_are_refused(rows: Rows) -> None:
    other = {"id": "finding:other", "source_name": "Another name"}
    reading = rows("findings.csv", {}, {"summary": "Another summary."}, other)
    assert [(each.row, each.column) for each in reading.refused] == [(3, "summary"), (4, "source_name")]
    assert (reading.read, reading.refused_count) == (3, 2)


def test_a_theme_or_letter_that_nothing_states_refuses_its_row(rows: Rows) -> None:
    good = {"correspondence": ""}
    wrong = {"id": "finding:b", "correspondence": "correspondence:none-2027", "themes": "theme:nope"}
    reading = rows("findings.csv", good, wrong)
    assert {(each.row, each.column, each.value) for each in reading.refused} == {
        (3, "correspondence", "correspondence:none-2027"), (3, "themes", "theme:nope"),
    }  # fmt: skip
    assert (reading.read, reading.refused_count) == (2, 1)


def test_check_dry_run_and_strict_agree(tmp_path: Path) -> None:
    """Over files with nothing, one cell, a whole row, and every row wrong."""
    run = CliRunner(env={"SAFEGUARDING_HOME": str(tmp_path / "home")})
    paths = [
        str(written(tmp_path / f"{case}.csv", name, *changes)) for case, (name, changes) in TABLES.items()
    ]
    answers = [run.invoke(app, ["import", way, "--json", *paths]) for way in ("--check", "--dry-run")]
    files = [json.loads(each.stdout)["files"] for each in answers]
    assert files[0] == files[1]
    assert [each.exit_code for each in answers] == [1, 0]
    counts = ("added", "unchanged", "changed", "refused", "repeated")
    for case, file in zip(TABLES, files[0], strict=True):
        assert file["read"] == len(TABLES[case][1]) == sum(file[each] for each in counts), case
        assert file["refused"] == WRONG[case], case
        assert len({each["row"] for each in file["refusals"]}) == WRONG[case], case
    for case, path in zip(TABLES, paths, strict=True):
        if case in ("good", "a name"):
            strict = run.invoke(app, ["import", "--dry-run", "--strict", path])
            assert strict.exit_code == (WRONG[case] > 0)


TABLES: dict[str, tuple[str, list[Mapping[str, str]]]] = {
    "good": ("peel.csv", [{}]),
    "a name": ("peel.csv", [{}, {"force_id": "Kent"}]),
    "an unknown theme": ("findings.csv", [{"id": "finding:a"}, {"id": "finding:b", "themes": "theme:x"}]),
    "a date": ("inspections.csv", [{"inspected_to": "2027-01-01"}]),
    "a reply before its letter": ("correspondence.csv", [
        {}, {"id": "correspondence:b", "date": "2020", "replies_to": LETTER}]),
    "an id of the product": ("findings.csv", [
        {"id": "finding:c"}, {"id": "finding:bury-conference-attendance"}]),
    "hidden characters": ("findings.csv", [
        {"id": "finding:d"}, {"id": "finding:e", "summary": "a\u0001b"},
        {"id": "finding:f", "summary": "a" * 5000}]),
    "a row twice": ("findings.csv", [
        {"id": "finding:g"}, {"id": "finding:g"}, {"id": "finding:g", "date": "2026"}]),
    "before its inspection": ("findings.csv", [
        {"id": "finding:h", "inspection": "inspection:lscb-review:E08000002:2016-05-16", "date": "2010"}]),
    "another body": ("inspections.csv", [{"body_name": "Kent"}, {"kind": "glance"}, {"source_nme": "x"}]),
    "before its cycle": ("peel.csv", [{"published": "2001-01-01"}, {"force_id": "Bury"}]),
}  # fmt: skip
WRONG = dict.fromkeys(TABLES, 1) | {
    "good": 0,
    "hidden characters": 2,
    "another body": 3,
    "before its cycle": 2,
}
