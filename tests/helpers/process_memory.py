"""The memory of a process, by the kernel's count."""

from __future__ import annotations

from pathlib import Path


def resident(pid: int | str = "self") -> int:
    """How much it has now, in bytes."""
    return _told(pid, "VmRSS")


def peak(pid: int | str = "self") -> int:
    """The most it has had, in bytes. `ru_maxrss` would also count what its parent had when it was started."""
    return _told(pid, "VmHWM")


def _told(pid: int | str, name: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith(f"{name}:")]
    return int(line.split()[1]) * 1024
