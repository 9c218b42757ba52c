"""One Neo4j as a child of this program: started, awaited, noticed when it dies, stopped."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.database import answers
from graph.errors import Neo4jDied, disk_errors, disk_full
from graph.store.config import Neo4jConfig, write_config
from graph.store.java import entry_point, java_command, java_environment

START_SECONDS = 180
STOP_SECONDS = 30
# What the JVM prints, and what Neo4j tells its operator: both begin anew with each start.
CONSOLE = "logs/console.log"
USER_LOG = "logs/neo4j.log"
# Frames of stack traces, and what a JVM that cannot start says around its reason.
_NOISE = re.compile(r"(at|\.\.\.) |Error occurred during init|Error: (Could not create|A fatal exception)")
_SUPERVISOR = Path(__file__).with_name("supervisor.py")


@dataclass(frozen=True, slots=True)
class Neo4jProcess:
    """A Neo4j that was started; `ready` waits until it answers."""

    home: Path
    config: Neo4jConfig
    supervisor: subprocess.Popen[bytes]

    @property
    def uri(self) -> str:
        """The Bolt address that it listens on."""
        return f"bolt://127.0.0.1:{self.config.ports.bolt}"

    @property
    def browser_url(self) -> str:
        """Where people reach its Neo4j Browser."""
        return f"http://127.0.0.1:{self.config.reached.http}/browser/"

    def ready(self, auth: tuple[str, str] | None = None) -> None:
        """Wait until it answers. Raises Neo4jDied, DiskFull or, where it wants a password, StoreRefused."""
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.uri, auth):
            self.check()
            if time.monotonic() > deadline:
                raise Neo4jDied(
                    f"Neo4j did not answer within {START_SECONDS} seconds. Its log is {self.home / 'logs'}."
                )
            time.sleep(0.1)

    def check(self) -> None:
        """Raise Neo4jDied, with the reason its log gives, if it is no longer running."""
        status = self.supervisor.poll()
        if status is None:
            return
        reason = last_words(self.home)
        if "No space left on device" in reason:
            raise disk_full(self.home)
        raise Neo4jDied(
            f"Neo4j ended with status {status}: {reason} {_advice(reason)} "
            f"Its logs are in {self.home / 'logs'}."
        )

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


def start(home: Path, config: Neo4jConfig, *, jars: Sequence[Path], heap: str) -> Neo4jProcess:
    """Start the Neo4j whose directory is `home`, and return at once."""
    with disk_errors(home):
        write_config(home, config)
        (home / "logs").mkdir(exist_ok=True)
        (home / USER_LOG).unlink(missing_ok=True)
        command = java_command(
            entry_point(jars),
            f"--home-dir={home}",
            f"--config-dir={home / 'conf'}",
            options=(f"-Xmx{heap}",),
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
    return Neo4jProcess(home, config, supervisor)


def last_words(home: Path) -> str:
    """Why Neo4j ended, as its logs have it: the innermost cause of the last error, else the last line."""
    lines = [line.strip() for name in (CONSOLE, USER_LOG) for line in _lines(home / name)]
    said = [line for line in lines if line and not _NOISE.match(line)]
    errors = [line for line in said if re.search(r"^Caused by:|\bERROR\b|^Error\b|Exception\b", line)]
    if not said:
        return "it said nothing."
    line = (errors or said)[-1]
    return re.sub(r"^(Caused by: |\S+ \S+ ERROR +)?([\w.$]+(Exception|Error): )?", "", line).rstrip(".") + "."


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []


def _advice(reason: str) -> str:
    if "heap" in reason or "memory" in reason.lower():
        return "Set NEO4J_HEAP and NEO4J_PAGE_CACHE to what this machine has."
    if "bind" in reason or "Address already in use" in reason:
        return "Choose other ports with BOLT_PORT and HTTP_PORT."
    return "Start again; if it ends again, build the graph anew with 'safeguarding build'."
