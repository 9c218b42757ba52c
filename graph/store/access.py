"""Who may enter a Neo4j of our own: its password, made anew for each, and the files that tell its owner.

    HOME/neo4j.json      where the Neo4j that is served from HOME answers, and its password
    HOME/browser.html    opens Neo4j Browser, connected; the password would stand in the list of processes if
                         it were given to the web browser's command, and in its history if in an address

Both are for their owner alone (0600), and there while the Neo4j is served.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any

from graph.errors import NotServed, disk_errors
from graph.neo4j.own_login import OwnLogin
from graph.store.lock import holder

USER = "neo4j"
SERVED = "serve"
BROWSER_PAGE = "browser.html"
_FILE = "neo4j.json"
_BITS, _ROUNDS = 192, 1024
_PAGE = Template("""\
<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<title>Neo4j Browser</title>
<p><button>Open Neo4j Browser, connected</button></p>
<script>
const address = $address;
let opened;
addEventListener("message", ({source}) => {
  if (opened && source === opened)
    opened.postMessage($password, new URL(address).origin);
});
const openIt = () => { opened = open(address); };
document.querySelector("button").addEventListener("click", openIt);
// Most web browsers wait for the click.
openIt();
</script>
</html>
""")


@dataclass(frozen=True, slots=True)
class Access:
    """How its owner enters a Neo4j: its Bolt address, where its Browser connects by itself, the password."""

    uri: str
    browser_url: str
    opening_url: str
    password: str = field(repr=False)

    @property
    def auth(self) -> OwnLogin:
        """User and password, as a driver takes them."""
        return OwnLogin(USER, self.password)


def new_password() -> str:
    """A password that nobody guesses."""
    return secrets.token_urlsafe(_BITS // 8)


def set_password(home: Path, password: str) -> None:
    """Make `password` all that the Neo4j of a home knows of users, before it starts: whatever was changed
    there goes, with the database that holds users."""
    for folder in ("databases", "transactions"):
        if (system := home / "data" / folder / "system").exists():
            shutil.rmtree(system)
    write_private(home / "data" / "dbms" / "auth.ini", _initial_user(password))


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone can read, from its first moment on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


@contextmanager
def offered(home: Path, access: Access) -> Iterator[None]:
    """Let the owner of `home` find the Neo4j that is served from it, while inside."""
    offer(home, access)
    try:
        yield
    finally:
        for name in (_FILE, BROWSER_PAGE):
            (home / name).unlink(missing_ok=True)


def offer(home: Path, access: Access) -> None:
    """As `offered`, where another Neo4j takes the place of one that is offered."""
    with disk_errors(home):
        page = _PAGE.substitute(address=_in_script(access.opening_url), password=_in_script(access.password))
        write_private(home / BROWSER_PAGE, page)
        write_private(home / _FILE, json.dumps({"process": os.getpid(), **asdict(access)}))


def access_of(home: Path) -> Access:
    """How to enter the Neo4j that is served from `home`. Raises NotServed with what to do."""
    try:
        process, told = holder(home, SERVED), _told(home / _FILE)
    except PermissionError as error:
        raise NotServed(
            f"{error.filename} is for the user who serves from there alone: ask them, or serve a graph of "
            "your own with SAFEGUARDING_HOME."
        ) from None
    if process is None:
        raise NotServed(f"Nothing is served from {home}: run 'safeguarding serve' first.")
    # A process that was killed has left its own behind.
    if told.pop("process", None) != process:
        raise NotServed(f"Process {process} is still starting to serve {home}: wait until it says so.")
    return Access(**told)


def _told(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return {}


def _initial_user(password: str) -> str:
    """The one line that Neo4j takes its first user from."""
    salt = secrets.token_bytes(32)
    digest = sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex().upper()},{salt.hex().upper()},{_ROUNDS}:\n"


def _in_script(text: str) -> str:
    return json.dumps(text).replace("<", "\\u003c")
