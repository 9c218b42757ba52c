"""Read the reference tables: forces, authorities, policing, successors and other names.

Each row has evidence: its public source, and the row in that source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from graph.model.dates import EndState, PartialDate, Period
from graph.model.nodes import LocalAuthority, PoliceForce
from graph.model.vocabulary import Status
from seed.errors import Refusal, raise_any
from seed.sources.parts import Part
from seed.sources.reference_checks import check_tables
from seed.sources.reference_tables import (
    AUTHORITIES,
    FORCES,
    ONGOING,
    OTHER_NAMES,
    SOURCES,
    SUCCESSIONS,
    UNKNOWN,
)
from seed.sources.table_records import TableRecords, publishers, source_of
from seed.sources.tables import Row, read_table

FORCE_LIST = "source:police-force-list"
LOOKUP = "source:ons-lad-pfa-2016"
COUNCILS = "source:mysociety-local-authorities"
PROVIDERS = "source:d2i-provider-lookup"
LOOKUP_MONTH = PartialDate("2016-12")
WALES = "Wales"
NOT_COLLECTED = (
    "Ofsted does not inspect in Wales. Care Inspectorate Wales and Estyn do; their inspections are not "
    "collected here."
)


@dataclass(frozen=True)
class Tables:
    """The rows of the reference tables."""

    sources: tuple[Row, ...]
    forces: tuple[Row, ...]
    authorities: tuple[Row, ...]
    successions: tuple[Row, ...]
    other_names: tuple[Row, ...]


def read_reference(folder: Path) -> Part:
    """Read the reference tables of a folder as one part.

    Raises SeedRefused with file, row, column, value and reason of each problem.
    """
    refusals: list[Refusal] = []
    tables = _read_tables(folder, refusals)
    raise_any(refusals)
    raise_any(
        check_tables(
            tables.sources, tables.forces, tables.authorities, tables.successions, tables.other_names
        )
    )
    return part_of(tables)


def part_of(tables: Tables) -> Part:
    """The records of checked rows."""
    builder = TableRecords(publishers(tables.sources))
    for row in tables.sources:
        builder.add(source_of(row), (), row)
    for row in tables.forces:
        _add_force(builder, row)
    for row in tables.authorities:
        _add_authority(builder, row)
    _add_policing(builder, tables)
    for row in tables.successions:
        evidence = _council(builder, row.text("predecessor"), row)
        start, end = (f"authority:{row.text(name)}" for name in ("predecessor", "successor"))
        builder.link("REPLACED_BY", start, end, evidence, row, date=row.cells["date"])
    for row in tables.other_names:
        builder.name(row)
    return builder.part(dict(_aliases(tables.authorities)))


def _read_tables(folder: Path, refusals: list[Refusal]) -> Tables:
    files = zip(
        ("sources", "forces", "authorities", "successions", "other_names"),
        (SOURCES, FORCES, AUTHORITIES, SUCCESSIONS, OTHER_NAMES),
        strict=True,
    )
    read = {
        stem: tuple(read_table(folder / f"{stem}.csv", f"{folder.name}/{stem}.csv", columns, refusals))
        for stem, columns in files
    }
    return Tables(**read)


def _add_force(builder: TableRecords, row: Row) -> None:
    # The lookup lists every force, so each existed in the lookup's month.
    evidence = builder.evidence(FORCE_LIST, f"force {row.text('force')}", row.place())
    evidence += builder.evidence(LOOKUP, f"PFA16CD {row.text('ons_code')}", row.place())
    force = PoliceForce(
        id=f"force:{row.text('force')}",
        name=row.text("name"),
        ons_code=row.text("ons_code"),
        country=row.text("country"),
        website=row.text("website"),
        period=Period(end_state=EndState.ONGOING, not_after=LOOKUP_MONTH),
    )
    builder.add(force, evidence, row)


def _add_authority(builder: TableRecords, row: Row) -> None:
    welsh = row.text("region") == WALES
    evidence = (_district if welsh else _council)(builder, row.text("ons_code"), row)
    if "dfe_code" in row.cells or "ofsted_urn" in row.cells:
        evidence += builder.evidence(PROVIDERS, f"authority {row.text('ons_code')}", row.place())
    authority = LocalAuthority(
        id=f"authority:{row.text('ons_code')}",
        name=row.text("name"),
        official_name=row.text("official_name"),
        kind=row.text("kind"),
        region=row.text("region"),
        ons_code=row.text("ons_code"),
        former_ons_codes=_former(row),
        dfe_code=row.optional("dfe_code"),
        ofsted_urn=row.optional("ofsted_urn"),
        gov_uk_slug=row.optional("gov_uk_slug"),
        period=_period(row),
        note=NOT_COLLECTED if welsh else None,
    )
    builder.add(authority, evidence, row)


def _add_policing(builder: TableRecords, tables: Tables) -> None:
    before: dict[str, list[str]] = {}
    for row in tables.successions:
        before.setdefault(row.text("successor"), []).append(row.text("predecessor"))
    for row in tables.authorities:
        code = row.text("ons_code")
        evidence = tuple(_policing_evidence(builder, row, sorted(before.get(code, []))))
        force = f"force:{row.text('police_force')}"
        builder.link("POLICED_BY", f"authority:{code}", force, evidence, row, period=_policed(row))


def _policing_evidence(builder: TableRecords, row: Row, before: list[str]) -> Iterator[str]:
    code, place = row.text("ons_code"), row.place()
    match row.text("policed_by_way_of"):
        case "lookup":
            yield from _district(builder, code, row)
        case "districts":
            yield from builder.evidence(LOOKUP, f"the districts of {code}", place, Status.DERIVED)
            yield from _council(builder, code, row)
        case _:
            yield from builder.evidence(
                LOOKUP, f"{' and '.join(before)}, replaced by {code}", place, Status.DERIVED
            )
            for predecessor in before:
                yield from _council(builder, predecessor, row)


def _policed(row: Row) -> Period:
    """The period of policing. The lookup is for one month, and gives neither a start nor an end."""
    end = cast("PartialDate | str", row.cells["end"])
    closed = None if end in (ONGOING, UNKNOWN) else cast("PartialDate", end)
    state = EndState.DATED if closed else EndState.UNKNOWN
    if row.text("policed_by_way_of") == "predecessors":
        return Period(start=cast("PartialDate", row.cells["start"]), end=closed, end_state=state)
    bound = None if closed else LOOKUP_MONTH
    return Period(end=closed, end_state=state, not_after=LOOKUP_MONTH, ended_not_before=bound)


def _period(row: Row) -> Period:
    end = row.cells["end"]
    if end == UNKNOWN:
        # The lookup names the council in its month, neither since when nor until when it existed.
        return Period(end_state=EndState.UNKNOWN, not_after=LOOKUP_MONTH, ended_not_before=LOOKUP_MONTH)
    ongoing = end == ONGOING
    return Period(
        start=cast("PartialDate | None", row.cells.get("start")),
        end=None if ongoing else cast("PartialDate", end),
        end_state=EndState.ONGOING if ongoing else EndState.DATED,
        not_after=cast("PartialDate | None", row.cells.get("start_not_after")),
    )


def _council(builder: TableRecords, code: str, row: Row) -> tuple[str, ...]:
    return builder.evidence(COUNCILS, f"authority {code}", row.place())


def _district(builder: TableRecords, code: str, row: Row) -> tuple[str, ...]:
    return builder.evidence(LOOKUP, f"LAD16CD {code}", row.place())


def _former(row: Row) -> tuple[str, ...]:
    return cast("tuple[str, ...]", row.cells.get("former_ons_codes", ()))


def _aliases(authorities: Iterable[Row]) -> Iterator[tuple[str, str]]:
    for row in authorities:
        for code in _former(row):
            yield f"authority:{code}", f"authority:{row.text('ons_code')}"
