"""The published tables about forces, read for tests without the code under test."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

Row = Mapping[str, str]
# When a commissioner took over fire and rescue: the ends of former names in body_names.csv.
RENAMED = {
    "cumbria": "2023-04-01",
    "essex": "2017-10-01",
    "north-yorkshire": "2018-11-15",
    "northamptonshire": "2019-01-01",
    "staffordshire": "2018",
}


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
