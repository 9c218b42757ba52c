"""A Neo4j as a child process: start it, wait for it, check it, stop it."""

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
from graph.store.exit_reasons import CONSOLE, USER_LOG, exit_error, failure_hint
from graph.store.java import EXIT_WITHOUT_MEMORY, entry_point, java_command, java_environment

START_SECONDS = 180
STOP_SECONDS = 30
_SUPERVISOR = Path(__file__).with_name("supervisor.py")


@dataclass(frozen=True, slots=True)
class Neo4jProcess:
    """A Neo4j that runs as a child of this process; `ready` waits until it answers."""

    home: Path
    config: Neo4jConfig
    supervisor: subprocess.Popen[bytes]
    password: str = field(repr=False)

    @property
    def uri(self) -> str:
        """Its own Bolt address, not a forwarded one."""
        return f"bolt://127.0.0.1:{self.config.ports.bolt}"

    @property
    def auth(self) -> OwnLogin:
        """The login for the driver."""
        return OwnLogin(USER, self.password)

    @property
    def browser_url(self) -> str:
        """The address of its Neo4j Browser, with server and user filled in."""
        server = f"neo4j://{USER}@127.0.0.1:{self.config.advertised.bolt}"
        return f"http://127.0.0.1:{self.config.advertised.http}/browser/?dbms={server}&db=neo4j"

    @property
    def access(self) -> Access:
        """Its advertised addresses and its password."""
        advertised = self.config.advertised
        opening_url = f"{base_url(advertised.http)}/{OPENING_PAGE}"
        return Access(f"bolt://127.0.0.1:{advertised.bolt}", self.browser_url, opening_url, self.password)

    def ready(self) -> None:
        """Wait until it answers. Raises Neo4jDied, DiskFull, and StoreRefused if its password was changed."""
        deadline = time.monotonic() + START_SECONDS
        while not (self._listens() and answers(self.uri, self.auth)):
            self.check()
            if time.monotonic() > deadline:
                raise Neo4jDied(
                    f"Neo4j did not answer within {START_SECONDS} seconds: {failure_hint(self.home)}"
                )
            time.sleep(0.1)

    def _listens(self) -> bool:
        # Another program may have taken the port, and must not be sent the password. Only this user and Neo4j
        # write this log, and once it says that Neo4j listens, no other program can.
        log = self.home / USER_LOG
        said = log.read_text("utf-8", "replace") if log.exists() else ""
        return f":{self.config.ports.bolt}." in "".join(re.findall(r"Bolt enabled on (\S+)", said))

    def is_alive(self) -> bool:
        """Whether its process runs."""
        return self.supervisor.poll() is None

    def check(self) -> None:
        """Raise Neo4jDied, with the reason from its log, if it has exited."""
        status = self.supervisor.poll()
        if status is not None:
            raise exit_error(self.home, status)

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Ask it to stop; kill it after `seconds`. Stopping twice is harmless."""
        pipe = self.supervisor.stdin
        if pipe is not None and not pipe.closed:
            try:
                pipe.write(f"{seconds}\n".encode())
                pipe.close()
            except BrokenPipeError:
                pass
        self.supervisor.wait()


def _emptied(folder: Path) -> Path:
    """Recreate a folder; a killed Neo4j leaves its temporary files behind."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def start(
    home: Path,
    config: Neo4jConfig,
    *,
    jars: Sequence[Path],
    heap: str,
    password: str,
    options: Sequence[str] = (),
) -> Neo4jProcess:
    """Start the Neo4j of a home without waiting for it. `options` are further options of the JVM."""
    with disk_errors(home):
        write_config(home, config)
        set_password(home, password)
        (home / "logs").mkdir(exist_ok=True)
        (home / USER_LOG).unlink(missing_ok=True)
        command = java_command(
            entry_point(jars),
            f"--home-dir={home}",
            f"--config-dir={home / 'conf'}",
            jars=jars,
            options=(
                f"-Xmx{heap}",
                f"-Djava.io.tmpdir={_emptied(home / 'tmp')}",
                *(() if config.read_only else (EXIT_WITHOUT_MEMORY,)),
                *options,
            ),
        )
        with (home / CONSOLE).open("wb") as console:
            supervisor = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_SUPERVISOR), *command],
                stdin=subprocess.PIPE,
                stdout=console,
                stderr=subprocess.STDOUT,
                env=java_environment(jars, home),
                # Outside the terminal's process group: Ctrl-C reaches only this program, which stops Neo4j.
                start_new_session=True,
            )
    return Neo4jProcess(home, config, supervisor, password)
