"""Where a command writes to: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import GraphError


@contextmanager
def target(out: Path | None) -> Iterator[BinaryIO]:
    """A file beside the one that is wanted, which takes its name when all is written; None: standard output.
    Raises GraphError where it cannot be written."""
    try:
        if out is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        part = out.with_name(f".{out.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise GraphError(f"{out or 'Standard output'} cannot be written: {error.strerror}.") from error
