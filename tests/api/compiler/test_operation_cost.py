"""The cost of operations: about microseconds of processor time, more for more of anything."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest

from api.compiler import cost
from api.compiler import cost_weights as weights
from api.execution.documents import Documents
from api.execution.limits import Limits
from api.execution.prepared import Refused
from api.schema.schema import core_schema
from bench.dearest_kind import Kind
from bench.dearest_kinds import KINDS
from graph.settings import Settings
from tests.helpers.api_server import Api, statements_sent
from tests.helpers.hostile_documents import PAGES

DOCUMENTS = Documents(core_schema())
ROW = "nodes { id }"


def asked(query: str, /, **variables: Any) -> int:
    return DOCUMENTS.prepare(query, None, variables).cost.asked


def more(query: str, than: str) -> float:
    return asked(query) - asked(than)


def test_a_page_costs_its_size_times_what_is_inside() -> None:
    row = weights.ROW + weights.VALUE
    assert asked(f"{{ judgements(first: 7) {{ {ROW} }} }}") == pytest.approx(
        weights.STATEMENT + weights.PAGE + 7 * row, abs=1
    )
    assert asked(f"{{ judgements(last: 7) {{ {ROW} }} }}") == asked(f"{{ judgements(first: 7) {{ {ROW} }} }}")
    inside = (
        f"{{ judgements(first: 50) {{ nodes {{ id inspection {{ findings(first: 5) {{ {ROW} }} }} }} }} }}"
    )
    fewer = (
        f"{{ judgements(first: 50) {{ nodes {{ id inspection {{ findings(first: 1) {{ {ROW} }} }} }} }} }}"
    )
    assert more(inside, fewer) == pytest.approx(50 * 4 * row, abs=1)


def test_a_list_costs_no_more_rows_than_it_usually_has() -> None:
    """There are 43 forces, and an inspection has far fewer than a hundred findings."""
    assert asked(f"{{ forces(first: 44) {{ {ROW} }} }}") == asked(f"{{ forces(first: 100) {{ {ROW} }} }}")
    assert asked(f"{{ forces(first: 20) {{ {ROW} }} }}") < asked(f"{{ forces(first: 43) {{ {ROW} }} }}")


def test_the_size_of_a_page_counts_where_it_is_a_variable() -> None:
    for size in (1, 10, 40):
        query = f"query($n: Int) {{ forces(first: $n) {{ nodes {{ findings(first: $n) {{ {ROW} }} }} }} }}"
        literal = f"{{ forces(first: {size}) {{ nodes {{ findings(first: {size}) {{ {ROW} }} }} }} }}"
        assert asked(query, n=size) == asked(literal)


def test_nodes_by_ids_cost_one_row_each() -> None:
    inner = f"... on PoliceForce {{ findings(first: 9) {{ {ROW} }} }}"

    def of(number: int) -> int:
        return asked(
            f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ {inner} }} }}",
            ids=[f"force:{n}" for n in range(number)],
        )

    one = of(1) - of(0)
    assert one > 9 * weights.ROW
    for number in (2, 43, 100):
        assert of(number) - of(0) == pytest.approx(number * one, rel=0.02)


def test_the_parts_of_one_page_cost_once_however_often_they_are_selected() -> None:
    parts = "{ forces(first: 7) { edges { node { id } cursor } nodes { id } pageInfo { hasNextPage } } }"
    assert more(parts, f"{{ forces(first: 7) {{ {ROW} }} }}") < 2


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_asking_twice_costs_twice(kind: Kind) -> None:
    """A size of one page and of two equal ones."""
    page = 100 if "$first" in kind.call else 1
    once, twice = (asked(text, **variables) for text, variables in map(kind.asked, (page, 2 * page)))
    assert twice == pytest.approx(2 * once, abs=2)


def _conditions(number: int, condition: str) -> str:
    return f"{{ findings(where: {{or: [{' '.join([condition] * number)}]}}) {{ totalCount }} }}"


def _text(letters: int, loosely: str) -> str:
    return _conditions(2, f'{{summary: {{contains: "{"e" * letters}", ignoreCase: {loosely}}}}}')


def _nested(depth: int) -> str:
    inner = "id"
    for _ in range(depth):
        inner = f"id findings(first: 9) {{ nodes {{ themes {{ {inner} }} }} }}"
    return f"{{ themes(first: 9) {{ nodes {{ {inner} }} }} }}"


def _some(depth: int) -> str:
    inner = '{name: {contains: "x"}}'
    for _ in range(depth):
        inner = f"{{findings: {{some: {{themes: {{some: {inner}}}}}}}}}"
    return f"{{ themes(where: {inner}) {{ totalCount }} }}"


def _of(call: str, selection: str = ROW) -> str:
    return f"{{ {call} {{ {selection} }} }}"


# What grows, and sizes of it that are allowed.
GROWING: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "rows": (lambda n: _of(f"findings(first: {n})"), (0, 1, 50, 100)),
    "aliases": (
        lambda n: "{ " + " ".join(f"a{i}: findings {{ {ROW} }}" for i in range(n)) + " }",
        (1, 2, 30),
    ),
    "conditions": (lambda n: _conditions(n, '{summary: {contains: "x"}}'), (1, 2, 20)),
    "conditions through themes": (
        lambda n: _conditions(n, '{themes: {some: {name: {contains: "x"}}}}'),
        (1, 2, 20),
    ),
    "letters whatever their case": (lambda n: _text(n, "true"), (1, 20, 100)),
    "choices": (lambda n: _conditions(1, f"{{summary: {{in: {['x'] * n}}}}}".replace("'", '"')), (1, 2, 100)),
    "ids beside another condition": (
        lambda n: _conditions(2, f"{{id: {{in: {['x'] * n}}}}}".replace("'", '"')),
        (1, 2, 100),
    ),
    "relationships that a condition goes through": (_some, (0, 1)),
    "lists inside lists": (_nested, (0, 1, 2, 3)),
    "keys of an order": (
        lambda n: _of(f"inspections(orderBy: [{'{judgements: {count: ASC}}' * n}])"),
        (0, 1, 2, 3),
    ),
    "facets": (
        lambda n: _of(
            "findings", f"facets(by: [{' '.join(['THEME', 'FORCE', 'YEAR', 'POLARITY'][:n])}]) {{ by }}"
        ),
        (1, 2, 3, 4),
    ),
    "words": (lambda n: _of(f'search(query: "{" ".join(f"ab{i}cd" for i in range(n))}")'), (1, 2, 40)),
    "nodes around": (lambda n: _of(f'neighbourhood(id: "x", first: {n})', "links { id }"), (1, 2, 100)),
    "steps around": (lambda n: _of(f'neighbourhood(id: "x", depth: {n})', "truncated"), (1, 2, 3)),
    "paths": (lambda n: _of(f'paths(from: "x", to: "y", first: {n})', "steps { words }"), (1, 2, 100)),
}


@pytest.mark.parametrize("what", GROWING)
def test_more_costs_more(what: str) -> None:
    document, sizes = GROWING[what]
    costs = [asked(document(size)) for size in sizes]
    assert all(fewer < more for fewer, more in pairwise(costs)), costs


def test_links_cost_as_much_for_each_node_around() -> None:
    """Each is looked for from one of its ends, whatever else is around."""
    document, _ = GROWING["nodes around"]
    few, some, many = (asked(document(nodes)) for nodes in (1, 50, 99))
    plain = asked('{ neighbourhood(id: "x", first: 99) { truncated } }')
    assert many - plain > 0
    assert many - some == some - few


def test_what_ignores_case_costs_more_than_what_does_not() -> None:
    assert asked(_text(50, "true")) > 2 * asked(_text(50, "false"))


def test_a_list_that_is_read_whole_for_several_is_read_once() -> None:
    where = 'where: {caption: {contains: "x"}}'
    both = asked(_of(f"judgements(first: 1, {where})", f"totalCount {ROW}"))
    assert both < 1.1 * asked(_of(f"judgements(first: 1, {where})"))


def test_a_known_id_leads_to_few_rows() -> None:
    """Neo4j starts at the node with this id, or at the row itself."""
    whole = asked(_of('findings(where: {themes: {some: {name: {eq: "x"}}}})', "totalCount"))
    assert 5 * asked(_of('findings(where: {themes: {some: {id: {eq: "x"}}}})', "totalCount")) < 2 * whole
    assert 3 * asked(_of('findings(where: {id: {in: ["x"]}})', "totalCount")) < whole


def test_a_node_of_several_types_costs_as_its_dearest_type() -> None:
    dear = "... on Theme { findings(first: 80) { nodes { id } } }"
    cheap = "... on PoliceForce { recommendations(first: 5) { nodes { id } } }"
    both = asked(f'{{ node(id: "x") {{ {cheap} {dear} }} }}')
    assert both > asked(f'{{ node(id: "x") {{ {cheap} }} }}')
    assert both == pytest.approx(asked(f'{{ node(id: "x") {{ {dear} }} }}'), abs=2)


# Each took seconds, and was allowed.
LOOSE = " ".join(['{caption: {contains: "' + "e" * 200 + '", ignoreCase: true}}'] * 20)
IDS_OR_TEXT = {"where": {"or": [{"id": {"in": ["x"] * 100}}, {"caption": {"eq": "x"}}]}}
TOO_DEAR = {
    "20 long texts whatever their case": f"{{ judgements(where: {{or: [{LOOSE}]}}) {{ totalCount }} }}",
    "80 questions for paths": "{ "
    + " ".join(f'a{n}: paths(from: "x", to: "y") {{ length }}' for n in range(80))
    + " }",
    "60 matrices": "{ " + " ".join(f"a{n}: themeMatrix(by: FORCE) {{ {ROW} }}" for n in range(60)) + " }",
    "counts by themes of findings of themes": "{ findings(where: {themes: {some: {findings: {some: "
    '{themes: {some: {name: {contains: "zz"}}}}}}}}) { totalCount } }',
    "a hundred times 100 ids beside a text": "query($where: JudgementWhere) { "
    + " ".join(f"a{n}: judgements(where: $where) {{ totalCount }}" for n in range(100))
    + " }",
    "pages of pages of pages": PAGES,
}


@pytest.mark.parametrize("name", TOO_DEAR)
def test_what_takes_seconds_is_refused(name: str) -> None:
    given = IDS_OR_TEXT if "$where" in TOO_DEAR[name] else {}
    with pytest.raises(Refused, match="This would cost"):
        Documents(core_schema(), Limits.of(Settings())).prepare(TOO_DEAR[name], None, given)


def test_every_answer_shows_its_cost_and_the_limit(api: Api) -> None:
    for query in ("{ forces(first: 3) { nodes { id } } }", "{ __typename }"):
        body = httpx.post(api.url, json={"query": query}, timeout=60).json()
        assert body["extensions"]["cost"] == {"asked": asked(query), "allowed": Settings().max_cost}


def test_a_refusal_names_both_and_runs_nothing(api: Api) -> None:
    headers = {"accept": "application/graphql-response+json"}
    httpx.post(api.url, json={"query": "{ dataset { version } }"}, timeout=60)
    with statements_sent() as sent:
        response = httpx.post(api.url, json={"query": PAGES}, headers=headers, timeout=60)
    assert sent.count == 0
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "COST_LIMIT"
    shown = response.json()["extensions"]["cost"]
    assert shown["asked"] > shown["allowed"]
    assert str(shown["asked"]) in error["message"]
    assert str(shown["allowed"]) in error["message"]


def test_a_cost_beyond_every_number_is_refused_in_words(api: Api) -> None:
    """Nested pages of a hundred rows: more than a JSON reader can hold."""
    around = "themes { findings(first: 100) { nodes { "
    query = "{ themes(first: 100) { nodes { findings(first: 100) { nodes { "
    query += around * 6 + "id" + " }" * (6 * 3 + 5)
    assert asked(query) == cost.HIGHEST
    headers = {"accept": "application/graphql-response+json"}
    response = httpx.post(api.url, json={"query": query}, headers=headers, timeout=60)
    assert response.status_code == 400
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["COST_LIMIT"]


def test_what_is_allowed_is_a_setting() -> None:
    query = "{ forces(first: 20) { nodes { id } } }"
    exactly = asked(query)
    limits = Limits.of(Settings.from_environ({"MAX_COST": str(exactly)}))
    documents = Documents(core_schema(), limits)
    assert documents.prepare(query, None, {}).cost.asked == exactly
    with pytest.raises(Refused, match=f"and {exactly} is allowed"):
        documents.prepare("{ forces(first: 21) { nodes { id } } }", None, {})
