"""Runs pytest in forks of one process that has loaded the libraries, which takes longer than most tests.

A program by itself: it must never import this project, which each fork loads from its own copy. It reads one
JSON object a line, ``{"root", "environment", "arguments", "output", "seconds"}``, and answers each with the
exit status of pytest on a line, or with ``null`` if that did not end in time.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
import traceback
from collections.abc import Mapping
from typing import Any

# Without plugins of pytest, which it wants to load by itself.
_LIBRARIES = (
    *("asyncio", "graphql", "strawberry", "neo4j", "orjson", "yaml", "jsonschema", "lxml.etree"),
    *("markdown_it", "prometheus_client", "pytest", "rdflib", "rich", "typer", "uvicorn", "uvloop"),
)
_PAUSE_SECONDS = 0.02


def main() -> None:
    """Answer until standard input ends."""
    for name in _LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)


def _forked(asked: Mapping[str, Any]) -> int | None:
    child = os.fork()
    if child == 0:
        # Whatever happens, the fork must not go on reading requests.
        status = 3
        try:
            status = _run(asked)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    deadline = time.monotonic() + asked["seconds"]
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_PAUSE_SECONDS)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return None


def _run(asked: Mapping[str, Any]) -> int:
    os.chdir(asked["root"])
    os.environ.update(asked["environment"])
    sys.path.insert(0, asked["root"])
    output = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for descriptor, known in ((os.open(os.devnull, os.O_RDONLY), 0), (output, 1), (output, 2)):
        os.dup2(descriptor, known)
    import pytest

    return int(pytest.main(asked["arguments"]))


if __name__ == "__main__":
    main()
