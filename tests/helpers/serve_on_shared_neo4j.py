"""`safeguarding serve` as a process over a running Neo4j, to measure its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.helpers.paths import ROOT
from tests.helpers.process_memory import resident


@dataclass(frozen=True)
class ServingProcess:
    """A running `serve`: the address of its GraphQL, and its process."""

    url: str
    pid: int

    def resident(self) -> int:
        """How much memory it has, in bytes."""
        return resident(self.pid)

    def connections(self, port: int) -> int:
        """How many connections it has to a port of this machine, in whatever state."""
        sockets = {os.readlink(each) for each in Path(f"/proc/{self.pid}/fd").iterdir() if each.is_symlink()}
        rows = [line.split() for line in Path(f"/proc/{self.pid}/net/tcp").read_text().splitlines()[1:]]
        return sum(f"socket:[{row[9]}]" in sockets and row[2].endswith(f":{port:04X}") for row in rows)


@contextmanager
def serving_process(uri: str, auth: tuple[str, str], **variables: str) -> Iterator[ServingProcess]:
    """Serve the graph at a Bolt address while inside; ``auth`` is user and password, ``variables`` are
    settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    user, password = auth
    server = {"NEO4J_URI": uri, "NEO4J_USER": user, "NEO4J_PASSWORD": password}
    environment = own | server | {"PORT": "0"} | variables
    command = [sys.executable, "-m", "cli", "serve"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            url = _address(process.stderr)
            # A process whose pipe is full would wait.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield ServingProcess(url, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(60)
            finally:
                process.kill()


def _address(said: IO[str]) -> str:
    lines = []
    for line in said:
        lines.append(line)
        if line.startswith("GraphQL"):
            return line.split()[1]
    raise RuntimeError(f"serve did not start: {''.join(lines)}")
