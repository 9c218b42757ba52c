"""A value that is too long, null, or in another form is refused with a sentence that names the argument, its
size and the limit, and its place in the document, without asking Neo4j.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest

from api.execution.documents import Documents
from api.execution.prepared import Refused
from api.schema import lengths
from api.schema.schema import core_schema
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask, respond

LETTERS = "e" * 2000


def refusal(text: str, **variables: Any) -> str:
    """The sentence with which a request is refused, which has a place."""
    with pytest.raises(Refused) as refused:
        Documents(core_schema()).prepare(text, None, variables)
    (error,) = refused.value.errors
    assert error.extensions == {"code": "BAD_USER_INPUT"}
    assert error.locations
    assert len(error.message) < 500
    return error.message


def is_accepted(text: str, **variables: Any) -> bool:
    return bool(Documents(core_schema()).prepare(text, None, variables).parameters)


SEARCH = "query($q: String!) { search(query: $q) { totalCount } }"
FORCES = "query($w: PoliceForceWhere) { forces(where: $w) { totalCount } }"


def test_a_search_has_so_many_characters_and_words() -> None:
    longest = " ".join(["constabularies"] * 100)[: lengths.LONGEST_QUERY]
    assert is_accepted(SEARCH, q=longest)
    assert refusal(SEARCH, q=longest + "x") == "`query` has 301 characters; 300 are allowed."
    assert is_accepted(SEARCH, q=" ".join("abcdefgh"[n % 8] + str(n) for n in range(40)))
    assert refusal(SEARCH, q=" ".join(f"w{n}" for n in range(41))) == (
        "`query` has 41 words; 40 can be searched for at once."
    )
    # The document itself may hold the text.
    assert refusal(f'{{ search(query: "{"x" * 100_000}") {{ totalCount }} }}').startswith(
        "`query` has 100000"
    )


@pytest.mark.parametrize("name", ["eq", "contains", "startsWith"])
def test_a_text_of_a_filter_has_so_many_characters(name: str) -> None:
    def where(text: str, **more: Any) -> dict[str, Any]:
        return {"name": {name: text, **more}}

    assert is_accepted(FORCES, w=where(LETTERS[:1000]))
    assert refusal(FORCES, w=where(LETTERS[:1001])) == (
        f"`where.name.{name}` has 1001 characters; 1000 are allowed."
    )
    assert is_accepted(FORCES, w=where(LETTERS[:200], ignoreCase=True))
    assert refusal(FORCES, w={"or": [{}, {"not": where(LETTERS[:201], ignoreCase=True)}]}) == (
        f"`where.or.1.not.name.{name}` with `ignoreCase` has 201 characters; 200 are allowed."
    )


def test_a_list_of_texts_has_so_many_and_they_so_many_characters() -> None:
    assert is_accepted(FORCES, w={"name": {"in": ["x" * 1000] * 100}})
    assert refusal(FORCES, w={"name": {"in": ["x"] * 101}}) == (
        "`where.name.in` holds 101 values; at most 100 can stand there."
    )
    assert "1001 characters" in refusal(FORCES, w={"name": {"in": ["x", LETTERS[:1001]]}})
    assert is_accepted(FORCES, w={"name": {"in": ["x" * 20] * 10, "ignoreCase": True}})
    assert "has 220 characters" in refusal(FORCES, w={"name": {"in": ["x" * 20] * 11, "ignoreCase": True}})
    related = {"findings": {"some": {"polarity": {"in": ["ADVERSE"] * 101}}}}
    assert "`where.findings.some.polarity.in` holds 101" in refusal(FORCES, w=related)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("query($v: ID!) { force(id: $v) { id } }", "id"),
        ("query($v: ID!) { node(id: $v) { id } }", "id"),
        ("query($v: ID!) { nodes(ids: [$v]) { id } }", "ids.0"),
        ("query($v: ID!) { paths(from: $v, to: 1) { __typename } }", "from"),
        ("query($v: ID!) { paths(from: 1, to: $v) { __typename } }", "to"),
        ("query($v: ID!) { neighbourhood(id: $v) { truncated } }", "id"),
    ],
)
def test_an_id_has_so_many_characters(text: str, name: str) -> None:
    assert is_accepted(text, v="x" * 300)
    assert refusal(text, v="x" * 301) == f"`{name}` has 301 characters; 300 are allowed."


@pytest.mark.parametrize("name", ["after", "before"])
def test_a_cursor_has_so_many_characters(name: str) -> None:
    text = f"query($v: String) {{ forces({name}: $v) {{ totalCount }} }}"
    assert refusal(text, v="x" * 20_001) == f"`{name}` has 20001 characters; 20000 are allowed."
    assert "which is not a cursor" in refusal(text, v="x" * 20_000)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"name": None}, "`where.name` is null; leave it out."),
        ({"name": {"eq": None}}, "`where.name.eq` is null; leave it out; `isNull: true` asks for"),
        ({"name": {"in": None}}, "`where.name.in` is null"),
        ({"name": {"contains": None, "ignoreCase": True}}, "`where.name.contains` is null"),
        ({"name": {"isNull": None}}, "`where.name.isNull` is null"),
        ({"and": None}, "`where.and` is null"),
        ({"or": [{"not": None}]}, "`where.or.0.not` is null"),
        ({"findings": None}, "`where.findings` is null"),
        ({"findings": {"some": None}}, "`where.findings.some` is null"),
        ({"findings": {"count": None}}, "`where.findings.count` is null"),
        ({"findings": {"count": {"gt": None}}}, "`where.findings.count.gt` is null; leave it out."),
        ({"findings": {"every": {"date": {"lt": None}}}}, "`where.findings.every.date.lt` is null"),
        (
            {"findings": {"every": {"polarity": {"eq": None}}}},
            "`where.findings.every.polarity.eq` is null; leave it out; `isNull: true` asks for",
        ),
        (
            {"evidence": {"some": {"status": {"in": None}}}},
            "`where.evidence.some.status.in` is null; leave it out; `isNull: true` asks for",
        ),
    ],
    ids=str,
)
def test_null_inside_a_filter_asks_nothing_and_is_refused(where: dict[str, Any], message: str) -> None:
    assert refusal(FORCES, w=where).startswith(message)


@pytest.mark.parametrize("where", [{"and": [None]}, {"or": [None]}, {"name": {"in": [None]}}], ids=str)
def test_null_in_a_list_of_a_filter_is_refused_with_its_place(where: dict[str, Any]) -> None:
    assert "Expected value of non-null type" in refusal(FORCES, w=where)


@pytest.mark.parametrize(
    ("where", "count"),
    [
        (None, 43),
        ({}, 43),
        ({"and": []}, 43),
        ({"or": []}, 0),
        ({"not": {}}, 0),
        ({"name": {}}, 43),
        ({"name": {"in": []}}, 0),
        ({"name": {"in": [], "ignoreCase": True}}, 0),
        ({"name": {"contains": ""}}, 43),
        ({"name": {"startsWith": "", "ignoreCase": True}}, 43),
        ({"name": {"eq": ""}}, 0),
        ({"name": {"startsWith": "City", "ignoreCase": None}}, 1),
        ({"findings": {}}, 43),
    ],
    ids=str,
)
def test_what_is_empty_keeps_what_the_schema_says(api: Api, where: Any, count: int) -> None:
    assert ask(api, FORCES, w=where)["forces"]["totalCount"] == count


@pytest.mark.parametrize(
    "text",
    [
        "findings(between: {from: $from, to: $to}) { totalCount }",
        'force(id: "force:cleveland") { history(between: {from: $from, to: $to}) { totalCount } }',
        "themeMatrix(by: FORCE, between: {from: $from, to: $to}) { totalCount }",
        'force(id: "force:kent") { statements(between: {from: $from, to: $to}) { totalCount } }',
    ],
)
def test_days_that_hold_no_day_are_refused(text: str) -> None:
    asked = f"query($from: Date, $to: Date) {{ {text} }}"
    assert is_accepted(asked, **{"from": "2016-10-17", "to": "2016-10-18"})
    assert is_accepted(asked, **{"from": None, "to": "2016-10-18"})
    for start, end in (("2016-10-17", "2016-10-17"), ("2016-10-18", "2016-10-17")):
        assert refusal(asked, **{"from": start, "to": end}) == (
            f"`between` is from {start} to {end}, which holds no day; `to` is the day after the last."
        )


FORMS = [
    *("20161017", "2016-W42-1", " 2016-10-17", "2016-10-17 ", "2016-10-17T00:00", "2016-10", "2016", "today"),
    *("2016-02-30", "0000-01-01", "2016-1-7", "-2016-10-17", "10000-01-01", "17/10/2016", "", "2016-291"),
    *("\uff12\uff10\uff11\uff16-\uff11\uff10-\uff11\uff17", "٢٠١٦-١٠-١٧", "2016\u201110\u201117", "x" * 5000),
]


@pytest.mark.parametrize("form", FORMS)
def test_a_day_has_one_form(form: str) -> None:
    assert "is not a day" in refusal("query($d: Date) { forces(asOf: $d) { totalCount } }", d=form)
    with pytest.raises(Refused) as refused:
        Documents(core_schema()).prepare(f'{{ forces(asOf: "{form}") {{ totalCount }} }}', None, {})
    (error,) = refused.value.errors
    assert "is not a day" in error.message
    assert error.locations


@pytest.mark.parametrize("value", [20161017, 2016.5, True, 10**30])
def test_a_day_is_a_text(value: object) -> None:
    assert "is not a day" in refusal("query($d: Date) { forces(asOf: $d) { totalCount } }", d=value)
    literal = str(value).lower()
    with pytest.raises(Refused, match="is not a day"):
        Documents(core_schema()).prepare(f"{{ forces(asOf: {literal}) {{ totalCount }} }}", None, {})


def test_sixteen_of_the_largest_searches_at_once_leave_the_rest_quick(api: Api) -> None:
    longest = [
        " ".join((f"constabular{chr(97 + n)}{chr(97 + m)}")[: 7 - n % 2] for m in range(40))[:300]
        for n in range(16)
    ]
    longest += [chr(97 + n) * lengths.LONGEST_QUERY for n in range(16)]

    async def all_at_once() -> list[int]:
        async with httpx.AsyncClient(timeout=60) as client:
            asked = [
                client.post(api.url, json={"query": SEARCH, "variables": {"q": words}}) for words in longest
            ]
            return [response.status_code for response in await asyncio.gather(*asked)]

    began = time.monotonic()
    assert set(asyncio.run(all_at_once())) == {200}
    assert time.monotonic() - began < 20
    assert ask(api, "{ dataset { version } }")


@pytest.mark.parametrize("name", ["eq", "contains", "startsWith", "in"])
def test_the_longest_text_that_ignores_case_is_answered_soon(api: Api, name: str) -> None:
    text: Any = "e" * 200 if name != "in" else ["ee"] * 100
    where = {"or": [{"caption": {name: text, "ignoreCase": True}}] * 5}
    began = time.monotonic()
    body = respond(api, "query($w: FindingWhere) { findings(where: $w) { totalCount } }", w=where)
    assert body["data"]["findings"]["totalCount"] == 0
    assert time.monotonic() - began < 10
