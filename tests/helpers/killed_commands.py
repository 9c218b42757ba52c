"""Commands that are killed without warning."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator

from graph.settings import Settings
from tests.helpers.paths import ROOT


def moments(count: int, seconds: float, seed: int) -> Iterator[float]:
    """So many moments within so many seconds: one at random within each of as many equal parts."""
    chosen = random.Random(seed)
    return (seconds * (part + chosen.random()) / count for part in range(count))


def run_to_end(arguments: list[str], settings: Settings) -> float:
    """Run Python with arguments and these settings, without an error; returns how many seconds it took."""
    began = time.monotonic()
    run_and_kill(arguments, 900, settings)
    return time.monotonic() - began


def run_and_kill(arguments: list[str], seconds: float, settings: Settings) -> None:
    """Run Python with arguments and these settings, and kill it if it is still at work after so many seconds.
    What ends by itself must have done so without an error."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")},
        "SAFEGUARDING_HOME": str(settings.home),
        "SAFEGUARDING_CACHE": str(settings.cache),
    }
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
