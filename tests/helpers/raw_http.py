"""The API without a graph, and raw bytes that no client library would send."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from graph.settings import Settings
from tests.helpers.api_server import Api, serving

HOST = b"Host: localhost\r\n"


@dataclass(frozen=True)
class _Nowhere:
    """A Neo4j that does not answer: what is tested here never asks it."""

    uri: str
    browser_url: str | None = None
    auth: tuple[str, str] = ("neo4j", "")


@contextmanager
def serving_no_graph(uri: str = "bolt://127.0.0.1:9", **environ: str) -> Iterator[Api]:
    """The API with settings of these variables, while inside."""
    with serving(cast(Any, _Nowhere(uri)), Settings.from_environ(environ)) as api:
        yield api


def port_of(api: Api) -> int:
    found = re.search(r":(\d+)/", api.url)
    assert found
    return int(found[1])


@contextmanager
def connection(api: Api, seconds: float = 30.0) -> Iterator[socket.socket]:
    """A connection to the API; reading from it fails after so many seconds."""
    with socket.create_connection(("127.0.0.1", port_of(api)), timeout=seconds) as opened:
        yield opened


def until_closed(opened: socket.socket) -> bytes:
    """All that is answered until the server closes."""
    parts = []
    while part := opened.recv(65536):
        parts.append(part)
    return b"".join(parts)


def sent(api: Api, data: bytes) -> bytes:
    """What is answered to these bytes, until the server closes."""
    with connection(api) as opened:
        opened.sendall(data)
        return until_closed(opened)


def status(answer: bytes) -> int:
    """The status of the first answer; 0 if there is none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0
