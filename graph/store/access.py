"""Access to the managed Neo4j: a new password for each run, and the files that give it to the owner.

    HOME/neo4j.json      the addresses and the password of the Neo4j that is served from HOME
    HOME/browser.html    opens Neo4j Browser and logs in. A password on the web browser's command line would
                         show in the process list, and one in an address in the browser's history.

Both are readable by their owner alone (0600) and exist only while Neo4j is served.
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
from graph.whole_files import replacing

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
// Most web browsers block this call and need the click.
openIt();
</script>
</html>
""")


@dataclass(frozen=True, slots=True)
class Access:
    """A Neo4j's Bolt address, its Browser's addresses (``opening_url`` logs in by itself) and password."""

    uri: str
    browser_url: str
    opening_url: str
    password: str = field(repr=False)

    @property
    def auth(self) -> OwnLogin:
        """The login for the driver."""
        return OwnLogin(USER, self.password)


def new_password() -> str:
    """A random password of 192 bits, URL-safe."""
    return secrets.token_urlsafe(_BITS // 8)


def set_password(home: Path, password: str) -> None:
    """Make the user `neo4j` with this password the only user of a Neo4j home. Neo4j must not be running.

    Deletes the system database, and with it any other users and their passwords."""
    for folder in ("databases", "transactions"):
        if (system := home / "data" / folder / "system").exists():
            shutil.rmtree(system)
    write_private(home / "data" / "dbms" / "auth.ini", _initial_user(password))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, and no one else even while it is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        replacing(path) as fresh,
        open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file,
    ):
        file.write(text)


@contextmanager
def access_files(home: Path, access: Access) -> Iterator[None]:
    """Write the access files of `home`, and remove them on exit."""
    write_access_files(home, access)
    try:
        yield
    finally:
        for name in (_FILE, BROWSER_PAGE):
            (home / name).unlink(missing_ok=True)


def write_access_files(home: Path, access: Access) -> None:
    """Write the access files of `home`, replacing those of an earlier Neo4j. Raises DiskFull."""
    with disk_errors(home):
        page = _PAGE.substitute(address=_in_script(access.opening_url), password=_in_script(access.password))
        write_private(home / BROWSER_PAGE, page)
        write_private(home / _FILE, json.dumps({"process": os.getpid(), **asdict(access)}))


def read_access(home: Path) -> Access:
    """The access to the Neo4j that is served from `home`.

    Raises NotServed with what to do, and PermissionError for the home of another user."""
    process, content = holder(home, SERVED), _read_json(home / _FILE)
    if process is None:
        raise NotServed(f"Nothing is served from {home}; run 'safeguarding serve' first.")
    # A killed process leaves its files behind.
    if content.pop("process", None) != process:
        raise NotServed(f"Process {process} is still starting to serve {home}; wait until it is ready.")
    return Access(**content)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return {}


def _initial_user(password: str) -> str:
    """The line of `auth.ini` from which Neo4j creates its first user."""
    salt = secrets.token_bytes(32)
    digest = sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex().upper()},{salt.hex().upper()},{_ROUNDS}:\n"


def _in_script(text: str) -> str:
    return json.dumps(text).replace("<", "\\u003c")
