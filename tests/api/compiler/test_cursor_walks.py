"""Lists walked by cursor, in random orders and under random filters: every row comes once, in the unpaged
order, forwards and backwards. From one build to the next, no unchanged row repeats or goes missing.

Two builds are walked in two real Neo4js, and many more walks on the oracle, to which the compiled side is
byte-equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api.schema.schema import core_schema, sdl
from graph.settings import Settings
from tests.helpers.api_server import Api
from tests.helpers.cursor_walks import Ask, Walk, random_walk, rebuilt
from tests.helpers.graphql_requests import ask
from tests.helpers.oracle_graph_server import serving_graph
from tests.oracle import Graph, Oracle, read_graph

REAL, REBUILT, ACROSS, AT_ONCE = 16, 10, 120, 40
SEED = 7


def asking(oracle: Oracle) -> Ask:
    def asked(text: str, variables: Mapping[str, Any]) -> Any:
        result = oracle.execute(text, variables)
        assert result.errors is None, result.errors
        return result.data

    return asked


def serves(api: Api) -> Ask:
    return lambda text, variables: ask(api, text, **variables)


@pytest.fixture(scope="module")
def graph(store: Path) -> Graph:
    return read_graph(store / "csv")


@pytest.fixture(scope="module")
def draw(graph: Graph) -> Callable[[int], Walk]:
    """The walk of a seed, through a list of more than one row."""
    values = [value for node in graph.nodes.values() for _, value in sorted(node.values.items())]
    texts = [text for text in values if isinstance(text, str) and 0 < len(text) < 80]
    old = asking(Oracle(sdl(), graph))

    @cache
    def drawn(seed: int) -> Walk:
        for attempt in range(20):
            walk = random_walk(core_schema(), texts, seed * 100 + attempt)
            if len(walk.whole(old)) > 1:
                return walk
        raise AssertionError(f"seed {seed} draws no list of more than one row")

    return drawn


def check(walk: Walk, asked: Ask) -> None:
    """Fail unless both directions give the unpaged rows, each once."""
    whole = walk.whole(asked)
    assert len(dict(whole)) == len({cursor for _, cursor in whole}) == len(whole)
    assert walk.forward(lambda page: asked) == whole, walk
    assert walk.backward(lambda page: asked) == whole, walk


def check_across(walk: Walk, old: Ask, new: Ask, switch: int) -> int:
    """Fail unless rows with the same keys in both builds come once, in order, although the build changes
    after ``switch`` pages. Returns the number of such rows."""
    before, after = walk.whole(old), walk.whole(new)
    stayed = [row for row in before if row in set(after)]
    for walked in (walk.forward, walk.backward):
        found = walked(lambda page: old if page < switch else new)
        times = Counter(found)
        assert [row for row in found if row in set(stayed)] == stayed, (walk, switch)
        assert all(times[row] == 1 for row in stayed)
        assert set(found) <= {*before, *after}
    return len(stayed)


@pytest.mark.parametrize("seed", range(REAL))
def test_pages_are_the_unpaged_order_forwards_and_backwards(
    api: Api, draw: Callable[[int], Walk], seed: int
) -> None:
    check(draw(seed), serves(api))


def test_walks_reach_ties_missing_values_counts_and_related_keys(draw: Callable[[int], Walk]) -> None:
    """Walks over a few easy orders would prove little."""
    walks = [draw(seed) for seed in range(ACROSS)]
    keys = [(name, value) for walk in walks for by in walk.by for name, value in by.items()]
    assert len({(walk.owner, walk.field) for walk in walks}) > 10
    assert {walk.size for walk in walks} == {1, 2, 3, 4, 5, 6, 7}
    assert sum(isinstance(value, dict) and "count" in value for _, value in keys) > 10
    assert sum(isinstance(value, dict) and "count" not in value for _, value in keys) > 3
    tied = {"polarity", "status", "consequence", "kind", "note"}
    assert sum(name in tied for name, _ in keys) > 5
    assert sum(bool(walk.where) for walk in walks) > 20
    assert sum(len(walk.by) > 1 for walk in walks) > 10


@pytest.mark.parametrize("first", range(0, ACROSS, AT_ONCE))
def test_a_new_build_between_two_pages_repeats_nothing_and_loses_nothing(
    graph: Graph, draw: Callable[[int], Walk], first: int
) -> None:
    old = asking(Oracle(sdl(), graph))
    new = asking(Oracle(sdl(), rebuilt(graph, first)))
    stayed = 0
    for seed in range(first, first + AT_ONCE):
        walk = draw(seed)
        check(walk, new)
        stayed += check_across(walk, old, new, 1 + seed % 3)
    assert stayed > AT_ONCE, "the two builds share rows"


@pytest.fixture(scope="module")
def rebuilt_api(graph: Graph, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The API over another build, in a Neo4j of its own."""
    with serving_graph(rebuilt(graph, SEED), tmp_path_factory.mktemp("rebuilt"), settings) as api:
        yield api


def test_a_cursor_walk_continues_in_a_new_build(
    api: Api, rebuilt_api: Api, draw: Callable[[int], Walk]
) -> None:
    stayed = 0
    for seed in range(REBUILT):
        walk = draw(seed)
        check(walk, serves(rebuilt_api))
        stayed += check_across(walk, serves(api), serves(rebuilt_api), 1 + seed % 3)
    assert stayed > REBUILT, "the two builds share rows"
