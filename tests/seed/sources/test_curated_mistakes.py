"""Curated files with one mistake: a graph, or sentences that name the place; never another exception."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seed import values
from seed.build.build import assemble
from seed.errors import SeedError, SeedRefused
from seed.sources.curated import KEYS, _relationships
from seed.yaml_files import read
from tests.helpers.small_sources import ARTICLE, small_sources, swapped

STATISTIC = """
statistics:
  - id: statistic:late
    name: Notices that were late
    comparator: some
    raw: some
    unit: notices
    evidence: *letter
"""
VALUES: tuple[Any, ...] = (
    "statistic:late", "force:eastmarsh", "authority:E06999001", "source:letter", "statement:gulf",
    "correspondence:letter", "theme:none", "nope", "a:b:c:d:e", ":", "", 5, -1, 1.5, True, None, [], {},
    [None], [[1]], {"to": 5}, {"to": "force:eastmarsh"}, {"start": "2019", "end": "9999"}, "2016-13-01",
    "9999", "0000", "javascript:alert(1)", "\u001f", "x" * 3000,
)  # fmt: skip
Tree = dict[str, Any]
Step = str | int


def _tree() -> Tree:
    path = Path(mkdtemp()) / "a.yaml"
    path.write_text(ARTICLE, "utf-8")
    found: Tree = json.loads(json.dumps(read(path, "a.yaml").value))
    return found


def _paths(tree: Any, before: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Every place of a value, and every relationship that a node could state."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield (*before, key)
        yield from _paths(value, (*before, key))


TREE = _tree()
PLACES = [
    *_paths(TREE),
    *((key, 0, name) for key in TREE if key in KEYS for name in _relationships(KEYS[key].__name__)),
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.sampled_from(PLACES), value=st.sampled_from(VALUES))
def test_one_changed_value_is_a_graph_or_a_sentence(
    place: tuple[Step, ...], value: Any, tmp_path: Path
) -> None:
    tree = copy.deepcopy(TREE)
    owner: Any = tree
    for step in place[:-1]:
        owner = owner[step]
    owner[place[-1]] = value
    sources = small_sources(tmp_path, json.dumps(tree))
    with suppress(SeedError):
        assemble(sources)


def test_a_statement_may_answer_a_statistic(tmp_path: Path) -> None:
    article = swapped(
        ARTICLE, "    about: force:eastmarsh\n", "    about: force:eastmarsh\n    answers: statistic:late\n"
    )
    graph = assemble(small_sources(tmp_path, article + STATISTIC))
    links = {(row.start, row.end) for row in graph.relationships["ANSWERS"]}
    assert ("statement:gulf", "statistic:late") in links


@pytest.mark.parametrize("answered", ["source:letter", "person:nobody", "theme:none"])
def test_a_statement_answers_nothing_else(tmp_path: Path, answered: str) -> None:
    article = swapped(
        ARTICLE, "    about: force:eastmarsh\n", f"    about: force:eastmarsh\n    answers: {answered}\n"
    )
    with pytest.raises(SeedRefused, match=rf"ANSWERS .*'{answered}'"):
        assemble(small_sources(tmp_path, article))


@pytest.mark.parametrize("end", ["9999", "9999-12-31", "0001"])
def test_a_period_at_the_end_of_time_is_refused_in_words(tmp_path: Path, end: str) -> None:
    article = swapped(
        ARTICLE, "period: {start: unknown, end: unknown}", f"period: {{start: unknown, end: {end}}}"
    )
    with pytest.raises(SeedRefused, match="years from 1800 to 2100 make sense here"):
        assemble(small_sources(tmp_path, article))


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan"), 10**400])
def test_a_number_that_does_not_end_is_refused(number: float) -> None:
    """YAML writes them `.inf` and `.nan`, and takes any number of digits."""
    for wanted in (float, float | None):
        with pytest.raises(ValueError, match="is not a number that can be stored"):
            values.value(wanted, number)
    assert values.value(float, 3) == 3.0
