"""Locks on directories between processes. The kernel releases a lock when its process ends.

A process that can open a lock file can hold it, so locked directories and lock files are private to their
owner.
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
    """Hold a shared lock on `directory` for a purpose while inside; `is_held` sees it."""
    with disk_errors(directory):
        file = _opened(directory / f"{purpose}.lock")
    try:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield
    finally:
        os.close(file)


@contextmanager
def hold(directory: Path, purpose: str, *, wait: bool = False) -> Iterator[None]:
    """Hold an exclusive lock on `directory` for a purpose ("serve", "build") while inside: on `PURPOSE.lock`.

    Raises InUse with the process that holds it, unless `wait` is true.
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


def is_held(directory: Path, purpose: str) -> bool:
    """Whether any process, even this one, holds the directory for the purpose."""
    return holder(directory, purpose) is not None


def holder(directory: Path, purpose: str) -> int | None:
    """The id of the process that holds the directory for the purpose; None if none, 0 if unknown.

    Raises PermissionError for a directory of another user."""
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
    """Create a directory that only its owner can enter, or restrict an existing one of this user."""
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
            f"{path.parent} is in use by process {holder} ({purpose}). Stop that process, or choose another "
            "directory with SAFEGUARDING_HOME."
        ) from None
