"""The way into Neo4j Browser through the page of `safeguarding browser`."""

from __future__ import annotations

import json

from graph.store.process import Neo4jProcess
from tests.helpers.chromium import Page


def open_browser(page: Page, neo4j: Neo4jProcess) -> None:
    """Open Browser, connected, in a tab."""
    page.go(neo4j.access.opening_url)
    page.until("document.readyState === 'complete' && location.pathname.endsWith('open.html')")
    post_password(page, neo4j.password)


def post_password(page: Page, password: str) -> None:
    """Send the opening page a message, as the page that opened it does, or any other."""
    page.run(f"postMessage({json.dumps(password)}, location.origin)")
