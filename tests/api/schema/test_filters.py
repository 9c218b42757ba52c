"""The meaning of filters, also for missing values, and of dates."""

from __future__ import annotations

import re
from typing import Any

import pytest
from graphql import GraphQLObjectType, GraphQLScalarType, get_named_type

from api.schema.schema import core_schema
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask, ids

LETTER = "correspondence:wilshaw-winsor-2016-10-17"


def kept(api: Api, name: str, where: str) -> list[str]:
    """The ids of the rows that a filter keeps, at most one page."""
    found = ask(api, f"{{ {name}(first: 100, where: {where}) {{ totalCount nodes {{ id }} }} }}")[name]
    assert found["totalCount"] == len(found["nodes"])
    return ids(found)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("findings", '{consequence: {contains: "e"}}'),
        ("findings", '{consequence: {eq: "nothing like this"}}'),
        ("findings", "{consequence: {isNull: true}}"),
        ("findings", '{note: {startsWith: "T", ignoreCase: true}}'),
        ("findings", '{reportedIn: {some: {subject: {contains: "a"}}}}'),
        ("findings", '{attributedTo: {every: {country: {eq: "England"}}}}'),
        ("findings", "{themes: {count: {gt: 1}}}"),
        ("correspondences", '{madePublic: {lt: "2017-01-01"}}'),
        ("correspondences", "{subject: {isNull: false}}"),
        ("statistics", "{of: {gte: 1}}"),
        ("statistics", "{value: {lt: 1000}}"),
    ],
)
def test_not_is_the_exact_complement(api: Api, name: str, where: str) -> None:
    """Rows without a value are kept by one of the two, never by neither."""
    yes, no = kept(api, name, where), kept(api, name, f"{{not: {where}}}")
    everything = kept(api, name, "{}")
    assert not set(yes) & set(no)
    assert sorted(yes + no) == sorted(everything)
    assert kept(api, name, f"{{not: {{not: {where}}}}}") == yes


def test_missing_values_have_their_own_operator_and_satisfy_no_other(api: Api) -> None:
    nodes = ask(api, "{ findings(first: 100) { nodes { id consequence } } }")["findings"]["nodes"]
    missing = [node["id"] for node in nodes if node["consequence"] is None]
    assert 0 < len(missing) < len(nodes)
    assert kept(api, "findings", "{consequence: {isNull: true}}") == missing
    for where in (
        '{contains: ""}',
        '{startsWith: ""}',
        '{contains: "", ignoreCase: true}',
        "{isNull: false}",
    ):
        assert kept(api, "findings", f"{{consequence: {where}}}") == [
            node["id"] for node in nodes if node["consequence"] is not None
        ], where


def test_an_enumeration_that_is_missing_is_asked_for_as_any_other_value(api: Api) -> None:
    nodes = ask(api, "{ findings(first: 100) { nodes { id who } } }")["findings"]["nodes"]
    missing = [node["id"] for node in nodes if node["who"] is None]
    assert 0 < len(missing) < len(nodes)
    assert kept(api, "findings", "{who: {isNull: true}}") == missing
    there = [node["id"] for node in nodes if node["who"] is not None]
    assert kept(api, "findings", "{who: {isNull: false}}") == there


def test_every_filter_of_a_value_asks_for_what_is_missing() -> None:
    filters = {name: each for name, each in core_schema().type_map.items() if name.endswith("Filter")}
    assert {"WhoFilter", "TextFilter", "BooleanFilter"} <= set(filters)
    without = {name for name, each in filters.items() if "isNull" not in getattr(each, "fields", {})}
    assert without == {"CountFilter"}


@pytest.mark.parametrize("way", ['{eq: "%s"}', '{in: ["%s"]}', '{in: ["finding:none", "%s", "%s"]}'])
def test_a_superseded_id_keeps_the_row_that_answers_for_it(api: Api, way: str) -> None:
    old, now = "statement:dsp-ofsted-2016-dorset-notice", "statement:dorset-notice"
    where = f"{{id: {way.replace('%s', old)}}}"
    assert kept(api, "statements", where) == [now]
    assert now not in kept(api, "statements", f"{{not: {where}}}")
    assert kept(api, "findings", f"{{qualifiedBy: {{some: {where}}}}}") == [
        "finding:dorset-conference-attendance"
    ]


def test_a_page_of_a_body_is_found_by_the_id_that_it_had_before(shipped_api: Api) -> None:
    """Such a page is read from an index by the body's id, unlike the count of its rows."""
    where = "{observedIn: {some: {id: {eq: $id}}}}"
    text = f"query($id: String!) {{ findings(where: {where}) {{ totalCount nodes {{ id }} }} }}"
    northumberland = ("authority:E06000048", "authority:E06000057")
    found = [ask(shipped_api, text, id=own)["findings"] for own in northumberland]
    assert found[0] == found[1]
    assert found[0]["totalCount"] == len(found[0]["nodes"]) > 0


def test_and_or_and_not_hold_of_one_related_node_at_a_time(api: Api) -> None:
    """Inside `some`, two conditions must hold for the same node; two separate filters need not."""
    nodes = ask(api, "{ findings(first: 100) { nodes { id themes { id name } } } }")["findings"]["nodes"]
    sharing, meeting = "information-sharing", "conference"

    def naively(keeps: Any) -> list[str]:
        return [node["id"] for node in nodes if keeps([theme["id"] for theme in node["themes"]])]

    first, second = f'{{id: {{contains: "{sharing}"}}}}', f'{{id: {{contains: "{meeting}"}}}}'
    both = f"{{themes: {{some: {{and: [{first}, {second}]}}}}}}"
    beside = f"{{and: [{{themes: {{some: {first}}}}}, {{themes: {{some: {second}}}}}]}}"
    either = f"{{themes: {{some: {{or: [{first}, {second}]}}}}}}"
    another = f"{{themes: {{some: {{not: {first}}}}}}}"
    neither = f"{{themes: {{none: {{or: [{first}, {second}]}}}}}}"
    only = f"{{themes: {{every: {{or: [{first}, {second}]}}}}}}"
    assert kept(api, "findings", both) == []
    assert kept(api, "findings", beside) == naively(
        lambda own: any(sharing in each for each in own) and any(meeting in each for each in own)
    )
    assert kept(api, "findings", beside) != []
    assert kept(api, "findings", either) == naively(
        lambda own: any(sharing in each or meeting in each for each in own)
    )
    assert kept(api, "findings", another) == naively(lambda own: any(sharing not in each for each in own))
    assert kept(api, "findings", neither) == naively(
        lambda own: not any(sharing in each or meeting in each for each in own)
    )
    assert kept(api, "findings", only) == naively(
        lambda own: all(sharing in each or meeting in each for each in own)
    )


def test_and_of_nothing_keeps_everything_and_or_of_nothing_keeps_nothing(api: Api) -> None:
    everything = kept(api, "themes", "{}")
    assert everything
    assert kept(api, "themes", "{and: []}") == kept(api, "themes", "{not: {or: []}}") == everything
    assert kept(api, "themes", "{or: []}") == kept(api, "themes", "{not: {and: []}}") == []


def test_conditions_beside_the_id_of_a_related_node_apply(api: Api) -> None:
    """Rows are then found from that node; the rest of the filter may come before it or after it."""
    nodes = ask(api, "{ findings(first: 100) { nodes { id polarity themes { id } } } }")["findings"]["nodes"]
    own = nodes[0]["themes"][0]["id"]
    theme = f'themes: {{some: {{id: {{eq: "{own}"}}}}}}'
    near = [node for node in nodes if own in [each["id"] for each in node["themes"]]]
    for polarity in ("ADVERSE", "POSITIVE"):
        wanted = [node["id"] for node in near if node["polarity"] == polarity]
        stated = f"polarity: {{eq: {polarity}}}"
        for where in (
            f"{{{theme}, {stated}}}",
            f"{{{theme}, and: [{{{stated}}}]}}",
            f"{{and: [{{{stated}}}, {{{theme}}}]}}",
            f"{{and: [{{{theme}}}, {{{stated}}}]}}",
        ):
            assert kept(api, "findings", where) == wanted, where


def test_a_stored_count_equals_the_whole_list(api: Api) -> None:
    """Of a list under a filter only what the filter keeps is counted, there too."""
    themes = ask(
        api,
        """{ themes(first: 100) { nodes {
          all: findings(first: 100) { totalCount nodes { polarity } }
          some: findings(where: {polarity: {eq: ADVERSE}}) { totalCount }
        } } }""",
    )["themes"]["nodes"]
    polarities = [[node["polarity"] for node in theme["all"]["nodes"]] for theme in themes]
    assert [theme["all"]["totalCount"] for theme in themes] == [len(each) for each in polarities]
    adverse = [each.count("ADVERSE") for each in polarities]
    assert [theme["some"]["totalCount"] for theme in themes] == adverse
    assert sum(adverse) < sum(map(len, polarities))


def test_a_count_under_a_filter_counts_what_the_filter_keeps(api: Api) -> None:
    where = "{or: [{polarity: {eq: POSITIVE}}, {not: {polarity: {in: [ADVERSE, POSITIVE]}}}]}"
    data = ask(
        api,
        f"""query($letter: ID!) {{ correspondence(id: $letter) {{
          some: findings(where: {where}) {{ totalCount }} all: findings(first: 100) {{ nodes {{ polarity }} }}
        }} }}""",
        letter=LETTER,
    )["correspondence"]
    kinds = [node["polarity"] for node in data["all"]["nodes"]]
    assert data["some"]["totalCount"] == len([each for each in kinds if each != "ADVERSE"]) > 0


@pytest.mark.parametrize(
    ("written", "ignores", "is_kept"),
    [
        ("Vetting and disclosure checks", False, True),
        ("vetting and disclosure checks", False, False),
        ("VETTING AND DISCLOSURE CHECKS", True, True),
        ("Vëtting and Dísclosure Checks", True, True),
        ("Vëtting and Dísclosure Checks", False, False),
        ("vetting.and disclosure checks", True, False),
    ],
)
def test_text_is_compared_without_case_and_accents_where_asked(
    api: Api, written: str, ignores: bool, is_kept: bool
) -> None:
    query = "query($where: ThemeWhere) { themes(where: $where) { nodes { id } } }"
    for way, value in {"eq": written, "in": [written], "contains": written, "startsWith": written}.items():
        found = ids(ask(api, query, where={"name": {way: value, "ignoreCase": ignores}})["themes"])
        assert found == (["theme:vetting-delays"] if is_kept else []), way


def test_search_ignores_case_and_accents(api: Api) -> None:
    query = "query($words: String!) { search(query: $words, first: 5) { nodes { id } } }"
    expected = ids(ask(api, query, words="vetting backlog")["search"])
    assert "finding:wandsworth-vetting-backlog" in expected
    for words in ("VETTING Backlog", "vétting bàcklog"):
        assert ids(ask(api, query, words=words)["search"]) == expected


def test_a_partial_date_compares_by_the_earliest_day_it_can_mean_and_is_shown_as_published(api: Api) -> None:
    """The statement of "October 2016" answers the letter of 17 October: it cannot be of an earlier day."""
    statement = "correspondence:cleveland-police-statement-2016-10"
    shown = ask(api, "query($id: ID!) { correspondence(id: $id) { date } }", id=statement)
    assert shown["correspondence"]["date"] == "2016-10"
    for where, holds in (
        ('{eq: "2016-10-17"}', True),
        ('{gte: "2016-10-17", lte: "2016-10-17"}', True),
        ('{lt: "2016-10-18"}', True),
        ('{gt: "2016-10-17"}', False),
        ('{lt: "2016-10-17"}', False),
        ('{eq: "2016-10-01"}', False),
    ):
        assert (statement in kept(api, "correspondences", f"{{date: {where}}}")) is holds, where


def test_dates_are_dates_and_there_is_no_other_time() -> None:
    """No local and no zoned times, which compare differently: a scalar of time would need a decision here."""
    schema = core_schema()
    scalars = {name for name, each in schema.type_map.items() if isinstance(each, GraphQLScalarType)}
    assert scalars == {"ID", "String", "Int", "Float", "Boolean", "Date", "PartialDate"}
    kinds = [each for each in schema.type_map.values() if isinstance(each, GraphQLObjectType)]
    days = [
        (kind.name, name)
        for kind in kinds
        for name, field in kind.fields.items()
        if not kind.name.startswith("__")
        and re.search(r"date|day|published$|^seen$|time", name, re.IGNORECASE)
        if get_named_type(field.type).name not in ("PartialDate", "Date")
    ]
    # Which say whether, what of, and how many, and not when.
    assert {name for _, name in days} == {"seen", "dateIs", "daysToAnswer", "days"}
