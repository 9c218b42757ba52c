"""The names that the API answers to: a page under a rebound name reads nothing."""

from __future__ import annotations

import pytest

from graph.hosts import AllowedHosts
from graph.settings import Settings


def allowed(host: str, **environ: str) -> bool:
    return AllowedHosts.of(Settings.from_environ(environ)).allows(host)


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8000", "localhost.:1", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:80"],
)
def test_loopback_is_allowed_however_it_is_written(host: str) -> None:
    assert allowed(host)


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example"),
        *("evil.example#localhost", "localhost@evil.example", "localhost:80@evil.example", "localhost:x"),
        *("[::1].evil.example", "[::1", "[evil.example]", "::1x", "10.0.0.7", "0.0.0.0", "127.0.0.2"),
    ],
)
def test_another_name_is_not(host: str) -> None:
    assert not allowed(host)


@pytest.mark.parametrize("bound", ["10.0.0.7", "graph.lan", "::ffff", "[2001:db8::1]"])
def test_the_address_that_the_api_listens_on_is_allowed(bound: str) -> None:
    host = f"[{bound.strip('[]')}]:8000" if ":" in bound else bound
    assert allowed(host, HOST=bound)
    assert not allowed(host)
    assert not allowed("10.0.0.8", HOST=bound)


@pytest.mark.parametrize("bound", ["0.0.0.0", "::"])
def test_where_it_listens_everywhere_every_address_is_allowed_and_no_name(bound: str) -> None:
    for host in ("10.0.0.7:8000", "[2001:db8::1]:8000", "192.168.1.5"):
        assert allowed(host, HOST=bound)
    for host in ("evil.example", "10.0.0.7.evil.example", "10.0.0"):
        assert not allowed(host, HOST=bound)


def test_names_are_added_by_a_setting() -> None:
    names = "Graph.example.org, *.lan"
    for host in ("graph.example.org:443", "a.lan", "a.b.lan", "localhost"):
        assert allowed(host, ALLOWED_HOSTS=names)
    for host in ("lan", "xlan", "example.org", "x.graph.example.org"):
        assert not allowed(host, ALLOWED_HOSTS=names)
    assert allowed("evil.example", ALLOWED_HOSTS="*")
