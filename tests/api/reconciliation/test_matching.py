"""Which bodies a name matches, over the served API; expectations are written by hand from the tables."""

from __future__ import annotations

import csv
import json
from typing import Any

import pandas
import pytest
from jsonschema import validate
from reconciler import reconcile

from tests.helpers import reconciliation_protocol as protocol
from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT
from tests.helpers.reconciliation_protocol import get, only, place, post, results, told


@pytest.mark.parametrize(
    ("name", "kind", "own"),
    [
        ("Leeds", "LocalAuthority", "authority:E08000035"),
        ("LEEDS CITY COUNCIL", "LocalAuthority", "authority:E08000035"),
        ("hammersmith & fulham", "LocalAuthority", "authority:E09000013"),
        ("St Helens", "LocalAuthority", "authority:E08000013"),
        ("Stockton-on-Tees", "LocalAuthority", "authority:E06000004"),
        ("E09000025", "LocalAuthority", "authority:E09000025"),
        ("E06000048", "LocalAuthority", "authority:E06000057"),
        ("authority:E06000048", "LocalAuthority", "authority:E06000057"),
        ("Dorset County Council", "LocalAuthority", "authority:E10000009"),
        ("Dorset Council", "LocalAuthority", "authority:E06000059"),
        ("Devon and Cornwall Police", "PoliceForce", "force:devon-and-cornwall"),
        ("Metropolitan Police", "PoliceForce", "force:metropolitan"),
        ("Heddlu Gwent", "PoliceForce", "force:gwent"),
        ("the Met", "PoliceForce", "force:metropolitan"),
        ("GMP", "PoliceForce", "force:greater-manchester"),
        ("Avon & Somerset Police", "PoliceForce", "force:avon-and-somerset"),
        ("B&NES", "LocalAuthority", "authority:E06000022"),
        ("Newport", "LocalAuthority", "authority:W06000022"),
        ("Gwynedd", "LocalAuthority", "authority:W06000002"),
        ("Ynys Môn", "LocalAuthority", "authority:W06000001"),
        ("Caerdydd", "LocalAuthority", "authority:W06000015"),
        ("E23000013", "PoliceForce", "force:cleveland"),
        ("HMIC", "Inspectorate", "inspectorate:hmic"),
        ("DfE", "GovernmentBody", "body:dfe"),
    ],
)
def test_a_name_or_code_of_one_body_is_matched(api: Api, name: str, kind: str, own: str) -> None:
    found = only(api, query=name, type=kind)
    assert told(found)[0] == (own, True)
    assert found[0]["score"] == 100
    assert not any(match for _, match in told(found)[1:])


# The four names that a county council and the unitary council after it share, and those of councils that are
# no more, whose successors have other names.
SHARED = {"Buckinghamshire", "Dorset", "North Yorkshire", "Somerset"}
SHARED_OR_NO_MORE = {*SHARED, "Bournemouth", "Poole", "Cumbria", "Northamptonshire"}


def test_the_county_of_dorset_and_its_successor_both_come_and_neither_is_matched(api: Api) -> None:
    assert told(only(api, query="Dorset", type="LocalAuthority")) == [
        ("authority:E06000059", False),
        ("authority:E10000009", False),
    ]
    assert not any(match for _, match in told(only(api, query="Dorset")))
    descriptions = {each["id"]: each["description"] for each in only(api, query="Dorset")}
    assert "until 2019-04-01" in descriptions["authority:E10000009"]
    assert "authority:E06000059" in descriptions["authority:E10000009"]


def test_a_day_or_a_code_or_a_kind_tells_the_two_dorsets_apart(api: Api) -> None:
    def first(name: str, value: Any) -> tuple[str, bool]:
        given = [{"pid": name, "v": value}]
        return told(only(api, query="Dorset", type="LocalAuthority", properties=given))[0]

    assert first("asOf", "2016-08-05") == ("authority:E10000009", True)
    assert first("asOf", "2020") == ("authority:E06000059", True)
    assert first("onsCode", "E10000009") == ("authority:E10000009", True)
    assert first("kind", ["unitary"]) == ("authority:E06000059", True)
    assert first("dfeCode", 838) == ("authority:E06000059", True)
    assert first("region", "South West")[1] is False


def test_a_name_that_a_force_and_a_council_go_by_is_matched_only_within_a_type(api: Api) -> None:
    assert not any(match for _, match in told(only(api, query="Kent")))
    assert told(only(api, query="Kent", type="LocalAuthority")) == [("authority:E10000016", True)]
    assert told(only(api, query="Kent", type="PoliceForce")) == [("force:kent", True)]


def test_a_name_that_was_given_up_is_matched_only_for_its_time(api: Api) -> None:
    name = {"query": "Hampshire Constabulary", "type": "PoliceForce"}
    assert told(only(api, **name))[0] == ("force:hampshire", False)
    before = [{"pid": "asOf", "v": "2016-10-17"}]
    assert told(only(api, **name, properties=before))[0] == ("force:hampshire", True)


def test_no_name_in_the_reference_tables_is_matched_to_another_body(api: Api) -> None:
    """Every name of every force and council, within its type: a match is that body; a name without a match
    is shared, former, or of an abolished body."""
    named = [(f"force:{row['force']}", "PoliceForce", [row["name"]]) for row in table("forces")] + [
        (f"authority:{row['ons_code']}", "LocalAuthority", [row["name"], row["official_name"]])
        for row in table("authorities")
    ]
    asked = [(own, kind, name) for own, kind, names in named for name in names]
    unmatched = set()
    for start in range(0, len(asked), 50):
        part = dict(enumerate(asked[start : start + 50]))
        found = results(api, {str(n): {"query": name, "type": kind} for n, (_, kind, name) in part.items()})
        for n, (own, _, name) in part.items():
            assert own in [each["id"] for each in found[str(n)][:2]], name
            matched = [each["id"] for each in found[str(n)] if each["match"]]
            assert matched in ([own], []), name
            unmatched |= set() if matched else {name}
    assert unmatched == SHARED_OR_NO_MORE


# Names that forces had until a day that is past, or is not known.
GIVEN_UP = {
    "Cleveland Constabulary",
    "South Wales Constabulary",
    "Gwynedd Constabulary",
    "Gwynedd Police",
    "West Mercia Constabulary",
    "Hampshire Constabulary",
}
TYPES = {"force": "PoliceForce", "authority": "LocalAuthority"}
# Names of forces that do not say police.
SHORT = {"CoLP", "DPP", "GMP", "Herts", "MPS", "Scotland Yard", "TVP", "WMP", "WYP", "West Mids", "the Met"}


def test_another_name_is_matched_to_its_body_or_to_none(api: Api) -> None:
    rows = [(row["id"], row["name"]) for row in table("other_names")]
    unmatched: dict[bool, set[str]] = {True: set(), False: set()}
    for typed in unmatched:
        for start in range(0, len(rows), 25):
            part = dict(enumerate(rows[start : start + 25]))
            asked = {
                str(n): {"query": name} | ({"type": TYPES[own.partition(":")[0]]} if typed else {})
                for n, (own, name) in part.items()
            }
            found = results(api, asked)
            for n, (own, name) in part.items():
                assert own in [each["id"] for each in found[str(n)][:3]], name
                matched = [each["id"] for each in found[str(n)] if each["match"]]
                assert matched in ([own], []), name
                unmatched[typed] |= set() if matched else {name}
    assert unmatched[True] == GIVEN_UP
    # Without a type: also short names of forces, and names that a council shares with a force.
    assert unmatched[False] >= GIVEN_UP | SHORT | {"Durham"}


def test_what_the_names_of_one_body_say_of_another_makes_nothing_sure(api: Api) -> None:
    """A force once called Gwynedd Police and the council: of either, only its type makes the name sure."""
    assert told(only(api, query="Gwynedd")) == [("authority:W06000002", False), ("force:north-wales", False)]
    assert told(only(api, query="Herts"))[0] == ("force:hertfordshire", False)
    assert told(only(api, query="Herts", type="PoliceForce"))[0] == ("force:hertfordshire", True)


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "seed" / "reference" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_limit_cuts_each_answer_and_every_question_of_a_batch_has_one(api: Api) -> None:
    found = results(
        api,
        {
            "a": {"query": "Dorset", "limit": 2},
            "b": {"query": "Nobody goes by this"},
            "c": {"properties": [{"pid": "region", "v": "London"}], "limit": 40},
        },
    )
    assert {key: len(each) for key, each in found.items()} == {"a": 2, "b": 0, "c": 33}
    scores = [each["score"] for each in found["c"]]
    assert scores == sorted(scores, reverse=True)


def test_suggestions_go_on_where_a_client_has_got_to(api: Api) -> None:
    first = get(api, "/suggest/entity", prefix="north").json()
    validate(first, protocol.SUGGESTED_ENTITIES)
    ids, cursor = [each["id"] for each in first["result"]], len(first["result"])
    while more := get(api, "/suggest/entity", prefix="north", cursor=cursor).json()["result"]:
        ids += [each["id"] for each in more]
        cursor += len(more)
    assert len(ids) == len(set(ids))
    assert {"force:north-yorkshire", "authority:E10000023", "authority:E06000065"} <= set(ids)
    (own,) = get(api, "/suggest/entity", prefix="authority:E10000023").json()["result"]
    assert own["id"] == "authority:E10000023"
    kinds = get(api, "/suggest/type", prefix="board").json()["result"]
    assert kinds == [{"id": "SafeguardingBoard", "name": "Safeguarding board"}]
    codes = get(api, "/suggest/property", prefix="ons").json()["result"]
    assert codes == [{"id": "onsCode", "name": "ONS code"}]


def test_a_table_is_extended_by_so_many_bodies_at_once_and_by_each_property_once(api: Api) -> None:
    columns = [{"id": "onsCode"}] * 3_000
    ids = [f"authority:{number}" for number in range(500)]
    found = post(api, extend=json.dumps({"ids": [*ids], "properties": columns})).json()
    assert [each["id"] for each in found["meta"]] == ["onsCode"]
    assert found["rows"] == {own: {"onsCode": []} for own in ids}
    refused = post(api, extend=json.dumps({"ids": [*ids, "one more"], "properties": columns}))
    assert refused.status_code == 413
    assert "at most 500" in refused.json()["errors"][0]["message"]


def test_tables_are_extended_with_what_the_graph_holds(api: Api) -> None:
    wanted = {
        "ids": ["authority:E10000009", "authority:E06000057", "force:kent", "authority:nobody"],
        "properties": [{"id": "officialName"}, {"id": "replacedBy"}, {"id": "onsCode"}, {"id": "end"}],
    }
    found = post(api, extend=json.dumps(wanted)).json()
    validate(found, protocol.EXTENDED)
    assert [each["id"] for each in found["meta"]] == ["officialName", "replacedBy", "onsCode", "end"]
    assert found["rows"] == {
        "authority:E10000009": {
            "officialName": [{"str": "Dorset County Council"}],
            "replacedBy": [{"id": "authority:E06000059", "name": "Dorset"}],
            "onsCode": [{"str": "E10000009"}],
            "end": [{"str": "2019-04-01"}],
        },
        "authority:E06000057": {
            "officialName": [{"str": "Northumberland County Council"}],
            "replacedBy": [],
            "onsCode": [{"str": "E06000057"}, {"str": "E06000048"}],
            "end": [{"str": "ongoing"}],
        },
        "force:kent": {
            "officialName": [],
            "replacedBy": [],
            "onsCode": [{"str": "E23000032"}],
            "end": found["rows"]["force:kent"]["end"],
        },
        "authority:nobody": {"officialName": [], "replacedBy": [], "onsCode": [], "end": []},
    }


def test_a_preview_stands_in_a_frame_and_runs_nothing(api: Api) -> None:
    page = get(api, "/preview", id="force:hampshire")
    assert page.headers["content-type"].startswith("text/html")
    assert "Hampshire Constabulary from 1967 until 2022" in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors *" in policy
    unknown = get(api, "/preview", id="<script>alert(1)</script>")
    assert unknown.status_code == 404
    assert "<script" not in unknown.text
    assert "No body here has the id &lt;script&gt;" in unknown.text
    # The frame shows what is wrong instead of being empty.
    for answer in (unknown, get(api, "/preview"), get(api, "/preview", id=" ")):
        assert answer.headers["content-security-policy"] == policy
        assert answer.text


@pytest.mark.filterwarnings("ignore::DeprecationWarning:reconciler")
def test_a_client_of_the_protocol_reconciles_a_column(api: Api) -> None:
    """A third-party client for pandas that knows nothing but the address of this service."""
    table = pandas.DataFrame(
        {
            "council": ["Leeds City Council", "Dorset", "London Borough of Newham", "Sandwel"],
            "code": ["E08000035", "E10000009", "E09000025", "E08000028"],
        }
    )
    found = reconcile(table["council"], type_id="LocalAuthority", reconciliation_endpoint=place(api))
    assert dict(zip(found["input_value"], found["match"], strict=True)) == {
        "Leeds City Council": True,
        "Dorset": False,
        "London Borough of Newham": True,
        "Sandwel": False,
    }
    coded = reconcile(
        table["council"],
        type_id="LocalAuthority",
        property_mapping={"onsCode": table["code"]},
        reconciliation_endpoint=place(api),
    )
    assert list(coded["id"]) == [f"authority:{code}" for code in table["code"]]
