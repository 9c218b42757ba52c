"""`safeguarding browser` and `safeguarding password`: the way into Neo4j for who runs `serve`."""

from __future__ import annotations

import os
import sys
import webbrowser

from command.console import say
from graph.errors import NotServed
from graph.settings import Settings
from graph.store.access import BROWSER_PAGE, USER, Access, access_of


def run_browser(settings: Settings) -> None:
    """Open the page that opens Neo4j Browser connected, or say how to get there where no web browser can be
    opened. Raises NotServed."""
    access = _access(settings, "Open the Browser of that server, and connect")
    page = settings.home / BROWSER_PAGE
    # The file's name, not the address it leads to: other users see the arguments of processes.
    if _has_display() and webbrowser.open(page.as_uri()):
        say(f"Click the button of the page that opens now. If none does: {_by_hand(access)}")
    else:
        say(f"No web browser can be opened from here. In one that reaches this machine, {_by_hand(access)}")


def password(settings: Settings) -> str:
    """The password of the Neo4j that is served. Raises NotServed."""
    return _access(settings, "Log in there").password


def _access(settings: Settings, instead: str) -> Access:
    if settings.neo4j_uri:
        raise NotServed(
            f"NEO4J_URI is {settings.neo4j_uri}: a server of your own, whose password this program does not "
            f"hold. {instead} as {settings.neo4j_user}, with the password that NEO4J_PASSWORD has from you."
        )
    return access_of(settings.home)


def _by_hand(access: Access) -> str:
    return (
        f"open {access.browser_url} and give, for the user {USER}, the password that 'safeguarding password' "
        "prints."
    )


def _has_display() -> bool:
    # Without one, Linux has only browsers for a terminal, in which Neo4j Browser does not run.
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)
