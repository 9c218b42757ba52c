"""Settings: what the environment says, what it may not say, and that their table is whole."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from graph.errors import SettingInvalid
from graph.settings import Settings

ROOT = Path(__file__).parents[1]


def test_defaults_are_a_neo4j_of_its_own_in_the_current_directory() -> None:
    settings = Settings.from_environ({})
    assert settings.neo4j_uri is None
    assert settings.home == Path.cwd() / ".safeguarding"
    assert settings.cache == Path.home() / ".cache" / "safeguarding"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert (settings.bolt_port, settings.http_port) == (7687, 7474)


def test_a_variable_set_to_nothing_is_not_set() -> None:
    assert Settings.from_environ({"NEO4J_URI": "", "PORT": " "}) == Settings.from_environ({})


def test_the_cache_follows_xdg() -> None:
    assert Settings.from_environ({"XDG_CACHE_HOME": "/var/tmp/x"}).cache == Path("/var/tmp/x/safeguarding")


def test_paths_are_absolute_and_know_the_home_of_the_user() -> None:
    settings = Settings.from_environ({"SAFEGUARDING_HOME": "~/graphs", "SAFEGUARDING_CACHE": "cache"})
    assert settings.home == Path.home() / "graphs"
    assert settings.cache == Path.cwd() / "cache"


@pytest.mark.parametrize(
    ("variable", "value", "right"),
    [
        ("PORT", "abc", "a port from 1 to 65535"),
        ("BOLT_PORT", "65536", "a port from 1 to 65535"),
        ("HTTP_PORT", "-1", "a port from 1 to 65535"),
        ("NEO4J_HEAP", "lots", "a size such as 512m"),
        ("NEO4J_VERSION", "latest", "a release of Neo4j such as 5.26.30"),
        ("NEO4J_URI", "http://localhost", "an address such as neo4j://localhost:7687"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_what_would_be_right(
    variable: str, value: str, right: str
) -> None:
    with pytest.raises(SettingInvalid) as refused:
        Settings.from_environ({variable: value})
    assert str(refused.value).startswith(f"{variable} is '{value}'; give {right}")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc"])
def test_every_scheme_of_the_driver_is_an_address(scheme: str) -> None:
    uri = f"{scheme}://example.org:7687"
    assert Settings.from_environ({"NEO4J_URI": uri}).neo4j_uri == uri


def test_each_variable_stands_in_the_table_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", (ROOT / "docs/settings.md").read_text(), re.M)
    assert [variable for variable, _, _ in rows] == [item.metadata["variable"] for item in fields(Settings)]
    for (_, default, _), item in zip(rows, fields(Settings), strict=True):
        unset = item.default in (None, "", ())
        written = "none" if unset else "`no`" if item.default is False else f"`{item.default}`"
        assert default.startswith(written)
