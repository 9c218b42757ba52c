"""Why a Neo4j ended: its exit status and the last words of its logs, with the setting that would help."""

from __future__ import annotations

import re
from pathlib import Path

from graph.errors import GraphError, Neo4jDied, disk_full

# What the JVM prints, and what Neo4j tells its operator: both begin anew with each start.
CONSOLE = "logs/console.log"
USER_LOG = "logs/neo4j.log"
# Frames of stack traces, and what a JVM that cannot start says around its reason.
_NOISE = re.compile(r"(at|\.\.\.) |Error occurred during init|Error: (Could not create|A fatal exception)")
_BY_STATUS = {
    # The supervisor counts a signal as 128 + its number.
    137: "Somebody killed it, or the system did because memory ran out: then set NEO4J_HEAP and "
    "NEO4J_PAGE_CACHE lower, or give the machine more.",
    143: "Somebody told it to stop (SIGTERM).",
}


def ending(home: Path, status: int) -> GraphError:
    """The error for a Neo4j of the home `home` that ended with `status`."""
    if status in _BY_STATUS:
        return Neo4jDied(f"Neo4j ended with status {status}. {_BY_STATUS[status]}")
    # A JVM that is told to exit when it runs out of memory, and Neo4j itself for settings that it cannot use.
    if status == 3 and any("OutOfMemoryError" in line for line in _lines(home / CONSOLE)):
        return Neo4jDied(f"Neo4j ended with status {status}. It ran out of memory: set NEO4J_HEAP higher.")
    if "No space left on device" in _last_words(home):
        return disk_full(home)
    return Neo4jDied(f"Neo4j ended with status {status}: {hint(home)}")


def hint(home: Path) -> str:
    """What the logs say last, and what would help."""
    reason = _last_words(home)
    return f"{reason} {_advice(reason)} Its logs are in {home / 'logs'}."


def _last_words(home: Path) -> str:
    """The innermost cause of the last error in the logs, else their last line."""
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
