"""What nobody should send to `/mcp`: refused by its name, without a trace of the program, and at no cost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client

from api.errors import RETRIED
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving, statements_sent
from tests.helpers.assistant import call, connected, told

MESSAGE: dict[str, Any] = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
LARGEST_ANSWER = 24_000


@pytest.fixture(scope="module")
def url(api: Api) -> str:
    return api.url.removesuffix("/graphql") + "/mcp"


def sent(url: str, body: Any = MESSAGE, method: str = "POST", **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else httpx.Request("POST", url, json=body).content
    asked = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    return httpx.request(method, url, content=content, headers=asked | headers, timeout=60)


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "HEAD", "PATCH"])
def test_nothing_is_open_or_to_be_ended_where_nothing_is_kept(url: str, method: str) -> None:
    answer = sent(url, b"", method, **{"mcp-session-id": "abc"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST, OPTIONS"
    assert "mcp-session-id" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://127.0.0.1"}, 403),
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example", "origin": "http://evil.example"}, 421),
        ({"content-type": "text/plain"}, 415),
        ({"content-encoding": "gzip"}, 415),
    ],
)
def test_a_foreign_page_cannot_ask(url: str, headers: dict[str, str], status: int) -> None:
    answer = sent(url, **headers)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["message"]
    assert "access-control-allow-origin" not in answer.headers


def test_a_page_of_ours_can_ask(url: str) -> None:
    assert sent(url, origin=url.removesuffix("/mcp")).json()["result"] == {}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"7",
        b"null",
        b"[" * 90_000 + b"]" * 90_000,
        b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
        b'{"jsonrpc":"2.0"}',
        b'{"jsonrpc":"2.0","id":1,"method":7}',
        b'{"jsonrpc":"1.0","id":1,"method":"ping"}',
        b'{"jsonrpc":"2.0","id":1.5,"method":"ping"}',
        b'{"jsonrpc":"2.0","id":true,"method":"ping"}',
        b'{"jsonrpc":"2.0","id":null,"method":"ping"}',
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}',
        [MESSAGE] * 1000,
        [],
    ],
    ids=lambda body: str(body)[:30],
)
@pytest.mark.parametrize("version", ["", "2025-11-25", "2026-07-28", "1999-01-01"])
def test_what_is_no_message_is_refused(url: str, body: Any, version: str) -> None:
    headers = {"mcp-protocol-version": version} if version else {}
    answer = sent(url, body, **headers)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "pydantic" not in answer.text


def test_a_body_beyond_the_limit_is_not_read(url: str) -> None:
    answer = sent(url, {**MESSAGE, "params": {"x": "y" * 300_000}})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("tool", "arguments", "named"),
    [
        ("history", {}, "'id' is missing"),
        ("history", {"id": ""}, "'id' is ''"),
        ("history", {"id": 7}, "'id' is 7"),
        ("history", {"id": "x" * 5000}, "'id' is 'xxx"),
        ("history", {"id": "force:nowhere"}, "Nothing has the id 'force:nowhere'"),
        ("history", {"id": "inspectorate:hmic'}) DETACH DELETE n //"}, "inspectorate:hmic'"),
        ("history", {"id": "theme:conference-attendance"}, "is a Theme"),
        ("history", {"id": "force:cleveland", "kinds": []}, "'kinds' is []"),
        ("history", {"id": "force:cleveland", "kinds": ["finding"]}, "INSPECTION, FINDING"),
        ("history", {"id": "force:cleveland", "basis": "named"}, "NAMED, AREA"),
        ("history", {"id": "force:cleveland", "first": 0}, "1 to 20"),
        ("history", {"id": "force:cleveland", "first": True}, "1 to 20"),
        ("history", {"id": "force:cleveland", "first": 10**30}, "1 to 20"),
        ("history", {"id": "force:cleveland", "since": "2016-13-01"}, "2016-13-01"),
        ("history", {"id": "force:cleveland", "since": "yesterday"}, "a day such as 2016-10-17"),
        ("history", {"id": "force:cleveland", "since": "2016-02-30"}, "the calendar"),
        ("findings", {"since": "2016-08-06", "until": "2016-08-05"}, "before 'since'"),
        ("findings", {"theme": "missing-children"}, "No theme has the id 'missing-children'"),
        ("findings", {"theme": "theme:nope"}, "No theme has the id 'theme:nope'"),
        ("findings", {"theme": "force:cleveland", "id": "force:cleveland"}, "No theme has the id"),
        ("disputes", {"id": "force:nowhere"}, "Nothing has the id 'force:nowhere'"),
        ("disputes", {"id": "theme:conference-attendance"}, "is a Theme"),
        ("recommendations", {"id": "force:cleveland", "theme": "theme:training"}, "no argument 'theme'"),
        ("history", {"id": "force:cleveland", "after": "WyJ4Il0"}, "after"),
        ("history", {"id": "force:cleveland", "asOf": "2016-10-17"}, "no argument 'asOf'"),
        ("history", {"id": "force:\u0000cleveland"}, "'id'"),
        ("look_up", {"id": "http://evil.example/"}, "the address of its page"),
        ("look_up", {"id": "//evil.example/a/b"}, "Nothing has the id 'a:b'"),
        ("search", {"query": " "}, "'query'"),
        ("search", {"query": "x" * 301}, "1 to 300 characters"),
        ("search", {"query": "a", "types": ["Finding"]}, "'types'"),
        ("paths", {"from": "force:cleveland"}, "'to' is missing"),
        ("paths", {"from": "force:cleveland", "to": "force:nowhere"}, "force:nowhere"),
        ("dispute", {"id": "force:cleveland"}, "Nobody was found who disputes"),
        ("thread", {"id": "force:cleveland"}, "force:cleveland"),
        ("disputes", {"after": "finding:none"}, "'after' is 'finding:none'"),
        ("schema", {"type": "__Schema"}, "no type '__Schema'"),
        ("graphql", {"query": "{ nothing }"}, "nothing"),
        ("graphql", {"query": "mutation { x }"}, "mutation"),
        ("graphql", {"query": "{"}, "Syntax"),
        ("graphql", {"query": "{ dataset { version } }", "variables": []}, "an object"),
        ("graphql", {"query": "{ " + "a " * 3000 + "}"}, "tokens"),
        ("nothing", {}, "There is no tool 'nothing'"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_an_argument_that_cannot_be_used_is_a_tool_error_that_says_what_could(
    url: str, tool: str, arguments: dict[str, Any], named: str
) -> None:
    answer = call(url, tool, **arguments)
    assert answer.is_error
    assert answer.structured is None
    assert named in answer.text
    assert answer.text.partition(":")[0].replace("_", "").isupper()
    assert len(answer.text) < 1000
    for trace in ("Traceback", "assistants/", ".py", "MATCH (", "Neo.ClientError"):
        assert trace not in answer.text


def test_words_are_searched_for_whatever_they_are(url: str) -> None:
    for query in ("') RETURN n //", '" OR *:*', "{ forces { nodes { id } } }", "$query", "*", "a AND NOT b"):
        assert not call(url, "search", query=query).is_error


def test_a_cursor_of_another_list_is_refused(url: str) -> None:
    cursor = call(url, "history", id="force:cleveland", first=2).structured["next"]
    for tool, arguments in (
        ("history", {"id": "force:dorset"}),
        ("history", {"id": "force:cleveland", "basis": "AREA"}),
        ("findings", {"id": "force:cleveland"}),
        ("search", {"query": "police"}),
    ):
        answer = call(url, tool, **arguments, after=cursor)
        assert answer.is_error, (tool, arguments)
        assert "after" in answer.text


def test_an_answer_too_long_to_read_is_refused_and_says_so(url: str) -> None:
    answer = call(
        url,
        "graphql",
        query="{ sources(first: 99) { nodes { name passages(first: 99) { nodes { id locator sha256 } } } } }",
    )
    assert answer.is_error
    assert answer.text.startswith("TOO_LARGE: ")
    assert str(LARGEST_ANSWER) in answer.text


def test_many_at_once_are_answered_beside_a_history(url: str) -> None:
    async def at_once(client: Client) -> set[str]:
        asked = [told(client, "search", {"query": f"police {number}"}) for number in range(60)]
        asked += [told(client, "history", {"id": "force:cleveland"}) for _ in range(4)]
        return {answer.text.partition(":")[0] for answer in await asyncio.gather(*asked) if answer.is_error}

    # A machine that is too busy says that it may be asked again, as it does at /graphql.
    assert connected(url, at_once) <= RETRIED
    assert not call(url, "history", id="force:cleveland").is_error


def test_what_costs_too_much_is_refused_before_it_runs(served: Neo4jProcess, settings: Settings) -> None:
    small = replace(settings, deadline=60, max_cost=2_000, max_depth=5, response_cache=0)
    deep = "{ forces { nodes { areas { nodes { policedBy { nodes { areas { nodes { id } } } } } } } } }"
    with serving(served, small) as api, statements_sent() as runs:
        url = api.url.removesuffix("/graphql") + "/mcp"
        dear = call(url, "graphql", query='{ search(query: "a", first: 100) { nodes { id } } }')
        too_deep = call(url, "graphql", query=deep)
        assert runs.count == 0
    assert dear.text.startswith("COST_LIMIT: ")
    assert too_deep.is_error


def test_a_server_of_trusted_documents_answers_its_tools_and_no_other_query(
    served: Neo4jProcess, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "mine.graphql").write_text("{ dataset { version } }")
    with serving(served, replace(settings, deadline=60, trusted_documents=tmp_path)) as api:
        url = api.url.removesuffix("/graphql") + "/mcp"
        assert call(url, "graphql", query="{ forces { nodes { id } } }").is_error
        assert not call(url, "graphql", query="{ dataset { version } }").is_error
        assert not call(url, "coverage").is_error


def test_the_log_and_the_metrics_name_the_tool_and_no_value(
    url: str, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "safeguarding"):
        call(url, "search", query="Secretshire")
        call(url, "search", query="")
    lines = [record.__dict__["fields"] for record in caplog.records if record.getMessage() == "POST /mcp"]
    of_tool = [line for line in lines if line.get("tool") == "search"]
    assert [line.get("errors") for line in of_tool] == [None, "BAD_USER_INPUT"]
    assert of_tool[0]["operation"] == "SearchTool"
    assert "Secretshire" not in caplog.text
    metrics = httpx.get(api.url.removesuffix("/graphql") + "/metrics", timeout=60).text
    for outcome in ("answered", "refused"):
        assert f'assistant_tool_calls_total{{outcome="{outcome}",tool="search"}}' in metrics
    assert 'http_requests_total{method="POST",route="/mcp",status="200"}' in metrics
