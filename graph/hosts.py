"""Allowed `Host` headers, against DNS rebinding: a foreign page can point its own name at this machine, and
could then read every answer as if it came from the page's own origin."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Self

from graph.settings import Settings

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """``names`` are in lower case; one that begins with a dot allows all names that end with it.

    ``every_address`` allows all IP addresses: rebinding needs a name, so a page at an IP address comes from
    there."""

    names: frozenset[str]
    every_address: bool = False
    everything: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Loopback, the address that the API listens on, and ALLOWED_HOSTS."""
        bound = settings.host.strip("[]").lower()
        given = frozenset(name.removeprefix("*") for name in settings.allowed_hosts)
        return cls(given | {*_LOOPBACK, bound}, _is_wildcard(bound), "*" in settings.allowed_hosts)

    def allows(self, host: str) -> bool:
        """Whether a `Host` header, with or without a port, is allowed."""
        if self.everything:
            return True
        name = _name(host)
        return name in self.names or self._is_below(name) or (self.every_address and _is_address(name))

    def _is_below(self, name: str) -> bool:
        return any(name.endswith(each) for each in self.names if each.startswith("."))


def _name(host: str) -> str:
    """The name in `name:port`, `[::1]:port` or `name.`; empty for anything else."""
    if host.startswith("["):
        name, bracket, port = host[1:].partition("]")
        port = port.removeprefix(":") if bracket and _is_address(name) else "none"
    else:
        name, _, port = host.partition(":")
    return name.lower().removesuffix(".") if not port or port.isdecimal() else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_wildcard(bound: str) -> bool:
    return _is_address(bound) and ipaddress.ip_address(bound).is_unspecified
