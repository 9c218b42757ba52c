"""A fingerprint of the code and settings that answers depend on."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import orjson

from api.execution.limits import Limits
from graph.settings import Settings

_PROGRAM = Path(__file__).resolve().parents[2]
_FOLDERS = ("api", "graph", "cypher", "web")
_KINDS = {".py", ".cypher", ".graphql", ".html", ".css", ".js", ".svg"}
_DISTRIBUTION = "safeguarding-graph"


def fingerprint(settings: Settings) -> str:
    """A hash of the installed code, its Cypher, its libraries, and the settings that an answer shows."""
    shown = [settings.neo4j_version, Limits.of(settings), settings.report_errors_to]
    return sha256(orjson.dumps([code_fingerprint(), _libraries(), shown])).hexdigest()


@cache
def code_fingerprint(program: Path = _PROGRAM) -> str:
    """A hash of the names and bytes of every file that answers and pages come from."""
    digest = sha256()
    for folder in _FOLDERS:
        for path in sorted((program / folder).rglob("*")):
            if path.suffix in _KINDS:
                content = path.read_bytes()
                digest.update(f"{path.relative_to(program).as_posix()} {len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()


@cache
def _libraries() -> list[str]:
    """Python and what this program requires, as they are installed."""
    return [f"python {platform.python_version()}", *_required()]


def _required() -> Iterator[str]:
    for requirement in requires(_DISTRIBUTION) or ():
        name = re.match(r"[\w.-]+", requirement)
        if name is None or "extra ==" in requirement:
            continue
        try:
            yield f"{name[0]} {version(name[0])}"
        except PackageNotFoundError:
            # Wanted on another platform.
            continue
