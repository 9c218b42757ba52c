"""One process at a time in a directory, by the kernel's own lock, which ends with the process.

Whoever can open a lock can hold it. So the directories that are held are for their owner alone, and so are
the locks in them.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

from graph.errors import InUse, disk_errors


@contextmanager
def share(directory: Path, purpose: str) -> Iterator[None]:
    """Let `held` tell, while inside, that a process has this purpose for `directory`; others may share it."""
    with disk_errors(directory):
        file = _opened(directory / f"{purpose}.lock")
    try:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield
    finally:
        os.close(file)


@contextmanager
def hold(directory: Path, purpose: str, *, wait: bool = False) -> Iterator[None]:
    """Hold `directory` for one purpose ("serve", "build") while inside: a lock on `PURPOSE.lock` in it.

    Raises InUse, naming the process that holds it, unless told to wait for it.
    """
    path = directory / f"{purpose}.lock"
    with disk_errors(directory):
        keep_private(directory)
        file = _opened(path)
    try:
        _take(file, path, purpose, wait)
        with disk_errors(directory):
            os.ftruncate(file, 0)
            os.pwrite(file, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(file)


def held(directory: Path, purpose: str) -> bool:
    """Whether some process, this one included, holds the directory for the purpose."""
    return holder(directory, purpose) is not None


def holder(directory: Path, purpose: str) -> int | None:
    """The process that holds the directory for the purpose, if any; 0 if it has not said which. Raises
    PermissionError for a directory of another user."""
    try:
        file = os.open(directory / f"{purpose}.lock", os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(os.pread(file, 20, 0) or 0)
    finally:
        os.close(file)
    return None


def keep_private(directory: Path) -> None:
    """Make a directory that its owner alone can enter, or make one such that is this user's already."""
    directory.mkdir(parents=True, exist_ok=True)
    found = directory.stat()
    if found.st_uid == os.geteuid():
        directory.chmod(S_IMODE(found.st_mode) & 0o700)


def _opened(lock: Path) -> int:
    file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    if os.fstat(file).st_uid == os.geteuid():
        os.fchmod(file, 0o600)
    return file


def _take(file: int, path: Path, purpose: str, wait: bool) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        holder = os.pread(file, 20, 0).decode() or "unknown"
        raise InUse(
            f"{path.parent} is in use: process {holder} holds it ({purpose}). Stop that process, or give "
            "this one a directory of its own with SAFEGUARDING_HOME."
        ) from None
