"""Answers to inspections in the project's own table: one answer of several rows, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model.nodes import Correspondence, Entity, Statement
from graph.model.vocabulary import StatementKind
from seed.sources.imports.reading import Reading
from tests.helpers.own_tables import Rows

ANSWER = "correspondence:example-answer-2027"
SECOND = {"id": "statement:example-answer-again", "stance": "accepts", "summary": "The force accepted it."}


def nodes(reading: Reading, kind: type[Entity]) -> list[Any]:
    return [record.node for record in reading.part.records.nodes if isinstance(record.node, kind)]


def ends(reading: Reading, kind: str) -> set[tuple[str, str]]:
    return {(link.start, link.end) for link in reading.part.records.relationships if link.type == kind}


def test_rows_of_one_answer_are_statements_of_one_correspondence(rows: Rows) -> None:
    reading = rows("responses.csv", {}, SECOND)
    assert (reading.read, reading.refused) == (2, ())
    (letter,) = nodes(reading, Correspondence)
    assert letter.id == ANSWER
    statements = {each.id: each.kind for each in nodes(reading, Statement)}
    assert statements == {
        "statement:example-answer-plan": StatementKind.REPORT,
        "statement:example-answer-again": StatementKind.ACCEPTANCE,
    }
    assert ends(reading, "MADE_IN") == {(own, ANSWER) for own in statements}
    inspection = "inspection:ofsted-sif:E06000004:2016-08-05"
    assert ends(reading, "ANSWERS") == {(own, inspection) for own in (ANSWER, *statements)}
    assert ends(reading, "SENT_FOR") == {(ANSWER, "force:cleveland")}
    assert ends(reading, "SENT_BY") == {(ANSWER, "person:example-speaker")}
    assert ends(reading, "SENT_AS") == {(ANSWER, "post:cleveland:example-post")}


def test_an_answer_in_which_two_speak_is_sent_by_neither(rows: Rows) -> None:
    other = {**SECOND, "person": "person:another-speaker", "person_name": "Another speaker"}
    reading = rows("responses.csv", {}, other)
    assert ends(reading, "SENT_BY") == set()
    assert {end for _, end in ends(reading, "MADE_BY")} == {
        "person:example-speaker",
        "person:another-speaker",
    }


def test_a_row_that_names_nobody_is_said_by_nobody(rows: Rows) -> None:
    nobody = {**SECOND, "person": "", "person_name": "", "post": "", "post_name": ""}
    reading = rows("responses.csv", {}, nobody)
    assert {start for start, _ in ends(reading, "MADE_BY")} == {"statement:example-answer-plan"}
    assert {start for start, _ in ends(reading, "MADE_FOR")} == {
        each.id for each in nodes(reading, Statement)
    }


def test_a_person_and_a_post_that_the_graph_has_are_not_made_again(rows: Rows) -> None:
    known = {"person": "person:iain-spittal", "post": "post:cleveland:chief-constable"}
    reading = rows("responses.csv", known)
    assert ends(reading, "SENT_BY") == {(ANSWER, "person:iain-spittal")}
    assert ends(reading, "POST_IN") == set()
    made = {record.node.id for record in reading.part.records.nodes}
    assert not made & {*known.values()}


def test_a_public_statement_may_be_of_somebody_unnamed(rows: Rows) -> None:
    unnamed = {"kind": "public statement", "sent_for": "", "person": "", "person_name": ""}
    reading = rows("responses.csv", {**unnamed, "post": "", "post_name": ""})
    assert reading.refused == ()
    assert ends(reading, "SENT_FOR") == ends(reading, "SENT_BY") == ends(reading, "MADE_FOR") == set()


def test_an_answer_for_two_bodies_is_of_both_and_a_new_post_of_the_first(rows: Rows) -> None:
    reading = rows("responses.csv", {"sent_for": "force:cleveland; force:kent"})
    assert ends(reading, "SENT_FOR") == {(ANSWER, "force:cleveland"), (ANSWER, "force:kent")}
    assert {end for _, end in ends(reading, "MADE_FOR")} == {"force:cleveland", "force:kent"}
    assert ends(reading, "POST_IN") == {("post:cleveland:example-post", "force:cleveland")}


def test_a_day_may_be_missing(rows: Rows) -> None:
    (letter,) = nodes(rows("responses.csv", {"date": ""}), Correspondence)
    assert letter.date is None


@pytest.mark.parametrize(
    ("stance", "kind"),
    [
        ("accepts", "ACCEPTANCE"),
        ("accepts in part", "QUALIFICATION"),
        ("qualifies", "QUALIFICATION"),
        ("reports action", "REPORT"),
        ("unknown", "POSITION"),
        ("disputes", "DISPUTE"),
    ],
)
def test_a_stance_is_a_kind_of_statement(rows: Rows, stance: str, kind: str) -> None:
    (statement,) = nodes(rows("responses.csv", {"stance": stance}), Statement)
    assert statement.kind.value == kind


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"stance": "welcomes"}, "stance", "is no stance"),
        ({"inspection": "the inspection of 2016"}, "inspection", "is not the id of an inspection"),
        ({"inspection": "inspection:ofsted-sif:none:1999-01-01"}, "inspection", "is not stated anywhere"),
        ({"sent_for": "Clevland Police"}, "sent_for", "force:cleveland"),
        ({"sent_for": "", "person": "", "post": ""}, "sent_for", "write one of them"),
        ({"sent_for": ""}, "post", "is a post in no body"),
        ({"person_name": ""}, "person_name", "a value is needed"),
        ({"answer": "correspondence:Kent"}, "answer", "is not the id of a correspondence"),
        ({"quote": "word " * 16}, "quote", "at most 15"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_cell(
    rows: Rows, changes: dict[str, str], column: str, reason: str
) -> None:
    (refused,) = rows("responses.csv", changes).refused
    assert (refused.row, refused.column) == (2, column)
    assert reason in refused.reason


def test_rows_that_disagree_about_their_answer_are_refused(rows: Rows) -> None:
    (refused,) = rows("responses.csv", {}, {**SECOND, "date": "2027-06-21"}).refused
    assert (refused.row, refused.column, refused.value) == (3, "date", "2027-06-21")
    assert "row 2" in refused.reason
