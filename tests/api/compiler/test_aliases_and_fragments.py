"""Aliases and fragments work wherever GraphQL allows them, and each has its own answer."""

from __future__ import annotations

from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask, ids

LETTER = "correspondence:wilshaw-winsor-2016-10-17"
CLEVELAND = "force:cleveland"


def test_one_field_under_three_aliases_has_three_answers(api: Api) -> None:
    """Not the answer of the last alias three times: at the root, in a list, and in a list of a list."""
    page = "first: 100) { totalCount nodes { id polarity } }"
    data = ask(
        api,
        f"""query($letter: ID!, $force: ID!) {{
          adverse: findings(where: {{polarity: {{eq: ADVERSE}}}}, {page}
          positive: findings(where: {{polarity: {{eq: POSITIVE}}}}, {page}
          mixed: findings(where: {{polarity: {{eq: MIXED}}}}, {page}
          correspondence(id: $letter) {{
            adverse: findings(where: {{polarity: {{eq: ADVERSE}}}}, {page}
            positive: findings(where: {{polarity: {{eq: POSITIVE}}}}, {page}
            mixed: findings(where: {{polarity: {{eq: MIXED}}}}, {page}
          }}
          force(id: $force) {{ areas(first: 2) {{ nodes {{
            none: findings(first: 0) {{ nodes {{ id }} }}
            one: findings(first: 1) {{ nodes {{ id }} }}
            all: findings(first: 100) {{ totalCount nodes {{ id }} }}
          }} }} }}
        }}""",
        letter=LETTER,
        force=CLEVELAND,
    )
    for owner in (data, data["correspondence"]):
        for alias in ("adverse", "positive", "mixed"):
            found = owner[alias]
            assert {node["polarity"] for node in found["nodes"]} == {alias.upper()}
            assert found["totalCount"] == len(found["nodes"])
        assert not set(ids(owner["adverse"])) & set(ids(owner["positive"]))
    assert data["force"]["areas"]["nodes"]
    for area in data["force"]["areas"]["nodes"]:
        assert area["none"]["nodes"] == []
        assert ids(area["one"]) == ids(area["all"])[:1]
        assert len(area["all"]["nodes"]) == area["all"]["totalCount"]


def test_any_part_of_a_connection_can_have_another_name(api: Api) -> None:
    data = ask(
        api,
        """{
          plain: themes(first: 2) {
            totalCount edges { cursor node { id name } } pageInfo { endCursor hasNextPage }
          }
          named: themes(first: 2) {
            many: totalCount
            rows: edges { key: cursor it: node { own: id called: name } same: node { own: id } }
            again: edges { key: cursor }
            all: nodes { own: id }
            where: pageInfo { last: endCursor more: hasNextPage }
          }
        }""",
    )
    plain, named = data["plain"], data["named"]
    assert named["many"] == plain["totalCount"]
    assert named["rows"] == [
        {
            "key": edge["cursor"],
            "it": {"own": edge["node"]["id"], "called": edge["node"]["name"]},
            "same": {"own": edge["node"]["id"]},
        }
        for edge in plain["edges"]
    ]
    assert named["again"] == [{"key": edge["cursor"]} for edge in plain["edges"]]
    assert named["all"] == [{"own": edge["node"]["id"]} for edge in plain["edges"]]
    assert named["where"] == {
        "last": plain["pageInfo"]["endCursor"],
        "more": plain["pageInfo"]["hasNextPage"],
    }


def test_a_count_inside_fragments_counts(api: Api) -> None:
    """In named and inline fragments, on types, interfaces and unions, within each other."""
    data = ask(
        api,
        """query($force: ID!, $letter: ID!) {
          plain: force(id: $force) { findings { totalCount } history { totalCount } }
          force(id: $force) { ...Counts ... on Organisation { history { ... { totalCount } } } }
          node(id: $force) { ... on Entity { ... on Organisation { ... on PoliceForce { ...Counts } } } }
          nodes(ids: [$force, $letter]) {
            __typename
            ... on PoliceForce { ...Counts }
            ... on Correspondence { findings { ...Many } }
          }
          disputes(first: 20) { claim { ... on Statement { madeIn { statements { ...Made } } } } }
        }
        fragment Counts on PoliceForce { findings { ... on FindingBasisConnection { totalCount } } }
        fragment Many on FindingConnection { totalCount }
        fragment Made on StatementConnection { totalCount nodes { id } }
        """,
        force=CLEVELAND,
        letter=LETTER,
    )
    counts = {"findings": data["plain"]["findings"]}
    assert counts["findings"]["totalCount"] > 0
    assert data["force"] == counts | {"history": data["plain"]["history"]}
    assert data["node"] == counts
    force, letter = data["nodes"]
    assert force == {"__typename": "PoliceForce"} | counts
    assert letter["findings"]["totalCount"] > 0
    letters = [each["claim"]["madeIn"] for each in data["disputes"] if each["claim"].get("madeIn")]
    made = letters[0]["statements"]
    assert made["totalCount"] >= len(made["nodes"]) > 0


def test_the_same_field_selected_twice_is_merged(api: Api) -> None:
    data = ask(
        api,
        """{
          theme(id: "theme:joint-working") { name narrower { id } }
          theme(id: "theme:joint-working") { narrower { name } ...Again }
        }
        fragment Again on Theme { narrower { broader { id } } }
        """,
    )
    assert list(data["theme"]) == ["name", "narrower"]
    assert data["theme"]["narrower"]
    for narrower in data["theme"]["narrower"]:
        assert list(narrower) == ["id", "name", "broader"]
        assert narrower["broader"] == [{"id": "theme:joint-working"}]
