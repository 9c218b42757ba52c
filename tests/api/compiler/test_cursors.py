"""Cursors come from clients: one that no list gave is refused with a sentence and reaches no statement."""

from __future__ import annotations

import base64
import json
from datetime import date

import pytest

from api.compiler.cursors import listing
from api.execution.documents import Documents
from api.execution.prepared import Refused
from api.schema.schema import core_schema
from graph.query.patterns import patterns
from graph.query.selection import Count, From, Sort, Value

FINDINGS = "query($at: String) { findings(first: 2, after: $at) { nodes { id } } }"
BY_NOTE = "query($at: String) { findings(first: 2, after: $at, orderBy: [{note: ASC}]) { nodes { id } } }"
MARK = listing(patterns()["findings"]).mark
OWN = ["2016-10-17", 3, "finding:x"]


def written(*keys: object) -> str:
    text = json.dumps(keys, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def bound(text: str, cursor: str) -> list[object]:
    """The statement parameters that a cursor fills."""
    prepared = Documents(core_schema()).prepare(text, None, {"at": cursor})
    ((_, parameters),) = prepared.parameters.items()
    return [value for name, value in sorted(parameters.items()) if "_" in name]


def refusal(text: str, cursor: str) -> str:
    with pytest.raises(Refused) as refused:
        bound(text, cursor)
    (error,) = refused.value.errors
    assert error.extensions == {"code": "BAD_USER_INPUT"}
    assert error.locations
    return error.message


def test_a_cursor_is_the_keys_of_a_row() -> None:
    assert bound(FINDINGS, written(MARK, *OWN)) == [date(2016, 10, 17), 3, "finding:x"]


@pytest.mark.parametrize(
    "keys",
    [
        [20161017, 3, "finding:x"],
        ["yesterday", 3, "finding:x"],
        ["2016-02-30", 3, "finding:x"],
        ["2016-10-17", "3", "finding:x"],
        ["2016-10-17", True, "finding:x"],
        ["2016-10-17", 3.5, "finding:x"],
        ["2016-10-17", 3, 4],
        ["2016-10-17", 3, ["finding:x"]],
        ["2016-10-17", {"id": 3}, "finding:x"],
        [None, 3, "finding:x"],
        ["2016-10-17", 3, None],
        ["2016-10-17", 3],
        ["2016-10-17", 2**63, "finding:x"],
        ["2016-10-17", -(2**63) - 1, "finding:x"],
        ["2016-10-17", 10**30, "finding:x"],
        ["2016-10-17", float("nan"), "finding:x"],
        ["2016-10-17", float("inf"), "finding:x"],
        ["20161017", 3, "finding:x"],
        ["2016-W42-1", 3, "finding:x"],
        ["2016-10-17", 3, "finding:x", "finding:x"],
        [],
    ],
    ids=str,
)
def test_keys_that_no_row_can_have_are_refused(keys: list[object]) -> None:
    cursor = written(MARK, *keys)
    assert refusal(FINDINGS, cursor) == (
        f"`after` is {cursor!r}, which is not a cursor; use one from this list, or none."
    )


@pytest.mark.parametrize("cursor", ["", "x", "!!!!", "e30", "bnVsbA", "W10", "é", "WyI"])
def test_an_invalid_cursor_is_refused(cursor: str) -> None:
    assert "which is not a cursor" in refusal(FINDINGS, cursor)


@pytest.mark.parametrize("name", ["forces", "statements", "judgements"])
def test_a_cursor_of_another_list_is_refused(name: str) -> None:
    other = listing(patterns()[name]).mark
    assert "of another list or order" in refusal(FINDINGS, written(other, *OWN))
    assert "of another list or order" in refusal(BY_NOTE, written(MARK, None, *OWN))


@pytest.mark.parametrize(
    "other",
    [
        written(MARK, *OWN) + "=",
        written(MARK, *OWN)[:-1],
        written(MARK, *OWN)[:20],
        " " + written(MARK, *OWN),
        written(MARK, *OWN) + "\n",
        base64.urlsafe_b64encode(json.dumps([MARK, *OWN]).encode()).decode(),
        written(MARK, *OWN) * 2,
        written(MARK, *OWN) + "*",
    ],
    ids=repr,
)
def test_a_cursor_has_one_form(other: str) -> None:
    assert "which is not a cursor" in refusal(FINDINGS, other)


def test_a_cursor_of_an_order_by_other_dates_is_refused() -> None:
    """Earlier releases ordered by the first day of a finding's date alone."""
    text = "query($at: String) { findings(after: $at, orderBy: [{date: ASC}]) { nodes { id } } }"
    before = listing(patterns()["findings"], (Sort(Value("node", "dateDay"), "date"),)).mark
    now = listing(patterns()["findings"], (Sort(Value("node", "day"), "date"),)).mark
    assert bound(text, written(now, "2016-10-01", *OWN))[0] == date(2016, 10, 1)
    assert "of another list or order" in refusal(text, written(before, "2016-10-01", *OWN))


def test_a_missing_value_is_a_key_where_a_reader_chose_the_order() -> None:
    mark = listing(patterns()["findings"], (Sort(Value("node", "note"), "string"),)).mark
    assert bound(BY_NOTE, written(mark, None, *OWN)) == [None, date(2016, 10, 17), 3, "finding:x"]
    assert "which is not a cursor" in refusal(BY_NOTE, written(mark, None, None, *OWN[1:]))


@pytest.mark.parametrize("day", ["", ', asOf: "2016-10-17"'])
def test_a_cursor_continues_in_the_same_list_as_of_a_day(day: str) -> None:
    """An order by a count goes through a relationship, which a day narrows; the order is the same."""
    text = f"""query($at: String) {{
      findings(first: 2, after: $at, orderBy: [{{themes: {{count: DESC}}}}]{day}) {{ nodes {{ id }} }}
    }}"""
    themes = Sort(Count(From("themes_of_finding", "node")), "integer", descending=True)
    assert bound(text, written(listing(patterns()["findings"], (themes,)).mark, 2, *OWN))[0] == 2


def test_so_many_ids_can_be_asked_for_at_once() -> None:
    documents, text = Documents(core_schema()), "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    most = [f"finding:{number}" for number in range(100)]
    assert documents.prepare(text, None, {"ids": most}).parameters
    with pytest.raises(Refused, match="`ids` holds 101 ids; at most 100 can be asked for at once"):
        documents.prepare(text, None, {"ids": [*most, "finding:x"]})


def test_a_page_is_counted_from_one_end() -> None:
    with pytest.raises(Refused, match="`first` and `last` are both given"):
        Documents(core_schema()).prepare("{ forces(first: 2, last: 2) { nodes { id } } }", None, {})
