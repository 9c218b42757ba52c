"""Compiled documents keep the structure of a request's variables, never their values."""

from __future__ import annotations

import gc
import operator
import tracemalloc
import weakref
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from api.compiler.structure import PLACEHOLDER, key_of
from api.execution.documents import Documents
from api.execution.prepared import Prepared
from api.schema.inputs.facets import FacetBy
from api.schema.inputs.order import Direction
from api.schema.scalars import EntityType, MatrixBy, Polarity
from api.schema.schema import core_schema

LISTED = """query Listed($where: FindingWhere, $order: [FindingOrder!], $first: Int, $after: String) {
  findings(where: $where, orderBy: $order, first: $first, after: $after) { nodes { id } }
}"""
RELATED = """query Related($ids: [ID!]!, $by: [FacetBy!] = [YEAR], $shown: Boolean = true, $text: String) {
  nodes(ids: $ids) { id @include(if: $shown) }
  findings(where: {summary: {contains: $text}}) { facets(by: $by) { by } }
}"""


@pytest.fixture(scope="module")
def prepare() -> Callable[..., Prepared]:
    documents = Documents(core_schema())

    def prepared(text: str, variables: Mapping[str, Any], operation: str | None = None) -> Prepared:
        return documents.prepare(text, operation, variables)

    return prepared


SAME_PLAN = {
    "texts": (LISTED, {"where": {"summary": {"eq": "a"}}}, {"where": {"summary": {"eq": ""}}}),
    "numbers": (LISTED, {"first": 0}, {"first": 100}),
    "an integer as a float": (LISTED, {"first": 5}, {"first": 5.0}),
    "how many texts a filter lists": (
        *(LISTED, {"where": {"summary": {"in": ["a"]}}}),
        {"where": {"summary": {"in": ["a", "b", "c"]}}},
    ),
    "how many ids": (RELATED, {"ids": ["a"]}, {"ids": ["b"] * 100}),
    "a filter's enumeration": (
        *(LISTED, {"where": {"polarity": {"eq": "ADVERSE"}}}),
        {"where": {"polarity": {"eq": "POSITIVE"}}},
    ),
    "the order of fields": (
        *(LISTED, {"where": {"id": {"eq": "a"}, "summary": {"eq": "b"}}}),
        {"where": {"summary": {"eq": "b"}, "id": {"eq": "a"}}},
    ),
    "a default, given": (RELATED, {"ids": ["a"]}, {"ids": ["a"], "by": ["YEAR"], "shown": True}),
}
OTHER_PLAN = {
    "directions": (LISTED, {"order": [{"id": "ASC"}]}, {"order": [{"id": "DESC"}]}),
    "keys of an order": (LISTED, {"order": [{"id": "ASC"}]}, {"order": [{"summary": "ASC"}]}),
    "how many keys": (LISTED, {"order": []}, {"order": [{"id": "ASC"}]}),
    "facets": (RELATED, {"ids": ["a"], "by": ["POLARITY"]}, {"ids": ["a"], "by": ["YEAR"]}),
    "the order of facets": (
        *(RELATED, {"ids": ["a"], "by": ["STATUS", "YEAR"]}),
        {"ids": ["a"], "by": ["YEAR", "STATUS"]},
    ),
    "a directive": (RELATED, {"ids": ["a"], "shown": True}, {"ids": ["a"], "shown": False}),
    "null and a value": (LISTED, {"after": None}, {}),
    "case": (
        *(LISTED, {"where": {"summary": {"eq": "a", "ignoreCase": True}}}),
        {"where": {"summary": {"eq": "a", "ignoreCase": False}}},
    ),
    "an empty filter": (LISTED, {"where": {}}, {"where": {"and": []}}),
    "how many alternatives": (LISTED, {"where": {"or": [{}]}}, {"where": {"or": [{}, {}]}}),
    "a missing value": (LISTED, {"first": None}, {"first": 1}),
}


@pytest.mark.parametrize("name", SAME_PLAN)
def test_values_that_fill_parameters_share_a_plan(prepare: Callable[..., Prepared], name: str) -> None:
    text, one, other = SAME_PLAN[name]
    assert prepare(text, one).plan is prepare(text, other).plan


@pytest.mark.parametrize("name", OTHER_PLAN)
def test_each_structure_of_variables_has_its_own_plan(prepare: Callable[..., Prepared], name: str) -> None:
    text, one, other = OTHER_PLAN[name]
    first, second = prepare(text, one), prepare(text, other)
    assert first.plan is not second.plan
    assert prepare(text, one).plan is first.plan


def test_every_operation_of_a_text_has_a_plan_of_its_own(prepare: Callable[..., Prepared]) -> None:
    text = "query A($id: ID!) { node(id: $id) { id } } query B($id: ID!) { node(id: $id) { __typename } }"
    assert prepare(text, {"id": "a"}, "A").plan is not prepare(text, {"id": "a"}, "B").plan


@pytest.mark.parametrize("given", [Direction.DESC, FacetBy("YEAR"), True, None])
def test_a_key_tells_what_chooses_a_statement(given: object) -> None:
    assert key_of({"a": [given]}) == (("a", (given,)),)


@pytest.mark.parametrize("given", ["DESC", 0, 1, 2.5, Polarity.ADVERSE, MatrixBy.FORCE, list(EntityType)])
def test_a_key_tells_nothing_of_a_value(given: object) -> None:
    assert key_of({"a": given}) == key_of({"a": "anything"})


@pytest.mark.parametrize(
    "use",
    [
        *(bool, str, int, float, len, iter, hash, lambda given: given == "DESC", lambda given: given < 1),
        *(lambda given: given in ("ASC", "DESC"), lambda given: given["x"], lambda given: given.value, list),
        *("{}".format, operator.index, lambda given: f"{given}", lambda given: {given: 1}),
    ],
)
def test_a_placeholder_refuses_every_use_of_a_value(use: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError, match="used to compile"):
        use(PLACEHOLDER)


class _Text(str):
    """A text that shows whether anything still holds it."""


@pytest.mark.parametrize(
    "variables",
    [
        lambda text: {"where": {"summary": {"eq": text}}},
        lambda text: {"where": {"or": [{"summary": {"in": [text, "b"]}}, {"id": {"eq": text}}]}},
        lambda text: {"where": {"evidence": {"some": {"quote": {"contains": text, "ignoreCase": True}}}}},
    ],
    ids=["a text", "in lists", "through a relationship"],
)
def test_no_cache_holds_a_value_of_a_request(
    prepare: Callable[..., Prepared], variables: Callable[[str], dict[str, Any]]
) -> None:
    text = _Text("a text that nobody else sends")
    held = weakref.ref(text)
    for root in prepare(LISTED, variables(text)).plan.statements.values():
        assert root.statement
        assert root.whole.statement
    del text
    gc.collect()
    assert held() is None


def test_documents_with_large_variables_take_no_more_memory_than_with_small_ones() -> None:
    def memory_of(words: str) -> int:
        documents = Documents(core_schema())
        documents.prepare(LISTED, None, {"where": {"summary": {"in": ["warm"]}}})
        gc.collect()
        tracemalloc.start()
        for number in range(20):
            texts = [f"{words}{number} {each}" for each in range(100)]
            variables = {"where": {"summary": {"in": texts}}}
            documents.prepare(f"{LISTED} # {number}", None, variables)
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return taken

    memory_of("a")
    assert memory_of("a" * 950) - memory_of("a") < 1_000_000
