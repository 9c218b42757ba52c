"""The reconciliation protocol over HTTP: shapes, origins, and the words of refusals."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from jsonschema import validate

from api.reconciliation.answers import preview
from graph.reconcile.bodies import Body, BodyReference, OtherName
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers import reconciliation_protocol as protocol
from tests.helpers.api_server import Api, serving
from tests.helpers.reconciliation_protocol import FORM, get, place, post, refused


def test_the_manifest_is_what_the_protocol_asks_for_and_its_addresses_answer(api: Api) -> None:
    manifest = get(api).json()
    validate(manifest, protocol.MANIFEST)
    assert [each["id"] for each in manifest["defaultTypes"]] == [
        *("PoliceForce", "LocalAuthority", "SafeguardingBoard", "LocalPolicingBody"),
        *("Inspectorate", "GovernmentBody"),
    ]
    for service in manifest["suggest"].values():
        address = service["service_url"] + service["service_path"]
        validate(httpx.get(address, params={"prefix": "p"}, timeout=60).json(), protocol.SUGGESTED)
    propose = manifest["extend"]["propose_properties"]
    address = propose["service_url"] + propose["service_path"]
    validate(httpx.get(address, params={"type": "LocalAuthority"}, timeout=60).json(), protocol.PROPOSED)
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert "Leeds" in httpx.get(template.replace("{{id}}", "authority%3AE08000035"), timeout=60).text
    assert httpx.get(manifest["documentation"], timeout=60).status_code == 200


def test_a_batch_may_stand_in_the_address_and_answer_as_a_script(api: Api) -> None:
    queries = json.dumps({"q0": {"query": "Cleveland Police"}})
    plain = get(api, queries=queries)
    assert plain.headers["content-type"] == "application/json"
    script = get(api, queries=queries, callback="jQuery.cb_1")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["x-content-type-options"] == "nosniff"
    assert script.text == f"/**/jQuery.cb_1({plain.text});"
    assert get(api, callback="f", _="1").text.startswith("/**/f({")


@pytest.mark.parametrize("callback", ["", "a(b)", "alert(1)//", "a b", "</script>", "1a", "a" * 300])
def test_a_callback_that_is_no_name_is_refused(api: Api, callback: str) -> None:
    assert get(api, callback=callback).status_code == 400


@pytest.mark.parametrize("path", ["", "/preview", "/suggest/entity", "/suggest/type", "/properties"])
def test_every_address_may_be_asked_from_any_page(served: Neo4jProcess, path: str) -> None:
    environ = {"CORS_ORIGINS": "https://app.example.org", "DEADLINE_SECONDS": "60"}
    with serving(served, Settings.from_environ(environ)) as narrow:
        origin = {"origin": "https://elsewhere.example.org"}
        given = {"id": "force:kent", "prefix": "k", "type": "PoliceForce"}
        answered = httpx.get(place(narrow, path), params=given, headers=origin, timeout=60)
        asked_before = {**origin, "access-control-request-method": "GET"}
        before = httpx.options(place(narrow, path), headers=asked_before, timeout=60)
    assert answered.status_code == 200
    assert answered.headers["access-control-allow-origin"] == "*"
    assert before.status_code == 204
    assert before.headers["access-control-allow-origin"] == "*"
    assert "GET" in before.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    "queries",
    [
        "",
        "{",
        "[]",
        "1",
        '{"q0": "Leeds"}',
        '{"q0": {}}',
        '{"q0": {"query": "x", "limit": 0}}',
        '{"q0": {"query": "x", "limit": true}}',
        '{"q0": {"query": "x", "limit": "5"}}',
        '{"q0": {"query": "x", "type": "Council"}}',
        '{"q0": {"query": "x", "type": 1}}',
        '{"q0": {"query": "x", "type": [[]]}}',
        '{"q0": {"query": "x", "type_strict": "none"}}',
        '{"q0": {"query": "x", "type_strict": []}}',
        '{"q0": {"query": "x", "properties": {}}}',
        '{"q0": {"query": "x", "properties": ["onsCode"]}}',
        '{"q0": {"query": "x", "properties": [{"v": "y"}]}}',
        '{"q0": {"query": "x", "properties": [{"pid": [], "v": "y"}]}}',
        '{"q0": {"query": "x", "properties": [{"pid": "colour", "v": "y"}]}}',
        '{"q0": {"properties": []}}',
        '{"q0": {"query": "x", "colour": "y"}}',
        '{"q0": {"query": "\\ud800"}}',
    ],
)
def test_a_batch_that_is_none_is_refused_in_a_sentence(api: Api, queries: str) -> None:
    refused(post(api, queries=queries), 400)
    refused(get(api, queries=queries), 400)


@pytest.mark.parametrize(
    "blank",
    [
        *({"query": text} for text in ("", "  ", "\t\n", "\u00a0", "x" * 501)),
        {"query": "", "properties": [{"pid": "region", "v": "London"}]},
        {"properties": [{"pid": "region", "v": None}, {"pid": "onsCode", "v": " "}]},
    ],
)
def test_a_blank_cell_leaves_the_others_answered(api: Api, blank: dict[str, Any]) -> None:
    leeds = {"query": "Leeds", "properties": [{"pid": "region", "v": None}]}
    alone = post(api, queries=json.dumps({"q0": leeds})).json()
    assert alone["q0"]["result"]
    answer = post(api, queries=json.dumps({"q0": leeds, "q1": blank})).json()
    assert answer == {**alone, "q1": {"result": []}}


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        *(
            ({"query": "Kent", "properties": [{"pid": "asOf", "v": day}]}, "properties.asOf")
            for day in ("last year", "05/08/2016", "2016-02-30", "0000", ["2016", "x"][1:], 1.5)
        ),
        ({"query": "Kent", "properties": [{"pid": "asOf", "v": ["2016", "2019"]}]}, "properties.asOf"),
        ({"query": "Kent", "properties": [{"pid": "asOf", "v": "2016"}] * 2}, "properties.asOf"),
        ({"query": "Kent", "properties": [{"pid": "region", "v": {"name": "y"}}]}, "properties.region"),
        ({"query": "Kent", "properties": [{"pid": "region", "v": ["London", []]}]}, "properties.region"),
        ({"query": {"text": "Kent"}}, "query"),
        ({"query": 1}, "query"),
    ],
)
def test_an_unreadable_cell_has_an_error_and_the_others_are_answered(
    api: Api, cell: dict[str, Any], problem: str
) -> None:
    leeds = {"query": "Leeds", "properties": [{"pid": "asOf", "v": "2016-08"}]}
    alone = post(api, queries=json.dumps({"q0": leeds})).json()
    assert alone["q0"]["result"]
    answer = post(api, queries=json.dumps({"q0": leeds, "q1": cell}))
    assert answer.status_code == 200
    validate(answer.json(), protocol.RESULTS)
    told = answer.json()["q1"].pop("error")
    assert told.startswith(f"`queries.q1.{problem}`")
    assert answer.json() == {**alone, "q1": {"error": told, "result": []}}


@pytest.mark.parametrize("member", ["type", "limit", "properties", "type_strict"])
def test_a_member_that_is_null_is_one_that_is_left_out(api: Api, member: str) -> None:
    dorset = {"query": "Dorset"}
    answer = post(api, queries=json.dumps({"q0": dorset, "q1": {**dorset, member: None}})).json()
    assert len(answer["q0"]["result"]) > 1
    assert answer["q1"] == answer["q0"]


def test_a_property_without_pid_is_reported(api: Api) -> None:
    for listed in ({"v": "x"}, {"pid": None, "v": "x"}):
        queries = json.dumps({"q0": {"query": "Kent", "properties": [listed]}})
        problem = "`queries.q0.properties` holds an object that has no `pid`."
        assert refused(post(api, queries=queries), 400) == problem
    extend = json.dumps({"ids": [], "properties": [{}]})
    assert refused(post(api, extend=extend), 400) == "`extend.properties` holds an object that has no `id`."


def test_a_name_of_the_last_day_of_the_calendar_is_one_that_holds(api: Api) -> None:
    kent = {"query": "Kent Police", "properties": [{"pid": "asOf", "v": "9999-12-31"}]}
    (best, *_) = post(api, queries=json.dumps({"q0": kent})).json()["q0"]["result"]
    assert (best["id"], best["match"]) == ("force:kent", True)


@pytest.mark.parametrize(
    "extend",
    [
        "{",
        "[]",
        '{"ids": "x", "properties": []}',
        '{"ids": [1], "properties": []}',
        '{"ids": []}',
        '{"ids": [], "properties": ["onsCode"]}',
        '{"ids": [], "properties": [{"id": "colour"}]}',
        '{"ids": [], "properties": [{"id": {}}]}',
    ],
)
def test_an_extension_that_is_none_is_refused_in_a_sentence(api: Api, extend: str) -> None:
    refused(post(api, extend=extend), 400)


def test_an_invalid_or_oversized_form_is_refused_in_a_sentence(api: Api) -> None:
    many = {f"q{number}": {"query": "Leeds"} for number in range(51)}
    refused(post(api, queries=json.dumps(many)), 413)
    refused(post(api, queries="x" * 300_000), 413)
    refused(post(api, nothing="x"), 400)
    refused(httpx.post(place(api), json={"queries": {}}, timeout=60), 415)
    refused(httpx.post(place(api), content=b"queries=%ff", headers=FORM, timeout=60), 400)
    refused(httpx.post(place(api), content=b"queries={}&queries={}", headers=FORM, timeout=60), 400)
    refused(httpx.put(place(api), timeout=60), 405)
    refused(httpx.post(place(api, "/preview"), content=b"id=x", headers=FORM, timeout=60), 405)
    refused(get(api, "/suggest/entity"), 400)
    refused(get(api, "/suggest/entity", prefix="x", cursor="-1"), 400)
    refused(get(api, "/properties", type="Council"), 400)
    refused(get(api, "/preview"), 400)


def test_markup_in_a_value_is_text_in_a_preview() -> None:
    """A preview is shown in a frame of another site's page."""
    hostile = "<script>alert(1)</script>"
    values: dict[str, tuple[str | BodyReference, ...]] = {
        "region": (hostile,),
        "website": ("javascript:alert(1)",),
        "policedBy": (BodyReference("force:y", hostile),),
        "officialName": (f'"{hostile}',),
    }
    body = Body("force:x", "PoliceForce", hostile, (hostile,), (OtherName(hostile),), ("force:x",), values)
    page = preview(body)
    assert "<script" not in page
    assert "href=" not in page
    assert page.count("&lt;script&gt;") >= 5
    linked = replace(body, values={"website": ('https://marsh.example/?a="b"',)})
    assert 'href="https://marsh.example/?a=&quot;b&quot;"' in preview(linked)


def test_an_answer_that_other_pages_may_read_holds_no_element(api: Api) -> None:
    """Whatever takes it for a page, as a guide of Neo4j Browser, finds no script in it."""
    hostile = "<svg/onload=alert(1)>"
    found = post(api, queries=json.dumps({hostile: {"query": "Cleveland Police"}}))
    assert found.status_code == 200
    assert list(found.json()) == [hostile]
    assert "<" not in found.text
