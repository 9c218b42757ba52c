"""Links of strangers to a connected Neo4j Browser change, send, run and open nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph.store.access import BROWSER_PAGE, access_files
from graph.store.process import Neo4jProcess
from tests.helpers.browser_login import open_browser, post_password
from tests.helpers.chromium import WAIT_SECONDS, Page, chromium
from tests.helpers.connection_recorder import Listener

GUIDE = "document.querySelectorAll('pre.runnable').length"
FRAMES = "document.querySelectorAll('[data-testid=frame]').length"
KEPT = "localStorage.getItem('neo4j.connections')"
# Until Browser knows the edition of Neo4j, it stores connections without passwords; a page left before would
# not connect when it is opened again. By the time it has stored the database, it knows both.
SETTLED = f'/"password":"[^"].*"useDb":"neo4j"/.test({KEPT})'
OPENING = "document.readyState === 'complete' && location.pathname.endsWith('open.html')"
LINKS = [
    "?dbms=bolt://neo4j@127.0.0.1:{port}&db=neo4j",
    "?connectURL=bolt://neo4j@127.0.0.1:{port}",
    "?discoveryURL=http://localhost:{port}/",
    "?cmd=guide&arg=http://localhost:{port}/guide.html",
    "?db=neo4j%26arg%3Dhttp://127.0.0.1:{port}/guide.html&cmd=play",
    "#?cmd=guide&arg=http://localhost:{port}/guide.html",
    "#&cmd=play&arg=start",
]


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener.open() as listener:
        yield listener


@pytest.fixture(scope="module")
def chrome(served: Neo4jProcess) -> Iterator[tuple[Page, str]]:
    """A Chromium, and the connection that Browser stored there."""
    with chromium() as page:
        open_browser(page, served)
        _until_connected(page)
        yield page, page.run(KEPT)


@pytest.fixture
def connected(chrome: tuple[Page, str], served: Neo4jProcess) -> Page:
    """The Chromium with its stored connection, on a page that does not run Browser."""
    page, connection = chrome
    page.go(served.access.opening_url)
    page.until(OPENING)
    page.run(f"localStorage.setItem('neo4j.connections', {json.dumps(connection)})")
    return page


@pytest.mark.parametrize("link", LINKS)
def test_a_link_connects_nowhere_else_and_runs_nothing(
    link: str, connected: Page, served: Neo4jProcess, listener: Listener
) -> None:
    kept = f"http://127.0.0.1:{served.config.ports.http}/browser/"
    connected.go(kept + link.format(port=listener.port))
    # Connected as ever, with our own first guide.
    _until_connected(connected)
    assert connected.run("location.href") == kept
    assert connected.run(FRAMES) == 0
    assert listener.port not in {urlsplit(url).port for url in connected.asked}
    assert listener.connections == 0


RACE = """
  const opened = open('{browser}');
  let number = 0;
  const racing = setInterval(() => {{
    // While it can be read, it has not left about:blank.
    try {{ opened.location.href; return; }} catch {{ }}
    opened.location = '{browser}#?cmd=play&arg=start&n=' + ++number;
    if (number === 150) clearInterval(racing);
  }}, 20);
"""


def test_a_page_that_opened_browser_gives_it_no_orders_while_it_starts(served: Neo4jProcess) -> None:
    """Another origin: localhost, where it asks 127.0.0.1."""
    kept = f"http://127.0.0.1:{served.config.ports.http}/browser/"
    with chromium() as page:
        open_browser(page, served)
        _until_connected(page)
        page.go(served.access.opening_url.replace("127.0.0.1", "localhost"))
        page.until("document.readyState === 'complete'")
        page.send("Runtime.evaluate", expression=RACE.format(browser=kept), userGesture=True)
        with page.opened(kept) as browser:
            _until_connected(browser)
            assert browser.run(FRAMES) == 0
            assert browser.run("location.href") == kept


def test_no_page_can_replace_the_connection_that_browser_stores(
    connected: Page, served: Neo4jProcess
) -> None:
    before = connected.run(KEPT)
    opening = served.access.opening_url
    for link in ("#x", f"#{served.password}", "?dbms=bolt://127.0.0.1:1#x"):
        _leave(connected)
        connected.go(opening + link)
        connected.until(OPENING)
        for wrong in ("x", served.password[:-1], ""):
            post_password(connected, wrong)
        assert connected.run("new Promise(done => setTimeout(() => done(location.pathname), 200))")
        assert connected.run(KEPT) == before
        assert connected.run("location.pathname").endswith("open.html")


def test_the_page_of_the_command_opens_browser_connected_and_leaves_no_password_in_the_history(
    served: Neo4jProcess, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    with access_files(tmp_path, served.access), chromium(profile=profile) as page:
        page.go((tmp_path / BROWSER_PAGE).as_uri())
        page.until("document.querySelector('button') !== null")
        page.send("Runtime.evaluate", expression="document.querySelector('button').click()", userGesture=True)
        with page.opened(f":{served.config.ports.http}/") as browser:
            _until_connected(browser)
        visited = _written_history(profile, served.access.opening_url)
    assert served.password.encode() not in visited


def _until_connected(page: Page) -> None:
    """Browser shows its guide, is connected, and stores the connection so that a reload connects again."""
    page.until(GUIDE)
    page.until("document.body.innerText.includes('neo4j$')")
    page.until(SETTLED)


def _leave(page: Page) -> None:
    """A link to a page that is open already, but for what is behind the #, would not load it again."""
    page.go("about:blank")
    page.until("location.href === 'about:blank' && document.readyState === 'complete'")


def _written_history(profile: Path, address: str) -> bytes:
    """What Chromium has written of where it was, as soon as the address is in it."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        written = b"".join(path.read_bytes() for path in (profile / "Default").glob("History*"))
        if address.encode() in written:
            return written
        assert time.monotonic() < deadline
        time.sleep(0.5)
