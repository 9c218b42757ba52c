"""One Neo4j as a child of this program: started, awaited, noticed when it dies, stopped."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.browser.files import OPENING_PAGE, base_url
from graph.errors import Neo4jDied, disk_errors
from graph.neo4j.database import answers
from graph.neo4j.own_login import OwnLogin
from graph.store.access import USER, Access, set_password
from graph.store.config import Neo4jConfig, write_config
from graph.store.endings import CONSOLE, USER_LOG, ending, hint
from graph.store.java import EXIT_WITHOUT_MEMORY, entry_point, java_command, java_environment

START_SECONDS = 180
STOP_SECONDS = 30
_SUPERVISOR = Path(__file__).with_name("supervisor.py")


@dataclass(frozen=True, slots=True)
class Neo4jProcess:
    """A Neo4j that runs as a child of this process. `ready` waits until it answers."""

    home: Path
    config: Neo4jConfig
    supervisor: subprocess.Popen[bytes]
    password: str = field(repr=False)

    @property
    def uri(self) -> str:
        """The Bolt address that it listens on."""
        return f"bolt://127.0.0.1:{self.config.ports.bolt}"

    @property
    def auth(self) -> OwnLogin:
        """User and password, as a driver takes them."""
        return OwnLogin(USER, self.password)

    @property
    def browser_url(self) -> str:
        """Where people reach its Neo4j Browser, whose form then asks for the password alone."""
        server = f"neo4j://{USER}@127.0.0.1:{self.config.reached.bolt}"
        return f"http://127.0.0.1:{self.config.reached.http}/browser/?dbms={server}&db=neo4j"

    @property
    def access(self) -> Access:
        """What its owner needs to enter it, by its public addresses."""
        reached = self.config.reached
        opening_url = f"{base_url(reached.http)}/{OPENING_PAGE}"
        return Access(f"bolt://127.0.0.1:{reached.bolt}", self.browser_url, opening_url, self.password)

    def ready(self) -> None:
        """Wait until it answers. Raises Neo4jDied, DiskFull or, where somebody changed the password already,
        StoreRefused."""
        deadline = time.monotonic() + START_SECONDS
        while not (self._listens() and answers(self.uri, self.auth)):
            self.check()
            if time.monotonic() > deadline:
                raise Neo4jDied(f"Neo4j did not answer within {START_SECONDS} seconds: {hint(self.home)}")
            time.sleep(0.1)

    def _listens(self) -> bool:
        # Whoever takes the port before Neo4j does must not be sent the password. Nobody but this user and
        # Neo4j writes this log, and no other program can listen at the port once Neo4j does.
        log = self.home / USER_LOG
        said = log.read_text("utf-8", "replace") if log.exists() else ""
        return f":{self.config.ports.bolt}." in "".join(re.findall(r"Bolt enabled on (\S+)", said))

    def is_alive(self) -> bool:
        """Whether its process runs."""
        return self.supervisor.poll() is None

    def check(self) -> None:
        """Raise Neo4jDied, with the reason its log gives, if it is no longer running."""
        status = self.supervisor.poll()
        if status is not None:
            raise ending(self.home, status)

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Ask it to stop, and kill it if it has not after `seconds`. Stopping twice is harmless."""
        pipe = self.supervisor.stdin
        if pipe is not None and not pipe.closed:
            try:
                pipe.write(f"{seconds}\n".encode())
                pipe.close()
            except BrokenPipeError:
                pass
        self.supervisor.wait()


def _empty(folder: Path) -> Path:
    """A folder for what Neo4j unpacks to serve, and leaves where it is killed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def start(home: Path, config: Neo4jConfig, *, jars: Sequence[Path], heap: str, password: str) -> Neo4jProcess:
    """Start the Neo4j whose directory is `home`, and return at once."""
    with disk_errors(home):
        write_config(home, config)
        set_password(home, password)
        (home / "logs").mkdir(exist_ok=True)
        (home / USER_LOG).unlink(missing_ok=True)
        command = java_command(
            entry_point(jars),
            f"--home-dir={home}",
            f"--config-dir={home / 'conf'}",
            options=(
                f"-Xmx{heap}",
                f"-Djava.io.tmpdir={_empty(home / 'tmp')}",
                *(() if config.read_only else (EXIT_WITHOUT_MEMORY,)),
            ),
        )
        with (home / CONSOLE).open("wb") as console:
            supervisor = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_SUPERVISOR), *command],
                stdin=subprocess.PIPE,
                stdout=console,
                stderr=subprocess.STDOUT,
                env=java_environment(jars, home),
                # Out of the terminal's group: Ctrl-C is for this program, which then stops Neo4j in order.
                start_new_session=True,
            )
    return Neo4jProcess(home, config, supervisor, password)
