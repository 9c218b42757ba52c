"""What somebody who reaches the ports of our own Neo4j can do, without the password and with it.

The table of `docs/security.md` is what is seen here. After a change that is meant,
`REWRITE=yes pytest tests/graph/store/test_exposed_ports.py` writes it anew.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from neo4j import Auth, Driver, GraphDatabase, Query
from neo4j.exceptions import DriverError, Neo4jError

from graph.browser.files import FILES_PATH, FIRST_GUIDE, OPENING_PAGE
from graph.settings import DEFAULT_NEO4J_VERSION, Settings
from graph.store import config
from graph.store.process import Neo4jProcess
from graph.store.running import running
from tests.helpers.bolt_over_websocket import log_in
from tests.helpers.browser_login import open_browser
from tests.helpers.chromium import chromium
from tests.helpers.connection_recorder import Listener
from tests.helpers.hostile_statements import GROUPS, Attempt
from tests.helpers.paths import ROOT

PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- table: tests/graph/store/test_exposed_ports.py -->\n", "<!-- end of the table -->\n"
SECONDS = 2
OPENING, FIRST = f"/{FILES_PATH}/{OPENING_PAGE}", f"/{FILES_PATH}/{FIRST_GUIDE}"
FOREIGN = "https://evil.example"
DONE, REFUSED = "done", "refused"
OLD = """
SHOW TRANSACTIONS YIELD transactionId, currentQuery, elapsedTime
WHERE elapsedTime.milliseconds > $limit AND currentQuery STARTS WITH 'UNWIND' RETURN transactionId
"""
ENDLESS = "UNWIND range(1, 100000000000) AS i RETURN count(i)"


@pytest.fixture(scope="module")
def home(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two nodes, for this module to damage."""
    return shutil.copytree(small_store, tmp_path_factory.mktemp("damaged") / "store")


@pytest.fixture(scope="module")
def neo4j(home: Path, settings: Settings) -> Iterator[Neo4jProcess]:
    """A Neo4j as `serve` starts it, except for a shorter time limit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "TRANSACTION_SECONDS", SECONDS)
        with running(home, read_only=True, settings=settings) as neo4j:
            yield neo4j


@pytest.fixture(scope="module")
def owner(neo4j: Neo4jProcess) -> Iterator[Driver]:
    with _driver(neo4j, neo4j.auth) as driver:
        yield driver


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener.open() as listener:
        yield listener


def _driver(neo4j: Neo4jProcess, auth: tuple[str, str] | Auth | None) -> Driver:
    return GraphDatabase.driver(
        neo4j.uri, auth=auth, notifications_min_severity="OFF", telemetry_disabled=True
    )


def _outcome(driver: Driver, statement: str, limit: float | None = 120.0) -> str:
    try:
        with driver.session(database="neo4j") as session:
            session.run(Query(statement, timeout=limit)).consume()
    except Neo4jError as error:
        return f"{REFUSED}: `{(error.code or '').rpartition('.')[2]}`"
    return DONE


@pytest.fixture(scope="module")
def seen(neo4j: Neo4jProcess, owner: Driver, listener: Listener) -> Mapping[str, list[tuple[str, str, str]]]:
    """For each group what was tried, what a visitor saw, and what the password's holder did."""
    with _driver(neo4j, None) as visitor:
        return {
            group: [_tried(attempt, visitor, owner, listener) for attempt in attempts]
            for group, attempts in GROUPS.items()
        }


def _tried(attempt: Attempt, visitor: Driver, owner: Driver, listener: Listener) -> tuple[str, str, str]:
    statement = attempt.statement.replace("{port}", str(listener.port))
    words = attempt.shown.replace("{port}", "PORT")
    told = _outcome(visitor, statement, attempt.limit).partition(":")[0]
    return words, told, _outcome(owner, statement, attempt.limit)


def _table(seen: Mapping[str, list[tuple[str, str, str]]]) -> str:
    lines = ["| tried | a visitor | who holds the password |", "|---|---|---|"]
    for group, rows in seen.items():
        lines += [f"| **{group}** | | |", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines) + "\n"


def test_the_security_table_shows_what_the_attempts_saw(
    seen: Mapping[str, list[tuple[str, str, str]]], settings: Settings
) -> None:
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    if os.environ.get("REWRITE") == "yes":
        PAGE.write_text(f"{before}{BEGIN}{_table(seen)}{END}{after}", "utf-8")
        return
    found, told = _table(seen), table
    if settings.neo4j_version != DEFAULT_NEO4J_VERSION:
        # Another release may give another reason.
        found, told = (
            "\n".join(line.partition(": `")[0] for line in each.splitlines()) for each in (found, told)
        )
    assert found == told


def test_a_visitor_is_refused_whatever_the_statement(
    seen: Mapping[str, list[tuple[str, str, str]]],
) -> None:
    assert {visitor for rows in seen.values() for _, visitor, _ in rows} == {REFUSED}


@pytest.mark.usefixtures("seen")
def test_no_statement_reached_another_address(listener: Listener) -> None:
    assert listener.connections == 0
    socket.create_connection(("127.0.0.1", listener.port)).close()
    _until(lambda: listener.connections == 1)


@pytest.mark.parametrize(
    "auth",
    [None, ("neo4j", ""), ("neo4j", "neo4j"), ("neo4j", "wrong"), ("other", "wrong"), Auth("none", "", "")],
)
def test_only_the_password_logs_in(neo4j: Neo4jProcess, auth: tuple[str, str] | Auth | None) -> None:
    with _driver(neo4j, auth) as driver, pytest.raises((Neo4jError, DriverError)):
        driver.verify_connectivity()


def test_wrong_passwords_do_not_lock_the_owner_out(neo4j: Neo4jProcess, owner: Driver) -> None:
    for number in range(20):
        with _driver(neo4j, ("neo4j", f"wrong-{number}")) as driver, pytest.raises(Neo4jError):
            driver.verify_connectivity()
    with _driver(neo4j, neo4j.auth) as fresh:
        fresh.verify_connectivity()


@pytest.mark.parametrize("origin", [FOREIGN, "null", None])
def test_a_page_that_speaks_bolt_needs_the_password_too(neo4j: Neo4jProcess, origin: str | None) -> None:
    port, password = neo4j.config.ports.bolt, neo4j.password
    assert not log_in(port, origin, scheme="none")
    assert not log_in(port, origin, scheme="basic", principal="neo4j", credentials="neo4j")
    # As it would be with the password: the test itself speaks Bolt rightly.
    assert log_in(port, origin, scheme="basic", principal="neo4j", credentials=password)


@pytest.mark.parametrize(
    "path", ["db/neo4j/tx/commit", "db/system/tx/commit", "db/neo4j/query/v2", "db/data/"]
)
def test_there_is_no_cypher_over_http_for_anybody(neo4j: Neo4jProcess, path: str) -> None:
    address = f"http://127.0.0.1:{neo4j.config.ports.http}/{path}"
    body = {"statements": [{"statement": "RETURN 1"}], "statement": "RETURN 1"}
    for auth in (None, neo4j.auth):
        answer = httpx.post(address, json=body, auth=auth, headers={"Origin": FOREIGN})
        assert answer.status_code == 404
        assert answer.headers.get("access-control-allow-origin") not in ("*", FOREIGN)
        preflight = {"Origin": FOREIGN, "Access-Control-Request-Method": "POST"}
        asked = httpx.options(address, headers=preflight)
        assert asked.headers.get("access-control-allow-origin") not in ("*", FOREIGN)


@pytest.mark.parametrize("host", ["127.0.0.1", "evil.example"])
def test_http_of_neo4j_serves_public_files_and_no_secret(neo4j: Neo4jProcess, host: str) -> None:
    base = f"http://127.0.0.1:{neo4j.config.ports.http}"
    for path in ("/", "/browser/", OPENING, FIRST):
        answer = httpx.get(base + path, headers={"Host": host}, follow_redirects=False)
        assert answer.is_success or answer.is_redirect
        assert neo4j.password not in answer.text
        assert answer.headers.get("access-control-allow-origin") not in ("*", FOREIGN)


ASKS = """(async () => {{
  const told = [], headers = {{"Content-Type": "application/json"}};
  for (const [path, options] of [
    ["/db/neo4j/tx/commit", {{method: "POST", body: "{{}}", headers}}], ["/", {{}}], ["{opening}", {{}}]
  ])
    told.push(await fetch("{base}" + path, options).then(answer => answer.status, () => "refused"));
  return told;
}})()"""


def test_a_page_of_another_origin_reads_nothing(neo4j: Neo4jProcess) -> None:
    port = neo4j.config.ports.http
    with _web_page() as foreign, chromium() as page:
        page.go(foreign)
        page.until("document.readyState === 'complete' && location.protocol === 'http:'")
        assert page.run(ASKS.format(base=f"http://127.0.0.1:{port}", opening=OPENING)) == [REFUSED] * 3


def test_a_page_whose_name_resolves_here_reads_only_public_files(neo4j: Neo4jProcess) -> None:
    port = neo4j.config.ports.http
    with chromium("--host-resolver-rules=MAP evil.example 127.0.0.1") as page:
        open_browser(page, neo4j)
        page.until("localStorage.getItem('neo4j.connections')?.includes('password')")
        page.go(f"http://evil.example:{port}{FIRST}")
        page.until("location.hostname === 'evil.example' && document.readyState === 'complete'")
        assert page.run(ASKS.format(base="", opening=OPENING)) == [404, 200, 200]
        # What the owner's Browser keeps belongs to its own address.
        assert page.run("localStorage.length") == 0


@contextmanager
def _web_page() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>foreign</title>")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def test_every_procedure_that_is_there_is_one_of_neo4j_itself(owner: Driver, settings: Settings) -> None:
    with owner.session(database="neo4j") as session:
        names = session.run("SHOW PROCEDURES YIELD name").value()
    assert names
    later = set() if settings.neo4j_version == DEFAULT_NEO4J_VERSION else {"fleetManagement"}
    assert {name.split(".")[0] for name in names} <= {"db", "dbms", "tx"} | later


@pytest.mark.usefixtures("seen")
def test_neo4j_lives_and_answers_after_all_of_it(neo4j: Neo4jProcess, owner: Driver) -> None:
    neo4j.check()
    with owner.session(database="neo4j") as session:
        assert session.run("MATCH (n:Entity) RETURN count(n)").value() == [2]


def test_a_query_whose_client_sets_no_limit_goes_on_until_it_is_ended(owner: Driver) -> None:
    told: list[str] = []
    asking = threading.Thread(target=lambda: told.append(_outcome(owner, ENDLESS, 0)), daemon=True)
    asking.start()
    _until(lambda: _ended(owner, older_than=2 * SECONDS) == 1)
    _until(lambda: told == [f"{REFUSED}: `Terminated`"])


def _ended(driver: Driver, older_than: float) -> int:
    """End statements that have run for so many seconds; returns their number."""
    with driver.session(database="neo4j") as session:
        old = session.run(Query(OLD, timeout=120.0), limit=1000 * older_than).value()
        for each in old:
            session.run(Query("TERMINATE TRANSACTION $id", timeout=120.0), id=each).consume()
    return len(old)


def test_changes_to_users_are_gone_at_the_next_start(
    neo4j: Neo4jProcess, home: Path, owner: Driver, settings: Settings
) -> None:
    for statement in (
        "CREATE USER other SET PASSWORD 'long-enough'",
        "ALTER USER neo4j SET PASSWORD 'taken-over'",
    ):
        assert _outcome(owner, statement) == DONE
    neo4j.stop(5)
    copy = shutil.copytree(home, home.with_name("again"), ignore=shutil.ignore_patterns("*.lock"))
    with running(copy, read_only=True, settings=settings) as again:
        assert again.password != neo4j.password
        with _driver(again, again.auth) as driver, driver.session(database="system") as session:
            assert session.run("SHOW USERS YIELD user").value() == ["neo4j"]


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
