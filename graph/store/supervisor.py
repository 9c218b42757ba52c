"""Run a JVM as a child that never outlives the program that started this supervisor.

Run as a script:

    python supervisor.py COMMAND...

Standard input is a pipe from the program. When the program ends, even by `kill -9`, the kernel closes the
pipe and the JVM is killed at once. A line on the pipe asks for an orderly stop instead: it holds the seconds
that the JVM may take. The exit status is the JVM's, or 128 + the signal that ended it.

A separate process works on every system. PR_SET_PDEATHSIG alone would not do: it is tied to the *thread* that
forks, so a JVM started from a worker thread would die with that thread. The supervisor has one thread, so it
can use it, on Linux, to end the JVM if the supervisor itself is killed.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys

PR_SET_PDEATHSIG = 1


def main(command: list[str]) -> int:
    """Run `command` until it ends, or until the program ends or asks to stop; return the exit status."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        # Ctrl-C reaches every process of the terminal, but only the program decides when the JVM stops.
        signal.signal(number, signal.SIG_IGN)
    wakeup_read, wakeup_write = os.pipe()
    os.set_blocking(wakeup_write, False)
    signal.set_wakeup_fd(wakeup_write)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_prepare)
    while child.poll() is None:
        ready, _, _ = select.select([0, wakeup_read], [], [])
        if 0 in ready:
            _stop(child, os.read(0, 64))
        else:
            os.read(wakeup_read, 64)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _prepare() -> None:
    """In the child, before exec: die with the supervisor, and restore the default signal handlers."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _stop(child: subprocess.Popen[bytes], line: bytes) -> None:
    if line:
        child.terminate()
        try:
            child.wait(timeout=float(line))
            return
        except subprocess.TimeoutExpired:
            pass
    child.kill()
    child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
