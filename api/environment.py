"""What an answer depends on beside the graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Environment:
    """``browser_url`` is the address of Neo4j Browser, without a query string; ``connect`` begins a query
    string for one that wants no password."""

    browser_url: str
    connect: str = ""

    @staticmethod
    @lru_cache(maxsize=16)
    def of(database_uri: str, browser_url: str | None) -> Environment:
        """A server of somebody else's tells no address of its Browser: it is taken to be where
        Neo4j puts it."""
        if browser_url:
            # A server of our own wants no password; without the word its Browser would ask for one.
            return Environment(browser_url, "preselectAuthMethod=NO_AUTH&")
        return Environment(f"http://{urlsplit(database_uri).hostname}:7474/browser/")
