"""The log shows the operation, its request id and its outcome, and never its values."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from unittest.mock import patch

import httpx
import pytest

from api.execution.executor import Executor
from command.logs import JsonFormatter, TextFormatter, describe_exception
from tests.helpers.api_server import Api
from tests.helpers.raw_http import serving_no_graph

SECRET = "no-such-words-in-any-log"
QUERY = "query Named($id: ID!) { force(id: $id) { name } }"


@pytest.fixture(scope="module")
def lone() -> Iterator[Api]:
    with serving_no_graph(DEADLINE_SECONDS="1") as api:
        yield api


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "safeguarding")
    return caplog


def ask(api: Api, **headers: str) -> httpx.Response:
    body = {"query": QUERY, "variables": {"id": SECRET}}
    return httpx.post(api.url, json=body, headers=headers, timeout=30)


def lines_of(logged: pytest.LogCaptureFixture, many: int) -> list[logging.LogRecord]:
    """The lines of so many requests: each is written once its answer is sent."""
    deadline = time.monotonic() + 10
    while True:
        found = [record for record in logged.records if hasattr(record, "fields")]
        if len(found) >= many:
            return found
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_an_operation_is_one_line_with_its_name_cost_time_and_statements(
    lone: Api, logged: pytest.LogCaptureFixture
) -> None:
    answer = ask(lone)
    (record,) = lines_of(logged, 1)
    told = record.fields  # type: ignore[attr-defined]
    assert record.getMessage() == "POST /graphql"
    assert (told["status"], told["operation"], told["statements"]) == (503, "Named", 1)
    assert told["cost"] == answer.json()["extensions"]["cost"]["asked"]
    assert told["errors"] == "STORE_UNAVAILABLE"
    assert told["milliseconds"] > 0


@pytest.mark.parametrize("form", [TextFormatter(), JsonFormatter()], ids=["text", "json"])
def test_no_line_holds_the_value_of_a_variable(
    lone: Api, logged: pytest.LogCaptureFixture, form: logging.Formatter
) -> None:
    ask(lone)
    with patch.object(Executor, "run", side_effect=ValueError(SECRET)):
        ask(lone)
    httpx.get(f"{lone.url}?query={SECRET}", timeout=30)
    lines_of(logged, 3)
    written = [form.format(record) for record in logged.records if record.name == "safeguarding"]
    assert [line for line in written if SECRET in line] == []
    assert "ValueError at " in "".join(written)


def test_a_request_id_is_accepted_and_returned(lone: Api) -> None:
    assert ask(lone, **{"x-request-id": "trace-1/2"}).headers["x-request-id"] == "trace-1/2"
    made = ask(lone).headers["x-request-id"]
    assert len(made) == 32
    assert ask(lone).headers["x-request-id"] != made


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, "a\tb", '"}', "é"])
def test_an_id_that_is_not_fit_for_a_log_is_replaced(lone: Api, given: str) -> None:
    headers = {b"x-request-id": given.encode(), b"content-type": b"application/json"}
    answer = httpx.post(lone.url, content=b"{}", headers=headers, timeout=30)
    assert len(answer.headers["x-request-id"]) == 32


def test_an_unexpected_error_is_answered_counted_and_logged(
    lone: Api, logged: pytest.LogCaptureFixture
) -> None:
    with patch.object(Executor, "run", side_effect=KeyError(SECRET)):
        answer = ask(lone, **{"x-request-id": "the-one"})
    assert answer.status_code == 500
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "the-one" in error["message"]
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    told = httpx.get(lone.url.replace("graphql", "metrics"), timeout=30).text
    assert "http_uncaught_exceptions_total 0.0" not in told
    assert 'http_requests_total{method="POST",route="/graphql",status="500"}' in told
    assert any(each.exc_info for each in logged.records)


def test_an_address_in_the_log_is_cut_and_in_plain_letters(
    lone: Api, logged: pytest.LogCaptureFixture
) -> None:
    base = lone.url.removesuffix("/graphql")
    httpx.get(f"{base}/{'a' * 1000}", timeout=30)
    httpx.get(f"{base}/%0a%1b%5b31m%e2%80%ae", timeout=30)
    long, odd = (record.getMessage() for record in lines_of(logged, 2))
    assert long == f"GET /{'a' * 199}"
    assert odd == "GET /%0A%1B%5B31m%E2%80%AE"


def test_log_lines_are_bounded() -> None:
    record = logging.LogRecord("safeguarding", logging.ERROR, "", 0, "x" * 10**6, None, None)
    assert len(TextFormatter().format(record)) < 3000
    told = json.loads(JsonFormatter().format(record))
    assert told["message"].endswith("(1000000 characters)")
    assert told["level"] == "ERROR"


def test_a_line_of_text_stays_one_line_and_json_stays_json() -> None:
    record = logging.LogRecord("safeguarding", logging.INFO, "", 0, 'a\nERROR "forged"', None, None)
    assert "\n" not in TextFormatter().format(record)
    assert json.loads(JsonFormatter().format(record))["message"] == 'a\nERROR "forged"'


def test_an_exception_is_logged_with_its_causes_and_without_messages() -> None:
    def fail(depth: int, error: Exception, cause: Exception | None = None) -> None:
        if depth:
            fail(depth - 1, error, cause)
        raise error from cause

    try:
        try:
            fail(500, ValueError(SECRET))
        except ValueError as cause:
            fail(500, RuntimeError(SECRET), cause)
    except RuntimeError as error:
        told = describe_exception(error)
    assert told.startswith("RuntimeError at ")
    assert " from ValueError at " in told
    assert SECRET not in told
    assert len(told) < 5000


@pytest.mark.parametrize(
    "path", ["/x%20status=200%20operation=A", "/x%0astatus=200", "/x%1b%5b2J", "/x%e2%80%a8y", "/x%09y"]
)
def test_a_path_adds_no_member_and_no_line_to_the_log(
    lone: Api, logged: pytest.LogCaptureFixture, path: str
) -> None:
    httpx.get(lone.url.removesuffix("/graphql") + path, timeout=30)
    (record,) = lines_of(logged, 1)
    members = TextFormatter().format(record).split(" ")
    assert [member for member in members if member.startswith(("status=", "operation="))] == ["status=404"]
    assert members[3].startswith("/x%")
    assert all(member.isprintable() for member in members)


def test_no_message_of_any_logger_gives_orders_to_a_terminal() -> None:
    record = logging.LogRecord("other", logging.ERROR, "", 0, "a\x1b[2J\rb\nc\x9bd", None, None)
    assert TextFormatter().format(record).endswith(r" ERROR a\x1b[2J\rb\nc\x9bd")


def test_every_kind_of_answer_is_counted(lone: Api) -> None:
    base = lone.url.removesuffix("/graphql")
    for path in (
        "/",
        "/export/dataset.csv",
        "/changes?since=x",
        "/reconcile?queries=x",
        "/nothing",
        "/docs/x",
    ):
        httpx.get(base + path, timeout=30)
    httpx.get(base + "/graphql", headers={"host": "evil.example"}, timeout=30)
    told = httpx.get(f"{base}/metrics", timeout=30).text
    for route, status in (
        *(("/", 503), ("/export", 503), ("/changes", 400), ("/reconcile", 400), ("other", 404)),
        *(("/docs", 404), ("/graphql", 421)),
    ):
        assert f'http_requests_total{{method="GET",route="{route}",status="{status}"}}' in told
    assert "http_requests_in_flight 1.0" in told
