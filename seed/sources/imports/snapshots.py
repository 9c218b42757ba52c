"""Copy files before their import, so that the same bytes are read, compared and stored."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from graph.errors import disk_errors
from seed.sources.imports.errors import FileRefused
from seed.sources.imports.graph_assembly import ImportFile

LARGEST = 512_000_000  # the largest shipped release has 1 MB
_CHUNK = 1 << 20
_KINDS: Mapping[str, Callable[[int], bool]] = {
    "a folder": stat.S_ISDIR,
    "a pipe": stat.S_ISFIFO,
    "a socket": stat.S_ISSOCK,
    "a device": lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode),
}


def snapshots(paths: Sequence[Path], folder: Path) -> list[ImportFile]:
    """Copy each file. Raises FileRefused for the first that cannot be copied."""
    found = []
    for number, path in enumerate(paths):
        place = folder / str(number)
        place.mkdir()
        found.append(snapshot(path, place))
    return found


def snapshot(path: Path, folder: Path) -> ImportFile:
    """Copy a file into `folder` and compute its SHA-256.

    Raises FileRefused for anything but a regular file, and for one that cannot be read, is larger than
    LARGEST or changes meanwhile."""
    name = path.name or str(path)
    try:
        _check_kind(path.stat(), name)
        # Non-blocking: the path may have become a pipe, whose open would wait for a writer.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            before = os.fstat(file.fileno())
            _check_kind(before, name)
            with disk_errors(folder):
                copy, digest = _copy(file, folder / name, name)
            _check_unchanged(before, os.fstat(file.fileno()), copy, name)
    except OSError as error:
        raise FileRefused(name, f"cannot be read: {error.strerror}") from None
    return ImportFile(copy, name, sha256=digest)


def _check_kind(found: os.stat_result, name: str) -> None:
    for kind, fits in _KINDS.items():
        if fits(found.st_mode):
            raise FileRefused(name, f"is {kind}, not a file")
    if found.st_size > LARGEST:
        raise FileRefused(
            name, f"holds {found.st_size // 1_000_000} MB; at most {LARGEST // 1_000_000} MB are read"
        )


def _copy(file: BinaryIO, place: Path, name: str) -> tuple[Path, str]:
    total, size = sha256(), 0
    with place.open("xb") as copy:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise FileRefused(name, f"holds more than {LARGEST // 1_000_000} MB, which is not read")
            total.update(chunk)
            copy.write(chunk)
    return place, total.hexdigest()


def _check_unchanged(before: os.stat_result, after: os.stat_result, copy: Path, name: str) -> None:
    held = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not held or copy.stat().st_size != after.st_size:
        raise FileRefused(name, "changed while it was read; import it again once it is whole")
