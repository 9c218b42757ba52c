"""Releases in any order, any number of times: the same records, bytes and ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.records import Records
from seed.build.derive import derive
from seed.frameworks import read_frameworks
from seed.sources.all_sources import Sources, read_base
from seed.sources.imports.graph_assembly import ImportFile, assemble_graph, context_of, read_imports
from seed.sources.imports.reading import Reading
from tests.helpers.graph_files import version_and_files
from tests.helpers.published_files import RELEASES
from tests.helpers.small_sources import article_sources

FRAMEWORKS = read_frameworks(Sources().frameworks)
Bytes = tuple[str, dict[str, bytes]]
ORDERS = st.lists(st.sampled_from(sorted(RELEASES)), max_size=3).flatmap(
    lambda again: st.permutations([*RELEASES, *again])
)


@pytest.fixture(scope="module")
def base() -> Records:
    return read_base(article_sources())


@pytest.fixture(scope="module")
def readings(base: Records, sources: Path) -> dict[int, Reading]:
    context = context_of(base, FRAMEWORKS)
    files = [ImportFile(sources / "data" / "ofsted" / name, name) for name in RELEASES.values()]
    return dict(zip(RELEASES, read_imports(files, context), strict=True))


@pytest.fixture(scope="module")
def made(base: Records, readings: dict[int, Reading]) -> Callable[[list[int]], tuple[Records, Bytes]]:
    def make(order: list[int]) -> tuple[Records, Bytes]:
        records = assemble_graph(base, [readings[year] for year in order], FRAMEWORKS)
        return records, version_and_files(derive(records, FRAMEWORKS))

    return make


@pytest.fixture(scope="module")
def in_order(made: Callable[[list[int]], tuple[Records, Bytes]]) -> tuple[Records, Bytes]:
    return made(sorted(RELEASES))


# Each example writes the whole graph, which takes seconds.
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=ORDERS)
def test_the_order_of_releases_does_not_matter(
    order: list[int],
    made: Callable[[list[int]], tuple[Records, Bytes]],
    in_order: tuple[Records, Bytes],
) -> None:
    records, files = made(order)
    assert records == in_order[0]
    assert files == in_order[1]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(years=st.sets(st.sampled_from(sorted(RELEASES)), min_size=1, max_size=2))
def test_every_id_of_a_part_answers_in_the_whole(
    years: set[int], base: Records, readings: dict[int, Reading], in_order: tuple[Records, Bytes]
) -> None:
    part = assemble_graph(base, [readings[year] for year in sorted(years)], FRAMEWORKS)
    whole = in_order[0]
    known = {record.node.id for record in whole.nodes} | set(whole.aliases)
    assert {record.node.id for record in part.nodes} | set(part.aliases) <= known
