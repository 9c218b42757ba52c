"""`safeguarding browser` and `safeguarding password`: access to the Neo4j that `serve` runs."""

from __future__ import annotations

import os
import sys
import webbrowser

from command.console import say
from graph.errors import NotServed
from graph.settings import Settings
from graph.store.access import BROWSER_PAGE, USER, Access, read_access


def run_browser(settings: Settings) -> None:
    """Open a page that connects Neo4j Browser, or print how to connect by hand. Raises NotServed."""
    access = _access(settings, "Open the Browser of that server, and connect")
    page = settings.home / BROWSER_PAGE
    # Pass the file's name, not the address with the password: process arguments are visible to other users.
    if _has_display() and webbrowser.open(page.as_uri()):
        say(f"Click the button on the page that opens now. If no page opens, {_manual_steps(access)}")
    else:
        say(
            "No web browser can be opened here. In a browser that can reach this machine, "
            f"{_manual_steps(access)}"
        )


def password(settings: Settings) -> str:
    """The password of the running Neo4j. Raises NotServed."""
    return _access(settings, "Log in there").password


def _access(settings: Settings, instead: str) -> Access:
    if settings.neo4j_uri:
        raise NotServed(
            f"NEO4J_URI is {settings.neo4j_uri}, a server of your own. "
            f"{instead} as {settings.neo4j_user}, with the password that you set in NEO4J_PASSWORD."
        )
    return read_access(settings.home)


def _manual_steps(access: Access) -> str:
    return (
        f"open {access.browser_url} and log in as {USER} with the password that 'safeguarding password' "
        "prints."
    )


def _has_display() -> bool:
    # Without a display, Linux has only terminal browsers, and those cannot run Neo4j Browser.
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)
