"""Why a Neo4j exited: from its exit status and logs, with the setting that may help."""

from __future__ import annotations

import re
from pathlib import Path

from graph.errors import GraphError, Neo4jDied, disk_full

# The JVM's output and Neo4j's user log; both are emptied at each start.
CONSOLE = "logs/console.log"
USER_LOG = "logs/neo4j.log"
# Stack frames, and the lines a JVM prints around the reason why it cannot start.
_NOISE = re.compile(r"(at|\.\.\.) |Error occurred during init|Error: (Could not create|A fatal exception)")
_BY_STATUS = {
    # The supervisor reports a signal as 128 + its number.
    137: "It was killed, perhaps by the system because memory ran out: then set NEO4J_HEAP and "
    "NEO4J_PAGE_CACHE lower, or give the machine more memory.",
    143: "It was told to stop (SIGTERM).",
}


def exit_error(home: Path, status: int) -> GraphError:
    """The error for the Neo4j of `home` that exited with `status`."""
    if status in _BY_STATUS:
        return Neo4jDied(f"Neo4j ended with status {status}. {_BY_STATUS[status]}")
    # Status 3 is a JVM that ran out of memory, but also Neo4j when it rejects its settings.
    if status == 3 and any("OutOfMemoryError" in line for line in _lines(home / CONSOLE)):
        return Neo4jDied(f"Neo4j ended with status {status}. It ran out of memory: set NEO4J_HEAP higher.")
    if "No space left on device" in _last_error(home):
        return disk_full(home)
    return Neo4jDied(f"Neo4j ended with status {status}: {failure_hint(home)}")


def failure_hint(home: Path) -> str:
    """The last error in the logs, and what may help."""
    reason = _last_error(home)
    return f"{reason} {_advice(reason)} Its logs are in {home / 'logs'}."


def _last_error(home: Path) -> str:
    """The innermost cause of the last error in the logs, else their last line."""
    lines = [line.strip() for name in (CONSOLE, USER_LOG) for line in _lines(home / name)]
    said = [line for line in lines if line and not _NOISE.match(line)]
    errors = [line for line in said if re.search(r"^Caused by:|\bERROR\b|^Error\b|Exception\b", line)]
    if not said:
        return "it logged no reason."
    line = (errors or said)[-1]
    return re.sub(r"^(Caused by: |\S+ \S+ ERROR +)?([\w.$]+(Exception|Error): )?", "", line).rstrip(".") + "."


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []


def _advice(reason: str) -> str:
    if "heap" in reason or "memory" in reason.lower():
        return "Set NEO4J_HEAP and NEO4J_PAGE_CACHE to fit this machine's memory."
    if "bind" in reason or "Address already in use" in reason:
        return "Choose other ports with BOLT_PORT and HTTP_PORT."
    return "Start again; if it fails again, rebuild the graph with 'safeguarding build'."
