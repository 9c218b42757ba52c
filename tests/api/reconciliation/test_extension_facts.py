"""Tables extended with grades and recommendations as of a day, against the published tables read here."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import validate

from graph.model.dates import PartialDate
from tests.helpers import reconciliation_protocol as protocol
from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT
from tests.helpers.reconciliation_protocol import get, post, refused

DAY = date(2018, 12, 31)
VULNERABLE = {"asOf": DAY.isoformat(), "area": "protecting vulnerable people"}
Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def police(sources: Path) -> dict[str, Table]:
    def read(name: str) -> Table:
        with (sources / "data" / "police" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return {name: read(name) for name in ("peel", "peel_cycles", "recommendations", "inspections")}


def extended(api: Api, ids: list[str], **properties: dict[str, Any]) -> dict[str, Any]:
    columns = [{"id": name, "settings": settings} for name, settings in properties.items()]
    answer = post(api, extend=json.dumps({"ids": ids, "properties": columns}))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    validate(found, protocol.EXTENDED)
    assert list(found["rows"]) == ids
    return found


def last_day(text: str) -> date:
    """The last day that a date may mean."""
    return PartialDate(text).last


def known_by(row: dict[str, str], cycles: Table) -> date:
    """When a grade was surely published: on its day, or when its cycle had ended and was out."""
    if row["published"]:
        return PartialDate(row["published"]).first
    (cycle,) = (each for each in cycles if each["cycle"] == row["cycle"])
    years = row["cycle"].replace("/", "-").split("-")
    return max(date(int(f"20{years[-1][-2:]}"), 12, 31), last_day(cycle["latest_published"]))


def test_the_grade_of_each_force_at_a_day_is_the_newest_that_was_out(
    shipped_api: Api, police: dict[str, Table]
) -> None:
    asked = [
        row
        for row in police["peel"]
        if row["question"] == "protecting-vulnerable-people" and known_by(row, police["peel_cycles"]) <= DAY
    ]
    newest = {f"force:{row['force_id']}": row for row in sorted(asked, key=lambda row: row["cycle"])}
    assert len(newest) > 35
    forces = sorted({f"force:{row['force_id']}" for row in police["peel"]})
    found = extended(shipped_api, forces, grade=VULNERABLE)["rows"]
    named = {own: [cell["id"] for cell in row["grade"]] for own, row in found.items()}
    assert {own: ids for own, ids in named.items() if ids}.keys() == newest.keys()
    assert max(map(len, named.values())) == 1
    judgements = [ids[0] for ids in named.values() if ids]
    told = extended(shipped_api, judgements, gradeWord={}, cycle={}, area={}, source={}, evidence={})["rows"]
    for own, row in newest.items():
        (judgement,) = named[own]
        assert told[judgement]["gradeWord"] == [{"str": row["grade"]}], own
        assert told[judgement]["cycle"] == [{"str": row["cycle"]}]
        assert told[judgement]["area"] == [{"str": "protecting-vulnerable-people"}]
        assert " ".join(row["quote"].split()) in told[judgement]["evidence"][0]["name"], own
        assert told[judgement]["evidence"][0]["id"].startswith("evidence:")
        assert told[judgement]["source"][0]["str"].startswith("http")


def test_the_documented_example_is_answered_as_documented(shipped_api: Api) -> None:
    text = (ROOT / "docs" / "integrators.md").read_text("utf-8")
    section = text.partition("### Grades and recommendations in your table")[2]
    asked, documented = re.findall(r"'extend=([^']*)'.*?```json\n(.*?)```", section, re.S)[0]
    assert post(shipped_api, extend=asked).json()["rows"] == json.loads(documented)["rows"]


def test_a_grade_is_never_shown_without_its_cycle_or_day(shipped_api: Api) -> None:
    (cell,) = extended(shipped_api, ["force:cleveland"], grade=VULNERABLE)["rows"]["force:cleveland"]["grade"]
    assert "2015" in cell["name"] or "2016" in cell["name"] or "2017" in cell["name"], cell


def test_recommendations_by_a_day_are_those_of_inspections_published_until_then(
    shipped_api: Api, police: dict[str, Table]
) -> None:
    published = {row["inspection_key"]: row["published"] for row in police["inspections"]}
    before, after = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for row in police["recommendations"]:
        # What a partnership was told is addressed to no force.
        named = row["force_id"] and "-partnership-" not in row["recommendation_key"]
        if named and (day := published.get(row["inspection_key"])):
            until = before if PartialDate(day).first <= DAY else after
            until[f"force:{row['force_id']}"].add(f"recommendation:{row['recommendation_key']}")
    forces = sorted(before.keys() | after.keys())
    assert len(forces) > 20
    rows = extended(shipped_api, forces, recommendation={"asOf": DAY.isoformat()})["rows"]
    whole = extended(shipped_api, forces, recommendation={})["rows"]
    counts = extended(shipped_api, forces, recommendation={"count": True})["rows"]
    for own in forces:
        by_day = {cell["id"] for cell in rows[own]["recommendation"]}
        ever = {cell["id"] for cell in whole[own]["recommendation"]}
        assert before[own] <= by_day, own
        assert not after[own] & by_day, own
        assert after[own] | by_day <= ever, own
        assert counts[own]["recommendation"] == [{"int": len(ever)}]
    assert sum(map(len, after.values())) > 10


def test_a_recommendation_has_its_passages_and_what_became_of_it(
    shipped_api: Api, police: dict[str, Table]
) -> None:
    (row,) = (
        row
        for row in police["recommendations"]
        if row["recommendation_key"] == "ncpi-dorset-2021-dorset-improve-managed-registered-sex"
    )
    own = f"recommendation:{row['recommendation_key']}"
    columns: dict[str, dict[str, Any]] = {name: {} for name in ("kind", "due", "evidence", "inspection")}
    found = extended(shipped_api, [own], **columns)
    assert found["meta"][0] == {"id": "kind", "name": "what its source calls it"}
    assert found["rows"][own]["due"] == [{"str": row["due"]}]
    assert found["rows"][own]["inspection"][0]["id"].startswith("inspection:")
    assert row["quote"] in found["rows"][own]["evidence"][0]["name"]


def test_an_area_is_no_addressee(shipped_api: Api) -> None:
    """What an inspection of children's services in its area was told is not told to the force."""
    rows = extended(shipped_api, ["force:west-midlands"], recommendation={}, kind={})["rows"]
    asked = (
        '{ force(id: "force:west-midlands") { recommendations(first: 100) { edges { basis node { id } } } } }'
    )
    edges = httpx.post(shipped_api.url, json={"query": asked}, timeout=60).json()["data"]["force"]
    basis = {each["node"]["id"]: each["basis"] for each in edges["recommendations"]["edges"]}
    assert set(basis.values()) == {"NAMED", "AREA"}
    told = {cell["id"] for cell in rows["force:west-midlands"]["recommendation"]}
    assert told == {own for own, each in basis.items() if each == "NAMED"}


def test_limits_keep_the_newest(shipped_api: Api) -> None:
    whole = extended(shipped_api, ["force:lincolnshire"], recommendation={})["rows"]["force:lincolnshire"]
    assert len(whole["recommendation"]) > 3
    for limit in (2, "2"):
        few = extended(shipped_api, ["force:lincolnshire"], recommendation={"limit": limit})["rows"]
        assert few["force:lincolnshire"]["recommendation"] == whole["recommendation"][:2]


def test_what_is_proposed_can_be_asked_for(shipped_api: Api) -> None:
    manifest = get(shipped_api).json()
    names = [each["name"] for each in manifest["extend"]["property_settings"]]
    assert names == ["asOf", "area", "limit", "count"]
    example = {"PoliceForce": "force:cleveland", "Judgement": "", "Recommendation": ""}
    (grade, *_) = extended(shipped_api, ["force:cleveland"], grade={})["rows"]["force:cleveland"]["grade"]
    (made, *_) = extended(shipped_api, ["force:cleveland"], recommendation={})["rows"]["force:cleveland"][
        "recommendation"
    ]
    example |= {"Judgement": grade["id"], "Recommendation": made["id"]}
    for kind, own in example.items():
        proposed = get(shipped_api, "/properties", type=kind).json()
        validate(proposed, protocol.PROPOSED)
        columns: dict[str, dict[str, Any]] = {each["id"]: {} for each in proposed["properties"]}
        found = extended(shipped_api, [own], **columns)
        assert {each["id"]: each["name"] for each in found["meta"]} == {
            each["id"]: each["name"] for each in proposed["properties"]
        }
        assert sum(bool(cells) for cells in found["rows"][own].values()) > 3
    page = get(shipped_api, "/preview", id=grade["id"])
    assert page.status_code == 200
    assert "evidence: passages" in page.text


def test_a_column_of_grades_says_its_type(shipped_api: Api) -> None:
    meta = extended(shipped_api, ["force:kent"], grade={}, onsCode={})["meta"]
    assert meta[0]["type"] == {"id": "Judgement", "name": "Grade"}
    assert "type" not in meta[1]


def test_an_ons_code_and_a_superseded_id_are_extended_as_the_body(shipped_api: Api) -> None:
    ids = ["E08000035", "authority:E08000035", "authority:nobody", "judgement:nobody"]
    rows = extended(shipped_api, ids, grade={})["rows"]
    assert rows["E08000035"]["grade"] == rows["authority:E08000035"]["grade"] != []
    assert rows["authority:nobody"]["grade"] == rows["judgement:nobody"]["grade"] == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"asOf": "last year"}, "extend.properties.settings.asOf"),
        ({"asOf": "2016-02-30"}, "extend.properties.settings.asOf"),
        ({"limit": "many"}, "`limit` is not a whole number"),
        ({"colour": "red"}, "'colour'"),
        (["asOf"], "extend.properties.settings"),
        ({"area": "x" * 501}, "area"),
        ({"area": []}, "area"),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_in_a_sentence(api: Api, given: Any, words: str) -> None:
    asked = {"ids": ["force:kent"], "properties": [{"id": "grade", "settings": given}]}
    assert words in refused(post(api, extend=json.dumps(asked)), 400)
