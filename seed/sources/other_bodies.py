"""The table of bodies that answered inspections, beside forces, councils and local policing bodies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph.model.nodes import GovernmentBody
from graph.model.vocabulary import Status
from seed.errors import Refusal, raise_any
from seed.sources.parts import Part
from seed.sources.reference_checks import references, unique
from seed.sources.reference_tables import PASSAGE, form
from seed.sources.table_records import TableRecords
from seed.sources.tables import Column, read_table

TABLE = "bodies.csv"
BODIES = (
    Column("id", form(r"body:[a-z]+(-[a-z]+)*", "the id of a body, such as body:dfe")),
    Column("name"),
    *PASSAGE,
)


def read_other_bodies(folder: Path, publishers: Mapping[str, str]) -> Part:
    """The table as one part; raises SeedRefused with file, row, column, value and reason."""
    refusals: list[Refusal] = []
    rows = read_table(folder / TABLE, f"{folder.name}/{TABLE}", BODIES, refusals)
    raise_any([*refusals, *unique(rows, "id"), *references(rows, "source", {*publishers})])
    builder = TableRecords(publishers)
    for row in rows:
        evidence = builder.passage(row, Status.STATED)
        builder.add(GovernmentBody(id=row.text("id"), name=row.text("name")), evidence, row)
    return builder.part({})
