"""Time lines and strips as plain data: where marks stand, which of them are one, what is absent and how."""

from __future__ import annotations

import pytest

from web.pages.replies import Replies
from web.pictures.grades import by_framework
from web.pictures.time_line import Dated, Kind, Size, by_date, drawing, span

SIZE = Size(year=60, near=10, row=20, head=30, gap=5)


@pytest.mark.parametrize(
    ("date", "start", "length"),
    [("2016", 2016.0, 1.0), ("2016-07", 2016.5, 1 / 12), ("2016-01-01", 2016.0, 1 / 372)],
)
def test_a_date_reaches_as_far_as_it_is_known(date: str, start: float, length: float) -> None:
    first, last = span(date)
    assert first == pytest.approx(start)
    assert last - first == pytest.approx(length)


def row(*dated: Dated) -> tuple[list[tuple[float, int]], list[tuple[float, float]], int]:
    line = drawing({"NAMED": [Kind("Letters", "correspondence", dated)]}, SIZE)
    assert line is not None
    [only] = line.lanes[0].rows
    return [(round(mark.at, 1), mark.count) for mark in only.marks], [*only.bars], only.undated


def test_near_marks_are_one_with_their_number_and_none_is_lost() -> None:
    marks, _, undated = row(Dated("2016-01-01"), Dated("2016-01-20", 2), Dated("2016-07-01"), Dated("", 3))
    assert [count for _, count in marks] == [3, 1]
    assert undated == 3
    assert marks[1][0] == pytest.approx(30, abs=0.2)


def test_a_long_run_of_near_marks_is_cut_where_it_is_wider_than_a_mark() -> None:
    marks, _, _ = row(*(Dated(f"2016-{month:02}-01") for month in range(1, 13)))
    assert sum(count for _, count in marks) == 12
    assert len(marks) > 1


def test_only_a_date_in_doubt_has_a_bar() -> None:
    assert row(Dated("2016-03-01"))[1] == []
    assert row(Dated("2016"))[1] == [(0.0, 60.0)]


def test_a_date_in_doubt_stands_in_the_middle_of_its_bar() -> None:
    assert row(Dated("2016"))[0] == [(30.0, 1)]


def test_years_begin_with_the_first_date_and_end_after_the_last() -> None:
    line = drawing({"NAMED": [Kind("Letters", "correspondence", [Dated("2014"), Dated("2016-12-31")])]}, SIZE)
    assert line is not None
    assert [year for year, _ in line.years] == [2014, 2015, 2016, 2017]
    assert line.length == 180


def test_without_a_date_there_is_nothing_to_draw() -> None:
    assert drawing({"NAMED": [Kind("Letters", "correspondence", [Dated("", 2)])], "AREA": []}, SIZE) is None


def test_things_of_one_date_are_counted_together() -> None:
    assert by_date(["2016", None, "2016", "2015"]) == (Dated("", 1), Dated("2015", 1), Dated("2016", 2))


def graded(cycle: str, area: str = "efficiency") -> dict[str, object]:
    judgement = {"id": f"judgement:{cycle}", "area": area, "cycle": cycle, "published": None, "grade": "Good"}
    return {**judgement, "framework": "hmic-peel", "question": f"How efficient in {cycle}?"}


def cycle_of_peel(cycle: str, **questions: str) -> dict[str, object]:
    states = [
        {"question": name, "state": state, "put": state != "NOT_KNOWN"} for name, state in questions.items()
    ]
    framework = {"id": "framework:hmic-peel", "name": "PEEL"}
    return {"framework": framework, "cycle": cycle, "questions": states}


def test_a_cycle_without_a_grade_says_why_in_the_words_of_coverage() -> None:
    coverage = [cycle_of_peel("2015", efficiency="NOT_ASKED"), cycle_of_peel("2016", efficiency="COMPLETE")]
    [peel] = by_framework([graded("2016")], coverage, [])
    [strip] = peel.others
    assert [(cell.cycle, cell.absent, len(cell.judgements)) for cell in strip.cells] == [
        ("2015", "NOT_ASKED", 0),
        ("2016", "COMPLETE", 1),
    ]
    assert strip.question == "How efficient in 2016?"


def test_a_contested_question_stands_with_those_that_are_nearest_to_children() -> None:
    coverage = [cycle_of_peel("2016", efficiency="COMPLETE", legitimacy="EXISTS_NOT_HELD")]
    [peel] = by_framework([graded("2016")], coverage, ["judgement:2016"])
    assert [strip.area for strip in peel.first] == ["efficiency"]
    assert [strip.area for strip in peel.others] == ["legitimacy"]


def test_a_question_that_no_cycle_is_known_to_have_put_is_named_once() -> None:
    coverage = [
        cycle_of_peel(cycle, efficiency="COMPLETE", leadership="NOT_KNOWN") for cycle in ("2015", "2016")
    ]
    [peel] = by_framework([graded("2015"), graded("2016")], coverage, [])
    assert peel.unknown == ["leadership"]
    assert [strip.area for strip in peel.others] == ["efficiency"]


def test_a_statement_stands_once_beside_each_claim_that_it_contests() -> None:
    said = {"id": "statement:a", "disputes": [{"id": "judgement:x"}], "qualifies": [], "answers": []}
    held = {"id": "judgement:x", "disputedBy": [said, {"id": "statement:b"}], "qualifiedBy": []}
    replies = Replies.of([{"node": said}], [held])
    assert [each["id"] for each in replies.beside("judgement:x")["disputedBy"]] == [
        "statement:a",
        "statement:b",
    ]
    assert replies.contested == ["judgement:x"]
    assert replies.beside("judgement:y")["disputedBy"] == []
