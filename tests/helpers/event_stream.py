"""A client of server-sent events, over a plain HTTP connection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

EVENTS = "text/event-stream"
CHANGED = "subscription { datasetChanged { version state } }"


@dataclass
class Stream:
    """An open stream, read line by line."""

    response: httpx.Response
    lines: Iterator[str]

    def event(self) -> tuple[str, str]:
        """The next event with its data; a comment is an event of that name. Raises StopIteration at the
        end."""
        event = data = ""
        for line in self.lines:
            name, _, value = line.partition(":")
            match name:
                case "event":
                    event = value.strip()
                case "data":
                    data = value.strip()
                case "" if line:
                    event = "comment"
                case "" if event:
                    return event, data
        raise StopIteration

    def next(self) -> dict[str, Any]:
        """The next answer; comments are passed over."""
        while True:
            event, data = self.event()
            if event != "comment":
                assert event == "next", event
                answer: dict[str, Any] = json.loads(data)
                return answer

    def version(self) -> str:
        """The version that the next answer tells, twice."""
        answer = self.next()
        assert "errors" not in answer
        found: str = answer["data"]["datasetChanged"]["version"]
        assert answer["extensions"]["dataset"]["version"] == found
        return found


@contextmanager
def subscribed(
    url: str, query: str = CHANGED, method: str = "POST", accept: str = EVENTS
) -> Iterator[Stream]:
    """A stream, while inside."""
    asked: dict[str, Any] = {"json": {"query": query}} if method == "POST" else {"params": {"query": query}}
    with (
        httpx.Client(timeout=240) as client,
        client.stream(method, url, headers={"accept": accept}, **asked) as response,
    ):
        yield Stream(response, response.iter_lines())
