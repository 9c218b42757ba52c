"""One rule for dates that are known to the day, month, year or not at all (docs/dates.md): filters,
`between`, `asOf`, orders, cursors, facets, and filters through relationships.

The graph is built of statements that are dated in each way, some in a letter later than their own date.
The rule is written down here once more, over the published texts alone.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.settings import Settings
from graph.store.running import running
from seed.build.build import build
from tests.helpers.api_server import Api, serving
from tests.helpers.graphql_requests import ask, ids
from tests.helpers.small_sources import small_sources

LETTER = date(2016, 10, 17)
DATES = (
    "2015",
    "2016",
    "2016-09",
    "2016-10",
    "2016-10-17",
    "2016-10-18",
    "2016-11",
    "2017",
    "2020-02-29",
    None,
)


def statement(number: int, published: str | None, letter: str | None) -> str:
    lines = [
        f"  - id: statement:{number}",
        "    kind: position",
        f"    summary: Statement number {number}.",
        *([f'    date: "{published}"'] if published else []),
        *([f"    madeIn: {letter}"] if letter else []),
        "    madeFor: force:eastmarsh",
        "    evidence: &undated" if number == 0 else "    evidence: *undated",
    ]
    if number == 0:
        lines += [
            "      - source: source:undated",
            "        locator: page 1",
            "        speaker: The force",
            "        status: stated",
            "        attribution: explicit",
        ]
    return "\n".join(lines)


MADE = [(published, None) for published in DATES] + [(each, "correspondence:letter") for each in DATES]
MORE = (
    """# yaml-language-server: $schema=../schema/curated.schema.json
sources:
  - id: source:undated
    name: A page without a date
    kind: web page
    publisher: The force
    evidence:
      - source: source:undated
        locator: page 1
        speaker: The force
        status: stated
        attribution: explicit
statements:
"""
    + "\n".join(statement(number, *made) for number, made in enumerate(MADE))
    + "\n"
)


def known_day(number: int) -> date | None:
    """The rule: the earliest day that the date can mean, and not before that of what contains it."""
    published, letter = MADE[number]
    parts = [int(part) for part in published.split("-")] if published else []
    own = date(*(*parts, 1, 1)[:3]) if parts else None
    return max(filter(None, (own, LETTER if letter else None)), default=None)


DAYS: Mapping[str, date | None] = {f"statement:{number}": known_day(number) for number in range(len(MADE))}
MINE = 'id: {startsWith: "statement:"}, summary: {startsWith: "Statement number"}'


@pytest.fixture(scope="module")
def dated(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    place: Path = tmp_path_factory.mktemp("dated")
    own = replace(settings, home=place / "home", deadline=60)
    store = build(own, lambda line: None, sources=small_sources(place / "sources", extra=MORE)).store
    with running(store, read_only=True, settings=own) as neo4j, serving(neo4j, own) as api:
        yield api


def kept(holds: Callable[[date], bool], *, unknown: bool = False) -> set[str]:
    return {own for own, day in DAYS.items() if (unknown if day is None else holds(day))}


EDGES = [date(2015, 1, 1), date(2016, 9, 1), date(2016, 10, 1), LETTER, date(2017, 1, 1), date(9999, 12, 31)]
ANY_DAY = st.sampled_from(
    [each + timedelta(n) for each in EDGES for n in (-1, 0, 1) if each.year < 9999 or n < 1]
) | st.dates(date(2014, 1, 1), date(2021, 1, 1))
OFTEN = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNS = {
    "eq": operator.eq,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


@OFTEN
@given(day=ANY_DAY, sign=st.sampled_from(sorted(SIGNS)))
def test_a_comparison_holds_if_it_holds_for_the_day(dated: Api, day: date, sign: str) -> None:
    compared = f"date: {{{sign}: $d}}"
    found = ask(
        dated,
        f"""query($d: Date!) {{
          is: statements(first: 100, where: {{{MINE}, {compared}}}) {{ nodes {{ id }} }}
          not: statements(first: 100, where: {{{MINE}, not: {{{compared}}}}}) {{ nodes {{ id }} }}
          through: force(id: "force:eastmarsh") {{
            statements(first: 100, where: {{{MINE}, {compared}}}) {{ nodes {{ id }} }}
          }}
          some: forces(where: {{statements: {{some: {{{MINE}, {compared}}}}}}}) {{ totalCount }}
          every: forces(where: {{statements: {{every: {{{compared}}}}}, name: {{startsWith: "East"}}}}) {{
            totalCount
          }}
        }}""",
        d=day.isoformat(),
    )
    wanted = kept(lambda known: SIGNS[sign](known, day))
    assert set(ids(found["is"])) == wanted == set(ids(found["through"]["statements"]))
    assert set(ids(found["not"])) == DAYS.keys() - wanted
    assert found["some"]["totalCount"] == bool(wanted)
    # Nothing holds for an unknown date.
    assert found["every"]["totalCount"] == 0


@OFTEN
@given(start=st.none() | ANY_DAY, end=st.none() | ANY_DAY)
def test_between_filters_every_list_by_day(dated: Api, start: date | None, end: date | None) -> None:
    if start and end and start >= end:
        start, end = None, end
    between = {"from": start and start.isoformat(), "to": end and end.isoformat()}
    found = ask(
        dated,
        f"""query($b: Between) {{
          root: statements(first: 100, between: $b, where: {{{MINE}}}) {{ nodes {{ id }} }}
          force(id: "force:eastmarsh") {{
            statements(first: 100, between: $b, where: {{{MINE}}}) {{ nodes {{ id }} }}
            history(first: 100, between: $b, kinds: [STATEMENT]) {{ nodes {{ ... on Statement {{ id }} }} }}
          }}
        }}""",
        b=between,
    )
    is_open = start is None and end is None
    wanted = kept(lambda day: (not start or start <= day) and (not end or day < end), unknown=is_open)
    assert set(ids(found["root"])) == wanted
    assert set(ids(found["force"]["statements"])) == wanted
    assert {each for each in ids(found["force"]["history"]) if each in DAYS} == wanted


@OFTEN
@given(day=ANY_DAY)
def test_as_of_a_day_all_is_there_that_is_known_to_have_happened(dated: Api, day: date) -> None:
    found = ask(
        dated,
        f"""query($d: Date!) {{
          root: statements(first: 100, asOf: $d, where: {{{MINE}}}) {{ nodes {{ id }} totalCount }}
          force(id: "force:eastmarsh", asOf: $d) {{
            statements(first: 100, where: {{{MINE}}}) {{ nodes {{ id }} totalCount }}
            history(last: 100, kinds: [STATEMENT]) {{ nodes {{ ... on Statement {{ id }} }} totalCount }}
          }}
          neighbourhood(id: "force:eastmarsh", asOf: $d, first: 100, types: [STATEMENT]) {{
            nodes {{ node {{ id }} }}
          }}
        }}""",
        d=day.isoformat(),
    )
    wanted = kept(lambda known: known <= day)
    assert set(ids(found["root"])) == wanted
    assert set(ids(found["force"]["statements"])) == wanted
    assert {each for each in ids(found["force"]["history"]) if each in DAYS} == wanted
    near = {each["node"]["id"] for each in found["neighbourhood"]["nodes"]}
    assert near & DAYS.keys() == wanted
    for listed in (found["root"], found["force"]["statements"]):
        assert listed["totalCount"] == len(listed["nodes"])


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_orders_go_by_the_day_with_the_unknown_last_and_so_do_their_cursors(
    dated: Api, direction: str
) -> None:
    text = f"""query($after: String) {{
      statements(first: 3, after: $after, where: {{{MINE}}}, orderBy: [{{date: {direction}}}, {{id: ASC}}]) {{
        nodes {{ id }} pageInfo {{ endCursor hasNextPage }}
      }}
    }}"""
    found: list[str] = []
    after, more = None, True
    while more:
        page = ask(dated, text, after=after)["statements"]
        found += ids(page)
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    turn = -1 if direction == "DESC" else 1
    wanted = sorted(
        DAYS,
        key=lambda own: (DAYS[own] is None, turn * (DAYS[own] or date.min).toordinal(), own),
    )
    assert found == wanted


def test_lists_stand_in_the_order_of_their_days_with_the_unknown_last(dated: Api) -> None:
    found = ids(
        ask(dated, f"{{ statements(first: 100, where: {{{MINE}}}) {{ nodes {{ id }} }} }}")["statements"]
    )
    assert [DAYS[own] for own in found] == sorted(DAYS.values(), key=lambda day: day or date.max)


def test_facets_by_year_count_the_year_of_the_day(dated: Api) -> None:
    data = ask(
        dated,
        f"{{ statements(where: {{{MINE}}}) {{ facets(by: [YEAR]) {{ buckets {{ value count }} }} }} }}",
    )
    found = {each["value"]: each["count"] for each in data["statements"]["facets"][0]["buckets"]}
    wanted: dict[str | None, int] = {}
    for day in DAYS.values():
        year = str(day.year) if day else None
        wanted[year] = wanted.get(year, 0) + 1
    assert found == wanted


def test_dates_are_shown_as_they_were_published(dated: Api) -> None:
    data = ask(dated, f"{{ statements(first: 100, where: {{{MINE}}}) {{ nodes {{ id date }} }} }}")
    for node in data["statements"]["nodes"]:
        assert node["date"] == MADE[int(node["id"].removeprefix("statement:"))][0]
    missing = ask(
        dated,
        f"{{ statements(first: 100, where: {{{MINE}, date: {{isNull: true}}}}) {{ nodes {{ date }} }} }}",
    )
    assert [node["date"] for node in missing["statements"]["nodes"]] == [None, None]
