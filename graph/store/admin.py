"""neo4j-admin: import CSV files into a new database."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from graph.errors import GraphError, ImportFailed, disk_errors, disk_full
from graph.store.config import Neo4jConfig, Ports, write_config
from graph.store.java import ADMIN_TOOL, EXIT_WITHOUT_MEMORY, java_command, java_environment

REPORT = "import.report"
_HEAP = "-Xmx1g"
# Smaller imports end before the JVM's optimising compiler pays off; larger ones take half as long with it.
_FEW_BYTES = 50_000_000
_COMPILED_QUICKLY = "-XX:TieredStopAtLevel=1"
ARRAY_DELIMITER = "\x1f"  # separates list items in a CSV field; no text of the graph contains it


def import_csv(
    home: Path,
    nodes: Sequence[Path],
    relationships: Sequence[Path],
    *,
    jars: Sequence[Path],
    options: Sequence[str] = (),
) -> None:
    """Create the database of the Neo4j home `home` from CSV files with headers, replacing an existing one.

    `options` are further options of the JVM.

    Raises ImportFailed with the importer's reason, or DiskFull.
    """
    with disk_errors(home):
        write_config(home, Neo4jConfig(Ports(0, 0), read_only=False))
        done = subprocess.run(
            java_command(
                ADMIN_TOOL,
                *_arguments(home, nodes, relationships),
                jars=jars,
                options=(*_options(*nodes, *relationships), *options),
            ),
            env=java_environment(jars, home),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise _failure(home, done.stdout + done.stderr)
    (home / REPORT).unlink(missing_ok=True)


def _options(*files: Path) -> tuple[str, ...]:
    is_short = sum(path.stat().st_size for path in files if path.exists()) < _FEW_BYTES
    return (EXIT_WITHOUT_MEMORY, _HEAP, *([_COMPILED_QUICKLY] if is_short else []))


def _arguments(home: Path, nodes: Sequence[Path], relationships: Sequence[Path]) -> list[str]:
    return [
        *("database", "import", "full", "neo4j"),
        *(f"--nodes={path}" for path in nodes),
        *(f"--relationships={path}" for path in relationships),
        "--id-type=string",
        "--overwrite-destination",
        # Values may contain line breaks.
        "--multiline-fields=true",
        f"--array-delimiter=U+{ord(ARRAY_DELIMITER):04X}",
        f"--report-file={home / REPORT}",
        # Without this the importer does not print why it failed.
        "--verbose",
    ]


def _failure(home: Path, output: str) -> GraphError:
    if "No space left on device" in output:
        return disk_full(home)
    # The importer's outer exception names file, line, field and value; its causes name only the value.
    said = re.findall(r"InputException: (.+?)$(?!\n  \w)", output, re.MULTILINE | re.DOTALL)
    reason = said[-1] if said else (output.strip().splitlines() or ["it printed no reason"])[-1]
    return ImportFailed(f"neo4j-admin could not import the graph: {' '.join(reason.split())}")
