"""What an answer depends on beside the graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Environment:
    """``browser_url`` is the address of Neo4j Browser, without a query string; None where nobody told it.
    ``connect`` begins a query string that names the server, so that Browser asks for the password alone."""

    browser_url: str | None
    connect: str = ""

    @staticmethod
    @lru_cache(maxsize=16)
    def of(browser_url: str | None) -> Environment:
        """The environment of a database whose Browser is at an address, with or without a query string."""
        if browser_url is None:
            return Environment(None)
        address, _, connect = browser_url.partition("?")
        return Environment(address, f"{connect}&" if connect else "")
