"""The supervisor between a program and its JVM, tried on programs that start faster than a JVM."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import supervisor

SCRIPT = str(Path(supervisor.__file__))
PATIENT = "import time; print(1, flush=True); time.sleep(99)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {PATIENT}"
TIDY = f"import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); {PATIENT}"


def _supervised(program: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-S", SCRIPT, sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _status(program: str) -> int:
    """Keeps the pipe open until the program has ended by itself."""
    with _supervised(program) as process:
        return process.wait(10)


@pytest.fixture(params=[PATIENT, STUBBORN], ids=["patient", "stubborn"])
def running(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[bytes]]:
    with _supervised(request.param) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def _child(process: subprocess.Popen[bytes]) -> int:
    return int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text())


def _gone(pid: int, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False


def test_the_exit_status_is_the_programs() -> None:
    assert _status("import sys; sys.exit(3)") == 3


def test_a_program_that_a_signal_ended_counts_as_128_and_the_signal() -> None:
    assert _status("import os; os.kill(os.getpid(), 9)") == 137


def test_a_closed_pipe_kills_the_program_at_once(running: subprocess.Popen[bytes]) -> None:
    child = _child(running)
    assert running.stdin is not None
    running.stdin.close()
    assert running.wait(5) == 128 + signal.SIGKILL
    assert _gone(child)


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_a_killed_supervisor_takes_the_program_with_it(running: subprocess.Popen[bytes]) -> None:
    child = _child(running)
    os.kill(running.pid, signal.SIGKILL)
    assert _gone(child)


def test_ctrl_c_in_the_terminal_leaves_the_program_to_the_one_who_started_it(
    running: subprocess.Popen[bytes],
) -> None:
    os.kill(running.pid, signal.SIGINT)
    os.kill(running.pid, signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(0.5)


def test_a_line_asks_for_an_orderly_stop() -> None:
    with _supervised(TIDY) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.communicate(b"10\n", timeout=5)
    assert process.returncode == 7


def test_a_program_that_does_not_stop_in_its_time_is_killed() -> None:
    with _supervised(STUBBORN) as process:
        assert process.stdout is not None
        process.stdout.readline()
        began = time.monotonic()
        process.communicate(b"0.5\n", timeout=5)
    assert process.returncode == 128 + signal.SIGKILL
    assert time.monotonic() - began > 0.4
