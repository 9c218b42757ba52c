"""The project's own tables for tests: a template with some cells changed, row by row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from seed.sources.all_sources import LoadedSources, Sources, load_sources
from seed.sources.imports.file_formats import read_file
from seed.sources.imports.graph_assembly import context_of
from seed.sources.imports.import_acceptance import accept_imports
from seed.sources.imports.reading import Reading
from tests.helpers.paths import FORMATS, ROOT

Rows = Callable[..., Reading]
NO_OUTCOMES = ROOT / "tests" / "data" / "no-outcomes"


OWN = (
    "correspondence.csv",
    "coverage.csv",
    "findings.csv",
    "inspections.csv",
    "peel.csv",
    "recommendations.csv",
    "responses.csv",
    "reviews.csv",
    "statements.csv",
)
# A review is of a recommendation, and a statement is made in a letter, that is stated somewhere else.
ALONE = tuple(name for name in OWN if name not in ("reviews.csv", "statements.csv"))
SIF = {
    "ons_code": "E09000003", "la": "Barnet", "framework": "SIF", "round": "first",
    "inspection_start": "2017-04-25", "inspection_end": "2017-05-18", "published": "2017-07-07",
    "overall": "Inadequate", "help_protection": "Inadequate", "looked_after_permanence": "Inadequate",
    "adoption": "Good", "care_leavers": "Good", "leadership": "Inadequate", "lscb": "Inadequate",
    "force_id": "metropolitan",
}  # fmt: skip
NCPI = {
    "force_id": "norfolk", "event": "NCPI", "inspected": "2014-04", "published": "2014-08",
    "source": "https://www.example.org/norfolk",
}  # fmt: skip
LOOKUP = {
    "LAD23CD": "E06000004", "LAD23NM": "Stockton-on-Tees", "PFA23CD": "E23000013", "PFA23NM": "Cleveland",
}  # fmt: skip
LISTS = {"sif.csv": SIF, "ncpi.csv": NCPI, "lookup.csv": LOOKUP}


def without_outcomes() -> LoadedSources:
    """The graph without the published outcomes, which takes a few seconds less to make."""
    return load_sources(replace(Sources(), outcomes=NO_OUTCOMES, police=NO_OUTCOMES))


def written(path: Path, name: str, *changes: Mapping[str, str]) -> Path:
    """A table with the row of a template for each of the changes; columns that the template lacks follow.
    Where another body is written, the name of the template's own is left out."""
    with (FORMATS / name).open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    headers = dict.fromkeys([*row, *(header for change in changes for header in change)])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(headers))
        writer.writeheader()
        writer.writerows(
            {**row, **({"body_name": ""} if "body" in change else {}), **change} for change in changes
        )
    return path


def table(path: Path, name: str, *changes: Mapping[str, str]) -> Path:
    """One of the own tables, or a list as others publish it."""
    if name in OWN:
        return written(path, name, *changes)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(LISTS[name]))
        writer.writeheader()
        writer.writerows({**LISTS[name], **change} for change in changes)
    return path


def taken(held: LoadedSources, paths: Sequence[Path]) -> tuple[Reading, ...]:
    """The records of files that are imported in this order."""
    context = context_of(held.base, held.frameworks)
    readings = [read_file(path, path.name, context) for path in paths]
    names = [path.name for path in paths]
    return accept_imports(held.base, held.shipped, readings, names, held.frameworks).imports
