"""The output of a command: standard output, or a file that appears only when complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import GraphError
from graph.whole_files import replacing


@contextmanager
def open_output(out: Path | None) -> Iterator[BinaryIO]:
    """Open a temporary file that replaces ``out`` once it is complete; None is standard output.

    Raises GraphError if it cannot be written."""
    try:
        if out is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        with replacing(out) as part, part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise GraphError(f"{out or 'Standard output'} cannot be written: {error.strerror}.") from error
