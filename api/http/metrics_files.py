"""The files in which several workers keep their metrics, for the process that starts them."""

from __future__ import annotations

from pathlib import Path

# Where the library of metrics finds a folder in it when it is imported, it counts in files there.
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def forget_gauges(pid: int, folder: str) -> None:
    """What a worker that ended had open or under way is no more; what it counted stays counted."""
    for path in Path(folder).glob(f"gauge_live*_{pid}.db"):
        path.unlink(missing_ok=True)
