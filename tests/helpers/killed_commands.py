"""Commands that are killed without warning."""

from __future__ import annotations

import os
import subprocess
import sys

from graph.settings import Settings
from tests.helpers.paths import ROOT


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
