"""The oracle, compared with answers worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.small_graph import small_oracle
from tests.oracle import Oracle, read_graph


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return small_oracle()


def data(oracle: Oracle, text: str, **variables: Any) -> Any:
    result = oracle.execute(text, variables)
    assert result.errors is None
    return result.data


def refusal(oracle: Oracle, text: str) -> str:
    result = oracle.execute(text)
    assert result.errors is not None
    return result.errors[0].message


def entries(oracle: Oracle, arguments: str) -> list[str]:
    text = f'{{ force(id: "force:a") {{ history({arguments}) {{ nodes {{ ... on Entity {{ id }} }} }} }} }}'
    return [each["id"] for each in data(oracle, text)["force"]["history"]["nodes"]]


def test_rows_of_csv_become_values_of_their_types(tmp_path: Path) -> None:
    (tmp_path / "nodes-Theme.csv").write_text(
        "id:ID,:LABEL,count:long,day:date,name,note,of:double,seen:boolean,words:string[]\n"
        '"theme:a","Entity\x1fTheme",7,2016-10-17,"said ""no"",\nand left","",0.5,true,"x\x1f"\n'
        '"theme:b","Entity\x1fTheme",,,"plain",,,false,\n'
    )
    (tmp_path / "relationships-BROADER.csv").write_text(
        ':START_ID,:END_ID,:TYPE,id\n"theme:a","theme:b",BROADER,"BROADER|theme:a|theme:b"\n'
    )
    graph = read_graph(tmp_path)
    filled, plain = graph.nodes["theme:a"], graph.nodes["theme:b"]
    assert filled.labels == ("Entity", "Theme")
    assert filled.values == {
        "count": 7,
        "day": date(2016, 10, 17),
        "name": 'said "no",\nand left',
        "note": "",
        "of": 0.5,
        "seen": True,
        "words": ["x", ""],
    }
    assert plain.values == {"name": "plain", "seen": False}
    assert [each.end for each in graph.leaving(filled)] == [plain]


def test_a_superseded_id_answers_and_an_unknown_one_is_null(oracle: Oracle) -> None:
    text = (
        '{ authority(id: "authority:older") { id } force(id: "authority:new") { id } '
        'nodes(ids: ["force:b", "nobody", "authority:older", "dataset"]) { id } }'
    )
    assert data(oracle, text) == {
        "authority": {"id": "authority:new"},
        "force": None,
        "nodes": [{"id": "force:b"}, None, {"id": "authority:new"}, None],
    }


def test_a_history_is_in_order_of_time_and_narrowed(oracle: Oracle) -> None:
    assert entries(oracle, "first: 9") == ["finding:2", "finding:1", "finding:3", "statement:claim"]
    assert entries(oracle, "kinds: [STATEMENT]") == ["statement:claim"]
    assert entries(oracle, "kinds: []") == []
    assert entries(oracle, "basis: AREA") == ["finding:2"]
    assert entries(oracle, 'between: {from: "2016-08-05", to: "2016-10-17"}') == ["finding:2", "finding:1"]
    assert entries(oracle, 'between: {from: "2016-10-17"}, kinds: null') == ["finding:3", "statement:claim"]


def test_entries_carry_what_their_relationship_says(oracle: Oracle) -> None:
    text = (
        '{ force(id: "force:a") { history(first: 1) { edges { basis date kind evidence { id } } } '
        "findings(first: 1) { edges { basis node { id } } } } }"
    )
    assert data(oracle, text)["force"] == {
        "history": {
            "edges": [
                {
                    "basis": "AREA",
                    "date": "2016",
                    "kind": "FINDING",
                    "evidence": [{"id": "evidence:2"}, {"id": "evidence:1"}],
                }
            ]
        },
        "findings": {"edges": [{"basis": "NAMED", "node": {"id": "finding:3"}}]},
    }


PAGED = """query Page($first: Int, $after: String, $last: Int, $before: String) {
  findings(first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
  }
}"""


def paged(oracle: Oracle, **variables: Any) -> tuple[list[str], bool, bool]:
    found = data(oracle, PAGED, **variables)["findings"]
    assert found["totalCount"] == 3
    info = found["pageInfo"]
    return [each["id"][8:] for each in found["nodes"]], info["hasPreviousPage"], info["hasNextPage"]


def test_pages_run_from_either_end_and_know_what_lies_beyond(oracle: Oracle) -> None:
    whole = data(oracle, "{ findings { edges { cursor } } }")["findings"]["edges"]
    newest, second, third = (edge["cursor"] for edge in whole)
    assert paged(oracle) == (["3", "2", "1"], False, False)
    assert paged(oracle, first=2) == (["3", "2"], False, True)
    assert paged(oracle, last=2) == (["2", "1"], True, False)
    assert paged(oracle, first=1, after=newest) == (["2"], True, True)
    assert paged(oracle, last=5, before=third) == (["3", "2"], False, True)
    assert paged(oracle, after=newest, before=third) == (["2"], True, True)
    assert paged(oracle, first=0) == ([], False, True)
    assert paged(oracle, after=third) == ([], True, False)
    assert paged(oracle, after=third, before=newest) == ([], True, True)
    assert paged(oracle, after=second, before=second) == ([], True, True)


def test_an_empty_page_has_no_cursors(oracle: Oracle) -> None:
    info = data(oracle, PAGED, first=0)["findings"]["pageInfo"]
    assert (info["startCursor"], info["endCursor"]) == (None, None)


def test_unusable_arguments_are_refused(oracle: Oracle) -> None:
    foreign = data(oracle, "{ statements(first: 1) { edges { cursor } } }")["statements"]["edges"][0][
        "cursor"
    ]
    assert (
        refusal(oracle, "{ findings(first: 101) { totalCount } }")
        == "`first` is 101; it can be from 0 to 100."
    )
    assert (
        refusal(oracle, "{ findings(last: -1) { totalCount } }") == "`last` is -1; it can be from 0 to 100."
    )
    assert "both given" in refusal(oracle, "{ findings(first: 1, last: 1) { totalCount } }")
    assert "another list" in refusal(oracle, f'{{ findings(after: "{foreign}") {{ totalCount }} }}')
    assert "is not a cursor" in refusal(oracle, '{ findings(before: "no") { totalCount } }')
    assert "not a day that exists" in refusal(oracle, '{ findings(asOf: "2016-02-30") { totalCount } }')


AREAS = """query Areas($day: Date) {
  force(id: "force:a", asOf: $day) {
    period { start end endState certain } areas { edges { node { id } period { end certain } } }
  }
}"""


def test_as_of_keeps_possible_periods_and_says_which_are_certain(oracle: Oracle) -> None:
    def areas(day: str | None) -> list[tuple[str, str | None, bool | None]]:
        edges = data(oracle, AREAS, day=day)["force"]["areas"]["edges"]
        return [(each["node"]["id"][10:], each["period"]["end"], each["period"]["certain"]) for each in edges]

    assert areas(None) == [("new", None, None), ("old", "2019-04-01", None)]
    assert areas("2019-03-31") == [("new", None, True), ("old", "2019-04-01", True)]
    assert areas("2019-04-01") == [("new", None, True)]
    assert areas("2012-01-15") == [("new", None, False), ("old", "2019-04-01", False)]
    assert areas("2011-12-31") == []


def test_a_finding_asked_for_before_its_day_has_its_area(oracle: Oracle) -> None:
    text = """{
      finding(id: "finding:2", asOf: "2012-06-01") { observedIn { id } }
      neighbourhood(id: "finding:2", asOf: "2012-06-01") { links { id } }
    }"""
    found = data(oracle, text)
    assert found["finding"]["observedIn"] == [{"id": "authority:new"}]
    assert "OBSERVED_IN|finding:2|authority:new" in {each["id"] for each in found["neighbourhood"]["links"]}


def test_a_period_is_null_where_unknown(oracle: Oracle) -> None:
    period = data(oracle, AREAS, day="2012-01-15")["force"]["period"]
    assert period == {"start": "2012-01", "end": None, "endState": "ONGOING", "certain": False}


def test_other_names_have_their_dates_or_empty_texts(oracle: Oracle) -> None:
    text = '{ force(id: "force:a") { otherNames { name since until } } }'
    assert data(oracle, text)["force"]["otherNames"] == [
        {"name": "A", "since": "", "until": ""},
        {"name": "Alpha", "since": "", "until": "2001"},
    ]


def test_a_thread_is_whole_from_any_of_its_letters(oracle: Oracle) -> None:
    for own, expected in {"0": ["0", "1", "2"], "2": ["0", "1", "2"], "3": ["3"]}.items():
        text = f'{{ correspondence(id: "correspondence:{own}") {{ thread {{ id }} }} }}'
        assert [each["id"][15:] for each in data(oracle, text)["correspondence"]["thread"]] == expected


def test_a_dispute_is_found_by_its_claim(oracle: Oracle) -> None:
    text = '{{ dispute(id: "{}") {{ disputedBy {{ id }} }} }}'
    found = data(oracle, text.format("statement:claim"))["dispute"]
    assert found == {"disputedBy": [{"id": "statement:dispute"}, {"id": "statement:second"}]}
    assert data(oracle, text.format("statement:dispute"))["dispute"] is None
    assert data(oracle, text.format("statement:nothing"))["dispute"] is None


def test_a_dispute_has_every_side_and_nothing_twice(oracle: Oracle) -> None:
    text = (
        "{ disputes { claim { ... on Entity { id } } about { id } disputedBy { id } "
        "supportedBy { ... on Entity { id } } against { ... on Entity { id } } } }"
    )
    assert data(oracle, text)["disputes"] == [
        {
            "claim": {"id": "statement:claim"},
            "about": [{"id": "force:a"}],
            "disputedBy": [{"id": "statement:dispute"}, {"id": "statement:second"}],
            "supportedBy": [{"id": "finding:1"}],
            "against": [{"id": "statement:proof"}],
        }
    ]


def words(oracle: Oracle, start: str, goal: str, first: int = 20) -> list[list[str]]:
    text = f'{{ paths(from: "{start}", to: "{goal}", first: {first}) {{ length steps {{ words }} }} }}'
    found = data(oracle, text)["paths"]
    assert all(each["length"] == len(each["steps"]) for each in found)
    return [[step["words"] for step in each["steps"]] for each in found]


def test_paths_are_the_shortest_in_order_of_their_ids(oracle: Oracle) -> None:
    assert words(oracle, "authority:old", "force:b") == [
        [
            "authority:old is policed (reference, no attribution) by force:a",
            "force:a polices (reference, no attribution) authority:new",
            "authority:new is policed (reference, no attribution) by force:b",
        ]
    ]
    both = [
        ["statement:claim is about force:a"],
        ["statement:claim is addressed to force:a"],
    ]
    assert words(oracle, "statement:claim", "force:a") == both
    assert words(oracle, "statement:claim", "force:a", first=1) == both[:1]


def test_paths_lead_through_no_evidence_and_no_derived_history(oracle: Oracle) -> None:
    assert words(oracle, "force:a", "finding:3") == []
    assert words(oracle, "force:a", "evidence:1") == []
    assert words(oracle, "force:a", "nobody") == []


def kept(oracle: Oracle, where: str) -> list[str]:
    text = f"{{ findings(where: {where}) {{ nodes {{ id }} }} }}"
    return sorted(each["id"][8:] for each in data(oracle, text)["findings"]["nodes"])


def test_filters_keep_what_they_state_and_their_complements_the_rest(oracle: Oracle) -> None:
    assert kept(oracle, "{}") == kept(oracle, "null") == ["1", "2", "3"]
    assert kept(oracle, "{polarity: {eq: ADVERSE}}") == ["1", "3"]
    assert kept(oracle, '{polarity: {eq: ADVERSE}, id: {in: ["finding:1", "finding:2"]}}') == ["1"]
    assert kept(oracle, '{consequence: {contains: "arm"}}') == ["2"]
    assert kept(oracle, '{not: {consequence: {contains: "arm"}}}') == ["1", "3"]
    assert kept(oracle, "{consequence: {isNull: true}}") == ["1", "3"]
    assert kept(oracle, '{date: {gt: "2016-08-05"}}') == ["3"]
    assert kept(oracle, '{date: {lte: "2016-08-05", gte: "2016-08-05"}}') == ["1", "2"]
    assert kept(oracle, "{or: []}") == []
    assert kept(oracle, "{and: []}") == ["1", "2", "3"]
    assert kept(oracle, '{or: [{note: {startsWith: "A n"}}, {polarity: {in: [MIXED]}}]}') == ["2", "3"]


def test_every_field_of_the_schema_has_an_answer(oracle: Oracle) -> None:
    text = '{ force(id: "force:a") { browserUrl evidence { id source { id } } } dataset { version } }'
    assert data(oracle, text) == {
        "force": {
            "browserUrl": "http://127.0.0.1/browser/?db=neo4j&cmd=edit&arg="
            "MATCH%20%28n%3AEntity%20%7Bid%3A%20%27force%3Aa%27%7D%29%20RETURN%20n",
            "evidence": [
                {"id": "evidence:2", "source": {"id": "source:a"}},
                {"id": "evidence:1", "source": {"id": "source:a"}},
            ],
        },
        "dataset": {"version": "v1"},
    }
