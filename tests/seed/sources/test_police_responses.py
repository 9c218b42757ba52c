"""Who answered which inspection, and what they said, against the published table, read independently."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Correspondence, Evidence, Inspection, Person, Post, Source, Statement
from graph.model.vocabulary import Basis
from seed.build.chronology import Chronology
from seed.build.histories import histories
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from tests.helpers.answers_among_findings import answers_among_findings
from tests.helpers.disputed import ANSWERS
from tests.helpers.mended_rows import mended
from tests.helpers.police_tables import table

Row = Mapping[str, str]
KINDS = {
    "accepts": "ACCEPTANCE",
    "qualifies": "QUALIFICATION",
    "reports action": "REPORT",
    "unknown": "POSITION",
}
LETTERS = {"statement": "PUBLIC_STATEMENT", "published response": "PUBLISHED_RESPONSE", "letter": "LETTER"}
# No posts: the words do not say who, or the post is in no body here.
NO_POST = {"spokesman", "senior officers", "police chiefs", "chair"} | {
    "Councillor, member of the police and crime panel"
}
# A name that the graph gives to somebody else, or in full.
CALLED = {"Dr Billings": "Alan Billings"}
NOT_THE_SAME = {
    "person:simon-bailey": "person:simon-bailey-norfolk-constabulary",
    "person:jane-mudd": "person:jane-mudd-newport-city-council",
}


@pytest.fixture(scope="module")
def rows(sources: Path) -> list[Row]:
    folder = sources / "data" / "police"
    found = [*table(folder / "responses.csv"), *answers_among_findings(folder / "findings.csv")]
    return [mended(row, f"statement:{row['response_key']}") for row in found]


@pytest.fixture(scope="module")
def groups(rows: list[Row]) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[f"correspondence:{row['response_group']}"].append(row)
    return found


def inspection_of(records: Indexed, row: Row) -> str:
    key = f"inspection:{row['inspection_key']}"
    return records.records.aliases.get(key, key)


def statement_of(records: Indexed, row: Row) -> str:
    """The id of a row's statement; two rows are told by the table of disputes, with what they qualify."""
    own = f"statement:{row['response_key']}"
    return records.records.aliases.get(own, own)


def _sender(records: Indexed, row: Row) -> str:
    """Who answered, as the answer's name has it."""
    if "sent_for" not in row or "finding_key" in row:
        return row["on_behalf_of"]
    first = row["sent_for"].split("; ")[0]
    return str(getattr(records.get(first), "name", "")) if first else "a councillor"


def test_each_row_is_a_statement_of_its_answer_about_its_inspection(
    records: Indexed, rows: list[Row]
) -> None:
    assert len(rows) == 183 + 13
    for row in rows:
        own = statement_of(records, row)
        statement = records.get(own)
        assert isinstance(statement, Statement), own
        said = (statement.kind.value, statement.summary, str(statement.date or ""))
        summary = statement.summary if row["response_key"] in ANSWERS else row["summary"]
        assert said == (KINDS[row["stance"]], summary, row["date"]), own
        assert records.ends("MADE_IN", own) == (f"correspondence:{row['response_group']}",), own
        assert records.ends("ANSWERS", own) == (inspection_of(records, row),), own


def test_the_words_of_each_row_stand_in_its_passage(
    records: Indexed, rows: list[Row], passages: dict[str, dict[str, Any]]
) -> None:
    for row in rows:
        found = {records.get(each): each for each in records.nodes[statement_of(records, row)].evidence}
        passage = passages[row["passage"]]
        text = " ".join(passage["text"].split())
        assert row["quote"] in text, row["response_key"]
        wanted = (row["quote"], sha256(text.encode()).hexdigest())
        places = {(each.quote, each.sha256): each for each in found if isinstance(each, Evidence)}
        assert wanted in places, row["response_key"]
        (own,) = records.ends("FROM", found[places[wanted]])
        source = records.get(own)
        assert isinstance(source, Source)
        assert (source.url, source.publisher) == (passage["url"], passage["publisher"]), row["response_key"]


def test_each_answer_stands_once_with_its_kind_its_day_and_its_inspection(
    records: Indexed, groups: dict[str, list[Row]]
) -> None:
    assert len(groups) == 106 + 11
    answers = [node for _, node in records.of(Correspondence) if records.ends("ANSWERS", node.id)]
    assert {node.id for node in answers} == set(groups)
    for node in answers:
        first = groups[node.id][0]
        assert (node.kind.value, str(node.date or "")) == (LETTERS[first["kind"]], first["date"]), node.id
        assert records.ends("ANSWERS", node.id) == (inspection_of(records, first),)
        assert node.name.startswith(("Answer of ", "Answer of the ")), node.id
        assert _sender(records, first) in node.name, node.id


def test_an_answer_is_sent_for_whom_its_rows_say(records: Indexed, groups: dict[str, list[Row]]) -> None:
    for own, group in groups.items():
        row = group[0]
        sent_for = records.ends("SENT_FOR", own)
        if "sent_for" in row:
            assert sent_for == tuple(each for each in row["sent_for"].split("; ") if each), own
            continue
        (body,) = sent_for
        kind = body.partition(":")[0]
        if "Commissioner" in row["on_behalf_of"]:
            assert body == f"local-policing-body:{row['force_id']}", own
        elif kind == "force":
            assert body == f"force:{row['force_id']}", own
            assert row["on_behalf_of"].endswith(("Police", "Constabulary", "Police Service")), own
        else:
            named = records.get(body)
            official = str(getattr(named, "official_name", "") or getattr(named, "name", ""))
            words = {*row["on_behalf_of"].replace("-", " ").split()} & {*official.replace("-", " ").split()}
            assert words - {"Council", "City", "Borough", "and"}, own


def test_a_person_speaks_only_where_the_row_names_one(records: Indexed, rows: list[Row]) -> None:
    for row in rows:
        own = statement_of(records, row)
        names = [getattr(records.get(person), "name", "") for person in records.ends("MADE_BY", own)]
        assert names == ([CALLED.get(row["responder"], row["responder"])] if row["responder"] else []), own
    for known, other in NOT_THE_SAME.items():
        assert isinstance(records.get(known), Person)
        assert records.starts("MADE_BY", other)


def test_an_answer_has_the_post_that_its_rows_agree_on(
    records: Indexed, groups: dict[str, list[Row]]
) -> None:
    for own, group in groups.items():
        posts = {row["responder_post"] for row in group} - {"", *NO_POST}
        sent_as = [records.get(post) for post in records.ends("SENT_AS", own)]
        assert len(sent_as) == (1 if len(posts) == 1 else 0), own
        for post in sent_as:
            assert isinstance(post, Post)
            (title,) = posts
            words = title.split(" for ")[0].split(", ")[0]
            assert (
                words.replace("Police and Crime", "Police, Fire and Crime") in post.name or words in post.name
            )


def test_days_to_answer_are_counted_where_both_days_are_known(
    records: Indexed, groups: dict[str, list[Row]]
) -> None:
    when, counted = Chronology(records), Counter[int]()
    for own, group in groups.items():
        inspection = records.get(inspection_of(records, group[0]))
        assert isinstance(inspection, Inspection)
        days = [group[0]["date"], str(inspection.published or "")]
        expected = None
        if all(len(day) == len("2022-10-21") for day in days):
            expected = (date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days
        assert when.days_to_answer(own) == expected, own
        if expected is not None:
            counted[expected] += 1
    assert counted == {0: 20, 10: 1, 17: 1, 137: 1}


def test_an_answer_about_a_force_stands_in_its_history_by_name(
    records: Indexed, groups: dict[str, list[Row]]
) -> None:
    bases = {(row.start, row.end): row.values["basis"] for row in histories(records, Chronology(records))}
    for own, group in groups.items():
        force = f"force:{group[0]['force_id']}"
        about = records.ends("INSPECTED", inspection_of(records, group[0]))
        expected = Basis.NAMED if force in (*about, *records.ends("SENT_FOR", own)) else None
        assert bases.get((own, force)) == expected, own


def test_the_table_is_sorted_and_a_row_is_a_line() -> None:
    path = Sources().police / "responses.csv"
    with path.open(encoding="utf-8", newline="") as file:
        keys = [row["id"] for row in csv.DictReader(file)]
    assert keys == sorted(set(keys))
    assert path.read_bytes().count(b"\n") == len(keys) + 1
