"""The settings, read once from environment variables; `docs/settings.md` lists them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from graph.errors import SettingInvalid

DEFAULT_NEO4J_VERSION = "5.26.30"
# The other release that is tested (tests/graph/store/test_newest_neo4j.py) and whose jars a lock names.
NEWEST_NEO4J_VERSION = "2026.08.1"


def _from(variable: str, read: Callable[[str], Any] = str) -> dict[str, Any]:
    """The metadata of a field: its variable, and a parser that raises ValueError with what would be valid."""
    return {"variable": variable, "read": read}


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise ValueError("a port from 1 to 65535, or 0 for any free one")
    return int(text)


def _size(text: str) -> str:
    if not re.fullmatch(r"\d+[kmg]", text, re.IGNORECASE):
        raise ValueError("a size such as 512m or 2g")
    return text.lower()


def _version(text: str) -> str:
    if not re.fullmatch(r"\d+\.\d+\.\d+", text):
        raise ValueError(f"a release of Neo4j such as {DEFAULT_NEO4J_VERSION}")
    return text


def _uri(text: str) -> str:
    if not re.match(r"(bolt|neo4j)(\+s|\+ssc)?://\S+$", text):
        raise ValueError("an address such as neo4j://localhost:7687 or neo4j+s://example.org")
    return text


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("a whole number, 0 or more")
    return int(text)


def _many(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ValueError("a whole number, 1 or more")
    return int(text)


def _flag(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("yes or no")
    return text == "yes"


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(text.replace(",", " ").split())
    if not all(re.fullmatch(r"\*|https?://[^/\s]+", origin) for origin in origins):
        raise ValueError("origins such as https://example.org, separated by commas, or * for every origin")
    return origins


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(text.lower().replace(",", " ").split())
    if not all(re.fullmatch(r"\*|(\*\.)?[^\s/*:]+|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*", host) for host in hosts):
        raise ValueError(
            "names without ports, such as graph.example.org or *.example.org, or * for every name"
        )
    return hosts


def _networks(text: str) -> tuple[str, ...]:
    networks = tuple(text.replace(",", " ").split())
    for each in networks:
        try:
            ipaddress.ip_network(each)
        except ValueError:
            raise ValueError("addresses or networks such as 10.0.0.7 or 172.16.0.0/12") from None
    return networks


def _prefix(text: str) -> str:
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+/?", text):
        raise ValueError("the path in front of all addresses, such as /safeguarding")
    return text.rstrip("/")


def _browser(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s?#]+", text):
        raise ValueError("an address without a query, such as https://neo4j.example.org/browser/")
    return text


def _contact(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+|[^\s<>\"@?&]+@[^\s<>\"@?&]+", text):
        raise ValueError("an address such as errors@example.org or https://example.org/contact")
    return text


def _log_format(text: str) -> str:
    if text not in ("text", "json"):
        raise ValueError("text or json")
    return text


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the environment configures. Relative paths start from the current directory."""

    neo4j_uri: str | None = field(default=None, metadata=_from("NEO4J_URI", _uri))
    neo4j_user: str = field(default="neo4j", metadata=_from("NEO4J_USER"))
    neo4j_password: str = field(default="", repr=False, metadata=_from("NEO4J_PASSWORD"))
    neo4j_database: str = field(default="neo4j", metadata=_from("NEO4J_DATABASE"))
    neo4j_version: str = field(default=DEFAULT_NEO4J_VERSION, metadata=_from("NEO4J_VERSION", _version))
    home: Path = field(default=Path(".safeguarding"), metadata=_from("SAFEGUARDING_HOME", _path))
    cache: Path = field(default=Path("~/.cache/safeguarding"), metadata=_from("SAFEGUARDING_CACHE", _path))
    host: str = field(default="127.0.0.1", metadata=_from("HOST"))
    port: int = field(default=8000, metadata=_from("PORT", _port))
    allowed_hosts: tuple[str, ...] = field(default=(), metadata=_from("ALLOWED_HOSTS", _hosts))
    trusted_proxies: tuple[str, ...] = field(default=(), metadata=_from("TRUSTED_PROXIES", _networks))
    root_path: str = field(default="", metadata=_from("ROOT_PATH", _prefix))
    browser_url: str | None = field(default=None, metadata=_from("BROWSER_URL", _browser))
    report_errors_to: str | None = field(default=None, metadata=_from("REPORT_ERRORS_TO", _contact))
    max_connections: int = field(default=1000, metadata=_from("MAX_CONNECTIONS", _many))
    max_subscriptions: int = field(default=200, metadata=_from("MAX_SUBSCRIPTIONS", _whole))
    read_seconds: int = field(default=10, metadata=_from("READ_SECONDS", _many))
    log_format: str = field(default="text", metadata=_from("LOG_FORMAT", _log_format))
    bolt_port: int = field(default=7687, metadata=_from("BOLT_PORT", _port))
    http_port: int = field(default=7474, metadata=_from("HTTP_PORT", _port))
    heap: str = field(default="512m", metadata=_from("NEO4J_HEAP", _size))
    page_cache: str = field(default="128m", metadata=_from("NEO4J_PAGE_CACHE", _size))
    transaction_memory: str = field(default="128m", metadata=_from("NEO4J_TRANSACTION_MEMORY", _size))
    keep_changes: int = field(default=20, metadata=_from("KEEP_CHANGES", _whole))
    deadline: int = field(default=10, metadata=_from("DEADLINE_SECONDS", _many))
    max_age: int = field(default=60, metadata=_from("MAX_AGE_SECONDS", _whole))
    response_cache: int = field(default=64, metadata=_from("RESPONSE_CACHE_MB", _whole))
    cors_origins: tuple[str, ...] = field(default=(), metadata=_from("CORS_ORIGINS", _origins))
    trusted_documents: Path | None = field(default=None, metadata=_from("TRUSTED_DOCUMENTS", _path))
    max_body: int = field(default=200_000, metadata=_from("MAX_BODY_BYTES", _many))
    max_characters: int = field(default=50_000, metadata=_from("MAX_CHARACTERS", _many))
    max_tokens: int = field(default=2_000, metadata=_from("MAX_TOKENS", _many))
    max_depth: int = field(default=25, metadata=_from("MAX_DEPTH", _many))
    max_aliases: int = field(default=100, metadata=_from("MAX_ALIASES", _whole))
    max_fields: int = field(default=2_000, metadata=_from("MAX_FIELDS", _many))
    max_planning: int = field(default=200, metadata=_from("MAX_PLANNING", _many))
    max_cost: int = field(default=1_000_000, metadata=_from("MAX_COST", _many))
    dear_cost: int = field(default=50_000, metadata=_from("DEAR_COST", _many))
    dear_slots: int = field(default=2, metadata=_from("DEAR_SLOTS", _many))
    explain_profile: bool = field(default=False, metadata=_from("EXPLAIN_PROFILE", _flag))
    export_seconds: int = field(default=600, metadata=_from("EXPORT_SECONDS", _many))
    export_in_memory: int = field(default=100_000, metadata=_from("EXPORT_IN_MEMORY", _whole))

    @property
    def neo4j_auth(self) -> tuple[str, str]:
        """User and password for `neo4j_uri`."""
        return self.neo4j_user, self.neo4j_password

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the variables; an empty one counts as unset.

        Raises SettingInvalid with the variable, its value and what would be valid.
        """
        values: dict[str, Any] = {}
        for item in fields(cls):
            variable, read = item.metadata["variable"], item.metadata["read"]
            if text := environ.get(variable, "").strip():
                values[item.name] = _read(variable, read, text)
        values.setdefault("home", _path(".safeguarding"))
        values.setdefault("cache", _path(environ.get("XDG_CACHE_HOME") or "~/.cache") / "safeguarding")
        return cls(**values)


def _read(variable: str, read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError as error:
        shown = "a value" if "PASSWORD" in variable else f"'{text}'"
        raise SettingInvalid(f"{variable} is {shown}; give {error}.") from None
