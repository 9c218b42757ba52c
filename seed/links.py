"""Web addresses that readers are led to: http and https, a host, and nothing that could do anything else."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import SplitResult, urlsplit

LONGEST = 2000
# Signs that no address holds: spaces, control characters, quotes, and what a page could take for markup.
_FORBIDDEN = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\"<>\\^`{|}]")
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?\.?")


def link(found: str) -> str:
    """The address, if a page may link to it; raises ValueError with what would be right."""
    if sign := _FORBIDDEN.search(found):
        raise ValueError(f"holds {sign[0]!r}, which no web address does")
    if len(found) > LONGEST:
        raise ValueError(f"is a web address of {len(found)} characters; at most {LONGEST} are kept")
    parts = _split(found)
    if parts.scheme not in ("http", "https"):
        raise ValueError("is no web address; write one that begins with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("holds a user name before the host; write the web address without it")
    if not _is_host(parts):
        raise ValueError("names no host; write it like https://www.example.org/page")
    return found


def _split(found: str) -> SplitResult:
    try:
        parts = urlsplit(found)
        _ = parts.port
    except ValueError:
        raise ValueError("is no web address that can be followed") from None
    return parts


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if ":" not in host:
        return _HOST.fullmatch(host) is not None
    try:
        return IPv6Address(host) is not None
    except ValueError:
        return False
