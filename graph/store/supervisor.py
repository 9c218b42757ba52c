"""Stands between a program and the JVM it started, so that the JVM never outlives the program.

Run as a script:

    python supervisor.py COMMAND...

Standard input is a pipe whose other end the program holds. The kernel closes it when the program ends,
however it ends, `kill -9` included: then the JVM is killed at once. A line on it asks for an orderly stop
instead, and names the seconds the JVM may take. The exit status is the JVM's; one that a signal ended counts
as 128 + the signal.

A process of its own does this on every system. PR_SET_PDEATHSIG, set in the JVM directly, would be tied to
the one *thread* that forked, and a JVM started from a worker thread would die with it. Here the only thread
forks, so it is safe, and covers the supervisor's own death on Linux; that is all it is used for.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys

PR_SET_PDEATHSIG = 1


def main(command: list[str]) -> int:
    """Run `command` until it ends, or until the program above ends or asks."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        # Ctrl-C reaches every process of a terminal: only the program above decides when the JVM stops.
        signal.signal(number, signal.SIG_IGN)
    bell, ring = os.pipe()
    os.set_blocking(ring, False)
    signal.set_wakeup_fd(ring)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_prepare)
    while child.poll() is None:
        ready, _, _ = select.select([0, bell], [], [])
        if 0 in ready:
            _end(child, os.read(0, 64))
        else:
            os.read(bell, 64)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _prepare() -> None:
    """In the child, before the JVM: die with the supervisor, and take signals as any program does."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(child: subprocess.Popen[bytes], line: bytes) -> None:
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
