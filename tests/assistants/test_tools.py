"""Tools, called by the official SDK's own client: what they answer, and that nothing is lost or added."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mcp import Client

from assistants.tools import TOOLS
from tests.helpers.api_server import Api
from tests.helpers.assistant import MODES, Told, call, connected, told

# A call of each tool on what is full, empty, contested or long.
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("search", {"query": "Cleveland"}),
    ("search", {"query": "E06000004"}),
    ("search", {"query": "missing children", "types": ["finding", "recommendation"]}),
    ("look_up", {"id": "force:cleveland"}),
    ("look_up", {"id": "finding:dorset-conference-attendance"}),
    ("look_up", {"id": "judgement:lscb-review:E06000004:2016-08-05:overall"}),
    ("look_up", {"id": "person:michael-wilshaw"}),
    ("look_up", {"id": "statement:nickless-dispute"}),
    ("look_up", {"id": "source:willispalmer-police-failings"}),
    ("look_up", {"id": "theme:missing-children"}),
    ("history", {"id": "force:cleveland"}),
    ("history", {"id": "force:city-of-london", "newest_first": True}),
    ("history", {"id": "authority:E06000004", "kinds": ["JUDGEMENT", "FINDING"]}),
    ("findings", {"id": "force:cleveland"}),
    ("findings", {"theme": "theme:missing-children", "polarity": "POSITIVE"}),
    ("recommendations", {"id": "force:cleveland"}),
    ("recommendation_chain", {"id": "recommendation:hmicfrs-8548"}),
    ("thread", {"id": "correspondence:wilshaw-winsor-2016-10-17"}),
    ("disputes", {}),
    ("disputes", {"id": "force:cleveland"}),
    ("dispute", {"id": "finding:dorset-conference-attendance"}),
    ("themes", {}),
    ("themes", {"id": "force:cleveland"}),
    ("paths", {"from": "force:cleveland", "to": "inspectorate:ofsted"}),
    ("coverage", {}),
    ("coverage", {"id": "force:cleveland"}),
    ("graphql", {"query": "{ forces(first: 2) { nodes { id name } } }"}),
    ("schema", {}),
    ("schema", {"type": "FindingWhere"}),
]
NAMES = [f"{tool} {arguments}" for tool, arguments in CALLS]
# Larger by nature: a letter that a dozen others answer.
LONG = {"thread"}
# What leads on, is worded otherwise, or is a mark in the text.
LEADS_ON = {"__typename", "page", "site", "by", "endState", "dateIs", "next"}


@pytest.fixture(scope="module")
def url(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql") + "/mcp"


@pytest.fixture(scope="module")
def answers(url: str) -> list[Told]:
    async def all_of_them(client: Client) -> list[Told]:
        return [await told(client, tool, arguments) for tool, arguments in CALLS]

    return connected(url, all_of_them)


def leaves(value: Any, name: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, key)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner, name)]
    return [(name, value)]


@pytest.mark.parametrize("number", range(len(CALLS)), ids=NAMES)
def test_a_call_is_answered_with_what_its_output_schema_says(
    url: str, answers: list[Told], number: int
) -> None:
    tool, _ = CALLS[number]
    answer = answers[number]
    assert not answer.is_error, answer.text
    listed = connected(url, lambda client: client.list_tools()).tools
    (schema,) = (each.output_schema for each in listed if each.name == tool)
    assert schema is not None
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(closed(schema)).validate(answer.structured)


def closed(schema: Any) -> Any:
    """The schema without other fields than those that it names."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {name: closed(inner) for name, inner in schema.items()}
    if isinstance(schema.get("properties"), dict):
        strict["additionalProperties"] = False
    return strict


@pytest.mark.parametrize("number", range(len(CALLS)), ids=NAMES)
def test_an_answer_is_small_enough_to_read(answers: list[Told], number: int) -> None:
    tool, _ = CALLS[number]
    assert answers[number].tokens < (4_000 if tool in (*LONG, "schema") else 2_000)
    assert answers[number].structured_tokens < 8_000


@pytest.mark.parametrize("number", range(len(CALLS)), ids=NAMES)
def test_what_programs_get_is_what_a_reader_is_told(answers: list[Told], number: int) -> None:
    """No passage, no speaker, no source and no side of a dispute is in one alone."""
    answer = answers[number]
    told_of = {
        "quote",
        "speaker",
        "locator",
        "name",
        "caption",
        "summary",
        "standing",
        "notDisputed",
        "version",
    }
    text = " ".join(answer.text.split())
    missing = [
        (name, value)
        for name, value in leaves(answer.structured)
        if name in told_of and isinstance(value, str) and " ".join(value.split()) not in text
    ]
    assert missing == []


def test_whatever_is_told_of_a_body_tells_its_basis_and_what_coverage_lacks(answers: list[Told]) -> None:
    for (tool, arguments), answer in zip(CALLS, answers, strict=True):
        if tool in ("history", "findings", "recommendations") and "id" in arguments:
            body = answer.structured["answer"]["body"]
            (edges,) = (
                body[name]["edges"] for name in ("history", "findings", "recommendations") if name in body
            )
            assert all(edge["basis"] in ("NAMED", "AREA") for edge in edges)
            assert all(edge["node"]["evidence"] for edge in edges)
            assert {each["state"] for each in body["coverage"]} - {"COMPLETE"}
            assert "No entry is no evidence that nothing happened" in answer.text
            assert ("no source attributes it to the body" in answer.text) == any(
                edge["basis"] == "AREA" for edge in edges
            )


def test_a_finding_that_names_no_force_is_attributed_to_none(answers: list[Told]) -> None:
    for (tool, _), answer in zip(CALLS, answers, strict=True):
        if tool == "findings":
            found = answer.structured["answer"]
            rows = (found.get("body", {}).get("findings") or found["list"])["edges"]
            without = [row for row in rows if "attributedTo" not in row["node"]]
            assert answer.text.count("attributed to no force") == len(without)
            assert all(row.get("basis") != "NAMED" for row in without)


def test_each_tool_only_reads_and_says_so(url: str) -> None:
    listed = connected(url, lambda client: client.list_tools()).tools
    assert [each.name for each in listed] == [tool.name for tool in TOOLS]
    for each in listed:
        assert each.annotations is not None
        assert each.annotations.read_only_hint
        assert each.title
        assert each.description


@pytest.mark.parametrize("mode", MODES)
def test_clients_of_either_age_are_answered_alike(url: str, answers: list[Told], mode: str) -> None:
    again = connected(url, lambda client: told(client, *CALLS[0]), mode)
    assert again == answers[0]


def test_pages_of_a_history_are_its_parts_in_either_order(url: str) -> None:
    whole = call(url, "history", id="force:city-of-london", first=20).structured["answer"]["body"]["history"]
    ids = [edge["node"]["id"] for edge in whole["edges"]]
    for newest_first in (False, True):
        found: list[str] = []
        after: dict[str, str] = {}
        for _ in range(4):
            page = call(
                url, "history", id="force:city-of-london", first=5, newest_first=newest_first, **after
            ).structured
            found += [edge["node"]["id"] for edge in page["answer"]["body"]["history"]["edges"]]
            after = {"after": page["next"]}
        everything = call(url, "history", id="force:city-of-london", first=20, newest_first=newest_first)
        edges = everything.structured["answer"]["body"]["history"]["edges"]
        assert found == [edge["node"]["id"] for edge in edges]
        if not newest_first:
            assert found == ids


def test_a_day_until_which_is_asked_for_is_in_what_is_answered(url: str) -> None:
    """Twenty findings are of 5 August 2016, the day of the report on Stockton-on-Tees."""

    def days(**arguments: str) -> set[Any]:
        answer = call(url, "findings", first=15, **arguments).structured["answer"]["list"]
        return {(edge["node"].get("foundBy") or {}).get("published") for edge in answer["edges"]}

    assert days(since="2016-08-05", until="2016-08-05") == {"2016-08-05"}
    assert days(until="9999-12-31") == days()


def test_contested_claims_of_a_body_come_with_what_coverage_lacks(url: str) -> None:
    answer = call(url, "disputes", id="force:dorset")
    claims = [each["claim"]["id"] for each in answer.structured["answer"]["disputes"]]
    assert "finding:dorset-conference-attendance" in claims
    assert "Coverage of Dorset Police" in answer.text


def test_the_address_of_a_page_and_an_old_id_stand_for_an_id(url: str) -> None:
    by_id = call(url, "look_up", id="correspondence:wilshaw-winsor-2016-10-17")
    for address in (
        "/letter/wilshaw-winsor-2016-10-17",
        f"{url.removesuffix('/mcp')}/letter/wilshaw-winsor-2016-10-17",
    ):
        assert call(url, "look_up", id=address) == by_id


def test_prompts_and_resources_are_served(url: str) -> None:
    async def read(client: Client) -> tuple[list[str], str, str]:
        listed = (await client.list_prompts()).prompts
        texts = []
        for prompt in listed:
            given = {each.name: "Cleveland Police" for each in prompt.arguments or ()}
            (message,) = (await client.get_prompt(prompt.name, given)).messages
            texts.append(str(getattr(message.content, "text", "")))
        node = (await client.read_resource("safeguarding://node/force:cleveland")).contents[0]
        schema = (await client.read_resource("safeguarding://schema")).contents[0]
        return texts, str(getattr(node, "text", "")), str(getattr(schema, "text", ""))

    texts, node, schema = connected(url, read)
    assert all("“Cleveland Police”" in text and "Tell NAMED from AREA" in text for text in texts)
    assert node.startswith("Police force: Cleveland Police [force:cleveland]")
    assert "PoliceForce (an Organisation)" in schema
