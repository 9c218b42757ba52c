"""The published tables about forces, read for tests without the code under test."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

Row = Mapping[str, str]


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
