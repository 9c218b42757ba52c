"""`asOf` in rows, filters, orders and counts: all agree on who held a post on a day, at the edges of each
period. The posts, and how exactly their periods are known, are written here by hand.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask, ids

# By person: the first and the last day on which the post may have begun, and the days before which it ended.
HELD = {
    "person:iain-spittal": ("2016-01-01", "2016-01-31", "2017-01-01", "2018-01-01"),
    "person:michael-wilshaw": ("2012-01-01", "2012-01-31", "2016-10-18", "2018-01-01"),
    "person:thomas-winsor": ("2012-10-01", "2012-10-31", "2022-03-01", "2022-04-01"),
    # Only that they held it in October 2016 is known.
    "person:simon-nickless": ("0001-01-01", "2016-10-31", "2016-10-01", "9999-12-31"),
    "person:james-vaughan": ("0001-01-01", "2016-10-31", "2016-10-01", "9999-12-31"),
}
DAYS = [
    *("2011-12-31", "2012-01-01", "2012-01-30", "2012-01-31", "2012-09-30", "2012-10-01", "2012-10-31"),
    *("2015-12-31", "2016-01-01", "2016-01-31", "2016-10-17", "2016-10-18", "2016-12-31", "2017-01-01"),
    *("2017-12-31", "2018-01-01", "2022-02-28", "2022-03-01", "2022-03-31", "2022-04-01"),
]


def holders(day: str) -> dict[str, bool]:
    """Who may have held a post on a day, and whether it is certain."""
    on, found = date.fromisoformat(day), {}
    for own, bounds in HELD.items():
        start_first, start_last, end_first, end_last = map(date.fromisoformat, bounds)
        if start_first <= on < end_last:
            found[own] = start_last <= on < end_first
    return found


@pytest.mark.parametrize("day", DAYS)
def test_a_post_is_held_from_its_first_day_to_before_its_end(api: Api, day: str) -> None:
    people = ask(
        api,
        """query($day: Date) { people(first: 100, asOf: $day) {
          nodes { id posts { totalCount edges { period { certain } } } }
        } }""",
        day=day,
    )["people"]["nodes"]
    found = {each["id"]: each["posts"] for each in people if each["posts"]["totalCount"]}
    assert {own: posts["edges"][0]["period"]["certain"] for own, posts in found.items()} == holders(day)


@pytest.mark.parametrize("day", ["2011-12-31", "2012-10-01", "2016-10-17", "2018-01-01", "2022-04-01"])
def test_filters_and_orders_follow_the_day_too(api: Api, day: str) -> None:
    data = ask(
        api,
        """query($day: Date) {
          all: people(first: 100) { nodes { id } }
          counted: people(first: 100, asOf: $day, where: {posts: {count: {gte: 1}}}) { nodes { id } }
          some: people(first: 100, asOf: $day, where: {posts: {some: {id: {contains: ":"}}}}) { nodes { id } }
          none: people(first: 100, asOf: $day, where: {posts: {none: {}}}) { nodes { id } }
          every: people(first: 100, asOf: $day, where: {posts: {every: {id: {eq: "x"}}}}) { nodes { id } }
          ordered: people(first: 100, asOf: $day, orderBy: [{posts: {count: DESC}}]) { nodes { id } }
        }""",
        day=day,
    )
    everybody, held = ids(data["all"]), holders(day)
    with_a_post = [own for own in everybody if own in held]
    without = [own for own in everybody if own not in held]
    assert with_a_post
    assert without
    assert ids(data["counted"]) == ids(data["some"]) == with_a_post
    assert ids(data["none"]) == ids(data["every"]) == without
    assert ids(data["ordered"]) == with_a_post + without


def test_a_node_asked_for_by_id_is_there_on_any_day(api: Api) -> None:
    """The council began in 2019; lists follow the day."""
    query = """query($day: Date) {
      authority(id: "authority:E06000059", asOf: $day) { id name }
      authorities(first: 100, asOf: $day, where: {id: {eq: "authority:E06000059"}}) { nodes { id } }
    }"""
    before, since = (ask(api, query, day=day) for day in ("2016-10-17", "2019-04-01"))
    assert before["authority"]["id"] == since["authority"]["id"] == "authority:E06000059"
    assert ids(before["authorities"]) == []
    assert ids(since["authorities"]) == ["authority:E06000059"]


@pytest.mark.parametrize(
    ("day", "there"),
    [("2016-10-16", False), ("2016-10-17", True), ("2016-10-18", True)],
)
def test_an_event_is_there_as_of_its_day(api: Api, day: str, there: bool) -> None:
    letter = "correspondence:wilshaw-winsor-2016-10-17"
    found = ask(
        api, "query($day: Date) { correspondences(first: 100, asOf: $day) { nodes { id } } }", day=day
    )
    assert (letter in ids(found["correspondences"])) is there


def test_a_node_asked_for_before_its_day_has_its_relationships(api: Api) -> None:
    """A finding of 2016, asked for in 2012, in its fields, around it and on a path: relationships without a
    period hold whenever their ends are there. That some have the day of the finding, to order pages, hides
    none; the letter, of 2016 too, is hidden by its own day."""
    found = ask(
        api,
        """query($id: ID!, $day: Date) {
          finding(id: $id, asOf: $day) { observedIn { id } themes { id } reportedIn { id } }
          neighbourhood(id: $id, asOf: $day) { nodes { node { id } } links { id } }
          paths(from: $id, to: "authority:E06000004", asOf: $day) { length steps { relationship } }
        }""",
        id="finding:stockton-unborn-babies",
        day="2012-10-01",
    )
    area, theme = {"id": "authority:E06000004"}, {"id": "theme:conference-attendance"}
    assert found["finding"] == {"observedIn": [area], "themes": [theme], "reportedIn": None}
    around = found["neighbourhood"]
    force = {"id": "force:cleveland"}
    assert [each["node"] for each in around["nodes"]] == [area, force, theme]
    assert [each["id"] for each in around["links"]] == [
        "ATTRIBUTED_TO|finding:stockton-unborn-babies|force:cleveland",
        "HAS_THEME|finding:stockton-unborn-babies|theme:conference-attendance",
        "OBSERVED_IN|finding:stockton-unborn-babies|authority:E06000004",
        "POLICED_BY|authority:E06000004|force:cleveland",
    ]
    assert found["paths"] == [{"length": 1, "steps": [{"relationship": "OBSERVED_IN"}]}]


@pytest.mark.parametrize(
    ("between", "there"),
    [
        ('{from: "2016-10-17"}', True),
        ('{from: "2016-10-18"}', False),
        ('{to: "2016-10-17"}', False),
        ('{to: "2016-10-18"}', True),
        ('{from: "2016-10-17", to: "2016-10-18"}', True),
    ],
)
def test_between_is_from_a_day_to_before_another(api: Api, between: str, there: bool) -> None:
    letter = "correspondence:wilshaw-winsor-2016-10-17"
    found = ask(api, f"{{ correspondences(first: 100, between: {between}) {{ nodes {{ id }} }} }}")
    assert (letter in ids(found["correspondences"])) is there


def test_a_node_without_a_period_is_there_from_its_day_on(api: Api) -> None:
    """In lists of several types, of which some have a period and others a day or neither."""
    found = ask(api, '{ search(query: "police", first: 100, asOf: "2030-01-01") { nodes { __typename } } }')[
        "search"
    ]["nodes"]
    assert {"PoliceForce", "Finding", "Theme"} <= {node["__typename"] for node in found}


# Ways to ask what there was on a day, each in a page or an object of its own.
ON_A_DAY = {
    "a list": "forces(first: 3, asOf: $day) { totalCount nodes { name period { certain } } }",
    "one by its id": 'force(id: "force:cleveland", asOf: $day) { name areas { totalCount } }',
    "several by their ids": """nodes(ids: ["force:kent"], asOf: $day) {
      ... on PoliceForce { period { certain } }
    }""",
    "a search": 'search(query: "Cleveland", first: 3, asOf: $day) { totalCount nodes { id } }',
    "a path": """paths(from: "authority:E06000004", to: "force:cleveland", first: 1, asOf: $day) {
      length steps { relationship }
    }""",
    "a neighbourhood": 'neighbourhood(id: "force:cleveland", depth: 1, asOf: $day) { nodes { node { id } } }',
    "the theme matrix": "themeMatrix(by: FORCE, first: 3, asOf: $day) { totalCount }",
    "a filter": "forces(first: 3, asOf: $day, where: {areas: {some: {}}}) { totalCount nodes { id } }",
    "facets": "authorities(asOf: $day) { facets(by: [REGION]) { buckets { value count } } }",
}


@pytest.mark.parametrize("asked", ON_A_DAY.values(), ids=ON_A_DAY)
def test_ongoing_bodies_are_there_on_the_last_day_of_the_calendar(api: Api, asked: str) -> None:
    """The build marks ongoing periods with 9999-12-31, which a client may also ask about."""
    found = [ask(api, f"query($day: Date) {{ {asked} }}", day=f"9999-12-{day}") for day in (30, 31)]
    assert found[0] == found[1]
    assert any(found[0].values())
    assert "'totalCount': 0" not in str(found[0])


UNDATED = ("sources", "statistics", "themes", "people", "posts")
DATED = ("inspections", "judgements", "findings", "correspondences", "statements")


@pytest.mark.parametrize("name", [*UNDATED, *DATED])
def test_as_of_hides_only_nodes_with_a_day_of_their_own(api: Api, name: str) -> None:
    """The day of a source's publication, or the year of a statistic, does not limit when it is there."""
    asked = f'{{ all: {name} {{ totalCount }} then: {name}(asOf: "1900-01-01") {{ totalCount }} }}'
    found = {key: rows["totalCount"] for key, rows in ask(api, asked).items()}
    assert found["all"] > 0
    assert found["then"] == found["all"] if name in UNDATED else found["then"] < found["all"]


def test_an_inspection_of_no_known_day_is_around_its_force_on_no_day(shipped_api: Api) -> None:
    """docs/dates.md: it may have happened later."""
    force, inspection = "force:bedfordshire", "inspection:hmic-ncpi:bedfordshire:2019"
    found = ask(
        shipped_api,
        """query($force: ID!, $inspection: ID!, $day: Date!) {
          it: inspection(id: $inspection) { published inspectedFrom }
          ever: neighbourhood(id: $force, types: [INSPECTION], first: 100) { nodes { node { id } } }
          then: neighbourhood(id: $force, types: [INSPECTION], first: 100, asOf: $day) {
            nodes { node { id } }
          }
          way: paths(from: $force, to: $inspection, longest: 1) { length }
          wayThen: paths(from: $force, to: $inspection, longest: 1, asOf: $day) { length }
        }""",
        force=force,
        inspection=inspection,
        day="2026-01-01",
    )
    assert found["it"] == {"published": None, "inspectedFrom": None}
    assert (found["way"], found["wayThen"]) == ([{"length": 1}], [])
    ever, then = ({each["node"]["id"] for each in found[name]["nodes"]} for name in ("ever", "then"))
    assert inspection in ever - then
    assert then
