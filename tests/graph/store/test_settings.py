"""Settings: what the environment may say, what is refused, and the completeness of their table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from graph.errors import SettingInvalid
from graph.settings import Settings
from tests.helpers.paths import ROOT


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


# A value of each variable that is read as more than a text or a path, and the beginning of what is right.
PORT, MANY, WHOLE = "a port from 1 to 65535", "a whole number, 1 or more", "a whole number, 0 or more"
SIZE, ORIGINS, NAMES = "a size such as 512m", "origins such as https://example.org", "names without ports"
WRONG = [
    *(("PORT", "abc", PORT), ("BOLT_PORT", "65536", PORT), ("HTTP_PORT", "-1", PORT)),
    *(
        ("NEO4J_HEAP", "lots", SIZE),
        ("NEO4J_PAGE_CACHE", "512", SIZE),
        ("NEO4J_TRANSACTION_MEMORY", "m", SIZE),
    ),
    *(("NEO4J_VERSION", each, "a release of Neo4j such as 5.26.30") for each in ("latest", "5.26")),
    *(("NEO4J_URI", f"{each}://localhost", "an address such as neo4j://") for each in ("http", "bolt+x")),
    *(
        ("ALLOWED_HOSTS", each, NAMES)
        for each in ("https://a.example", "a.example:80", "10.0.0.7:80", "a*.example")
    ),
    *(
        ("TRUSTED_PROXIES", each, "addresses or networks")
        for each in ("*", "nginx", "10.0.0.1/8", "10.0.0.0/40")
    ),
    *(("ROOT_PATH", each, "the path in front") for each in ("sg", "/", "/a//b", "/a?b", "//evil.example")),
    *(
        ("BROWSER_URL", each, "an address without")
        for each in ("localhost:7474", "javascript:1", "http://a/?b")
    ),
    *(
        ("REPORT_ERRORS_TO", each, "an address such as errors@example.org")
        for each in ("us", "javascript:alert(1)", "a@b?bcc=c@d", 'https://a.example/"><b>')
    ),
    *(
        ("CORS_ORIGINS", each, ORIGINS)
        for each in ("example.org", "https://a.example/", "https://a.example, b")
    ),
    *(("LOG_FORMAT", "JSON", "text or json"), ("EXPLAIN_PROFILE", "true", "yes or no")),
    *(("MAX_CONNECTIONS", "0", MANY), ("READ_SECONDS", "0", MANY), ("DEADLINE_SECONDS", "0", MANY)),
    ("MAX_SUBSCRIPTIONS", "-1", WHOLE),
    *(("MAX_BODY_BYTES", "-1", MANY), ("MAX_CHARACTERS", "many", MANY), ("MAX_TOKENS", "1.5", MANY)),
    *(
        ("MAX_DEPTH", "0", MANY),
        ("MAX_FIELDS", "1_000", MANY),
        ("MAX_PLANNING", "0", MANY),
        ("DEAR_COST", "0", MANY),
        ("DEAR_SLOTS", "0", MANY),
        ("MAX_COST", "0", MANY),
    ),
    *(("EXPORT_SECONDS", "0", MANY), ("EXPORT_IN_MEMORY", "-1", WHOLE), ("MAX_ALIASES", "-1", WHOLE)),
    *(("KEEP_CHANGES", "all", WHOLE), ("MAX_AGE_SECONDS", "-1", WHOLE), ("RESPONSE_CACHE_MB", "64m", WHOLE)),
]


@pytest.mark.parametrize(("variable", "value", "right"), WRONG)
def test_a_value_that_cannot_be_used_is_refused_with_what_would_be_right(
    variable: str, value: str, right: str
) -> None:
    with pytest.raises(SettingInvalid) as refused:
        Settings.from_environ({variable: value})
    assert str(refused.value).startswith(f"{variable} is '{value}'; give {right}")


def test_every_setting_that_is_not_any_text_has_a_wrong_value_here() -> None:
    checked = {
        item.metadata["variable"] for item in fields(Settings) if not _takes_anything(item.metadata["read"])
    }
    assert {variable for variable, _, _ in WRONG} == checked


def _takes_anything(read: Callable[[str], object]) -> bool:
    """Whether any text is a value: a name, a password, a path."""
    try:
        read("no such ? value: //")
    except ValueError:
        return False
    return True


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
