"""Files that are there whole or not at all, whenever somebody looks and wherever a writer is killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside ``path``, to write to: it takes the place of ``path`` at the end, and is removed if
    writing fails."""
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Replace a file by this text."""
    with replacing(path) as fresh:
        fresh.write_text(text, "utf-8")
