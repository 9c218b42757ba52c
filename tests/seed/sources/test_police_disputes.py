"""What inspectorates were told about their claims, against the published tables, read independently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Correspondence, Judgement, Person, Review, Statement
from seed.build.chronology import Chronology
from seed.build.histories import histories
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from tests.helpers.disputed import (
    ANSWERS,
    CALLED,
    GRADES,
    KINDS,
    NOT_BESIDE,
    OF_THE_PROCESS,
    SAME,
    SCOPES,
    assert_stands,
    id_of,
    places,
)
from tests.helpers.mended_rows import mended
from tests.helpers.police_tables import Row, table

Passages = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def folder(sources: Path) -> Path:
    return sources / "data" / "police"


@pytest.mark.parametrize(
    ("name", "key", "rows"),
    [
        ("dispute_claims", "claim_key", 60),
        ("disputes", "dispute_key", 71),
        ("dispute_replies", "reply_key", 11),
        ("dispute_outcomes", "outcome_key", 30),
        ("dispute_letters", "letter_key", 40),
        ("dispute_statements", "statement_key", 65),
    ],
)
def test_each_row_is_in_the_graph_once_with_its_words(
    records: Indexed, folder: Path, passages: Passages, name: str, key: str, rows: int
) -> None:
    found = table(folder / f"{name}.csv")
    assert len(found) == rows
    for row in found:
        assert_stands(records, id_of(records, row[key]), row["quote"], passages[row["passage"]], row[key])


def test_no_row_is_left_out_and_none_is_added(records: Indexed, folder: Path) -> None:
    keys = {
        row[key]
        for name, key in (
            ("dispute_claims", "claim_key"),
            ("disputes", "dispute_key"),
            ("dispute_replies", "reply_key"),
            ("dispute_statements", "statement_key"),
        )
        for row in table(folder / f"{name}.csv")
    }
    own = {f"statement:{key}" for key in keys - set(SAME) - set(GRADES)}
    committed = {row["id"] for row in table(Sources().police / "disputes.csv")}
    assert committed == own
    outcomes = {f"review:{row['outcome_key']}" for row in table(folder / "dispute_outcomes.csv")}
    assert {row["id"] for row in table(Sources().police / "dispute_outcomes.csv")} == outcomes
    letters = {f"correspondence:{row['letter_key']}" for row in table(folder / "dispute_letters.csv")}
    held = {row["id"] for row in table(Sources().police / "dispute_letters.csv")}
    assert letters - held == {f"correspondence:{key}" for key in SAME if key.startswith("ltr-")}
    assert all(each.startswith("correspondence:statement-") for each in held - letters)
    assert not {own for own in records.nodes if own.startswith(tuple(f"statement:{key}" for key in GRADES))}


def test_a_claim_is_what_it_is_about(records: Indexed, folder: Path) -> None:
    links = {row["claim_key"]: row for row in table(folder / "claim_links.csv")}
    for row in table(folder / "dispute_claims.csv"):
        key, own = row["claim_key"], id_of(records, row["claim_key"])
        if key in SAME:
            continue
        kind, about = links[key]["about_kind"], links[key]["about_key"]
        if key in GRADES:
            force, cycle, question = about.split("|")
            judgement = records.get(own)
            assert isinstance(judgement, Judgement)
            assert (kind, judgement.cycle, judgement.area) == ("peel-grade", cycle, question)
            assert records.ends("JUDGEMENT_OF", own) == (f"force:{force}",)
            continue
        statement = records.get(own)
        assert isinstance(statement, Statement)
        row = mended(row, own)
        said = (statement.kind.value, statement.summary, str(statement.date or ""), statement.scope or "")
        assert said == (KINDS["clm"][row["kind"]], row["summary"], row["date"], SCOPES[row["scope"]]), key
        subjects = set(records.ends("ABOUT", own))
        if row["about_force_id"]:
            assert f"force:{row['about_force_id']}" in subjects, key
        others = {each for each in subjects if not each.startswith("force:")}
        assert {each.partition(":")[0] for each in others} == {
            "peel-grade": {"judgement"},
            "peel-assessment": {"inspection"},
            "inspection": {"inspection"} if about else set(),
            "other": set(),
        }[kind], key


def test_each_dispute_speaks_to_its_claim_and_says_what_it_does_not_dispute(
    records: Indexed, folder: Path, passages: Passages
) -> None:
    for published in table(folder / "disputes.csv"):
        key, own = published["dispute_key"], id_of(records, published["dispute_key"])
        row = mended(published, own)
        relationship = "QUALIFIES" if row["kind"] == "qualifies" else "DISPUTES"
        claims = () if key in OF_THE_PROCESS else (id_of(records, row["claim_key"]),)
        assert records.ends(relationship, own) == claims, key
        statement = records.get(own)
        assert isinstance(statement, Statement)
        assert statement.kind.value == KINDS["dsp"].get(row["kind"], "CRITICISM"), key
        assert (str(statement.date or ""), statement.scope or "") == (row["date"], SCOPES[row["scope"]]), key
        if key in SAME:
            assert not row["not_disputed"] or key in NOT_BESIDE, key
            continue
        assert (statement.summary, statement.not_disputed or "") == (row["summary"], row["not_disputed"]), key
        if published["not_disputed"]:
            quote, passage = row["not_disputed_quote"], passages[row["not_disputed_passage"]]
            assert_stands(records, own, quote, passage, key)


def test_what_the_answers_to_the_letter_leave_standing_is_in_their_thread(records: Indexed) -> None:
    undisputed = {
        "statement:dorset-backlog-dealt-with": "finding:dorset-vetting-adopters",
        "statement:cambridgeshire-attendance-figures": "finding:peterborough-report-conferences",
    }
    for own, finding in undisputed.items():
        assert records.ends("DOES_NOT_DISPUTE", own) == (finding,)


def name_of(records: Indexed, own: str) -> str:
    return str(getattr(records.get(own), "name", ""))


def test_each_dispute_is_made_by_whom_its_row_names_in_the_letter_of_that_day(
    records: Indexed, folder: Path
) -> None:
    links = {row["dispute_key"]: row["letter_key"] for row in table(folder / "dispute_links.csv")}
    assert len(links) == 71
    for row in table(folder / "disputes.csv"):
        key, own = row["dispute_key"], id_of(records, row["dispute_key"])
        is_joint = " and " in row["disputed_by"]
        named = [] if is_joint or not row["disputed_by"] else [row["disputed_by"]]
        people = [name_of(records, each) for each in records.ends("MADE_BY", own)]
        assert people == [CALLED.get(each, each) for each in named], key
        if row["force_id"] and row["on_behalf_of"] and "Commissioner" not in row["post"]:
            assert records.ends("MADE_FOR", own) == (f"force:{row['force_id']}",), key
        if row["post"].startswith("Police and Crime Commissioner"):
            assert records.ends("MADE_FOR", own) == (f"local-policing-body:{row['force_id']}",), key
        (letter,) = records.ends("MADE_IN", own)
        if links[key]:
            assert letter == id_of(records, links[key]), key
            continue
        made_in = records.get(letter)
        assert isinstance(made_in, Correspondence)
        assert str(made_in.date or "") == row["date"], key
        if not letter.startswith("correspondence:ncpi-") and key != "dsp-leics-2015-dcc":
            assert made_in.kind.value == "PUBLIC_STATEMENT", key
            assert records.ends("SENT_BY", letter) == records.ends("MADE_BY", own), key


def test_each_reply_answers_what_its_row_answers(records: Indexed, folder: Path) -> None:
    for row in table(folder / "dispute_replies.csv"):
        key, own = row["reply_key"], id_of(records, row["reply_key"])
        assert id_of(records, row["to_key"]) in records.ends("ANSWERS", own), key
        statement = records.get(own)
        assert isinstance(statement, Statement)
        if key not in SAME:
            said = (statement.summary, str(statement.date or ""), statement.scope or "")
            assert said == (row["summary"], row["date"], SCOPES[row["scope"]]), key
            names = [name_of(records, each) for each in records.ends("MADE_BY", own)]
            assert all(row["by"].startswith(each) for each in names), key
            # A body that another speaks of did not speak itself.
            assert bool(names) == (", " in row["by"] and "according to" not in row["by"]), key


def test_each_outcome_is_of_what_its_row_names_with_its_kind_and_who_says_so(
    records: Indexed, folder: Path, passages: Passages
) -> None:
    for published in table(folder / "dispute_outcomes.csv"):
        own = f"review:{published['outcome_key']}"
        row = mended(published, own)
        review = records.get(own)
        assert isinstance(review, Review)
        assert records.ends("REVIEW_OF", own) == (id_of(records, row["to_key"]),), own
        found = (review.status, review.done_by, review.summary, str(review.date or ""), review.scope or "")
        assert found == (row["kind"], row["by"], row["summary"], row["date"], SCOPES[row["scope"]]), own
        (place,) = places(records, own)
        is_inspectorate = passages[row["passage"]]["publisher"] == "HMICFRS"
        assert (review.said_by.value == "INSPECTORATE") == is_inspectorate, own
        assert place[3] == passages[row["passage"]]["publisher"]


def test_each_letter_has_its_kind_its_day_its_sender_and_what_it_replies_to(
    records: Indexed, folder: Path
) -> None:
    for row in table(folder / "dispute_letters.csv"):
        key, own = row["letter_key"], id_of(records, row["letter_key"])
        letter = records.get(own)
        assert isinstance(letter, Correspondence)
        replies = (id_of(records, row["replies_to"]),) if row["replies_to"] else ()
        assert records.ends("REPLIES_TO", own) == replies, key
        if key in SAME:
            continue
        found = (letter.kind.value.lower(), str(letter.date or ""), letter.subject, letter.scope or "")
        kind = row["kind"].replace(" ", "_")
        assert found == (kind, row["date"], row["subject"], SCOPES[row["scope"]]), key
        assert letter.note
        assert letter.note.startswith(row["summary"]), key
        for relationship, header in (("SENT_BY", "sender"), ("SENT_TO", "recipient")):
            # Two senders may be bodies; two recipients are people.
            is_joint = header == "sender" and " and " in row[header]
            named = [] if is_joint or not row[header] else row[header].split(" and ")
            ends = [each for each in records.ends(relationship, own) if each.startswith("person:")]
            assert [name_of(records, each) for each in ends] == [CALLED.get(each, each) for each in named], (
                key
            )


def test_each_statement_of_a_letter_stands_in_it(records: Indexed, folder: Path) -> None:
    for published in table(folder / "dispute_statements.csv"):
        key, own = published["statement_key"], id_of(records, published["statement_key"])
        row = published if key in SAME else mended(published, own)
        assert records.ends("MADE_IN", own) == (id_of(records, row["letter_key"]),), key
        statement = records.get(own)
        assert isinstance(statement, Statement)
        if key not in SAME:
            said = (statement.kind.value.lower(), statement.summary, statement.scope or "")
            assert said == (row["kind"], row["summary"], SCOPES[row["scope"]]), key


def test_the_letter_of_october_2016_has_everybody_who_answered_it(records: Indexed) -> None:
    letter = "correspondence:wilshaw-winsor-2016-10-17"
    answers = {
        name_of(records, body)
        for reply in records.starts("REPLIES_TO", letter)
        for body in records.ends("SENT_FOR", reply)
    }
    assert {"Dorset Police", "Cambridgeshire Constabulary", "Merseyside Police"} <= answers
    assert "statement:bailey-will-raise-concerns" in records.starts("ANSWERS", letter)


def test_an_answer_that_another_table_had_keeps_its_id(records: Indexed) -> None:
    for old, key in ANSWERS.items():
        assert records.records.aliases[f"statement:{old}"] == f"statement:{key}"


def test_what_is_about_something_else_is_in_no_history(records: Indexed) -> None:
    aside = {own for own, record in records.nodes.items() if getattr(record.node, "scope", None)}
    assert len(aside) > 80
    assert not aside & {row.start for row in histories(records, Chronology(records))}


def test_two_people_of_one_name_in_two_forces_are_two(records: Indexed) -> None:
    for name in ("Craig Guildford", "Louisa Rolfe"):
        assert len([each for _, each in records.of(Person) if each.name == name]) == 2, name


@pytest.mark.parametrize("name", ["disputes", "dispute_letters", "dispute_outcomes"])
def test_the_tables_are_sorted_and_a_row_is_a_line(name: str) -> None:
    path = Sources().police / f"{name}.csv"
    rows: list[Row] = table(path)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert path.read_bytes().count(b"\n") == len(rows) + 1
