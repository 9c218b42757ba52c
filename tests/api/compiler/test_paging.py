"""Paging and order: a page never exceeds its size, nothing repeats or goes missing, and neither the order
nor the page info depends on the rest of the selection.
"""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type

from api.schema.schema import core_schema
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask, ids, refusal

PAGE_INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


def lists() -> list[str]:
    """The root fields that answer with pages and require no argument."""
    query = core_schema().query_type
    assert isinstance(query, GraphQLObjectType)
    return [
        name
        for name, field in query.fields.items()
        if get_named_type(field.type).name.endswith("Connection") and name not in ("search", "themeMatrix")
    ]


@pytest.mark.parametrize("name", lists())
def test_first_always_holds(shipped_api: Api, name: str) -> None:
    data = ask(
        shipped_api,
        f"""{{
          {name} {{ totalCount nodes {{ id }} }}
          none: {name}(first: 0) {{ nodes {{ id }} {PAGE_INFO} }}
          two: {name}(first: 2) {{ nodes {{ id }} }}
          most: {name}(first: 100) {{ nodes {{ id }} }}
        }}""",
    )
    usual, total = ids(data[name]), data[name]["totalCount"]
    assert total > 2
    assert len(usual) == min(20, total)
    assert data["none"]["nodes"] == []
    assert data["none"]["pageInfo"]["hasNextPage"]
    assert ids(data["two"]) == usual[:2]
    assert len(data["most"]["nodes"]) == min(100, total)
    assert ids(data["most"])[:20] == usual


def test_first_has_a_maximum_and_holds_below_other_rows(api: Api) -> None:
    assert refusal(api, "{ authorities(first: 101) { nodes { id } } }") == (
        "`first` is 101; it can be from 0 to 100."
    )
    assert refusal(api, "query($n: Int) { forces(last: $n) { nodes { id } } }", n=5000) == (
        "`last` is 5000; it can be from 0 to 100."
    )
    nested = "{ forces(first: 3) { nodes { areas(first: 2) { totalCount nodes { id } } } } }"
    areas = [force["areas"] for force in ask(api, nested)["forces"]["nodes"]]
    assert [len(area["nodes"]) for area in areas] == [min(2, area["totalCount"]) for area in areas]
    assert refusal(api, nested.replace("first: 2", "first: 101")).startswith("`first` is 101")


def walked(api: Api, name: str, kind: str, order: str, size: int) -> list[str]:
    """The ids of a whole list, page by page, in an order."""
    query = (
        f"query Walk($after: String, $by: [{kind}!] = [{order}]) {{ "
        f"{name}(first: {size}, after: $after, orderBy: $by) {{ nodes {{ id }} {PAGE_INFO} }} }}"
    )
    found: list[str] = []
    after = None
    while True:
        page = ask(api, query, after=after)[name]
        found += ids(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


@pytest.mark.parametrize(
    ("field", "one", "same", "other"),
    [
        ("themeMatrix(by: %s, after: $at, first: 1)", "FORCE", "FORCE", "AUTHORITY"),
        ('search(query: "%s", after: $at, first: 1)', "child", "The  CHILD!", "police"),
    ],
)
def test_a_list_that_an_argument_chooses_refuses_the_cursors_of_another_choice(
    api: Api, field: str, one: str, same: str, other: str
) -> None:
    """The same words make the same list, however they are typed; a cursor is the same wherever it stands."""
    text = f"query($at: String) {{ them: {field} {{ edges {{ cursor }} {PAGE_INFO} }} }}"
    first = ask(api, text % one)["them"]
    cursor = first["pageInfo"]["endCursor"]
    assert first["edges"] == [{"cursor": cursor}]
    second = ask(api, text % one, at=cursor)["them"]
    assert second["pageInfo"]["hasPreviousPage"]
    assert second["edges"] != first["edges"]
    assert ask(api, text % same, at=cursor)["them"] == second
    of_another = "`after` holds a cursor of another list or order; use one from this list, or none."
    assert refusal(api, text % other, at=cursor) == of_another


def test_a_choice_in_a_variable_chooses_the_list_as_one_in_the_document_does(api: Api) -> None:
    text = """query($by: MatrixBy!, $at: String) {
      themeMatrix(by: $by, first: 1, after: $at) { edges { cursor } pageInfo { hasPreviousPage } }
    }"""
    stated = "{ themeMatrix(by: FORCE, first: 1) { edges { cursor } } }"
    (edge,) = ask(api, stated)["themeMatrix"]["edges"]
    assert ask(api, text, by="FORCE")["themeMatrix"]["edges"] == [edge]
    assert ask(api, text, by="FORCE", at=edge["cursor"])["themeMatrix"]["pageInfo"]["hasPreviousPage"]
    assert "of another list" in refusal(api, text, by="AUTHORITY", at=edge["cursor"])


def test_a_list_of_another_owner_continues_from_a_cursor(api: Api) -> None:
    text = "query($id: ID!, $at: String) { force(id: $id) { findings(first: 100, after: $at) { %s } } }"
    cleveland = ask(api, text % "edges { cursor }", id="force:cleveland")["force"]["findings"]["edges"]
    of_kent = text % "nodes { id day: date }"
    whole = ids(ask(api, of_kent, id="force:kent")["force"]["findings"])
    rests = [
        ids(ask(api, of_kent, id="force:kent", at=edge["cursor"])["force"]["findings"]) for edge in cleveland
    ]
    assert all(rest == whole[len(whole) - len(rest) :] for rest in rests)
    assert sorted(map(len, rests), reverse=True) == list(map(len, rests))


@pytest.mark.parametrize(
    ("name", "kind", "order"),
    [
        ("findings", "FindingOrder", "{polarity: ASC}"),
        ("statements", "StatementOrder", "{kind: DESC}, {status: ASC}"),
        ("findings", "FindingOrder", "{reportedIn: {name: ASC}}"),
        ("posts", "PostOrder", "{organisation: {name: DESC}}"),
        ("statements", "StatementOrder", "{about: {count: DESC}}"),
        ("themes", "ThemeOrder", "{findings: {count: DESC}}"),
    ],
)
def test_pages_of_an_order_with_ties_make_the_whole_list(api: Api, name: str, kind: str, order: str) -> None:
    """By a value that many share, by a related node's value, and by a count of related nodes."""
    whole = ids(ask(api, f"{{ {name}(first: 100, orderBy: [{order}]) {{ nodes {{ id }} }} }}")[name])
    assert len(set(whole)) == len(whole) > 3
    for size in (1, 3, 7):
        if size > 1 or len(whole) < 20:
            assert walked(api, name, kind, order, size) == whole


@pytest.mark.parametrize("argument", ["first: 3", "first: 100", "last: 3", "first: 0"])
def test_page_info_never_depends_on_the_rest_of_the_selection(api: Api, argument: str) -> None:
    parts = ["", "totalCount", "nodes { id }", "edges { cursor }", "facets(by: [POLARITY]) { by }"]
    fields = " ".join(f"a{n}: findings({argument}) {{ {part} {PAGE_INFO} }}" for n, part in enumerate(parts))
    pages = ask(api, f"{{ {fields} only: findings({argument}) {{ pageInfo {{ hasNextPage }} }} }}")
    whole = pages["a0"]["pageInfo"]
    assert {tuple(pages[f"a{n}"]["pageInfo"].items()) for n in range(len(parts))} == {tuple(whole.items())}
    assert pages["only"]["pageInfo"] == {"hasNextPage": whole["hasNextPage"]}


def test_rows_that_come_or_go_between_two_pages_move_nothing(api: Api) -> None:
    """The graph does not change, so a filter simulates the change: it removes rows or lets them in."""
    query = """query($after: String, $where: FindingWhere) {
      findings(first: 3, after: $after, where: $where) { nodes { id } pageInfo { endCursor } }
    }"""
    first = ask(api, query)["findings"]
    second = ask(api, query, after=first["pageInfo"]["endCursor"])["findings"]
    gone = {"not": {"id": {"in": ids(first)}}}
    after_removal = ask(api, query, after=first["pageInfo"]["endCursor"], where=gone)["findings"]
    assert ids(after_removal) == ids(second)

    without = {"not": {"id": {"in": [ids(first)[0], ids(second)[1]]}}}
    fewer = ask(api, query, where=without)["findings"]
    then = ask(api, query, after=fewer["pageInfo"]["endCursor"])["findings"]
    # One row was let in before the cursor and one after it: the first moves nothing, the second is there.
    assert ids(fewer) == [*ids(first)[1:], ids(second)[0]]
    assert ids(then)[0] == ids(second)[1]


def test_the_order_of_rows_never_depends_on_what_is_selected_below_them(api: Api) -> None:
    below: dict[str, Any] = {
        "nothing": "id",
        "a list": "id areas(first: 3, orderBy: [{name: DESC}]) { nodes { id } }",
        "a count": "id findings { totalCount }",
        "a list of lists": "id areas(first: 2) { nodes { history(first: 2) { nodes { __typename } } } }",
        "evidence": "id evidence { source { id } }",
    }
    for arguments in ("first: 10", "first: 10, orderBy: [{country: DESC}]"):
        orders = [
            ids(ask(api, f"{{ forces({arguments}) {{ nodes {{ {part} }} }} }}")["forces"])
            for part in below.values()
        ]
        assert all(order == orders[0] for order in orders), arguments


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("forces", ""),
        ("forces", "orderBy: [{name: DESC}]"),
        ("findings", "orderBy: [{consequence: ASC}]"),
        ("findings", "orderBy: [{consequence: DESC}]"),
    ],
)
def test_a_page_is_its_part_of_the_list_and_says_what_lies_beyond(api: Api, name: str, order: str) -> None:
    """Between any two cursors, from either end; most findings have no consequence, and so share that key."""
    comma = f", {order}" if order else ""
    edges = ask(api, f"{{ {name}(first: 100{comma}) {{ edges {{ cursor node {{ id }} }} }} }}")[name]["edges"]
    total = len(edges)
    assert 10 < total < 100
    middle = total // 2
    asked = {
        "just full": (-1, total, total, False),
        "one less": (-1, total, total - 1, False),
        "just full from the end": (-1, total, total, True),
        "the end": (-1, total, 3, True),
        "one less from the end": (-1, total, total - 1, True),
        "after the first": (0, total, 3, False),
        "after some": (middle, total, 3, False),
        "the rest": (middle, total, 100, False),
        "just the rest": (total - 4, total, 3, False),
        "before the last": (-1, total - 1, 3, True),
        "before some": (-1, middle, 3, True),
        "all before some": (-1, middle, 100, True),
        "just those before": (-1, 3, 3, True),
        "between two, from the start": (2, middle, 3, False),
        "between two, from the end": (2, middle, 3, True),
        "all between two": (2, middle, middle - 3, False),
    }
    for what, (after, before, size, from_end) in asked.items():
        given = [f"{'last' if from_end else 'first'}: {size}{comma}"]
        given += [f'after: "{edges[after]["cursor"]}"'] if after >= 0 else []
        given += [f'before: "{edges[before]["cursor"]}"'] if before < total else []
        fields = f"edges {{ cursor node {{ id }} }} nodes {{ id }} {PAGE_INFO}"
        page = ask(api, f"{{ {name}({', '.join(given)}) {{ {fields} }} }}")[name]
        start = max(after + 1, before - size) if from_end else after + 1
        end = before if from_end else min(before, after + 1 + size)
        assert page["edges"] == edges[start:end], what
        assert ids(page) == [edge["node"]["id"] for edge in edges[start:end]], what
        assert page["pageInfo"] == {
            "hasNextPage": end < total,
            "hasPreviousPage": start > 0,
            "startCursor": edges[start]["cursor"],
            "endCursor": edges[end - 1]["cursor"],
        }, what
